"""Writing what indicators have reached; goal tables themselves are written by the module that keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from jixiao.web.platform.trail.record import record
from jixiao.web.registers.indicators.models import Actual

if TYPE_CHECKING:
    from datetime import date, datetime

    from jixiao.web.platform.files.models import StoredFile
    from jixiao.web.platform.people.models import Person
    from jixiao.web.registers.indicators.models import Indicator


@transaction.atomic
def report(
    *,
    indicator: Indicator,
    day: date,
    value: str,
    by: Person,
    at: datetime,
    said: str = "",
    evidence: StoredFile | None = None,
    source: dict[str, Any] | None = None,
) -> Actual:
    """Say what an indicator had reached on a day; what was said before is kept beneath it."""
    made = Actual.objects.create(
        indicator=indicator, day=day, value=value.strip()[:200], said=said.strip(), evidence=evidence,
        source=source or {}, by=by, at=at,
    )  # fmt: skip
    after = {"indicator": indicator.name, "day": day.isoformat(), "value": made.value, "said": made.said}
    place = indicator.table.organisation
    record("goals.report", f"indicator/{indicator.pk}", by=by, at=at, organisation=place, after=after)
    return made
