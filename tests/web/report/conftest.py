"""A report of 产业服务局 on 2024: budget, goals, a problem, and the scorecard of a published self-evaluation."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from jixiao.web.modules.report.models import Report
    from jixiao.web.platform.people.models import Organisation, Person

EXAMPLE = Path(__file__).parents[3] / "examples" / "futian-2022-self-evaluation.yaml"
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
YEAR = 2024
WAN = 1_000_000


@pytest.fixture(scope="session")
def score() -> dict[str, Any]:
    """The scorecard of the published self-evaluation, as the register of scores gives it."""
    from jixiao.cli.console import rulebook
    from jixiao.reports.score_json import score_document
    from jixiao.usecases.scoring import score_file

    return json.loads(json.dumps(score_document(score_file(EXAMPLE, rulebook(None)), "zh")))


@pytest.fixture
def registers(monkeypatch: pytest.MonkeyPatch, score: dict[str, Any]) -> Iterator[SimpleNamespace]:
    """What other modules offer, in this test: money that can be changed, and a scorecard."""
    from jixiao.web.modules.report.figures import gather
    from jixiao.web.registers.funds.queries import Money, YearMoney

    held = SimpleNamespace(spent=950, card=score)

    def money(initial: int, adjusted: int, spent: int) -> Money:
        months = (spent // 12,) * 11 + (spent - spent // 12 * 11,)
        return Money(initial * 1, 0, adjusted - initial, adjusted, spent, months)

    def year_money(units: list[Organisation], year: int) -> dict[int, YearMoney]:
        basic, project = money(150 * WAN, 150 * WAN, 140 * WAN), money(850 * WAN, 850 * WAN, (held.spent - 140) * WAN)
        total = Money(1000 * WAN, 0, 0, 1000 * WAN, held.spent * WAN,
                      tuple(a + b for a, b in zip(basic.months, project.months, strict=True)))  # fmt: skip
        return {one.pk: YearMoney(one.pk, year, "closed", total, basic, project, "/budget/1/") for one in units}

    monkeypatch.setattr(gather, "year_money", year_money)
    monkeypatch.setattr(gather, "project_money", lambda _units, _year: [])
    monkeypatch.setattr(gather, "card", lambda _unit, _year: held.card)
    monkeypatch.setattr(gather, "scores", lambda _units, _year: {})
    yield held


@pytest.fixture
def report(district: SimpleNamespace, people: dict[str, Person], registers: SimpleNamespace) -> Report:
    """A fresh draft."""
    from jixiao.web.modules.report.actions.drafting import draft

    enter(district.service, people["filler"])
    return draft(organisation=district.service, year=YEAR, by=people["filler"], at=AT)


def enter(organisation: Organisation, by: Person) -> None:
    """Goals with one reached and one missed indicator, and a problem."""
    from jixiao.web.registers.indicators.actions import report as tell
    from jixiao.web.registers.indicators.models import GoalTable, Indicator
    from jixiao.web.registers.problems.actions import enter as enter_problem

    table = GoalTable.objects.create(organisation=organisation, year=YEAR, name="整体目标", by=by, at=AT)
    for place, (name, target, value) in enumerate((("走访企业", "860", "870"), ("按时办结率", "95", "90"))):
        one = Indicator.objects.create(
            table=table, position=place, kind="quantity", name=name, operator="ge", target=target, unit="家"
        )
        tell(indicator=one, day=date(YEAR, 12, 31), value=value, by=by, at=AT)
    enter_problem(organisation=organisation, year=YEAR, origin="hand", key="k", title="采购偏慢", by=by, at=AT)


@pytest.fixture
def complete(report: Report, people: dict[str, Person]) -> Report:
    """The draft with every text written."""
    from jixiao.web.modules.report.paper.building import PLACEHOLDER

    for block in report.blocks.all():
        if PLACEHOLDER in block.text:
            block.text = "已按实际情况写明。"
            block.save()
    return report


@pytest.fixture
def checked(complete: Report, people: dict[str, Person], run_jobs: Callable[[], int]) -> Report:
    """The written report after a check, with a reason for each error."""
    from jixiao.web.modules.report.actions.asking import ask
    from jixiao.web.modules.report.actions.writing import answer

    ask(report=complete.pk, by=people["filler"], at=AT)
    run_jobs()
    for one in complete.checks.first().findings:
        if one["severity"] == "error":
            answer(report=complete.pk, key=one["key"], text="口径不同", version=0, by=people["filler"], at=AT)
    return complete


def go(report: Report, people: dict[str, Person], *moves: str) -> Report:
    """Make moves one after another, each by who may."""
    from jixiao.web.modules.report.actions.moving import move

    who = {"sign_section": "section_head", "sign_unit": "unit_head", "submit": "filler", "publish": "reviewer"}
    report.refresh_from_db()
    for name in moves:
        report = move(report=report.pk, name=name, version=report.version, note="", by=people[who[name]], at=AT)
    return report
