"""Budgets for tests: a library, a budget being written, one being carried out, and words of forms."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
WAN = 1_000_000


@pytest.fixture(autouse=True)
def day(monkeypatch):
    """It is 21 November 2026 for every page: ten months are over."""
    monkeypatch.setattr("jixiao.web.platform.clock.timezone.now", lambda: AT)
    monkeypatch.setattr("jixiao.web.platform.clock.timezone.localdate", lambda: AT.date())


@pytest.fixture
def budgeting(district, people):
    """`.project` of 产业服务局, `.open_budget` at 一上 and `.budget` in execution with `.first` and `.second` lines."""
    return prepared(district, people)


def prepared(district, people):
    from jixiao.web.modules.budget.actions import budgets, lines, projects
    from jixiao.web.modules.budget.fields import LineFields, ProjectFields

    filler = people["filler"]
    fields = ProjectFields("P01", "园区建设", 1, None, "产业发展", "园区运营", 2025, None)
    project = projects.add_project(organisation=district.service, fields=fields, by=filler, at=AT)
    running = budgets.open_budget(organisation=district.service, year=2026, by=filler, at=AT)
    first = LineFields("", "园区建设", False, project, "2150805", "30213", "general_public", 100 * WAN)
    second = LineFields("", "办公费", True, None, "2010301", "30201", "general_public", 50 * WAN)
    made = [lines.add_line(pk=running.pk, fields=one, by=filler, at=AT) for one in (first, second)]
    for move in ("submit_first", "reply", "submit_second", "approve"):
        running = budgets.move(pk=running.pk, move=move, version=running.version, by=filler, at=AT)
    written = budgets.open_budget(organisation=district.service, year=2027, by=filler, at=AT)
    return SimpleNamespace(
        district=district,
        people=people,
        project=project,
        budget=running,
        first=refreshed(made[0]),
        second=refreshed(made[1]),
        open_budget=written,
        line=LineFields("", "园区建设", False, project, "2150805", "30213", "general_public", 100 * WAN),
    )


def refreshed(record):
    """The record as the database has it."""
    return type(record).objects.get(pk=record.pk)


@pytest.fixture
def line_words():
    """A line as its form writes it."""
    return {
        "nature": "project",
        "project": "P01",
        "name": "",
        "functional": "2150805",
        "economic": "30213",
        "fund": "general_public",
        "initial": "12.5",
        "number": "",
    }
