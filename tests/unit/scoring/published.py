"""The shipped examples, scored: what the tests of published figures share."""

from functools import cache
from pathlib import Path

from jixiao.core.ledger.filing import Filing
from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard
from jixiao.rulebook_loader.filings import read_filing
from jixiao.usecases.scoring import score_filing
from tests.unit.filed import rulebook

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


@cache
def filed(name: str) -> Filing:
    """An example as filed."""
    return read_filing(EXAMPLES / f"{name}.yaml", rulebook().vocabulary)


@cache
def card(name: str, *readings: str) -> Scorecard:
    """An example scored; readings as `indicator=name`."""
    chosen = dict(reading.split("=") for reading in readings)
    return score_filing(filed(name), rulebook(), readings=chosen)


def result_of(scorecard: Scorecard, indicator: str) -> IndicatorResult:
    """The result of one indicator."""
    return next(result for result in scorecard.results if result.indicator.id == indicator)


def shown(result: IndicatorResult) -> dict[str, str | None]:
    """What each reading gives, by name."""
    return {reading.name: reading.shown for reading in result.readings}


def told(result: IndicatorResult) -> str:
    """The steps as one Chinese text."""
    return "\n".join(step.zh for step in result.steps)
