"""A fictional department's year: drawn by a seed, every sum and tie holds. Amounts are whole hundreds of yuan."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jixiao.core.kernel.numerals import half_up

CLASSES = (
    (
        "201",
        "一般公共服务支出",
        "20103",
        "政府办公厅（室）及相关机构事务",
        (("2010301", "行政运行"), ("2010302", "一般行政管理事务")),
    ),
    (
        "208",
        "社会保障和就业支出",
        "20805",
        "行政事业单位养老支出",
        (
            ("2080502", "事业单位离退休"),
            ("2080505", "机关事业单位基本养老保险缴费支出"),
            ("2080506", "机关事业单位职业年金缴费支出"),
        ),
    ),
    ("210", "卫生健康支出", "21011", "行政事业单位医疗", (("2101101", "行政单位医疗"), ("2101102", "事业单位医疗"))),
    ("215", "资源勘探工业信息等支出", "21508", "支持中小企业发展和管理支出", (("2150805", "中小企业发展专项"),)),
    ("221", "住房保障支出", "22102", "住房改革支出", (("2210201", "住房公积金"), ("2210203", "购房补贴"))),
)
# Items that are projects; all the others belong to the basic expenditure.
PROJECTS = ("2010302", "2150805")


@dataclass(frozen=True, slots=True)
class Item:
    """A functional item: planned for the year, spent in it, and spent the year before."""

    code: str
    name: str
    planned: int
    spent: int
    before: int

    @property
    def is_project(self) -> bool:
        """Whether it is project expenditure."""
        return self.code in PROJECTS


@dataclass(frozen=True, slots=True)
class Ledger:
    """A department's year."""

    entity: str
    region: str
    year: int
    items: tuple[Item, ...]
    three_public: tuple[tuple[str, int, int], ...]
    posts: int
    staff: int
    dispatched: int
    procurement: tuple[int, int]
    progress: tuple[int, int, int, int]

    def total(self, field: str, *, projects: bool | None = None, prefix: str = "") -> int:
        """The sum of a field over the items of a class, of projects only, or of basic expenditure only."""
        return sum(
            getattr(item, field)
            for item in self.items
            if item.code.startswith(prefix) and (projects is None or item.is_project == projects)
        )


def ledger(entity: str, region: str, year: int, seed: int = 1) -> Ledger:
    """The ledger of a department; the same seed gives the same figures."""
    draw = random.Random(f"{entity}{year}{seed}")  # noqa: S311  # figures of a sample, no secret
    items = []
    for _, _, _, _, names in CLASSES:
        for code, name in names:
            planned = draw.randrange(2_000, 400_000) * (20 if code in PROJECTS else 1)
            spent = planned * draw.randrange(880, 1000) // 1000
            items.append(Item(code, name, planned, spent, spent * draw.randrange(850, 1150) // 1000))
    public = tuple(
        (name, planned, planned * draw.randrange(300, 900) // 1000)
        for name, planned in (
            ("因公出国（境）费", draw.randrange(100, 900)),
            ("公务用车购置及运行维护费", draw.randrange(300, 1500)),
            ("公务接待费", draw.randrange(100, 800)),
        )
    )
    plan = draw.randrange(2_000, 9_000)
    staff = draw.randrange(30, 52)
    steps = sorted(draw.randrange(1500, 9000) for _ in range(3))
    done = sum(item.spent for item in items)
    cumulative = tuple(done * step // 10_000 for step in steps)
    return Ledger(
        entity,
        region,
        year,
        tuple(items),
        public,
        staff + draw.randrange(1, 6),
        staff,
        draw.randrange(1, 4),
        (plan, plan * draw.randrange(600, 1000) // 1000),
        (*cumulative, done),  # type: ignore[arg-type]  # three quarters and the year
    )


def wan(amount: int) -> str:
    """An amount as printed: 万元 with two decimals."""
    return f"{Decimal(amount).scaleb(-2):.2f}"


def yuan(amount: int) -> str:
    """An amount as printed: whole yuan with separators."""
    return f"{amount * 100:,}"


def rate(part: int, whole: int) -> str:
    """A rate as printed, in percent with two decimals."""
    return f"{half_up(Fraction(100 * part, whole), 2)}%"
