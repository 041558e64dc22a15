"""What an indicator can be bound to: figures of the year by their concept, and measures over the records of modules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.numerals import read_decimal
from jixiao.core.kernel.text import Text
from jixiao.web.platform.installed import measures
from jixiao.web.platform.refusals import Refused
from jixiao.web.registers.figures.queries import holding
from jixiao.web.registers.figures.rules import rulebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao.web.platform.manifest import Hit
    from jixiao.web.registers.indicators.models import Indicator


@dataclass(frozen=True, slots=True)
class Taken:
    """A value as it can be taken now: as written, of which day, where from, the records counted."""

    value: str
    day: date
    source: dict[str, Any]
    records: Sequence[Hit] = ()


@cache
def facts() -> dict[str, Text]:
    """The concepts of the vocabulary, by their code."""
    return {concept.id: concept.term for concept in rulebook().vocabulary.concepts.values()}


def sources(binding: str) -> dict[str, Text]:
    """What can be chosen for a kind of binding, by code."""
    if binding == "fact":
        return facts()
    return {one.id: one.title for one in measures().values()} if binding == "measure" else {}


def source_named(binding: str, words: str) -> str:
    """The code of a source that people name by its title, or by its code."""
    known = sources(binding)
    if words in known:
        return words
    return next((code for code, title in known.items() if words in (title.zh, title.en)), "")


def title_of(indicator: Indicator) -> Text | None:
    """What an indicator is bound to, as people read it."""
    return None if indicator.binding == "hand" else sources(indicator.binding).get(indicator.source)


def take(indicator: Indicator, today: date) -> Taken:
    """The value of a bound indicator as it stands now. Raises `Refused` where there is none to take."""
    year = indicator.table.year
    day = min(today, date(year, 12, 31))
    if indicator.binding == "fact":
        return _of_fact(indicator, day)
    measure = measures().get(indicator.source)
    if measure is None:
        raise Refused(Text("这项业务记录已不提供取数，请改选", "these records are counted no longer; choose another"))
    value = measure.value(indicator.table.organisation, year, day)
    if value is None:
        raise Refused(Text("业务记录中还没有可数的内容", "there are no records to count yet"))
    records = measure.records(indicator.table.organisation, year, day)
    return Taken(f"{value.normalize():f}", day, {"measure": measure.id, "records": len(records)}, records)


def _of_fact(indicator: Indicator, day: date) -> Taken:
    year = indicator.table.year
    found = [
        one for one in holding(indicator.table.organisation, year)
        if one.concept == indicator.source and one.period == str(year) and not one.dimensions
    ]  # fmt: skip
    if not found:
        term = facts().get(indicator.source, Text("这项数据", "this figure"))
        raise Refused(Text(f"{year} 年还没有“{term.zh}”的数据", f"there is no figure “{term.en}” for {year}"))
    figure = found[-1]
    value = _converted(figure.printed, figure.unit, indicator.unit)
    return Taken(value, day, {"fact": figure.pk, "concept": figure.concept, "shown": figure.shown})


def _converted(printed: str, unit: str, wanted: str) -> str:
    """A printed number in the unit of the indicator, exact. Raises `Refused` where the two cannot be compared."""
    if unit == wanted or not wanted:
        return printed
    units = rulebook().vocabulary.units
    here, there = units.get(unit), units.get(wanted)
    if here is None or there is None or here.dimension.id != there.dimension.id:
        raise Refused(
            Text(f"数据的单位是“{unit}”，指标的单位是“{wanted}”，不能换算", f"{unit} cannot be turned into {wanted}"),
            "unit",
        )
    return f"{there.from_base(here.to_base(read_decimal(printed))).normalize():f}"
