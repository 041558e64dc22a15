"""What the public may see: published and not withdrawn, whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jixiao.web.modules.disclosure.picture import Picture, picture
from jixiao.web.platform.people.models import Organisation
from jixiao.web.registers.publications.models import Publication
from jixiao.web.registers.publications.queries import published

if TYPE_CHECKING:
    from jixiao.core.kernel.text import Text

# More years than anyone compares side by side.
MOST_YEARS = 8


@dataclass(frozen=True, slots=True)
class Listed:
    """An organisation with its published years, and the kinds of each."""

    organisation: Organisation
    years: tuple[tuple[int, tuple[Text, ...]], ...]


def listed(name: str = "") -> list[Listed]:
    """Organisations that published something, in the order of the tree."""
    years: dict[int, dict[int, dict[str, Text]]] = {}
    for one in published().only("organisation_id", "year", "kind", "day").select_related(None).order_by("kind"):
        years.setdefault(one.organisation_id, {}).setdefault(one.year, {})[one.kind] = one.kind_words
    units = Organisation.objects.filter(pk__in=years, name__icontains=name).order_by("region", "path")
    return [Listed(unit, tuple((year, tuple(years[unit.pk][year].values())) for year in sorted(years[unit.pk])[::-1]))
            for unit in units]  # fmt: skip


def years_of(organisation: Organisation) -> list[int]:
    """The published years, the newest first."""
    found = published().filter(organisation=organisation).order_by("-year")
    return list(found.values_list("year", flat=True).distinct())


def pictures(organisation: Organisation, years: list[int]) -> list[Picture]:
    """Published years of an organisation, in the order asked for; a year without publications is left out."""
    found: dict[int, list[Publication]] = {}
    for one in published().defer(None).filter(organisation=organisation, year__in=years[:MOST_YEARS]):
        found.setdefault(one.year, []).append(one)
    return [picture(year, found[year]) for year in years if year in found]


def open_data(organisation: Organisation, one: Picture) -> dict[str, Any]:
    """A published year as data: every publication with its record."""
    return {
        "schema": "jixiao/publications/1",
        "organisation": organisation.name,
        "region": organisation.region,
        "year": one.year,
        "publications": [
            {
                "kind": each.kind,
                "title": each.title,
                "day": each.day.isoformat(),
                "address": each.address or None,
                "words": each.words or None,
                "sha256": each.sha256 or None,
                "file": None if each.file is None else {"name": each.file.name, "sha256": each.file.sha256},
                "record": each.record,
            }
            for each in one.publications
        ],
    }
