"""Reading the register: what is owed and how it stands; what is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.web.platform.kept import kept
from jixiao.web.platform.people.models import Organisation
from jixiao.web.registers.publications.deadlines import TERMS, Standing, standing
from jixiao.web.registers.publications.models import KINDS, Duty, Kind, Publication

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

# Departments and their units have budgets of their own; a district and a section have none.
OWING = (Organisation.Kind.DEPARTMENT, Organisation.Kind.UNIT)
_ORDER = {"red": 0, "amber": 1, "none": 2, "green": 3}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the register: who owes what, what was published last, how it stands, what is missing."""

    organisation: Organisation
    year: int
    kind: Kind
    duty: Duty | None
    publication: Publication | None
    standing: Standing
    missing: tuple[Text, ...]

    @property
    def kind_words(self) -> Text:
        """The kind in both languages."""
        return KINDS[self.kind]

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return bool(self.missing) and not (self.duty is not None and self.duty.is_exempt)


def published() -> QuerySet[Publication]:
    """What is published and not withdrawn, the newest first, without the records themselves."""
    return Publication.objects.filter(withdrawn=None).defer("content").select_related("file", "by")


@kept
def rows(organisations: Iterable[Organisation], year: int, day: date) -> list[Row]:
    """The register of a year, the most pressing first."""
    owing = [one for one in organisations if one.kind in OWING and not (one.closed_on and one.closed_on.year < year)]
    duties = {(one.organisation_id, one.kind): one for one in Duty.objects.filter(organisation__in=owing, year=year)}
    newest: dict[tuple[int, str], Publication] = {}
    for one in published().filter(organisation__in=owing, year=year):
        newest.setdefault((one.organisation_id, one.kind), one)
    found = [
        row(unit, year, Kind(kind), duties.get((unit.pk, kind)), newest.get((unit.pk, kind)), day)
        for unit in owing
        for kind in Kind.values
        if kind in TERMS or (unit.pk, kind) in newest
    ]
    return sorted(found, key=lambda one: (_ORDER[one.standing.light], one.standing.left or 0))


def row(
    organisation: Organisation, year: int, kind: Kind, duty: Duty | None, publication: Publication | None, day: date
) -> Row:
    """One line of the register."""
    how = standing(
        kind,
        None if duty is None else duty.approved,
        None if publication is None else publication.day,
        duty is not None and duty.is_exempt,
        day,
    )
    return Row(organisation, year, kind, duty, publication, how, _missing(kind, duty, publication))


def _missing(kind: Kind, duty: Duty | None, publication: Publication | None) -> tuple[Text, ...]:
    if duty is not None and duty.is_exempt:
        return ()
    found = []
    if kind in TERMS and (duty is None or duty.approved is None):
        found.append(Text("批复日期", "day of approval"))
    if publication is None:
        found.append(Text("公开", "publication"))
        return tuple(found)
    if not publication.address:
        found.append(Text("网址", "address"))
    if publication.file_id is None and not publication.form:
        found.append(Text("文件", "file"))
    return tuple(found)
