"""What waits for a person, grouped by how pressing it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.web.platform.installed import modules
from jixiao.web.platform.kept import kept
from jixiao.web.platform.workdays import working_days

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.web.platform.manifest import Waiting
    from jixiao.web.platform.people.models import Person

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """Something that waits, and how long there is."""

    what: Waiting
    left: Text | None


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that are equally pressing; `light` is how that is shown."""

    title: Text
    light: str
    lines: tuple[Line, ...]


def waiting_for(person: Person) -> list[Waiting]:
    """Everything that waits for a person."""
    return [one for module in modules() if module.waiting is not None for one in _waiting(module.waiting, person)]


@kept
def _waiting(ask: Callable[[Person], list[Waiting]], person: Person) -> list[Waiting]:
    return ask(person)


def grouped(found: list[Waiting], day: date) -> list[Group]:
    """What waits, overdue first; groups with nothing in them are left out."""
    heaps: dict[str, list[tuple[date, Line]]] = {"red": [], "amber": [], "green": [], "none": []}
    for one in found:
        until = None if one.until is None else date.fromisoformat(one.until)
        heaps[_light(until, day)].append((until or date.max, Line(one, None if until is None else left(until, day))))
    titles = {
        "red": Text("已逾期", "Overdue"),
        "amber": Text("七天之内", "Within seven days"),
        "green": Text("以后", "Later"),
        "none": Text("没有期限", "No deadline"),
    }
    return [
        Group(titles[light], light, tuple(line for _until, line in sorted(heap, key=lambda pair: pair[0])))
        for light, heap in heaps.items()
        if heap
    ]


def _light(until: date | None, day: date) -> str:
    if until is None:
        return "none"
    if until < day:
        return "red"
    return "amber" if until <= day + SOON else "green"


def left(until: date, day: date) -> Text:
    """How long there is until a day, or for how long it is over, in working days."""
    days = working_days(day, until)
    if until == day:
        return Text("今天到期", "due today")
    if until < day:
        return Text(f"逾期 {-days} 个工作日", f"{-days} working days overdue")
    return Text(f"还有 {days} 个工作日", f"{days} working days left")
