"""`jixiao serve` and `jixiao web`: the web with everything it needs, its backups, its first administrator."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jixiao.cli.console import AsJson, Lang, print_json, say
from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from jixiao.core.kernel.text import Language

Data = Annotated[Path | None, typer.Option("--data", help="数据放在哪里（var/web） · where data are kept")]
web = typer.Typer(
    help="备份、恢复、第一位管理员、停下 · backups, the first administrator, ending it", no_args_is_help=True
)


def serve(
    host: Annotated[str, typer.Option("--host", help="在哪个地址 · address to listen at")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="端口 · port")] = 8000,
    data: Data = None,
    sample: Annotated[bool, typer.Option("--sample", help="库是空的就造一个样例区 · a sample district")] = False,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="页面进程数 · processes for pages")] = 2,
    check: Annotated[bool, typer.Option("--check", help="只看是否齐备 · only say whether all is in place")] = False,
    background: Annotated[bool, typer.Option("--background", help="在后台运行 · go on in the background")] = False,
    as_json: AsJson = False,
    lang: Lang = "zh",
) -> None:
    """Serve the web: database, tables, static files, pages and background work; Ctrl C ends all of it."""
    if check:
        _check(data, host, port, as_json=as_json, lang=lang)
        return
    if background:
        _in_background(data, host, port, workers, sample=sample, as_json=as_json, lang=lang)
        return
    _serve(data, host, port, workers, sample=sample, as_json=as_json, lang=lang)


def _serve(
    data: Path | None, host: str, port: int, workers: int, *, sample: bool, as_json: bool, lang: Language
) -> None:
    """Serve until asked to end."""
    import logging.config

    from jixiao.web.config.database import URL
    from jixiao.web.config.logs import LOGGING
    from jixiao.web.config.preparing import collect_static, earlier_sample, let_go, make_sample, migrate, set_up
    from jixiao.web.config.reaching import reached_database, use_data
    from jixiao.web.config.supervising import children, demand_free, supervise

    logging.config.dictConfig(LOGGING)
    place = use_data(data)
    demand_free(host, port)
    _answer_to(host)
    with reached_database() as url:
        os.environ[URL] = url
        set_up()
        migrate()
        collect_static()
        made = make_sample() if sample else None
        if sample and made is None:
            made = earlier_sample()
            say(Text("库里已有数据，没有另造样例。", "The database has data already; no sample was made."), lang)
        let_go()
        where = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        told = {"schema": "jixiao/serve/1", "address": where, "data": str(place), "sample": made}
        supervise(children(host, port, workers), host, port, lambda: _tell(told, as_json=as_json, lang=lang))


@web.command("backup")
def backup(
    file: Annotated[Path, typer.Argument(help="写到哪个文件 · where to (.tar.gz)")],
    data: Data = None,
    force: Annotated[bool, typer.Option("--force", help="文件已有也写 · replace a file that is there")] = False,
    as_json: AsJson = False,
    lang: Lang = "zh",
) -> None:
    """Write database, files and secret into one file; the web may go on meanwhile."""
    from datetime import UTC, datetime

    from jixiao.web.config.backup import back_up
    from jixiao.web.config.reaching import reached_database, use_data

    if file.exists() and not force:
        what = Text("文件已经在了，没有改动", "the file is there already; it was left alone")
        remedy = Text("换一个名字，或加 --force", "choose another name, or add --force")
        raise InputFault([Problem(what, str(file), remedy=remedy)])
    place = use_data(data)
    with reached_database() as url:
        held = back_up(url, place, file, datetime.now(UTC))  # noqa: TID251  # the terminal may ask
    _tell_backup(Text("已备份到", "backed up to"), file, held, as_json=as_json, lang=lang)


@web.command("restore")
def restore(
    file: Annotated[Path, typer.Argument(help="备份文件 · the backup")],
    data: Data = None,
    force: Annotated[bool, typer.Option("--force", help="替换库里的一切 · replace everything in the database")] = False,
    as_json: AsJson = False,
    lang: Lang = "zh",
) -> None:
    """Bring a backup back into an empty database; with --force into any."""
    from jixiao.web.config.backup import restore as bring_back
    from jixiao.web.config.reaching import reached_database, use_data

    if not file.is_file():
        raise InputFault([Problem(Text("没有这个文件", "no such file"), str(file))])
    place = use_data(data)
    with reached_database() as url:
        held = bring_back(url, place, file, force=force)
    _tell_backup(Text("已恢复", "restored from"), file, held, as_json=as_json, lang=lang)


@web.command("administrator")
def administrator(
    username: Annotated[str, typer.Argument(help="登录名 · name of sign-in")],
    district: Annotated[str, typer.Option("--district", help="区的名称，没有就建 · the district, made if missing")],
    data: Data = None,
    as_json: AsJson = False,
    lang: Lang = "zh",
) -> None:
    """Make an administrator and print a password that serves for one sign-in; the rest follows in the web."""
    from jixiao.web.config.database import URL
    from jixiao.web.config.preparing import let_go, make_administrator, migrate, set_up
    from jixiao.web.config.reaching import reached_database, use_data

    use_data(data)
    with reached_database() as url:
        os.environ[URL] = url
        set_up()
        migrate()
        password = make_administrator(district.strip(), username.strip())
        let_go()
    if as_json:
        print_json({"schema": "jixiao/administrator/1", "username": username, "password": password})
        return
    sys.stdout.write(f"{username}\n{password}\n")
    say(Text("以上是登录名和一次性密码，只显示这一次。", "Name and password above; they are shown this once."), lang)


def _in_background(
    data: Path | None, host: str, port: int, workers: int, *, sample: bool, as_json: bool, lang: Language
) -> None:
    from jixiao.cli import background
    from jixiao.web.config.reaching import use_data

    place = use_data(data)
    known = background.told(place) if background.running(place) is not None else None
    if known is not None:
        say(Text("已经在后台运行。", "It is running in the background already."), lang)
    options = [*(("--data", str(data)) if data is not None else ()), *(("--sample",) if sample else ())]
    told = known or background.start(
        place, ["--host", host, "--port", str(port), "--workers", str(workers), "--lang", lang, *options]
    )
    _tell({**told, "background": True}, as_json=as_json, lang=lang)


@web.command("stop")
def stop(data: Data = None, lang: Lang = "zh") -> None:
    """End the web that runs in the background."""
    from jixiao.cli import background
    from jixiao.web.config.reaching import use_data

    if background.stop(use_data(data)):
        say(Text("已停下。", "It has ended."), lang)
    else:
        say(Text("后台没有在运行的服务。", "Nothing runs in the background."), lang)


def _check(data: Path | None, host: str, port: int, *, as_json: bool, lang: Language) -> None:
    from jixiao.web.config.checking import look
    from jixiao.web.config.database import DATA

    if data is not None:
        os.environ[DATA] = str(data.absolute())
    found = look(host, port)
    fine = all(one.fine is not False for one in found)
    if as_json:
        listed = [{"what": one.what.said(lang), "fine": one.fine, "said": one.said.said(lang)} for one in found]
        print_json({"schema": "jixiao/serve-check/1", "fine": fine, "found": listed})
    else:
        marks = {True: "✓", False: "✗", None: "·"}
        for one in found:
            sys.stdout.write(f"{marks[one.fine]} {one.what.said(lang)}  {one.said.said(lang)}\n")
    if not fine:
        raise typer.Exit(1)


def _answer_to(host: str) -> None:
    """Answer to the address itself; names by which other machines know this one come from the environment."""
    from jixiao.web.config.supervising import ANY

    names = os.environ.get("JIXIAO_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
    shown = f"[{host}]" if ":" in host else host
    if host not in ANY and shown not in names:
        names.append(shown)
    os.environ["JIXIAO_HOSTS"] = ",".join(names)


def _tell(told: dict[str, Any], *, as_json: bool, lang: Language) -> None:
    if as_json:
        print_json(told)
    else:
        sys.stdout.write("\n".join(_lines(told, lang)) + "\n")
    sys.stdout.flush()


_CTRL_C = Text("Ctrl C 结束", "Ctrl C ends it")
# Sign-ins that lead through everything; the rest follow the same pattern.
SHOWN = (
    "chanye.filler",
    "chanye.section",
    "chanye.head",
    "reviewer",
    "evaluator",
    "leader",
    "auditor",
    "administrator",
)


def _lines(told: dict[str, Any], lang: Language) -> list[str]:
    zh = lang == "zh"
    lines = ["", f"  {told['address']}", "", f"  {'数据' if zh else 'data'}  {told['data']}"]
    made = told["sample"]
    if made:
        password = made["password"]
        lines += ["", f"  样例登录，密码都是 {password}" if zh else f"  sample sign-ins, password {password}", ""]
        by_name = {one["username"]: one for one in made["sign_ins"]}
        # Chinese characters are two columns wide; the full-width space keeps the next column straight.
        lines += [f"    {name:<15} {by_name[name]['role']:\u3000<7}{by_name[name]['organisation']}" for name in SHOWN]
        others = "、".join(name.partition(".")[0] for name in by_name if name.endswith(".filler"))
        pattern = f"    其他部门照样：{others}" if zh else f"    other departments alike: {others}"
        years = f"{made['years'][0]}-{made['years'][-1]}"
        seeding = f"{years} 的样例数据正在后台生成" if zh else f"records of {years} are being made in the background"
        lines += [pattern, "", f"  {seeding}"]
    ending = Text("jixiao web stop 停下", "jixiao web stop ends it") if told.get("background") else _CTRL_C
    lines += ["", f"  {ending.said(lang)}", ""]
    return lines


def _tell_backup(done: Text, file: Path, held: dict[str, Any], *, as_json: bool, lang: Language) -> None:
    if as_json:
        print_json({**held, "file": str(file)})
    else:
        counted = Text(f"{done.zh} {file}（文件 {held['files']} 个）", f"{done.en} {file} ({held['files']} files)")
        say(counted, lang)
