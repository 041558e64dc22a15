"""Goals for tests: it is 21 November 2026, the department has money, a table is being written."""

from types import SimpleNamespace

import pytest

from tests.web.goals.records import AT, money, table


@pytest.fixture(autouse=True)
def day(monkeypatch):
    """The day on every page."""
    monkeypatch.setattr("jixiao.web.platform.clock.timezone.now", lambda: AT)
    monkeypatch.setattr("jixiao.web.platform.clock.timezone.localdate", lambda: AT.date())


@pytest.fixture
def goals(district, people):
    """`.table` of a project of 产业服务局, `.budget` with its money, `.place`, `.filler`, `.reviewer`."""
    filler = people["filler"]
    budget = money(district.service, filler)
    return SimpleNamespace(
        budget=budget,
        place=district.service,
        filler=filler,
        reviewer=people["reviewer"],
        table=table(district.service, filler),
    )
