"""What the module puts on the boards of others: two columns, and measures over its own records with the records."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from jixiao.core.kernel.text import Text, same
from jixiao.web.modules.budget import lights
from jixiao.web.modules.budget.models import Budget, Execution, Line, Procurement
from jixiao.web.platform.clock import today
from jixiao.web.platform.manifest import Cell, Column, Hit, Measure
from jixiao.web.platform.money import in_ten_thousands, share
from jixiao.web.platform.remembered import remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from jixiao.web.platform.people.models import Organisation

_CLASSES = {"good": "green", "warn": "amber", "bad": "red", "none": "none"}


@remembered
def _sums(organisations: Sequence[Organisation], year: int) -> dict[int, tuple[int, int, bool]]:
    """Adjusted, spent, and whether any of it is being carried out: of each organisation and all below it. One query."""
    rows = Line.objects.filter(budget__year=year).order_by()
    found: dict[int, tuple[int, int, bool]] = {}
    sums = list(rows.values_list("budget__organisation__path", "budget__stage").annotate(Sum("adjusted"), Sum("spent")))
    for one in organisations:
        below = [row for row in sums if row[0].startswith(one.path)]
        if below:
            running = any(stage in ("executing", "closed") for _, stage, _, _ in below)
            found[one.pk] = sum(row[2] for row in below), sum(row[3] for row in below), running
    return found


def _adjusted(organisations: Sequence[Organisation], year: int) -> Mapping[int, Cell]:
    sums, where = _sums(organisations, year), reverse("budget:list")
    return {
        one.pk: Cell(
            in_ten_thousands(sums[one.pk][0]), f"{where}?year={year}&unit={one.pk}", amount=Decimal(sums[one.pk][0])
        )
        for one in organisations
        if one.pk in sums
    }


def _rate(organisations: Sequence[Organisation], year: int) -> Mapping[int, Cell]:
    sums, months, found = _sums(organisations, year), lights.months_done(year, today()), {}
    where = reverse("budget:list")
    for one in organisations:
        adjusted, spent, running = sums.get(one.pk, (0, 0, False))
        if adjusted > 0:
            light = lights.light_of(spent, adjusted, months if running else 0)
            amount = Decimal(spent) / Decimal(adjusted)
            found[one.pk] = Cell(
                share(spent, adjusted), f"{where}?year={year}&unit={one.pk}", _CLASSES[light.name], amount
            )
    return found


COLUMNS = (
    Column("budget.adjusted", Text("预算", "Budget"), _adjusted, Text("万元", "10⁴ yuan"), in_fen=True),
    Column("budget.rate", Text("执行率", "Execution"), _rate),
)


def _months(year: int, day: date) -> int:
    return lights.months_done(year, day) if day.year <= year else 12


def _lines(organisation: Organisation, year: int, day: date) -> Any:  # noqa: ANN401 - lines with what was spent by a day
    """The lines at and below an organisation, with what they spent in the months that were over on a day."""
    months = Execution.objects.filter(line=OuterRef("pk"), month__lte=_months(year, day)).order_by().values("line")
    spent = Coalesce(Subquery(months.annotate(total=Sum("amount")).values("total")), 0)
    found = Line.objects.filter(budget__year=year, budget__organisation__path__startswith=organisation.path)
    return found.filter(budget__stage__in=("executing", "closed")).annotate(by_then=spent)


def _percent(part: int, whole: int) -> Decimal | None:
    """A percentage with two decimals, rounded half up."""
    if whole <= 0:
        return None
    hundredths = (abs(part) * 20_000 + whole) // (2 * whole)
    return Decimal(-hundredths if part < 0 else hundredths) / 100


def _execution_rate(organisation: Organisation, year: int, day: date) -> Decimal | None:
    sums = _lines(organisation, year, day).aggregate(adjusted=Sum("adjusted"), spent=Sum("by_then"))
    return _percent(sums["spent"] or 0, sums["adjusted"] or 0)


def _hits(lines: Iterable[Line]) -> list[Hit]:
    return [
        Hit(
            same(str(line)),
            f"{line.budget.organisation.name} {in_ten_thousands(line.by_then)} ÷ {in_ten_thousands(line.adjusted)}",
            reverse("budget:line", args=[line.pk]),
        )
        for line in lines
    ]


def _all_lines(organisation: Organisation, year: int, day: date) -> list[Hit]:
    found = _lines(organisation, year, day).select_related("budget__organisation")
    return _hits(found.order_by("budget__organisation__path", "number"))


def _slow(organisation: Organisation, year: int, day: date) -> Any:  # noqa: ANN401 - the same lines, fewer
    """Project lines below the share of the straight line at which the light is amber."""
    months = _months(year, day)
    behind = Q(by_then__lt=F("adjusted") * lights.STEADY * months / 1200)
    return _lines(organisation, year, day).filter(is_basic=False, adjusted__gt=0).filter(behind)


def _slow_count(organisation: Organisation, year: int, day: date) -> Decimal | None:
    known = Budget.objects.filter(year=year, organisation__path__startswith=organisation.path)
    if not known.exists():
        return None
    return Decimal(_slow(organisation, year, day).count())


def _slow_lines(organisation: Organisation, year: int, day: date) -> list[Hit]:
    return _hits(_slow(organisation, year, day).select_related("budget__organisation").order_by("number"))


def _procurements(organisation: Organisation, year: int, day: date) -> Any:  # noqa: ANN401 - items with what was bought
    found = Procurement.objects.filter(budget__year=year, budget__organisation__path__startswith=organisation.path)
    bought = Coalesce(Sum("months__amount", filter=Q(months__month__lte=_months(year, day))), 0)
    return found.annotate(by_then=bought)


def _procurement_rate(organisation: Organisation, year: int, day: date) -> Decimal | None:
    rows = list(_procurements(organisation, year, day).values_list("planned", "by_then"))
    return _percent(sum(bought for _, bought in rows), sum(planned for planned, _ in rows))


def _procurement_items(organisation: Organisation, year: int, day: date) -> list[Hit]:
    return [
        Hit(
            same(item.name),
            f"{in_ten_thousands(item.by_then)} ÷ {in_ten_thousands(item.planned)}",
            reverse("budget:procurement", args=[item.pk]),
        )
        for item in _procurements(organisation, year, day)
    ]


MEASURES = (
    Measure(
        "budget.execution_rate",
        Text("预算执行率", "execution rate of the budget"),
        Text(
            "截至当日已过完的各月累计支出 ÷ 调整后预算，含下属单位",
            "spending of the months over by the day, in the adjusted budget, units below included",
        ),
        "%", _execution_rate, _all_lines,
    ),
    Measure(
        "budget.slow_projects",
        Text("支出进度偏慢的项目预算行", "project lines that spend too slowly"),
        Text("累计支出低于序时进度 80% 的项目预算行数", "project lines below 80 % of the straight line of the year"),
        "项", _slow_count, _slow_lines,
    ),
    Measure(
        "budget.procurement_rate",
        Text("政府采购执行率", "execution rate of procurement"),
        Text("截至当日累计采购金额 ÷ 采购计划金额", "what was bought by the day, in what was planned"),
        "%", _procurement_rate, _procurement_items,
    ),
)  # fmt: skip
