"""The figures of a year as the ledger has them, each with the records that it was counted from: `funds.figures`.

They are printed as a report prints them: 万元 with two decimals where that is exact, otherwise yuan to the fen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Sum

from jixiao.web.modules.budget.models import (
    Budget,
    CarryOver,
    Change,
    Execution,
    Figure,
    Line,
    Procurement,
    StaffCount,
)
from jixiao.web.modules.budget.register import worth_on
from jixiao.web.registers.figures.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jixiao.web.platform.people.models import Organisation

_WHOLE = 10_000  # fen: a hundredth of 万元
_STARTED = ("executing", "closed")
# 公用经费 is what basic expenditure buys: class 302 of the economic classes, and 310 for what it equips itself with.
_PARTS: dict[str, Callable[[Line], bool]] = {
    "budget": lambda _line: True,
    "basic": lambda line: line.is_basic,
    "project": lambda line: not line.is_basic,
    "operating": lambda line: line.is_basic and line.economic.startswith(("302", "310")),
    "personnel": lambda line: line.is_basic and line.economic.startswith(("301", "303")),
}
_THREE_PUBLIC = {
    "abroad": ("travel_abroad",),
    "vehicle": ("vehicle_purchase", "vehicle_running"),
    "reception": ("reception",),
}


@dataclass
class _Book:
    """The entries of a year as they are found."""

    year: int
    entries: list[Entry] = field(default_factory=list)

    def add(self, concept: str, printed: str, unit: str, place: str, period: str = "") -> None:
        source = {"kind": "ledger", "document": {"key": "ledger", "title": "预算台账"}, "place": place}
        quote = f"{printed} {unit}"
        self.entries.append(Entry(concept, period or str(self.year), printed, unit, {**source, "quote": quote}))

    def money(self, concept: str, fen: int, place: str, period: str = "") -> None:
        sign, size = "-" if fen < 0 else "", abs(fen)
        if size % _WHOLE == 0:
            whole, rest = divmod(size // _WHOLE, 100)
            self.add(concept, f"{sign}{whole:,}.{rest:02d}", "万元", place, period)
        else:
            whole, rest = divmod(size, 100)
            self.add(concept, f"{sign}{whole:,}.{rest:02d}", "元", place, period)

    def count(self, concept: str, number: int, place: str, unit: str = "人") -> None:
        self.add(concept, str(number), unit, place)


def figures(organisation: Organisation, year: int) -> list[Entry]:
    """What an organisation's own ledger says of a year; nothing where it has none."""
    book = _Book(year)
    budget = Budget.objects.filter(organisation=organisation, year=year).first()
    if budget is not None:
        _money(book, budget)
        if budget.stage in _STARTED:
            _execution(book, budget)
            _changes(book, budget)
            _carried(book, budget)
            known = {row.kind: row for row in Figure.objects.filter(budget=budget)}
            _procurement(book, budget, known)
            _three_public(book, known)
    _staff(book, organisation)
    _assets(book, organisation)
    return book.entries


def _money(book: _Book, budget: Budget) -> None:
    """What the lines come to: all of them and some of them, from one reading of the ledger."""
    lines = list(Line.objects.filter(budget=budget).order_by("number"))
    for name, belongs in _PARTS.items():
        own = [line for line in lines if belongs(line)]
        if not own:
            continue
        numbers = [line.number for line in own]
        named = "、".join(numbers) if len(numbers) <= 6 else f"{numbers[0]} 至 {numbers[-1]}"
        place = f"预算行 {named}，共 {len(numbers)} 行"
        book.money(f"initial_{name}", sum(line.initial for line in own), f"{place}，年初预算")
        if budget.stage in _STARTED:
            book.money(f"adjusted_{name}", sum(int(line.adjusted) for line in own), f"{place}，调整后预算")
            concept = "expenditure" if name == "budget" else f"{name}_expenditure"
            book.money(concept, sum(line.spent for line in own), f"{place}，已支出")


def _execution(book: _Book, budget: Budget) -> None:
    """Spending up to the end of each quarter; of a year that runs only the quarters with a month recorded after."""
    rows = Execution.objects.filter(line__budget=budget).order_by().values("month")
    months = {row["month"]: (row["sum"], row["rows"]) for row in rows.annotate(sum=Sum("amount"), rows=Count("pk"))}
    last = 12 if budget.stage == "closed" else max(months, default=0)
    for quarter in range(1, 5):
        if 3 * quarter <= last:
            own = [months[month] for month in range(1, 3 * quarter + 1) if month in months]
            place = f"1—{3 * quarter} 月支出记录，共 {sum(count for _, count in own)} 笔"
            total = sum(amount for amount, _ in own)
            book.money("cumulative_expenditure", total, place, f"{budget.year}-Q{quarter}")


