"""What every page asks first: the language, the record, the rights of the person, the stages of a filing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404

from jixiao.core.lifecycle.moving import refusals
from jixiao.web.modules.monitoring import stages
from jixiao.web.modules.monitoring.actions.moving import missing
from jixiao.web.modules.monitoring.fields import Words
from jixiao.web.modules.monitoring.models import Filing, Round, Sheet
from jixiao.web.modules.monitoring.queries import filings_for
from jixiao.web.modules.monitoring.stages import PERMISSIONS, READ, TABLE
from jixiao.web.platform.chosen import chosen
from jixiao.web.platform.clock import today
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.people.permissions import demand, may, organisations_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from jixiao.core.kernel.text import Language, Text
    from jixiao.web.platform.people.models import Person

INVALID, STALE = 422, 409
# Ids beyond this are no ids; the database would refuse the number itself.
MOST_ID = 2**62


def language(request: HttpRequest) -> Language:
    """The language of the page."""
    return "en" if request.COOKIES.get("lang") == "en" else "zh"


def say(request: HttpRequest, text: Text, *, is_error: bool = False) -> None:
    """A message on the next page."""
    (messages.error if is_error else messages.success)(request, text.said(language(request)))


def words_of(request: HttpRequest) -> Words:
    """The fields of a form as written."""
    return Words({name: str(value).replace("\x00", "\ufffd") for name, value in request.POST.items()})


def searched(request: HttpRequest, name: str = "words") -> str:
    """The words that a list is searched for; nothing in them that the database could not hold."""
    return " ".join(request.GET.get(name, "").replace("\x00", " ").split())[:80]


def rights(person: Person, organisation: Organisation) -> set[str]:
    """The permissions of the module that a person has over an organisation."""
    return {name for name in PERMISSIONS if may(person, name, organisation)}


def round_of(request: HttpRequest, pk: int, permission: str = READ) -> Round:
    """A round; whoever reads it sees a filing in it, or may read all of it."""
    one: Round = _found(Round.objects.select_related("organisation"), pk)
    if permission == READ and not may(request.user, READ, one.organisation):
        if not filings_for(request.user).filter(round=one).exists():
            raise PermissionDenied(f"{READ} {pk}")
    else:
        demand(request.user, permission, one.organisation)
    return one


def filing_of(request: HttpRequest, pk: int, permission: str = READ) -> Filing:
    """A filing, if the person has the permission over it."""
    filing: Filing = _found(Filing.objects.select_related("organisation", "round"), pk)
    demand(request.user, permission, filing.organisation)
    return filing


def sheet_of(request: HttpRequest, pk: int, permission: str = READ) -> Sheet:
    """A sheet, if the person has the permission over it."""
    found = Sheet.objects.select_related("filing__organisation", "filing__round", "decided_by", "by")
    sheet: Sheet = _found(found, pk)
    demand(request.user, permission, sheet.filing.organisation)
    return sheet


def unit_of(request: HttpRequest) -> Organisation | None:
    """The unit that the address names, else that of the head line."""
    words = request.GET.get("unit", "")
    if words.isascii() and words.isdecimal() and len(words) < 18:
        found = organisations_with(request.user, READ).filter(pk=int(words)).first()
        if found is not None:
            return found
    return chosen(request).unit


def stages_of(request: HttpRequest, filing: Filing, sheets: Sequence[Sheet]) -> dict[str, Any]:
    """The bar of stages, the moves that this person may make, what stands in their way."""
    held, day = rights(request.user, filing.organisation), today()
    lacking = missing(sheets, filing.round, day)
    moves = []
    for move in TABLE.moves_from(filing.stage):
        if move.permission in held:
            against = refusals(TABLE, move.id, filing.stage, held, lacking, note="yes")
            moves.append((move, [one.what for one in against]))
    line = list(TABLE.main_line())
    now = filing.now if filing.now in line else line[0]
    place_now = line.index(now)
    is_over = not TABLE.moves_from(filing.stage)
    return {
        "held": held,
        "may_fill": stages.FILL in held and filing.is_open,
        "may_decide": stages.DECIDE in held and filing.stage != "accepted",
        "moves": moves,
        "bar": [
            (stage, "done" if place < place_now + is_over else "now" if place == place_now else "")
            for place, stage in enumerate(line)
        ],
        "is_late": filing.stage not in ("submitted", "accepted") and filing.round.until < day,
    }


def _found(rows: QuerySet[Any], pk: int) -> Any:  # noqa: ANN401 - a record of the rows
    if pk > MOST_ID:
        raise Http404
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
