"""A department's publications in the sample district: a budget in time, accounts that still have to come."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from jixiao.web.registers.publications.actions import publish, set_duty

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from jixiao.web.platform.people.models import Organisation, Person

WORDS = "为本区企业服务：建设和管理园区，走访企业，兑现扶持政策。本页为示例，内容是虚构的。"


def sample(organisation: Organisation, years: Sequence[int], by: Person, at: datetime) -> None:
    """Budgets of the years published two weeks after their approval; the accounts of the year before last wait."""
    for year in years:
        approved = date(year, 2, 5)
        published = approved + timedelta(days=14)
        if published > at.date():
            continue
        set_duty(
            organisation=organisation, year=year, kind="budget", approved=approved, is_exempt=False, reason="",
            version=0, by=by, at=at,
        )  # fmt: skip
        publish(
            organisation=organisation, year=year, kind="budget", record=None, day=published, words=WORDS, by=by, at=at,
            title=f"{organisation.name} {year} 年部门预算（示例）", address=f"https://www.example.gov.cn/budget/{year}",
        )  # fmt: skip
    waits = at.date() - timedelta(days=12)
    set_duty(
        organisation=organisation, year=at.year - 1, kind="accounts", approved=waits,
        is_exempt=False, reason="", version=0, by=by, at=at,
    )  # fmt: skip
