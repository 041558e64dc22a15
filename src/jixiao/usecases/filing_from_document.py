"""A filing out of a document that was read: its facts, stated scores and own assertions, each with its place.

What a document says of itself is no more than that: an assertion becomes a judgement of the unit itself (单位自评),
so a scorecard shows whose word it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.kernel.citation import Citation, Document
from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.numerals import NumberFault
from jixiao.core.kernel.period import Period
from jixiao.core.kernel.text import Text
from jixiao.core.ledger.fact import Fact
from jixiao.core.ledger.fact_set import FactSet
from jixiao.core.ledger.filing import Filing, Judgement, StatedScore
from jixiao.documents.extract.scores import DAMAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.document.statement import Assertion, Identity, ScoreRow, StatedFact, Statements
    from jixiao.core.kernel.citation import SourceKind
    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.core.scoring.framework import Framework

_GRADE = re.compile(r"(?:评分|评价|绩效|自评)等级[\s:：]*([\u4e00-\u9fff]{1,4})(?![\u4e00-\u9fff])")
_SPACES = re.compile(r"\s+")
NO_ROW = "评分表中没有读到这一行"
NO_SCORE = "评分表中没有可读的得分"
SELF_ASSESSED = "单位自评"
TOTAL = "合计"


class FilingFromDocument:
    """Builds the filing of one document under one framework."""

    def __init__(
        self,
        document: DocumentText,
        statements: Statements,
        framework: Framework,
        vocabulary: Vocabulary,
        indicators: Mapping[int, str],
    ) -> None:
        """Keep what was read; `indicators` tells which rows of the score table are which of the framework's."""
        self.text = document
        self.statements = statements
        self.framework = framework
        self.vocabulary = vocabulary
        self.indicators = indicators
        identity = statements.identity
        title = identity.title or document.name
        self.source = Document("document", title, identity.entity, document.sha256)

    def filing(self) -> Filing:
        """The filing; raises `InputFault` when the document does not say whose it is, or of which year."""
        identity = self.statements.identity
        entity, region, year = _known(identity, self.text.name)
        period = Period.parse(str(year))
        total = next((row for row in self.statements.scores if row.name.text == TOTAL), None)
        return Filing(
            entity,
            region,
            period,
            identity.kind,
            FactSet(fact for stated in self.statements.facts if (fact := self._fact(stated, entity)) is not None),
            self.framework.id,
            None,
            {self.source.id: self.source},
            tuple(self._judgement(assertion, period) for assertion in self._assertions()),
            self._stated(total) if total is not None else self._stated_in_text(period),
            self._grade(),
            self._scores(),
        )

    def _fact(self, stated: StatedFact, entity: str) -> Fact | None:
        concept = self.vocabulary.concepts.get(stated.concept or "")
        unit = self.vocabulary.units.get(stated.unit)
        if concept is None or unit is None or unit.dimension != concept.dimension:
            return None
        figure = stated.figure
        try:
            period = Period.parse(stated.period)
            fact = Fact(
                concept,
                entity,
                period,
                figure.number,
                unit,
                self._citation(figure.start, figure.unit_end or figure.end, stated.section, stated.kind),
                figure.hedge,
                self.vocabulary.hedges.get(figure.hedge) if figure.hedge else None,
                stated.dimensions,
            )
            low, high = concept.integer_range
            # What a concept cannot be (a rate of 1,000 %) was read amiss, or the document is; either way no score.
            return fact if low <= fact.integer <= high else None
        except NumberFault:
            return None

    def _citation(self, start: int, end: int, section: str, kind: SourceKind) -> Citation:
        page = self.text.page_of(start)
        return Citation(
            self.source,
            section or None,
            kind,
            page.number if page else None,
            f"字符 {start}",
            _plain(self.text.text[start:end]),
        )

    def _assertions(self) -> list[Assertion]:
        """One assertion for each clause that the framework has; the first that the document makes counts."""
        clauses: dict[tuple[str, str], Assertion] = {}
        for assertion in self.statements.assertions:
            clauses.setdefault((assertion.indicator, assertion.clause), assertion)
        known = {indicator.id for indicator in self.framework.indicators}
        return [assertion for (indicator, _), assertion in clauses.items() if indicator in known]

    def _judgement(self, assertion: Assertion, period: Period) -> Judgement:
        piece, value = assertion.evidence, assertion.value
        return Judgement(
            assertion.indicator,
            assertion.clause,
            SELF_ASSESSED,
            period.end,
            _plain(piece.text),
            met=value if isinstance(value, bool) else None,
            count=value if isinstance(value, int) and not isinstance(value, bool) else None,
            option=value if isinstance(value, str) else None,
            source=self._citation(piece.start, piece.end, assertion.section, "text"),
        )

    def _scores(self) -> dict[str, StatedScore]:
        rows = self.statements.scores
        found = {name: self._stated(rows[number]) for number, name in self.indicators.items()}
        if not found:
            return {}
        absent = (one.id for one in self.framework.indicators if one.id not in found)
        return {**found, **{name: StatedScore(None, NO_ROW) for name in absent}}

    def _grade(self) -> str | None:
        """The grade beside its head, where it is one that the framework has."""
        match = _GRADE.search(self.text.text)
        known = {grade.name.zh for grade in self.framework.grades}
        return match[1] if match and match[1] in known else None

    def _stated(self, row: ScoreRow) -> StatedScore:
        score = row.self_score
        where = row.name if score is None else score
        source = self._citation(where.start, where.end, "评分表", "table")
        if score is None:
            return StatedScore(None, DAMAGES[row.damage].zh if row.damage else NO_SCORE, source)
        return StatedScore(score.number, None, source)

    def _stated_in_text(self, period: Period) -> StatedScore | None:
        for stated in self.statements.facts:
            if stated.concept == "self_score" and stated.period == period.name and not stated.dimensions:
                place = self._citation(stated.figure.start, stated.figure.end, stated.section, stated.kind)
                return StatedScore(stated.figure.number, None, place)
        return None


def _known(identity: Identity, name: str) -> tuple[str, str, int]:
    missing = [
        Problem(
            Text(f"读不出{zh}", f"the document does not tell the {en}"),
            name,
            remedy=Text(
                "文件中写明单位名称和年度，或改用事实文件", "state unit and year in the file, or use a fact file"
            ),
        )
        for zh, en, value in (("单位名称", "unit", identity.entity), ("年度", "year", identity.year))
        if value is None
    ]
    if missing or identity.entity is None or identity.year is None:
        raise InputFault(missing)
    return identity.entity, identity.region or "", identity.year


def _plain(words: str) -> str:
    return _SPACES.sub("", words)
