"""Problems of every stage and consequences of past years, fictional, for trying the program."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from jixiao.web.modules.rectification.following import rows
from jixiao.web.modules.rectification.models import Consequence
from jixiao.web.modules.rectification.queries import owners
from jixiao.web.platform.people.models import Person
from jixiao.web.registers.problems.models import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from jixiao.web.platform.people.models import Organisation

# Title, what was found, what was done, what it means for the next budget.
FOUND = (
    ("招商资料制作执行率偏低", "年底执行率低于 60 %，合同签订晚于计划。",
     "已提前一个季度完成采购意向公开和合同签订。", "按实际需要编列，压减 5 万元"),
    ("“企业满意度”没有问卷支撑", "自评满分，未见调查问卷和统计结果。",
     "补做问卷 120 份，回收 112 份，结果已存档。", ""),
    ("调剂后绩效目标没有同步修改", "预算调剂减少，数量指标仍按原金额设定。", "已按调剂后的金额修订三项指标。", ""),
    ("固定资产盘点差异未处理", "账实相差两台设备，未说明原因。", "查明为报废未销账，已办理核销。",
     "资产处置收入纳入下年预算"),
    ("决算公开晚于规定期限", "批复后第 26 日公开。", "建立公开事项清单，提前准备文本。", ""),
    ("公用经费控制率说明不足", "实际支出高于年初预算，报告未说明追加原因。", "补充说明追加依据并附批复文件。", ""),
)  # fmt: skip
STAGES = ("accepted", "working", "reported", "open", "accepted", "dismissed")
ORIGINS = ("monitoring", "evaluation", "review", "audit", "hand", "evaluation")
EACH_YEAR, YEARS = 4, 3


def sample(organisation: Organisation, years: Sequence[int], by: Person, at: datetime) -> None:
    """A dozen problems over the years, and the decisions that followed from each past year."""
    people = owners(organisation, at.date()) or [by]
    accepter = Person.objects.filter(posts__role="reviewer", is_active=True).exclude(pk=by.pk).first()
    maker = _Maker(organisation, people, accepter, by, at)
    latest = sorted(years)[-YEARS:]
    Problem.objects.bulk_create(
        maker.problem(year, place * EACH_YEAR + number)
        for place, year in enumerate(latest)
        for number in range(EACH_YEAR)
    )
    for year in sorted(years)[:-1]:
        Consequence.objects.bulk_create(maker.consequences(year))


class _Maker:
    """Makes rows for a department."""

    def __init__(
        self, organisation: Organisation, people: list[Person], accepter: Person | None, by: Person, at: datetime
    ) -> None:
        self.organisation, self.people, self.accepter, self.by, self.at = organisation, people, accepter, by, at

    def problem(self, year: int, number: int) -> Problem:
        """One problem, at a stage that its number says."""
        title, detail, done, use = FOUND[number % len(FOUND)]
        stage = STAGES[(number + year) % len(STAGES)] if self.accepter is not None else "open"
        is_open, is_told = stage == "open", stage in ("reported", "accepted")
        soon = self.at.date() + timedelta(days=number * 5 - 12)
        return Problem(
            organisation=self.organisation, year=year, origin=ORIGINS[number % len(ORIGINS)], key=f"sample-{number}",
            title=title, detail=detail, stage=stage, done=done if is_told else "", use=use,
            owner=None if is_open else self.people[number % len(self.people)],
            until=None if is_open else soon if year >= self.at.year - 1 else date(year + 1, 6, 30),
            accepted_by=self.accepter if stage == "accepted" else None,
            changed="下年预算已按此编列。" if use and stage == "accepted" else "", by=self.by, at=self.at,
        )  # fmt: skip

    def consequences(self, year: int) -> list[Consequence]:
        """What was decided for the projects of a year; every fourth is left to decide."""
        return [
            Consequence(
                organisation=self.organisation, year=year, project=one.code, name=one.name,
                verdict=f"{one.verdict} {one.score}".strip(), decision=one.proposed,
                explained="上级任务增加，经批准未压减。" if number % 3 == 1 else "", by=self.accepter or self.by,
                at=self.at,
            )
            for number, one in enumerate(rows([self.organisation], year))
            if number % 4 != 3 and one.proposed
        ]  # fmt: skip
