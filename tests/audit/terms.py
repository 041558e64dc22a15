"""Terms for tests, written as they are printed."""

from decimal import Decimal

from jixiao.core.audit.finding import Place
from jixiao.core.audit.term import Term
from jixiao.core.kernel.interval import Interval, printed_interval
from jixiao.core.kernel.numerals import decimals_of
from jixiao.core.kernel.units import Dimension, Unit

MONEY = Dimension("money", "CNY", 2, Decimal(10) ** 14)
RATIO = Dimension("ratio", "RATIO", 8, Decimal(1000))
COUNT = Dimension("count", "PIECE", 0, Decimal(10) ** 10)
UNITS = {
    "元": Unit("元", "CNY", MONEY, Decimal(1), "yuan"),
    "万元": Unit("万元", "CNY_10K", MONEY, Decimal(10000), "ten thousand yuan"),
    "%": Unit("%", "PERCENT", RATIO, Decimal("0.01"), "percent"),
    "人": Unit("人", "PERSON", COUNT, Decimal(1), "persons"),
}


def printed(written: str, start: int = 0, hedge: str | None = None) -> Term:
    """`12.50 万元` as a term at an offset."""
    number, _, symbol = written.partition(" ")
    value, unit = Decimal(number.replace(",", "")), UNITS[symbol]
    interval = Interval(value, value) if unit.dimension is COUNT and hedge is None else printed_interval(value, hedge)
    return Term(
        Place(0, start, start + len(number)),
        unit.to_base(value),
        unit.to_base(Decimal(1).scaleb(-decimals_of(value))),
        interval.scaled(unit.factor),
        unit,
        decimals_of(value),
        written,
        hedged=hedge is not None,
    )


def terms(*written: str) -> tuple[Term, ...]:
    """Several terms, each at a place of its own."""
    return tuple(printed(one, 10 * index) for index, one in enumerate(written))
