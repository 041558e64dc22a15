"""Scoring a year: what its rows say while it is open, and what was signed afterwards."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.rulebook_loader.filings import filing_of
from jixiao.rulebook_loader.strict_yaml import Source
from jixiao.usecases.runs import canonical, replay, result_bytes, run_record
from jixiao.usecases.scoring import score_filing
from jixiao.web.modules.evaluation.content import content_of, written
from jixiao.web.registers.figures.rules import rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jixiao.core.kernel.text import Text
    from jixiao.core.scoring.framework import Framework
    from jixiao.core.scoring.scorecard import Scorecard
    from jixiao.web.modules.evaluation.models import DepartmentYear, Run

# The name of the input beside a run record.
INPUT = "facts.json"


def standing_content(year: DepartmentYear) -> dict[str, Any]:
    """What counts now: the rows while the year is open, else what was signed last."""
    signed = None if year.is_open else year.runs.first()
    return content_of(year) if signed is None else dict(json.loads(signed.input))


def card_of(content: Mapping[str, Any], readings: Mapping[str, str]) -> Scorecard:
    """The scorecard of a fact file; raises `InputFault` for everything in it that is wrong."""
    filing = filing_of(Source("", dict(content)), rulebook().vocabulary)
    return score_filing(filing, rulebook(), readings=readings)


def standing_card(year: DepartmentYear) -> Scorecard:
    """The scorecard of a year as it stands."""
    return card_of(standing_content(year), year.readings)


def framework_of(year: DepartmentYear) -> Framework:
    """The rules of a year, with the thresholds of its end."""
    from datetime import date

    day = min(year.as_of or date(year.year, 12, 31), date(year.year, 12, 31))
    return rulebook().framework(year.framework, max(day, rulebook().head(year.framework).valid_from))


@dataclass(frozen=True, slots=True)
class Signed:
    """A run to be kept: its record, input and result as text."""

    record: str
    input: str
    result: str


def signed_run(year: DepartmentYear) -> Signed:
    """Score what the rows say and write the run down, so that it can be replayed byte for byte."""
    content = written(content_of(year))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / INPUT
        place.write_text(content, "utf-8")
        card = card_of(json.loads(content), year.readings)
        record = canonical(run_record(card, place, year.readings)).decode()
    return Signed(record, content, result_bytes(card).decode())


def replayed(run: Run) -> tuple[Scorecard, list[Text]]:
    """Run a kept record again; the texts say what differs, none where every byte is the same."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "run.json"
        place.write_text(run.record, "utf-8")
        (Path(folder) / INPUT).write_text(run.input, "utf-8")
        return replay(place, rulebook())
