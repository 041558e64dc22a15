"""Trying shapes on rows: a rule built over the shipped vocabulary, and rows of whole numbers for its columns."""

from collections.abc import Mapping
from fractions import Fraction

from jixiao.core.kernel import evaluation
from jixiao.core.kernel.outcome import Outcome
from jixiao.core.scoring.inputs import Workbench
from jixiao.core.scoring.points import Points, Shape
from jixiao.core.scoring.reader import Binding, Reader
from jixiao.core.scoring.score_expression import ScoreExpression, score_expression
from tests.unit.filed import vocabulary

PLACES = 2


class Trial:
    """One shape, built; `available` are the points of its indicator, the shape's best unless said otherwise."""

    def __init__(self, shape: Shape, available: Fraction | None = None, letters: tuple[str, ...] = ()) -> None:
        self.bench = Workbench(vocabulary(), "trial", available or Fraction(0), letters)
        self.points: Points = shape.build(self.bench)
        self.available = self.points.best if available is None else available
        places = 0 if letters else PLACES
        self.expression: ScoreExpression = score_expression(self.points, self.available, places)

    def reader(self, row: Mapping[str, int | None]) -> Reader:
        """The row, everything that it does not name being unknown; refuses names that the rule does not read."""
        assert set(row) <= set(self.bench.inputs), set(row) - set(self.bench.inputs)
        return Reader({name: Binding(item, row.get(name)) for name, item in self.bench.inputs.items()})

    def outcome(self, **row: int | None) -> Outcome:
        """The outcome of a row."""
        return self.expression.evaluate(self.reader(row).row)[1]

    def score(self, **row: int | None) -> Fraction:
        """The score of a row that can be scored."""
        value, outcome = self.expression.evaluate(self.reader(row).row)
        assert outcome is Outcome.SCORED, outcome
        assert value is not None
        return Fraction(value, 10**PLACES)

    def raw(self, **row: int | None) -> Fraction:
        """The score before it is held to the points."""
        value = evaluation.integer(self.expression.raw)(self.reader(row).row)
        assert value is not None
        return Fraction(value, 10**PLACES)


def rounded(exact: Fraction) -> Fraction:
    """An exact score to two places, half up; an independent way to say it."""
    cents, rest = divmod(exact * 100, 1)
    return Fraction(int(cents) + (rest >= Fraction(1, 2)), 100)
