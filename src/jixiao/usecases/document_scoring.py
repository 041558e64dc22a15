"""Scoring straight from a published document: read it, find its framework, make a filing of it, score."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.usecases.filing_from_document import FilingFromDocument
from jixiao.usecases.framework_match import match_framework
from jixiao.usecases.implied_judgements import with_implied
from jixiao.usecases.scoring import score_filing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.document.knowledge import Knowledge
    from jixiao.core.document.statement import Identity, Statements
    from jixiao.core.scoring.scorecard import Scorecard
    from jixiao.rulebook_loader import Rulebook
    from jixiao.usecases.framework_match import Match


def score_document(
    path: Path,
    rulebook: Rulebook,
    *,
    framework: str | None = None,
    readings: Mapping[str, str] | None = None,
    as_of: date | None = None,
) -> Scorecard:
    """Score a report; raises `InputFault` when it cannot be read, or tells neither its framework nor whose it is."""
    from jixiao.documents.extraction import extract
    from jixiao.documents.opening import open_document
    from jixiao.usecases.knowing import knowledge

    document = open_document(path)
    known = knowledge(rulebook)
    statements = extract(document, known)
    who = statements.identity
    match = match_framework(statements.scores, rulebook, who.region, who.year)
    name = framework or match.framework
    if name is None:
        raise InputFault([_no_framework(path, match, who)])
    return scorecard_of(document, statements, rulebook, known, match, name, readings=readings, as_of=as_of)


def scorecard_of(
    document: DocumentText,
    statements: Statements,
    rulebook: Rulebook,
    known: Knowledge,
    match: Match,
    framework: str,
    *,
    readings: Mapping[str, str] | None = None,
    as_of: date | None = None,
) -> Scorecard:
    """Score what a document states by a framework; raises `InputFault` when it does not tell whose or when."""
    from jixiao.documents.extraction import asserted

    statements = replace(statements, assertions=tuple(asserted(document, framework, known)))
    rules = rulebook.framework(framework)
    indicators = match.indicators if match.candidate == framework else {}
    filing = FilingFromDocument(document, statements, rules, rulebook.vocabulary, indicators).filing()
    return with_implied(
        filing, lambda one: score_filing(one, rulebook, framework=framework, readings=readings, as_of=as_of)
    )


def _no_framework(path: Path, match: Match, who: Identity) -> Problem:
    """Why no framework is certain, and which one is closest."""
    if match.candidate is None:
        return Problem(
            Text("读不出评分表，无法得知适用的框架", "no score table can be read, so the framework is not known"),
            str(path),
            remedy=Text(
                "用 --framework 指明框架；只要事实请用 jixiao facts",
                "name one with --framework; for the facts alone use jixiao facts",
            ),
        )
    zh, en = [], []
    if not match.fits_region:
        zh.append(f"地区 {who.region} 不在其内")
        en.append(f"it does not hold in {who.region}")
    if not match.fits_year:
        zh.append(f"{who.year} 年度不在其有效期内")
        en.append(f"it does not hold for {who.year}")
    for found, word_zh, word_en in (
        (match.differing, "项分值不同", "with other points"),
        (match.unknown, "行不是其指标", "rows unknown to it"),
        (match.missing, "项指标未读到", "indicators not found"),
    ):
        if found:
            zh.append(f"{len(found)} {word_zh}")
            en.append(f"{len(found)} {word_en}")
    return Problem(
        Text("评分表与已有框架都不完全相符", "the score table is that of no framework for certain"),
        str(path),
        received=f"{match.candidate}：{'；'.join(zh)} · {'; '.join(en)}",
        remedy=Text(f"确认后加 --framework {match.candidate}", f"if it is right, add --framework {match.candidate}"),
    )
