"""Two people edit the same thing: the second is told, sees both texts, and nothing is lost. One row for each record."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tests.web.budget.conftest import AT, prepared

pytestmark = pytest.mark.django_db
FIRST, SECOND = "先保存的人所写", "后保存的人所写"
SAVED, STALE = (200, 302), 409


@dataclass(frozen=True)
class Edit:
    """A form that two people have open: where it goes, what it says, which word of it each of them changed."""

    address: str
    words: dict[str, Any]
    field: str
    kept: Callable[[], object]  # what the record says now
    version: int = 1
    texts: tuple[str, str] = (FIRST, SECOND)
    who: tuple[str, str] = ("filler", "section_head")
    following: str = "version"  # the field in which the page that tells the second carries the version it shows

    def sent(self, text: str, version: int) -> dict[str, Any]:
        """The form with a text."""
        return {**self.words, self.field: text, "version": version}


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, district: SimpleNamespace, people: dict[str, Any]) -> SimpleNamespace:
    """A department with a budget in execution and one that is being written, on 21 November 2026."""
    monkeypatch.setattr("jixiao.web.platform.clock.timezone.now", lambda: AT)
    monkeypatch.setattr("jixiao.web.platform.clock.timezone.localdate", lambda at=AT: at.date())
    return prepared(district, people)


def fresh(record: Any) -> Any:
    """The record as the database has it."""
    return type(record).objects.get(pk=record.pk)


def _line(desk: SimpleNamespace) -> Edit:
    from jixiao.web.modules.budget.actions.lines import add_line
    from jixiao.web.modules.budget.views.lines import written_of

    line = add_line(pk=desk.open_budget.pk, fields=desk.line, by=desk.people["filler"], at=AT)
    kept = lambda: str(fresh(line).initial)  # noqa: E731
    return Edit(f"/budget/lines/{line.pk}/edit/", written_of(line), "initial", kept, texts=("11.25", "22.75"))


def _months(desk: SimpleNamespace) -> Edit:
    line = desk.first
    kept = lambda: str(fresh(line).spent)  # noqa: E731
    return Edit(f"/budget/lines/{line.pk}/months/", {}, "month-1", kept, line.version, ("1.25", "2.75"))


def _figures(desk: SimpleNamespace) -> Edit:
    from jixiao.web.modules.budget.models import FIGURE_KINDS, Figure

    budget = desk.budget
    kept = lambda: [str(one.planned) for one in Figure.objects.filter(budget=budget)]  # noqa: E731
    words = {f"{kind}-{part}": "0" for kind in FIGURE_KINDS for part in ("planned", "actual")}
    return Edit(f"/budget/{budget.pk}/figures/", words, "reception-planned", kept, budget.version, ("1.25", "2.75"))


def _project(desk: SimpleNamespace) -> Edit:
    words = {"code": "P01", "name": "园区建设", "duty": "", "task": "园区运营", "since": "2025"}
    return Edit(f"/budget/projects/{desk.project.pk}/edit/", words, "duty", lambda: fresh(desk.project).duty)


def _goals(desk: SimpleNamespace) -> Any:
    from tests.web.goals.records import table

    return table(desk.district.service, desk.people["filler"])


def _goal_row(desk: SimpleNamespace) -> Edit:
    row = _goals(desk).indicators.first()
    words = {"kind": "quantity", "name": "走访企业", "operator": "ge", "target": "850", "unit": "家次", "weight": "50",
             "basis": "", "binding": "hand", "source": ""}  # fmt: skip
    return Edit(f"/goals/rows/{row.pk}/edit/", words, "basis", lambda: fresh(row).basis)


def _goal_words(desk: SimpleNamespace) -> Edit:
    table = _goals(desk)
    kept = lambda: fresh(table).summary  # noqa: E731
    return Edit(f"/goals/{table.pk}/words/", {"long_term": ""}, "summary", kept, table.version)


def _sheet(desk: SimpleNamespace) -> Edit:
    from jixiao.web.modules.monitoring.actions.rounds import issue
    from tests.web.monitoring.conftest import round_fields

    fields = round_fields(year=2026, month=10, until=AT.date() + timedelta(days=9))
    one = issue(organisation=desk.district.root, fields=fields, by=desk.people["reviewer"], at=AT)
    sheet = one.filings.get(organisation=desk.district.service).sheets.first()
    words = {"measure": "", "problem": "", "method": "straight_line", "by_hand": "", "because": ""}
    kept = lambda: fresh(sheet).reason  # noqa: E731
    return Edit(f"/monitoring/sheets/{sheet.pk}/", words, "reason", kept, sheet.version)


def _evaluation(desk: SimpleNamespace) -> Any:
    from jixiao.web.modules.evaluation.actions.filling import begin

    return begin(
        organisation=desk.district.service, year=2022, framework="shenzhen-department-2022",
        by=desk.people["filler"], at=AT,
    )  # fmt: skip


def _clause(desk: SimpleNamespace) -> Edit:
    year, part = _evaluation(desk), "clause:policy"
    said = {"value": "1.00", "decided_by": "张三", "on": "2026-03-02", "document": ""}
    words = {"part": part, **{f"{part}-{name}": value for name, value in said.items()}}
    kept = lambda: [one.evidence for one in year.decisions.all()]  # noqa: E731
    return Edit(f"/evaluation/{year.pk}/indicators/procurement/", words, f"{part}-evidence", kept, 0)


def _reason(desk: SimpleNamespace) -> Edit:
    year = _evaluation(desk)
    kept = lambda: [one.text for one in year.reasons.all()]  # noqa: E731
    return Edit(f"/evaluation/{year.pk}/indicators/procurement/", {"part": "reason"}, "text", kept, 0)


def _block(desk: SimpleNamespace) -> Edit:
    from jixiao.web.modules.report.actions.drafting import draft

    report = draft(organisation=desk.district.service, year=2026, by=desk.people["filler"], at=AT)
    kept = lambda: report.blocks.get(key="duties").text  # noqa: E731
    return Edit(f"/report/{report.pk}/blocks/duties/", {}, "text", kept, following="over")


def _problem(desk: SimpleNamespace) -> Any:
    from jixiao.web.modules.rectification.actions import add

    return add(
        organisation=desk.district.service, year=2025, title="执行率偏低", detail="年底只用了一半", project="P01",
        by=desk.people["reviewer"], at=AT,
    )  # fmt: skip


def _problem_use(desk: SimpleNamespace) -> Edit:
    problem = _problem(desk)
    kept = lambda: fresh(problem).use  # noqa: E731
    return Edit(f"/rectification/{problem.pk}/use/", {"changed": ""}, "use", kept, problem.version)


def _assignment(desk: SimpleNamespace) -> Edit:
    """A problem is given to somebody; the two choose different days."""
    problem = _problem(desk)
    days = (AT.date() + timedelta(days=10)).isoformat(), (AT.date() + timedelta(days=20)).isoformat()
    words = {"owner": desk.people["filler"].pk}
    kept = lambda: str(fresh(problem).until)  # noqa: E731
    address = f"/rectification/{problem.pk}/move/assign/"
    return Edit(address, words, "until", kept, problem.version, days, ("reviewer", "reviewer"))


def _unit(desk: SimpleNamespace) -> Edit:
    unit = desk.district.service
    address = f"/administration/organisations/{unit.pk}/rename/"
    return Edit(address, {}, "name", lambda: fresh(unit).name, who=("administrator", "administrator"))


def _person(desk: SimpleNamespace) -> Edit:
    someone = desk.people["evaluator"]
    address = f"/administration/people/{someone.pk}/rename/"
    return Edit(address, {}, "name", lambda: fresh(someone).name, who=("administrator", "administrator"))


EDITS = (
    _line, _months, _figures, _project, _goal_row, _goal_words, _sheet, _clause, _reason, _block, _problem_use,
    _assignment, _unit, _person,
)  # fmt: skip


@pytest.mark.parametrize("made", EDITS, ids=lambda made: made.__name__.strip("_"))
def test_the_second_is_told_and_nothing_is_lost(made: Callable[[Any], Edit], desk: SimpleNamespace, sign_in: Any):
    edit = made(desk)
    one, other = (sign_in(Client(), desk.people[role]) for role in edit.who)
    assert one.post(edit.address, edit.sent(edit.texts[0], edit.version)).status_code in SAVED
    kept = edit.kept()
    told = other.post(edit.address, edit.sent(edit.texts[1], edit.version))
    page = told.content.decode()
    assert told.status_code == STALE
    assert edit.texts[0] in page, "what the first one saved is not shown"
    assert edit.texts[1] in page, "what the second one entered is lost"
    assert edit.kept() == kept
    # Having seen both, the second decides: the form that was shown carries the version that it was made of.
    if edit.address.endswith("/assign/"):  # it was given already: there is nothing left to give
        return
    assert re.search(rf'name="{edit.following}"( id="[\w-]+")? value="{edit.version + 1}"', page)
    again = other.post(edit.address, edit.sent(edit.texts[1], edit.version + 1))
    assert again.status_code in SAVED
    assert edit.kept() != kept
