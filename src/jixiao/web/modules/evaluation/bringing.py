"""Reading a file that was brought: a fact file with the line of every problem, or a report as a document."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.core.scoring.fitting import check_fit
from jixiao.rulebook_loader.filings import filing_of
from jixiao.rulebook_loader.strict_yaml import parse_source
from jixiao.usecases.document_scoring import score_document
from jixiao.usecases.scoring import FRAMEWORK_KINDS
from jixiao.web.modules.evaluation.filed import filed_content
from jixiao.web.modules.evaluation.scoring import card_of
from jixiao.web.registers.figures.rules import rulebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao.core.ledger.filing import Filing
    from jixiao.core.scoring.scorecard import Scorecard
    from jixiao.rulebook_loader.strict_yaml import Source
    from jixiao.web.modules.evaluation.models import DepartmentYear

FACT_FILES = frozenset({".yaml", ".yml", ".json"})


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file says, what is wrong with it, and what someone should look at before it is taken in."""

    form: str
    content: dict[str, Any] | None = None
    card: Scorecard | None = None
    problems: Sequence[Problem] = ()
    doubts: list[Text] = field(default_factory=list)


def read_brought(year: DepartmentYear, name: str, content: bytes) -> Brought:
    """Read a file for a year; problems are data here, since a person is to see them all."""
    form = "facts" if Path(name).suffix.lower() in FACT_FILES else "document"
    try:
        return _facts(year, name, content) if form == "facts" else _document(year, name, content)
    except InputFault as fault:
        return Brought(form, problems=fault.problems)


def _facts(year: DepartmentYear, name: str, content: bytes) -> Brought:
    source = parse_source(content, name, is_json=name.lower().endswith(".json"))
    filing = filing_of(source, rulebook().vocabulary)
    problems = [*_strange(year, filing, source), *_unfitting(year, filing, source)]
    if problems or not isinstance(source.value, dict):
        raise InputFault(problems)
    value = {**source.value, "framework": year.framework}
    return Brought("facts", value, card_of(value, year.readings), doubts=_doubts(year, filing))


def _unfitting(year: DepartmentYear, filing: Filing, source: Source) -> Sequence[Problem]:
    """What the framework has no place for, each with its line."""
    day = min(filing.as_of or filing.period.end, filing.period.end)
    rules = rulebook().framework(year.framework, max(day, rulebook().head(year.framework).valid_from))
    try:
        check_fit(rules, filing, source.place)
    except InputFault as fault:
        return fault.problems
    return ()


def _strange(year: DepartmentYear, filing: Filing, source: Source) -> list[Problem]:
    """What makes it the file of something else: another year, another framework, a project."""
    found = []
    if filing.period.name != str(year.year):
        what = Text("文件不是这一年度的", "the file is of another year")
        found.append(Problem(what, source.place(("period",)), Text(f"{year.year}", f"{year.year}"), filing.period.name))
    if filing.framework not in (None, year.framework):
        what = Text("文件用的是另一个框架", "the file is for another framework")
        expected = Text(year.framework, year.framework)
        found.append(Problem(what, source.place(("framework",)), expected, filing.framework))
    if filing.kind not in FRAMEWORK_KINDS:
        known = "、".join(FRAMEWORK_KINDS)
        what = Text("不是部门整体支出的文件", "not a file of a department")
        found.append(Problem(what, source.place(("kind",)), Text(known, known), filing.kind))
    if filing.goals:
        what = Text("部门整体支出自评没有项目目标", "a department's self-evaluation has no goals of projects")
        found.append(Problem(what, source.place(("goals",))))
    return found


def _document(year: DepartmentYear, name: str, content: bytes) -> Brought:
    with tempfile.TemporaryDirectory() as folder:
        # The reader tells what a file is by its content and looks at its name, which may be anything.
        place = Path(folder) / (Path(name).name[-120:] or "document")
        place.write_bytes(content)
        card = score_document(place, rulebook(), framework=year.framework, as_of=date(year.year, 12, 31))
    filing = card.filing
    if filing.period.name != str(year.year):
        what = Text("文书不是这一年度的", "the document is of another year")
        raise InputFault([Problem(what, name, Text(str(year.year), str(year.year)), filing.period.name)])
    value = filed_content(filing, year.framework)
    return Brought("document", value, card_of(value, year.readings), doubts=_doubts(year, filing))


def _doubts(year: DepartmentYear, filing: Filing) -> list[Text]:
    if filing.entity == year.organisation.name:
        return []
    return [
        Text(
            f"文件写的单位是“{filing.entity}”，本单位是“{year.organisation.name}”",
            f"the file is of “{filing.entity}”, this unit is “{year.organisation.name}”",
        )
    ]
