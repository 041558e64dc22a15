"""The form of a row of the permission matrix: an address, how to make a record for it, and who gets which answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpResponse

from jixiao.web.platform.people.models import Organisation, Person, Role

OWN, BELOW, ELSEWHERE = "own", "below", "elsewhere"
RELATIONS = (OWN, BELOW, ELSEWHERE)
ROLES = tuple(Role.values)
# Someone who signs in and holds no post at all.
NOBODY = "nobody"
TRIED = (*ROLES, NOBODY)
# A page or a change that went through; a change that went through or was refused for what was entered.
DONE = (200, 302, 303)
LET_IN = (200, 302, 303, 400, 409, 422)
REFUSED = (403, 404)


@dataclass(frozen=True)
class Place:
    """Where a record is made: at an organisation, by its author, for the person who will try the address."""

    organisation: Organisation
    author: Person
    person: Person
    at: datetime


@dataclass(frozen=True)
class Row:
    """An address and a method: the answer for each role over the own, a subordinate's and another department's record.

    `may` names the roles that get `answer` over their own organisation and below it, and `refused` elsewhere; every
    other role gets `refused` everywhere. `everywhere` says that it makes no difference whose record it is. `but`
    overrides single cells: {(role, relation): answers}. `public` is for addresses that need no sign-in; then
    `anonymous` is what someone without a session gets.

    `record` makes what the address names and returns the arguments of the address; `data` returns what is posted.
    `look` may assert something about an answer that was let in.
    """

    address: str
    method: str = "GET"
    may: tuple[str, ...] = ()
    record: Callable[[Place], dict[str, Any]] = lambda _place: {}
    data: Callable[[Place, dict[str, Any]], dict[str, Any]] = lambda _place, _kwargs: {}
    query: str = ""
    answer: tuple[int, ...] = DONE
    refused: tuple[int, ...] = REFUSED
    everywhere: bool = False
    but: Mapping[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    public: bool = False
    anonymous: tuple[int, ...] = DONE
    look: Callable[[HttpResponse, str, str], None] | None = None
    case: str = ""

    def expected(self, role: str, relation: str) -> tuple[int, ...]:
        """The answers that a role may get over a record of that relation."""
        if (role, relation) in self.but:
            return self.but[role, relation]
        let_in = role in self.may and (self.everywhere or relation != ELSEWHERE)
        return self.answer if let_in else self.refused

    @property
    def covers(self) -> str:
        """The method and the address that it tries."""
        return f"{self.method} {self.address}"

    @property
    def name(self) -> str:
        """How a test calls it: with a word of its own where an address has several rows."""
        return f"{self.covers} ({self.case})" if self.case else self.covers
