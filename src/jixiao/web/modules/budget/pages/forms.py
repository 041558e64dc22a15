"""A form as data: its fields with their labels, what was written, what is wrong, what somebody else wrote meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.shortcuts import render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from jixiao.core.kernel.text import Text

INVALID, STALE = 422, 409


@dataclass(frozen=True, slots=True)
class Field:
    """A field: `kind` is line, area, money, count, day or choice."""

    name: str
    label: Text
    kind: str = "line"
    choices: Sequence[tuple[str, Text]] = ()
    help: Text | None = None
    most: int = 500


@dataclass(frozen=True, slots=True)
class Bound:
    """A field with what stands in it, what is wrong with it, and what somebody else wrote."""

    field: Field
    value: str
    fault: Text | None
    theirs: str | None


@dataclass
class Form:
    """A page with one form."""

    title: Text
    fields: Sequence[Field]
    back: str
    crumbs: Sequence[tuple[Text | str, str]] = ()
    note: Text | None = None
    button: Text | None = None
    written: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, Text] = field(default_factory=dict)
    theirs: Mapping[str, str] | None = None
    version: int | None = None

    @property
    def bound(self) -> list[Bound]:
        """The fields as the page shows them."""
        return [
            Bound(one, self.written.get(one.name, ""), self.faults.get(one.name), (self.theirs or {}).get(one.name))
            for one in self.fields
        ]

    def page(self, request: HttpRequest, **more: Any) -> HttpResponse:  # noqa: ANN401 - whatever the page shows besides
        """The page; its status says whether something is wrong or has been overtaken."""
        status = STALE if self.theirs is not None else INVALID if self.faults else 200
        context = {"form": self, "faults": self.faults, "problem": self.faults.get(""), **more}
        return render(request, "budget/form.html", context, status=status)


def differing(now: Mapping[str, str], written: Mapping[str, str]) -> dict[str, str]:
    """What stands now where it is not what this person wrote."""
    return {name: value or "—" for name, value in now.items() if value != written.get(name, "").strip()}
