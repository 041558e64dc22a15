"""What the publications of a year say of a department, in the order in which a citizen asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.numerals import half_up
from jixiao.core.kernel.text import Text, same
from jixiao.web.modules.disclosure.money import number, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jixiao.web.registers.publications.models import Publication

# What is told of the money, in this order: the concept and the plain words for it.
GOT = {
    "initial_budget": Text("年初预算", "Budget at the beginning of the year"),
    "adjusted_budget": Text("调整后预算", "Budget after changes"),
    "current_income": Text("全年收入", "Income of the year"),
}
SPENT = {
    "expenditure": Text("全年支出", "Spending of the year"),
    "cumulative_expenditure": Text("全年支出", "Spending of the year"),
    "basic_expenditure": Text("其中：维持运转", "of which running costs"),
    "project_expenditure": Text("其中：办事的项目", "of which projects"),
    "three_public_expenditure": Text("“三公”经费", "Travel abroad, vehicles and receptions"),
    "procurement_actual": Text("政府采购", "Procurement"),
}
# Promises that are stated as two figures: what was planned, what was done.
PAIRS = (
    ("projects_planned", "projects_completed", Text("项目（个）", "Projects")),
    ("procurement_plan", "procurement_actual", Text("政府采购", "Procurement")),
)
OUTCOMES = {
    "satisfaction": Text("公众或服务对象满意度", "Satisfaction of those served"),
    "petition_reply_rate": Text("群众来信来访回复率", "Petitions answered"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a record: its value in the base unit, and the words that prove it."""

    label: Text
    value: Decimal
    unit: str
    source: str

    @property
    def shown(self) -> Text:
        """As people say it."""
        return said(self.value, self.unit)


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that was promised, and what came of it; None where the record says nothing."""

    name: Text
    target: Text | None
    actual: Text | None


@dataclass(frozen=True, slots=True)
class Loss:
    """An indicator that lost points, and the arithmetic of it; `is_own` where only the department says so."""

    name: Text
    score: str
    most: str
    lost: Decimal
    steps: tuple[str, ...]
    is_own: bool


@dataclass(frozen=True, slots=True)
class Score:
    """How the department scored: what was recomputed, what it only says of itself, what cannot be decided."""

    total: str | None
    grade: Text | None
    computed: str | None
    stated_only: str | None
    undecided: str | None
    own: str | None
    losses: tuple[Loss, ...]
    indicators: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A department's year as it is published."""

    year: int
    publications: tuple[Publication, ...]
    words: str
    figures: dict[str, Figure] = field(default_factory=dict)
    promises: tuple[Promise, ...] = ()
    score: Score | None = None
    score_words: str = ""

    @property
    def got(self) -> list[Figure]:
        """What it got."""
        return [self.figures[name] for name in GOT if name in self.figures]

    @property
    def spent(self) -> list[Figure]:
        """What it spent; one total, where two records state one."""
        names = [name for name in SPENT if name in self.figures]
        if "expenditure" in names and "cumulative_expenditure" in names:
            names.remove("cumulative_expenditure")
        return [self.figures[name] for name in names]

    @property
    def budget(self) -> Figure | None:
        """The budget that spending is held against."""
        return self.figures.get("adjusted_budget") or self.figures.get("initial_budget")

    @property
    def total_spent(self) -> Figure | None:
        """All that was spent."""
        return self.figures.get("expenditure") or self.figures.get("cumulative_expenditure")

    @property
    def rate(self) -> str | None:
        """Spending as a part of the budget, in percent with one decimal."""
        if self.budget is None or self.total_spent is None or self.budget.value <= 0:
            return None
        part = Fraction(self.total_spent.value) / Fraction(self.budget.value) * 100
        return f"{half_up(part, 1):f}"


def picture(year: int, publications: Sequence[Publication]) -> Picture:
    """The year out of what stands published: of each kind the newest (they come newest first)."""
    newest: dict[str, Publication] = {}
    for one in publications:
        newest.setdefault(one.kind, one)
    # What was said with the score is told beside it: it does not say what the department is for.
    kinds = ("budget", "self_evaluation", "accounts", "facts")
    words = next((newest[kind].words for kind in kinds if kind in newest and newest[kind].words), "")
    beside = newest["scorecard"].words if "scorecard" in newest else ""
    figures: dict[str, Figure] = {}
    promises: list[Promise] = []
    score = None
    # Accounts say best what was spent, the budget what was given; others fill what these leave open.
    for kind in ("accounts", "budget", "facts", "self_evaluation", "scorecard"):
        record = newest[kind].record if kind in newest else None
        if record is None:
            continue
        if record.get("schema") == "jixiao/score/1":
            score = _score(record) or score
            found: Iterable[tuple[str, Figure]] = _score_figures(record, year)
        else:
            promises.extend(_goals(record))
            found = _fact_figures(record, year)
        for name, figure in found:
            figures.setdefault(name, figure)
    return Picture(year, tuple(publications), words, figures, tuple(promises or _pairs(figures)), score, beside)