def _changes(book: _Book, budget: Budget) -> None:
    concepts = {"supplement": "supplement", "reduction": "budget_reduction", "reallocation": "reallocation"}
    approved = Change.objects.filter(budget=budget, state="approved").order_by().values("kind")
    found = {row["kind"]: row for row in approved.annotate(sum=Sum("amount"), count=Count("pk"))}
    for kind, concept in concepts.items():
        row = found.get(kind, {"sum": 0, "count": 0})
        book.money(concept, row["sum"], f"已批准的变动，共 {row['count']} 项")


def _carried(book: _Book, budget: Budget) -> None:
    came = CarryOver.objects.filter(target__budget=budget).aggregate(sum=Sum("amount"), count=Count("pk"))
    book.money("appropriation_carried_in", came["sum"] or 0, f"上年结转记录，共 {came['count']} 项")
    if budget.stage == "closed":
        went = CarryOver.objects.filter(source__budget=budget).aggregate(sum=Sum("amount"), count=Count("pk"))
        book.money("carry_over_out", went["sum"] or 0, f"结转下年记录，共 {went['count']} 项")


def _procurement(book: _Book, budget: Budget, known: Mapping[str, Figure]) -> None:
    items = Procurement.objects.filter(budget=budget)
    sums = items.aggregate(planned=Sum("planned"), actual=Sum("actual"), count=Count("pk"))
    if sums["count"]:
        planned, actual, place = sums["planned"], sums["actual"], f"政府采购台账，共 {sums['count']} 项"
    else:
        row = known.get("procurement")
        if row is None:
            return
        planned, actual, place = row.planned, row.actual, "政府采购汇总数"
    book.money("procurement_plan", planned, f"{place}，计划")
    book.money("procurement_actual", actual, f"{place}，实际")


def _three_public(book: _Book, known: Mapping[str, Figure]) -> None:
    """三公 by its parts and together: planned at the beginning of the year, adjusted where it was, and spent."""
    if not any(kind in known for kinds in _THREE_PUBLIC.values() for kind in kinds):
        return
    every: list[Figure] = []
    for name, kinds in _THREE_PUBLIC.items():
        rows = [known[kind] for kind in kinds if kind in known]
        every += rows
        _three_public_part(book, name, rows, f"“三公”经费台账，{len(kinds)} 项")
    _three_public_part(book, "three_public", every, "“三公”经费台账合计")


def _three_public_part(book: _Book, name: str, rows: Sequence[Figure], place: str) -> None:
    said = "调整后" if any(row.adjusted is not None for row in rows) else "计划（未作调整）"
    book.money(f"initial_{name}", sum(row.planned for row in rows), f"{place}，年初计划")
    book.money(f"adjusted_{name}", sum(row.now for row in rows), f"{place}，{said}")
    book.money(f"{name}_expenditure", sum(row.actual for row in rows), f"{place}，实际")


def _staff(book: _Book, organisation: Organisation) -> None:
    """The last count up to the end of the year, if it is one of that year."""
    end = date(book.year, 12, 31)
    row = StaffCount.objects.filter(organisation=organisation, day__lte=end, day__year=book.year).first()
    if row is None:
        return
    place = f"人员台账，{row.day.isoformat()}"
    book.count("authorised_posts", row.authorised, f"{place}，核定编制")
    book.count("staff_in_post", row.in_post, f"{place}，实有在编")
    book.count("hired_staff", row.hired, f"{place}，编外聘用")
    book.count("dispatched_staff", row.dispatched, f"{place}，劳务派遣")
    book.count("off_establishment_staff", row.off, f"{place}，编外合计")


def _assets(book: _Book, organisation: Organisation) -> None:
    worth = worth_on(organisation, date(book.year, 12, 31))
    if not worth.count:
        return
    place = f"固定资产台账，{book.year}-12-31，共 {worth.count} 项"
    book.money("fixed_assets", worth.total, f"{place}，原值合计")
    book.money("fixed_assets_in_use", worth.in_use, f"{place}，其中在用 {worth.count - worth.idle_count} 项")
    book.money("idle_assets", worth.idle, f"{place}，其中闲置 {worth.idle_count} 项")
    book.count("fixed_asset_items", worth.count, place, "项")
