"""Random expressions over three columns, with rows that lie within the columns' bounds."""

from hypothesis import strategies as st

from jixiao.core.kernel import expression as x

COLUMNS = (x.Column("a", -20, 20), x.Column("b", 0, 9), x.Column("c", 0, 1000))

rows = st.fixed_dictionaries({column.name: st.none() | st.integers(column.low, column.high) for column in COLUMNS})
known_rows = st.fixed_dictionaries({column.name: st.integers(column.low, column.high) for column in COLUMNS})


@st.composite
def integers(draw: st.DrawFn, depth: int = 3) -> x.Integer:
    """Expressions built with the builders, and the same kinds of nodes built plainly."""
    if depth == 0:
        return draw(st.sampled_from(COLUMNS) | st.integers(-5, 50).map(x.Constant))
    inner = integers(depth - 1)
    kind = draw(st.sampled_from(("sum", "product", "quotient", "least", "greatest", "choice", "leaf")))
    one, two = draw(inner), draw(inner)
    is_plain = draw(st.booleans())
    match kind:
        case "sum":
            return x.Sum((one, two)) if is_plain else x.add(one, two)
        case "product":
            return x.Product(one, two) if is_plain else x.multiply(one, two)
        case "quotient":
            # As the core sees to: the dividend is never negative and the divisor always positive.
            above, below = x.greatest(x.ZERO, one), x.greatest(x.ONE, two)
            return x.Quotient(above, below) if is_plain else x.quotient(above, below)
        case "least":
            return x.Extreme("least", (one, two)) if is_plain else x.least(one, two)
        case "greatest":
            return x.Extreme("greatest", (one, two)) if is_plain else x.greatest(one, two)
        case "choice":
            condition = draw(conditions(depth - 1))
            return x.Choice(((condition, one),), two) if is_plain else x.choose([(condition, one)], two)
        case _:
            return one


@st.composite
def conditions(draw: st.DrawFn, depth: int = 2) -> x.Condition:
    """Conditions, built with the builders."""
    kind = draw(st.sampled_from(("compare", "known", "every", "some", "not") if depth else ("known", "always")))
    if kind == "always":
        return x.Always(draw(st.booleans()))
    if kind == "known":
        return x.Known(draw(st.sampled_from(COLUMNS)))
    if kind == "compare":
        relation = draw(st.sampled_from(("<", "<=", "==", ">=", ">")))
        return x.compare(draw(integers(depth - 1)), relation, draw(integers(depth - 1)))
    one, two = draw(conditions(depth - 1)), draw(conditions(depth - 1))
    if kind == "every":
        return x.every(one, two)
    return x.some(one, two) if kind == "some" else x.negate(one)