def _fact_figures(record: dict[str, Any], year: int) -> Iterator[tuple[str, Figure]]:
    """Totals of documents: figures without further dimensions, those of tables before those of sentences."""
    facts = [
        (one, str(document.get("title") or ""))
        for document in _dicts(record.get("documents"))
        for one in _dicts(document.get("facts"))
        if str(one.get("concept")) in _LABELS and not one.get("dimensions") and one.get("period") == str(year)
    ]
    for one, title in sorted(facts, key=lambda pair: pair[0].get("kind") != "table"):
        yield from _figure(one, title)


def _score_figures(record: dict[str, Any], year: int) -> Iterator[tuple[str, Figure]]:
    """Figures behind scores; of spending that adds up over the year, what stood at its end."""
    for indicator in _dicts(record.get("indicators")):
        for one in _dicts(indicator.get("inputs")):
            source = one.get("source")
            title = str(source.get("document") or "") if isinstance(source, dict) else ""
            if str(one.get("concept")) in _LABELS and one.get("period") in (str(year), f"{year}-Q4"):
                yield from _figure(one, title)


def _figure(one: dict[str, Any], title: str) -> Iterator[tuple[str, Figure]]:
    name, value = str(one["concept"]), number(one.get("value"))
    if value is not None:
        yield name, Figure(_LABELS[name], value, str(one.get("unit") or ""), title)


_LABELS = GOT | SPENT | OUTCOMES | {name: words for first, second, words in PAIRS for name in (first, second)}
_LABELS |= SPENT


def _goals(record: dict[str, Any]) -> Iterator[Promise]:
    for document in _dicts(record.get("documents")):
        for one in _dicts(document.get("goals")):
            name = _quote(one.get("name"))
            if name is not None:
                yield Promise(name, _quote(one.get("target")), _quote(one.get("actual")))


def _pairs(figures: dict[str, Figure]) -> Iterator[Promise]:
    for planned, done, words in PAIRS:
        if planned in figures and done in figures:
            yield Promise(words, figures[planned].shown, figures[done].shown)
    for name, words in OUTCOMES.items():
        if name in figures:
            yield Promise(words, None, figures[name].shown)


def _score(record: dict[str, Any]) -> Score | None:
    indicators = tuple(_dicts(record.get("indicators")))
    if not indicators:
        return None
    losses = sorted((loss for one in indicators for loss in _loss(one)), key=lambda one: -one.lost)
    grade, grade_en = record.get("grade"), record.get("grade_en")
    return Score(
        total=_shown(record.get("combined_total")) or _shown(record.get("total")),
        grade=Text(str(grade), str(grade_en or grade)) if grade else None,
        computed=_shown(record.get("total")),
        stated_only=_above_zero(record.get("stated_only")),
        undecided=_above_zero(record.get("undecided_points")),
        own=_shown(record.get("stated_total")),
        losses=tuple(losses),
        indicators=indicators,
    )


def _loss(one: dict[str, Any]) -> Iterator[Loss]:
    most = number(one.get("max"))
    is_own = one.get("outcome") != "scored"
    shown = one.get("stated" if is_own else "score")
    got = number(shown)
    if most is None or got is None or got >= most:
        return
    name = Text(str(one.get("name") or ""), str(one.get("name_en") or one.get("name") or ""))
    steps = tuple(line for line in str(one.get("explanation") or "").split("\n") if line)
    yield Loss(name, str(shown), str(one.get("max")), most - got, steps, is_own)


def _shown(value: object) -> str | None:
    return str(value) if number(value) is not None else None


def _above_zero(value: object) -> str | None:
    amount = number(value)
    return str(value) if amount is not None and amount > 0 else None


def _quote(piece: object) -> Text | None:
    words = piece.get("quote") if isinstance(piece, dict) else None
    return same(" ".join(str(words).split())) if words else None


def _dicts(value: object) -> list[dict[str, Any]]:
    """The entries of a list that are records; a record of another make is read as far as it goes."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
