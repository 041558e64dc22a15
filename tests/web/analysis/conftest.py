"""It is 21 November 2026 for every page: ten months are over."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.analysis.budgets import AT


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The day."""
    monkeypatch.setattr("jixiao.web.platform.clock.timezone.now", lambda: AT)
    monkeypatch.setattr("jixiao.web.platform.clock.timezone.localdate", lambda: AT.date())
