"""Reading a fact file into a filing: every figure checked against the vocabulary, every problem named at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.kernel.citation import Citation, Document
from jixiao.core.kernel.faults import suggestion
from jixiao.core.kernel.numerals import NumberFault, read_decimal
from jixiao.core.kernel.period import Period
from jixiao.core.kernel.text import Text
from jixiao.core.ledger.fact import Fact
from jixiao.core.ledger.fact_set import FactSet
from jixiao.core.ledger.filing import Filing, Goal, Judgement, StatedScore
from jixiao.rulebook_loader.filing_file import FactFile
from jixiao.rulebook_loader.strict_yaml import read_source
from jixiao.rulebook_loader.structure import Reading, readable

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from jixiao.core.kernel.units import Unit
    from jixiao.core.ledger.concept import Concept, Vocabulary
    from jixiao.rulebook_loader.filing_file import (
        FactEntry,
        GoalEntry,
        JudgementEntry,
        SourceEntry,
        StatedEntry,
    )
    from jixiao.rulebook_loader.strict_yaml import Path_, Source


def read_filing(path: Path, vocabulary: Vocabulary) -> Filing:
    """Read a fact file; raises `InputFault` with every problem in it."""
    return filing_of(read_source(path), vocabulary)


def filing_of(source: Source, vocabulary: Vocabulary) -> Filing:
    """The filing of a parsed fact file; raises `InputFault`."""
    reading = Reading(source)
    file = reading.record(FactFile, source.value)
    if file is None:
        reading.check()
        raise RuntimeError("a fact file was neither read nor refused")
    reader = _FilingReader(reading, file, vocabulary)
    filing = reader.filing()
    reading.check()
    return filing


class _FilingReader:
    def __init__(self, reading: Reading, file: FactFile, vocabulary: Vocabulary) -> None:
        self.reading = reading
        self.file = file
        self.vocabulary = vocabulary
        self.documents = {
            name: Document(name, entry.title, entry.publisher, entry.sha256, entry.url)
            for name, entry in readable(file.documents.items())
        }

    def filing(self) -> Filing:
        file = self.file
        period = self._period(file.period, ("period",))
        if period is None:
            self.reading.check()
            raise RuntimeError("a period was neither read nor refused")
        facts = [self._fact(entry, period, ("facts", n)) for n, entry in readable(enumerate(file.facts))]
        judgements = [self._judgement(entry, ("judgements", n)) for n, entry in readable(enumerate(file.judgements))]
        stated = file.stated
        scores = stated.scores if stated else {}
        self._unique("goals", [goal.id for _, goal in readable(enumerate(file.goals))])
        self._unique(
            "judgements", [f"{entry.indicator}.{entry.clause}" for _, entry in readable(enumerate(file.judgements))]
        )
        return Filing(
            file.entity,
            file.region,
            period,
            file.kind,
            FactSet(fact for fact in facts if fact is not None),
            file.framework,
            file.as_of,
            self.documents,
            tuple(judgements),
            self._stated(stated.total, ("stated", "total")) if stated and stated.total else None,
            stated.grade if stated else None,
            {name: self._stated(entry, ("stated", "scores", name)) for name, entry in readable(scores.items())},
            tuple(self._goal(entry, ("goals", n)) for n, entry in readable(enumerate(file.goals))),
        )

    def _period(self, name: str, path: Path_) -> Period | None:
        try:
            return Period.parse(name)
        except NumberFault as fault:
            self.reading.problem(path, fault.text, received=name)
            return None

    def _unique(self, key: str, names: list[str]) -> None:
        for number, name in enumerate(names):
            if name in names[:number]:
                self.reading.problem(
                    (key, number),
                    Text(f"{name} 出现两次", f"{name} stands twice"),
                    remedy=Text("只保留一条", "keep one"),
                )

    def _fact(self, entry: FactEntry, period: Period, path: Path_) -> Fact | None:
        concept, unit = self._concept(entry, path), self._unit(entry, path)
        when = period if entry.period is None else self._period(entry.period, (*path, "period"))
        citation = self._citation(entry.source, (*path, "source"))
        has_hedge = self._hedge(entry, path)
        self._dimensions(entry, path)
        printed = self._number(entry, path)
        if concept is None or unit is None or when is None or printed is None or not has_hedge:
            return None
        if unit.dimension != concept.dimension:
            fitting = "、".join(u.symbol for u in self.vocabulary.units.values() if u.dimension == concept.dimension)
            self.reading.problem(
                (*path, "unit"),
                Text(f"单位与概念“{concept.term.zh}”不符", f"the unit does not fit “{concept.term.en}”"),
                Text(fitting, fitting),
                entry.unit,
            )
            return None
        kind = self.vocabulary.hedges.get(entry.hedge) if entry.hedge else None
        dimensions = tuple(sorted(entry.dimensions.items()))
        fact = Fact(concept, self.file.entity, when, printed, unit, citation, entry.hedge, kind, dimensions)
        return fact if self._in_range(fact, concept, entry, path) else None

    def _dimensions(self, entry: FactEntry, path: Path_) -> None:
        """A misspelt dimension would make a whole of a part, or the other way round."""
        for name, value in entry.dimensions.items():
            known = self.vocabulary.fact_dimensions
            here = (*path, "dimensions", name)
            if name not in known:
                listed = "、".join(known)
                what = Text("没有这个维度", "no such dimension of facts")
                self.reading.problem(here, what, Text(listed, listed), name, suggestion(name, known))
            elif not known[name].admits(value):
                codes = known[name].codes
                what = Text(f"“{known[name].name.zh}”没有这个代码", f"“{known[name].name.en}” has no such code")
                self.reading.problem(here, what, received=value, remedy=suggestion(value, codes.codes if codes else ()))

    def _concept(self, entry: FactEntry, path: Path_) -> Concept | None:
        concepts = self.vocabulary.concepts
        if entry.concept not in concepts:
            terms = {word: name for name, one in concepts.items() for word in (one.term.zh, *one.synonyms)}
            named = terms.get(entry.concept)
            remedy = suggestion(entry.concept, concepts) if named is None else Text(f"写 {named}", f"write {named}")
            what = Text("词汇中没有这个概念", "no such concept in the vocabulary")
            self.reading.problem((*path, "concept"), what, received=entry.concept, remedy=remedy)
        return concepts.get(entry.concept)

    def _unit(self, entry: FactEntry, path: Path_) -> Unit | None:
        units = self.vocabulary.units
        if entry.unit not in units:
            what = Text("没有这个计量单位", "no such unit")
            remedy = suggestion(entry.unit, units)
            self.reading.problem((*path, "unit"), what, received=entry.unit, remedy=remedy)
        return units.get(entry.unit)

    def _number(self, entry: FactEntry, path: Path_) -> Decimal | None:
        try:
            return read_decimal(entry.value)
        except NumberFault as fault:
            form = Text('如 "44,350.00"', 'such as "44,350.00"')
            self.reading.problem((*path, "value"), fault.text, form, entry.value)
            return None

    def _hedge(self, entry: FactEntry, path: Path_) -> bool:
        if entry.hedge is None or entry.hedge in self.vocabulary.hedges:
            return True
        known = "、".join(self.vocabulary.hedges)
        self.reading.problem(
            (*path, "hedge"), Text("没有这个约数用语", "no such hedge word"), Text(known, known), entry.hedge
        )
        return False

    def _in_range(self, fact: Fact, concept: Concept, entry: FactEntry, path: Path_) -> bool:
        shown = f"{entry.value} {entry.unit}"
        here = (*path, "value")
        if concept.minimum is not None and fact.value < concept.minimum:
            what = Text(f"“{concept.term.zh}”不能为负", f"“{concept.term.en}” cannot be negative")
            self.reading.problem(
                here,
                what,
                Text(f"≥ {concept.minimum:f}", f"≥ {concept.minimum:f}"),
                shown,
                Text("核对原文的正负号和单位", "check sign and unit in the source"),
            )
            return False
        if concept.maximum is not None and fact.value > concept.maximum:
            most = fact.unit.from_base(concept.maximum).normalize()
            limit = f"≤ {most:f} {fact.unit.symbol}"
            what = Text(f"“{concept.term.zh}”超出上限", f"“{concept.term.en}” exceeds its limit")
            self.reading.problem(
                here,
                what,
                Text(limit, limit),
                shown,
                Text("核对原文数字、小数点和单位", "check number, decimal point and unit in the source"),
            )
            return False
        try:
            _ = fact.integer
        except NumberFault as fault:
            self.reading.problem(here, fault.text, received=shown)
            return False
        return True

    def _citation(self, entry: SourceEntry, path: Path_) -> Citation:
        document = self.documents.get(entry.document)
        if document is None:
            known = "、".join(self.documents)
            self.reading.problem(
                (*path, "document"),
                Text("documents 中没有这份文件", "no such document in documents"),
                Text(known, known),
                entry.document,
                suggestion(entry.document, self.documents),
            )
            document = Document(entry.document, entry.document)
        return Citation(document, entry.section, entry.kind, entry.page, entry.place, entry.quote)

    def _stated(self, entry: StatedEntry, path: Path_) -> StatedScore:
        if (entry.value is None) == (entry.unreadable is None):
            self.reading.problem(
                path,
                Text("value 与 unreadable 必须且只能写一个", "write exactly one of value and unreadable"),
            )
        if entry.value is not None and entry.value < 0:
            self.reading.problem(
                (*path, "value"), Text("得分不能为负", "a score cannot be negative"), received=entry.value
            )
        source = None if entry.source is None else self._citation(entry.source, (*path, "source"))
        return StatedScore(entry.value, entry.unreadable, source)

    def _judgement(self, entry: JudgementEntry, path: Path_) -> Judgement:
        values = (entry.points, entry.met, entry.count, entry.option, entry.percent)
        given = sum(value is not None for value in values)
        if given != 1:
            self.reading.problem(
                path,
                Text(
                    "认定须写且只写 points、met、count、option、percent 之一",
                    "a judgement takes exactly one of points, met, count, option, percent",
                ),
            )
        if (entry.points is not None and entry.points < 0) or (entry.count is not None and entry.count < 0):
            self.reading.problem(path, Text("认定的分数或项数不能为负", "points and counts cannot be negative"))
        source = None if entry.source is None else self._citation(entry.source, (*path, "source"))
        return Judgement(
            entry.indicator,
            entry.clause,
            entry.by,
            entry.on,
            entry.evidence,
            entry.points,
            entry.met,
            entry.count,
            entry.option,
            entry.percent,
            source,
        )

    def _goal(self, entry: GoalEntry, path: Path_) -> Goal:
        is_text = entry.operator == "text"
        wanted = ("level", "percent") if is_text else ("target",)
        for key in wanted:
            if getattr(entry, key) is None:
                self.reading.problem(path, Text(f"缺少键 {key}", f"missing key {key}"))
        for key in ("target", "actual"):
            number = getattr(entry, key)
            if number is not None and number < 0:
                self.reading.problem(
                    (*path, key),
                    Text("目标值与实际值不能为负", "target and actual cannot be negative"),
                    received=number,
                )
        source = None if entry.source is None else self._citation(entry.source, (*path, "source"))
        return Goal(
            entry.id,
            entry.zh,
            entry.group,
            entry.points,
            entry.operator,
            entry.target,
            entry.actual,
            entry.unit,
            entry.level,
            entry.percent,
            source,
        )
