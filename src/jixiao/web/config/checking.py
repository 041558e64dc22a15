"""`jixiao serve --check`: whether everything is in place. It changes nothing."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text, same
from jixiao.web.config.backup import server_version, tool
from jixiao.web.config.database import URL, data_folder, embedded_folder, without_password
from jixiao.web.config.preparing import let_go, pending, set_up
from jixiao.web.config.reaching import reached_database
from jixiao.web.config.supervising import demand_free

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was looked at: in place, missing, or only worth knowing (None)."""

    what: Text
    fine: bool | None
    said: Text


def look(host: str, port: int) -> list[Found]:
    """Everything, the first cause first."""
    found = [_data(), _address(host, port)]
    if not os.environ.get(URL) and not (embedded_folder() / "PG_VERSION").exists():
        return [*found, Found(_DATABASE, None, Text("还没有；启动时会建", "not there yet; serving makes it"))]
    try:
        with reached_database() as url:
            os.environ[URL], before = url, os.environ.get(URL)
            try:
                set_up()
                found += [Found(_DATABASE, True, same(without_password(url))), _tools(server_version(url)), *_inside()]
            finally:
                let_go()
                os.environ.pop(URL)
                if before is not None:
                    os.environ[URL] = before
    except InputFault as fault:
        found.append(Found(_DATABASE, False, Text(fault.said("zh"), fault.said("en"))))
    return found


def _data() -> Found:
    place = data_folder()
    there = next(one for one in (place, *place.parents) if one.exists())
    fine = os.access(there, os.W_OK)
    said = same(str(place)) if fine else Text(f"{there} 不能写", f"{there} cannot be written")
    return Found(Text("数据文件夹", "data folder"), fine, said)


def _address(host: str, port: int) -> Found:
    what = Text("地址", "address")
    try:
        demand_free(host, port)
    except InputFault as fault:
        problem = fault.problems[0]
        return Found(what, False, problem.what + same(f"：{problem.where} {problem.received or ''}"))
    return Found(what, True, same(f"{host}:{port}"))


def _tools(server: int) -> Found:
    path = tool("pg_dump", server)
    none = Text(
        f"没有适合 PostgreSQL {server} 的 pg_dump，不能备份", f"no pg_dump for PostgreSQL {server}, so no backups"
    )
    said = same(str(path)) if path else none
    return Found(Text("备份工具", "backup tool"), path is not None, said)


def _inside() -> Iterator[Found]:
    from django.conf import settings

    from jixiao.web.platform.people.models import Person

    todo = pending()
    said = Text(f"有 {len(todo)} 处待更新，启动时会做", f"{len(todo)} changes to make; serving makes them")
    yield Found(Text("表", "tables"), None if todo else True, said if todo else Text("最新", "up to date"))
    collected = (settings.STATIC_ROOT / "staticfiles.json").exists()
    told = Text("已收集", "collected") if collected else Text("启动时会收集", "serving collects them")
    yield Found(Text("静态文件", "static files"), True if collected else None, told)
    yield _counted(todo, Person.objects.filter(is_active=True).count)


def _counted(todo: list[str], count: Callable[[], int]) -> Found:
    what = Text("人员", "people")
    if any(one.startswith("people.") for one in todo):
        return Found(what, None, Text("还没有", "nobody yet"))
    number = count()
    none = Text(
        "还没有人能登录：用 --sample 启动，或 jixiao web administrator",
        "nobody can sign in yet: serve with --sample, or use jixiao web administrator",
    )
    return Found(what, bool(number), Text(f"{number} 人", f"{number} people") if number else none)


_DATABASE = Text("数据库", "database")
