"""What the tests of figures share: the words of the shipped vocabulary, and figures as short tuples."""

from functools import cache

from jixiao.core.document.figure import Figure
from jixiao.documents.normalise.figures import figures
from jixiao.documents.normalise.unit_words import UnitWords
from jixiao.rulebook_loader.rulebook import load_rulebook


@cache
def words() -> UnitWords:
    return UnitWords(load_rulebook().vocabulary)


def read(text: str) -> list[Figure]:
    return figures(text, 0, len(text), words())


def brief(text: str) -> list[str]:
    """`12 家` for each figure, `0` where no unit stands beside it."""
    return [f"{figure.number} {figure.unit}".strip() for figure in read(text)]
