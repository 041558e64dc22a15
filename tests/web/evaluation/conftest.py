"""A year of 产业服务局 by the framework of 2022, empty, and one filled in from the published self-evaluation."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from jixiao.web.modules.evaluation.models import DepartmentYear
    from jixiao.web.platform.people.models import Person

EXAMPLE = Path(__file__).parents[3] / "examples" / "futian-2022-self-evaluation.yaml"
FRAMEWORK = "shenzhen-department-2022"
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def year(district: SimpleNamespace, people: dict[str, Person]) -> DepartmentYear:
    """An empty year."""
    from jixiao.web.modules.evaluation.actions.filling import begin

    return begin(organisation=district.service, year=2022, framework=FRAMEWORK, by=people["filler"], at=AT)


@pytest.fixture
def filled(year: DepartmentYear, people: dict[str, Person]) -> DepartmentYear:
    """The year with everything that the published self-evaluation says."""
    bring(year, EXAMPLE.name, EXAMPLE.read_bytes(), people["filler"])
    year.refresh_from_db()
    return year


@pytest.fixture(scope="session")
def expected() -> str:
    """What `jixiao score --json` writes for the example."""
    from jixiao.cli.console import rulebook
    from jixiao.reports.score_json import score_document
    from jixiao.usecases.scoring import score_file

    return json.dumps(score_document(score_file(EXAMPLE, rulebook(None)), "zh"), ensure_ascii=False, indent=1) + "\n"


def bring(year: DepartmentYear, name: str, content: bytes, by: Person, *, applies: bool = True) -> Any:
    """Bring a file and take it in."""
    from jixiao.web.modules.evaluation.actions import importing
    from jixiao.web.modules.evaluation.actions.files import keep_file
    from jixiao.web.modules.evaluation.bringing import read_brought

    file = keep_file(organisation=year.organisation, name=name, chunks=[content], by=by, at=AT)
    kept = importing.keep(year=year, file=file, brought=read_brought(year, name, content), by=by, at=AT)
    if applies:
        importing.apply(kept=kept.pk, by=by, at=AT)
        kept.refresh_from_db()
    return kept


def explain_all(year: DepartmentYear, by: Person) -> None:
    """Give a reason for whatever wants one."""
    from jixiao.web.modules.evaluation.actions.filling import explain
    from jixiao.web.modules.evaluation.dues import unexplained
    from jixiao.web.modules.evaluation.scoring import standing_card

    done = {one.indicator for one in year.reasons.all()}
    for due in unexplained(standing_card(year), done):
        explain(year=year.pk, indicator=due.indicator, version=0, text="报告只印了得分，未附佐证材料", by=by, at=AT)
    year.refresh_from_db()
