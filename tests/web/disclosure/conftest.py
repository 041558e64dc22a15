"""How a test publishes something."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from jixiao.web.platform.clock import now
from jixiao.web.registers.publications import actions
from jixiao.web.registers.publications.models import Publication
from tests.web.disclosure.records import scorecard


@pytest.fixture
def published(district: Any, people: Any) -> Callable[..., Publication]:
    """published(year=, kind=, record=, …) by the head of 产业服务局; what is not said is a scorecard of 2024."""

    def publish(**changed: Any) -> Publication:
        given: dict[str, Any] = {
            "organisation": district.service, "year": 2024, "kind": "scorecard", "record": scorecard(),
            "title": "绩效得分", "address": "", "day": date(2025, 9, 1), "by": people["unit_head"], "at": now(),
        }  # fmt: skip
        return actions.publish(**{**given, **changed})

    return publish
