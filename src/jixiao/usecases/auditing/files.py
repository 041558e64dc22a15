"""Writing an audit to files: each is whole or not there, and what can be refused is made before anything is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text
from jixiao.usecases.publishing import write_all, write_stream

if TYPE_CHECKING:
    from datetime import date

    from jixiao.core.kernel.text import Language
    from jixiao.reports.audit.rounds import Rounds
    from jixiao.usecases.auditing.many import ManyAudited


@dataclass(frozen=True, slots=True)
class AuditFiles:
    """Where each form goes; None where it was not asked for. `pdf` is a folder for several documents."""

    html: Path | None = None
    xlsx: Path | None = None
    docx: Path | None = None
    pdf: Path | None = None
    json: Path | None = None

    @property
    def asked(self) -> dict[str, Path]:
        """The forms that were asked for."""
        forms = {"html": self.html, "xlsx": self.xlsx, "docx": self.docx, "pdf": self.pdf, "json": self.json}
        return {form: path for form, path in forms.items() if path is not None}


@dataclass(frozen=True, slots=True)
class AuditForm:
    """In which language an audit is written, the day under a memo, and what became of an earlier round."""

    lang: Language
    as_of: date | None = None
    rounds: Rounds | None = None


def write_audit(done: ManyAudited, targets: AuditFiles, form: AuditForm) -> tuple[list[Path], list[Text]]:
    """Write every form that was asked for; returns their places, and what could not be marked on paper.

    Raises `InputFault` where a form cannot be made; a single document that cannot be marked is such a case.
    """
    contents = {
        path: _made(name, done, form) for name, path in targets.asked.items() if name in ("html", "xlsx", "docx")
    }
    unmarked: list[Text] = []
    if targets.pdf is not None and len(done.files) == 1:
        contents[targets.pdf] = _marked(done, 0, form.lang)
    elif targets.pdf is not None:
        unmarked = _write_marked(done, targets.pdf, form.lang)
    if targets.json is not None:
        from jixiao.reports.audit.audit_json import audit_json

        write_stream(targets.json, audit_json(done.book, form.lang, form.rounds))
    write_all(contents)
    return list(targets.asked.values()), unmarked


def _made(name: str, done: ManyAudited, form: AuditForm) -> bytes:
    match name:
        case "html":
            from jixiao.reports.audit.page import audit_page

            return audit_page(done.book, form.lang).encode()
        case "xlsx":
            from jixiao.reports.audit.workbook import audit_workbook

            return audit_workbook(done.book, form.lang, rounds=form.rounds)
        case _:
            from jixiao.reports.audit.memo import audit_memo

            return audit_memo(done.book, form.lang, rounds=form.rounds, as_of=form.as_of)


def _marked(done: ManyAudited, index: int, lang: Language) -> bytes:
    from jixiao.reports.audit.marked_pdf import marked_pdf

    return marked_pdf(done.files[index].read_bytes(), dict(done.book.records[index]), lang)


def _write_marked(done: ManyAudited, folder: Path, lang: Language) -> list[Text]:
    """Every original with its marks, one after another; what cannot be marked stops no other."""
    unmarked = []
    for index, file in enumerate(done.files):
        stem = re.sub(r"[^\w.-]+", "_", file.stem)[:60].strip("._") or "document"
        try:
            write_all({folder / f"{index + 1:04}-{stem}.pdf": _marked(done, index, lang)})
        except InputFault as fault:
            unmarked.append(Text(fault.said("zh"), fault.said("en")))
    return unmarked
