"""`jixiao audit FILE|FOLDER ...`: what in documents does not agree, with the place and the arithmetic.

Exit codes: 3 where a check or the program crashed, else 1 where there are findings of severity error, else 2 where a
file could not be audited, else 0.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.console import (
    DIFFERS,
    FINE,
    INPUT_AT_FAULT,
    OWN_FAULT,
    AsJson,
    AsOf,
    Lang,
    Rules,
    console_width,
    day,
    print_json,
    rulebook,
    say,
)
from jixiao.cli.many import Jobs, Memory, Seconds, documents, progress
from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from jixiao.core.kernel.text import Language
    from jixiao.reports.audit.book import AuditBook
    from jixiao.reports.audit.rounds import Rounds
    from jixiao.rulebook_loader import Rulebook
    from jixiao.usecases.auditing.files import AuditFiles, AuditForm
    from jixiao.usecases.auditing.many import ManyAudited
    from jixiao.usecases.reading_pool import Allowance

KEPT = Path("var") / "audit"

Files = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FILE|FOLDER...", help="文件或文件夹 · documents or folders", show_default=False),
]
Html = Annotated[Path | None, typer.Option("--html", help="写出核查网页：左原文右结果 · a page: document and findings")]
Xlsx = Annotated[Path | None, typer.Option("--xlsx", help="写出工作簿 · a workbook of the findings")]
Docx = Annotated[Path | None, typer.Option("--docx", help="写出核查意见 · a review memo for each document")]
Pdf = Annotated[
    Path | None, typer.Option("--pdf", help="写出有标注的原件；几份时写文件夹 · the marked PDF; a folder for several")
]
Against = Annotated[
    Path | None, typer.Option("--against", help="与上一轮的 JSON 比较 · compare with the JSON of an earlier round")
]
Only = Annotated[
    list[str] | None, typer.Option("--only", help="只做这些核查，可重复，如 tables · only these checks, repeatable")
]
Everything = Annotated[bool, typer.Option("--all", help="列出每份的全部结果和尾差 · all findings, rounding notes too")]
Listing = Annotated[bool, typer.Option("--checks", help="列出全部核查规则 · list all checks")]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="结果文件夹：audit.json 和可续用的记录 · folder for audit.json and kept records"),
]


def audit(
    files: Files = None,
    as_json: AsJson = False,
    html: Html = None,
    xlsx: Xlsx = None,
    docx: Docx = None,
    pdf: Pdf = None,
    against: Against = None,
    only: Only = None,
    everything: Everything = False,
    listing: Listing = False,
    out: Out = None,
    jobs: Jobs = None,
    seconds: Seconds = 120,
    memory: Memory = 300,
    lang: Lang = "zh",
    as_of: AsOf = None,
    rules: Rules = None,
) -> None:
    """Audit documents; exit code 1: there are errors, 2: a file could not be audited, 3: a check crashed."""
    from jixiao.usecases.auditing.files import AuditFiles, AuditForm
    from jixiao.usecases.reading import shared_rulebook
    from jixiao.usecases.reading_pool import Allowance

    on, book = day(as_of), shared_rulebook(rulebook(rules))
    if listing:
        return _list_checks(book, lang, as_json=as_json)
    found = documents(_named(files))
    targets = AuditFiles(html, xlsx, docx, pdf, None if out is None else out / "audit.json")
    earlier = _checked(targets, found, against)
    kept = KEPT if out is None else out / "kept"
    done = _audit(found, book, kept, lang, tuple(only or ()), jobs, Allowance(seconds, memory))
    form = AuditForm(lang, on, None if against is None else _compare(earlier, done.book))
    _tell(done, lang)
    _write(done, targets, form)
    _answer(done.book, form, as_json=as_json, full=everything)
    _tell_faults(done.book, lang)
    raise typer.Exit(_code(done.book))


def _checked(targets: AuditFiles, found: list[Path], against: Path | None) -> object:
    """The earlier round as parsed JSON; raises `InputFault` where a result cannot be written or would replace it."""
    from jixiao.usecases.publishing import check_targets

    check_targets(targets.asked, ("pdf",) if len(found) > 1 else (), [*found, *([against] if against else [])])
    return None if against is None else _earlier(against)


def _named(files: list[Path] | None) -> list[Path]:
    """The files of the call; raises `InputFault` where none is named."""
    if files:
        return files
    what = Text("没有指明文件", "no file is named")
    remedy = Text(
        "写上文件或文件夹，或用 --checks 列出核查规则", "name files or folders, or list the checks with --checks"
    )
    raise InputFault([Problem(what, "FILE|FOLDER...", remedy=remedy)])


def _earlier(path: Path) -> object:
    """The earlier audit as parsed JSON; raises `InputFault` where the file holds none."""
    from jixiao.reports.audit.rounds.earlier import read_earlier

    try:
        written = json.loads(path.read_bytes())
    except OSError as error:
        what = Text("上一轮的结果打不开", "the earlier round cannot be opened")
        raise InputFault([Problem(what, f"--against {path}", None, error.strerror)]) from None
    except ValueError:
        what = Text("上一轮的结果不是 JSON", "the earlier round is not JSON")
        made = Text("jixiao audit --json 写出的文件", "a file that jixiao audit --json wrote")
        raise InputFault([Problem(what, f"--against {path}", made)]) from None
    read_earlier(written)  # what is no audit is refused before hours of work
    return written


def _compare(earlier: object, book: AuditBook) -> Rounds:
    from jixiao.reports.audit.rounds import compare

    return compare(earlier, book)


def _audit(
    files: list[Path],
    book: Rulebook,
    kept: Path,
    lang: Language,
    only: tuple[str, ...],
    jobs: int | None,
    limits: Allowance,
) -> ManyAudited:
    """Audit with a progress bar."""
    from jixiao.usecases.auditing.many import audit_many

    advance, close = progress(Text("核查", "auditing"), lang)
    try:
        return audit_many(files, book, kept, only=only, jobs=jobs, allowance=limits, advance=advance)
    finally:
        close()


def _tell(done: ManyAudited, lang: Language) -> None:
    fresh, same, failed = done.fresh, done.unchanged, len(done.book.failures)
    say(
        Text(
            f"共 {fresh + same + failed} 份：新核查 {fresh} 份，未变 {same} 份，没有核查成 {failed} 份",
            f"{fresh + same + failed} documents: {fresh} audited, {same} unchanged, {failed} failed",
        ),
        lang,
    )
    for one in done.book.failures:
        say(Text(f"  {one['path']}: {one['error']['zh']}", f"  {one['path']}: {one['error']['en']}"), lang)


def _write(done: ManyAudited, targets: AuditFiles, form: AuditForm) -> None:
    from jixiao.usecases.auditing.files import write_audit

    if not done.files:
        return
    written, unmarked = write_audit(done, targets, form)
    for why in unmarked:
        say(why, form.lang)
    for path in written:
        say(Text(f"已写出 {path}", f"wrote {path}"), form.lang)


def _answer(book: AuditBook, form: AuditForm, *, as_json: bool, full: bool) -> None:
    """The result on stdout: JSON, or lines for people."""
    if as_json:
        from jixiao.reports.audit.audit_json import audit_json

        for piece in audit_json(book, form.lang, form.rounds):
            sys.stdout.write(piece)
        return
    from jixiao.reports.audit.terminal import audit_text

    width, color = console_width(wide=True), sys.stdout.isatty()
    sys.stdout.write(audit_text(book, form.lang, width=width, color=color, full=full))
    if form.rounds is not None:
        from jixiao.reports.audit.rounds.terminal import rounds_text

        sys.stdout.write(rounds_text(form.rounds, form.lang, width, color=color))


def _tell_faults(book: AuditBook, lang: Language) -> None:
    """Checks that crashed: faults of ours, told to those who can report them."""
    faults: dict[str, list[str]] = {}
    for path, fault in book.faults():
        why = fault["trace"].strip().splitlines()[-1]
        faults.setdefault(fault["check"], []).append(why if path is None else f"{path}: {why}")
    for check, told in faults.items():
        first = told[0]
        say(
            Text(
                f"核查规则 {check} 出错 {len(told)} 次（{first}）：这是 jixiao 自身的错误，其余照常核查；"
                "请把它报告给维护者。",
                f"check {check} crashed, {len(told)} times ({first}): a fault of jixiao itself; "
                "the other checks went on. Please report it to the maintainers.",
            ),
            lang,
        )


def _code(book: AuditBook) -> int:
    """What the call ends with; the module says which goes first."""
    if any(True for _ in book.faults()) or any(one["own"] for one in book.failures):
        return OWN_FAULT
    if book.counts["error"]:
        return DIFFERS
    return INPUT_AT_FAULT if book.failures else FINE


def _list_checks(book: Rulebook, lang: Language, *, as_json: bool) -> None:
    """All checks: code, version, severity, scope, what holds when it passes."""
    from jixiao.usecases.audit_checks import checks_of

    checks = checks_of(book)
    if as_json:
        listed = [
            {
                "check": one.code,
                "version": one.version,
                "severity": one.severity.value,
                "scope": one.scope,
                "title": one.title.said(lang),
                "statement": one.statement,
            }
            for one in checks
        ]
        print_json({"schema": "jixiao/checks/1", "checks": listed})
        return
    from jixiao.reports.audit.check_list import check_list

    sys.stdout.write(check_list(checks, lang, width=console_width(wide=True)))
