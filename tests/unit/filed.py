"""Made-up facts and filings in the words of documents, for tests that need little more than a number.

`figure("expenditure", "98.39 万元")` is a fact; a hedge word stands where documents put it (`约 95 %`, `95 % 以上`).
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from jixiao.core.kernel.citation import Citation, Document
from jixiao.core.kernel.numerals import read_decimal
from jixiao.core.kernel.period import Period
from jixiao.core.ledger.concept import Vocabulary
from jixiao.core.ledger.fact import Fact
from jixiao.core.ledger.fact_set import FactSet
from jixiao.core.ledger.filing import Filing, Judgement, StatedScore
from jixiao.core.scoring.framework import Framework
from jixiao.rulebook_loader import Rulebook, load_rulebook

YEAR = Period.parse("2022")
DAY = date(2023, 3, 1)
REPORT = Document("report", "自评报告")
UNIT = "某单位"

_WRITTEN = re.compile(r"(?P<before>[^\d−-]*)(?P<number>[−-]?[\d,]+(\.\d+)?) ?(?P<rest>\S+)(?P<after> \S+)?\Z")


@cache
def rulebook() -> Rulebook:
    """The rulebook that is shipped, read once."""
    return load_rulebook()


@cache
def framework(name: str = "shenzhen-department-2022") -> Framework:
    """A framework that is shipped, built once."""
    return rulebook().framework(name)


def vocabulary() -> Vocabulary:
    """The vocabulary that is shipped."""
    return rulebook().vocabulary


def figure(concept: str, written: str, kind: Any = "text", **more: Any) -> Fact:
    """A fact of 2022 from the text of a report; `concept@q1` is one of a quarter."""
    name, _, at = concept.partition("@")
    match = _WRITTEN.match(written)
    assert match, f"“{written}” is not a number with its unit"
    hedge = (match["before"].strip() or (match["after"] or "").strip()) or None
    words = vocabulary()
    return Fact(
        words.concepts[name],
        UNIT,
        YEAR.at(at) if at else YEAR,
        read_decimal(match["number"]),
        words.units[match["rest"]],
        Citation(REPORT, kind=kind),
        hedge,
        words.hedges[hedge] if hedge else None,
        **more,
    )


def figures(**written: str) -> list[Fact]:
    """Facts of 2022: `figures(staff_in_post="52 人")`; two underscores stand for the @ of a quarter."""
    return [figure(name.replace("__", "@"), text) for name, text in written.items()]


def judged(clause: str, value: Any) -> Judgement:
    """A decision on `indicator.clause`: points as text, yes or no, a count, or the name of an option."""
    indicator, _, name = clause.partition(".")
    if isinstance(value, bool):
        given = {"met": value}
    elif isinstance(value, int):
        given = {"count": value}
    elif value[0].isdigit():
        given = {"points": Decimal(value)}
    else:
        given = {"option": value}
    return Judgement(indicator, name, "评价组", DAY, "工作底稿", **given)


def filing(
    facts: Iterable[Fact] = (),
    judgements: Iterable[Judgement] = (),
    stated: dict[str, str] | None = None,
    **more: Any,
) -> Filing:
    """A filing of 2022."""
    scores = {name: StatedScore(Decimal(value)) for name, value in (stated or {}).items()}
    return Filing(
        UNIT,
        "深圳市福田区",
        YEAR,
        "self_evaluation",
        FactSet(facts),
        judgements=tuple(judgements),
        stated=scores,
        **more,
    )
