"""Measures reading against figures that people located by hand, and writes the table of it into docs/reference.

The texts and their gold are not part of the project: where they are absent there is nothing to measure.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from jixiao.core.document.figure import Figure
from jixiao.core.document.statement import StatedFact
from jixiao.rulebook_loader import load_rulebook
from jixiao.usecases.reading import ReadDocument, read_document

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "reference" / "reading.md"


@dataclass
class Tally:
    """What was asked for, what was found, what was found with another value or unit, and which."""

    asked: int = 0
    found: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def count(self, name: str, verdict: str) -> None:
        """Count one thing; the verdict is found, missing, or what is wrong."""
        self.asked += 1
        if verdict == "found":
            self.found += 1
        elif verdict == "missing":
            self.missing.append(name)
        else:
            self.wrong.append(f"{name}: {verdict}")

    def __str__(self) -> str:
        share = 100 * self.found / self.asked if self.asked else 100
        return f"{self.found} / {self.asked} ({share:.1f} %)" if self.asked else "–"


@dataclass
class Measured:
    """One document: figures, table cells, goal rows and score rows against its gold."""

    name: str
    figures: Tally = field(default_factory=Tally)
    cells: Tally = field(default_factory=Tally)
    goals: Tally = field(default_factory=Tally)
    scores: Tally = field(default_factory=Tally)
    quotes: int = 0
    facts: int = 0


def gold_files() -> list[Path]:
    """The gold at hand; empty where it is not."""
    return sorted((SHARED / "gold").glob("*.json"))


def measure(path: Path) -> Measured:
    """Read the document of one gold file and compare."""
    gold = json.loads(path.read_text("utf-8"))
    read = read_document(SHARED / "sources" / gold["file"], load_rulebook())
    text = read.document.text
    measured = Measured(path.stem, facts=len(read.statements.facts))
    measured.quotes = sum(bool(text[f.figure.start : f.figure.end].strip()) for f in read.statements.facts)
    at = {fact.figure.start: fact for fact in read.statements.facts}
    for figure in gold["figures"]:
        fact = _near(at, figure["offset"])
        measured.figures.count(figure["key"], _verdict(fact, figure["decimal"], figure["unit"]))
    for key, offset, decimal, unit in _cells(gold):
        measured.cells.count(key, _verdict(_near(at, offset), decimal, unit))
    _measure_goals(measured, gold, read)
    _measure_scores(measured, gold, read)
    return measured


def _near(at: dict[int, StatedFact], offset: int) -> StatedFact | None:
    return at.get(offset) or at.get(offset + 1) or at.get(offset - 1)


def _verdict(fact: StatedFact | None, decimal: str, unit: str) -> str:
    if fact is None:
        return "missing"
    if fact.figure.number != Decimal(decimal):
        return f"{fact.figure.number} for {decimal}"
    return "found" if fact.unit == unit else f"{fact.unit or 'no unit'} for {unit}"


def _cells(gold: dict[str, object]) -> Iterator[tuple[str, int, str, str]]:
    for table in gold.get("tables") or []:
        for row in table["rows"]:
            for column, cell in row.get("cells", {}).items():
                # A dash is no figure: such cells have no decimal.
                if cell.get("decimal") is not None:
                    key = f"{table['id']}.{row['row_key']}.{column}"
                    yield key, cell["offset"], cell["decimal"], cell.get("unit") or _unit(table, column, cell)


def _unit(table: dict[str, object], column: str, cell: dict[str, str]) -> str:
    return "%" if "%" in cell["value"] or "rate" in column else str(table["unit"])


def _measure_goals(measured: Measured, gold: dict[str, object], read: ReadDocument) -> None:
    rows = {row.name.start: row for row in read.statements.goals}
    for wanted in gold.get("indicators") or []:
        row = rows.get(wanted["level3_offset"])
        if row is None:
            measured.goals.count(wanted["level3"], "missing")
            continue
        levels = [level.removesuffix("指标") for level in row.levels[:2]]
        expected = [wanted["level1"].removesuffix("指标"), wanted["level2"].removesuffix("指标")]
        problems = [f"{levels} for {expected}"] if levels != expected else []
        for side in ("target", "actual"):
            stated, piece = wanted.get(side), getattr(row, side)
            if stated and (piece is None or _plain(piece.text) != _plain(stated["value"])):
                problems.append(f"{side} {piece and piece.text!r} for {stated['value']!r}")
        measured.goals.count(wanted["level3"], "; ".join(problems) or "found")


def _plain(words: str) -> str:
    return "".join(words.split())


def _measure_scores(measured: Measured, gold: dict[str, object], read: ReadDocument) -> None:
    rows = {_plain(row.name.text): row for row in read.statements.scores}
    for wanted in gold.get("score_table") or []:
        row = rows.get(_plain(wanted["level3"]))
        for side in ("points", "self_score"):
            stated = wanted.get(side) or {}
            if stated.get("value") is None or "offset" not in stated:
                continue
            figure: Figure | None = getattr(row, side) if row else None
            name = f"{wanted['level3']} {side}"
            if figure is None:
                measured.scores.count(name, "missing")
            elif figure.number != Decimal(stated["value"]) or figure.start != stated["offset"]:
                measured.scores.count(name, f"{figure.number} at {figure.start} for {stated}")
            else:
                measured.scores.count(name, "found")


def page(measured: list[Measured]) -> str:
    """The reference page."""
    lines = [
        "# 读文书的准确度 · How well documents are read",
        "",
        "由 `tools/reading_quality.py` 生成：与人工逐一定位的数字比对（原文不在本项目内）。",
        "Made by `tools/reading_quality.py`, against figures that people located by hand; the texts are not part of",
        "the project.",
        "",
        "| 文书 document | 数字 figures | 单元格 cells | 指标行 goals | 评分表 scores | 读错 wrong | 事实 facts |",
        "|---|---|---|---|---|---|---|",
    ]
    for each in measured:
        wrong = len(each.figures.wrong) + len(each.cells.wrong)
        lines.append(
            f"| {each.name} | {each.figures} | {each.cells} | {each.goals} | {each.scores} | {wrong} | {each.facts} |"
        )
    return "\n".join([*lines, ""])


def main() -> None:
    """Write the page; with `-v` name what is missing or wrong."""
    measured = [measure(path) for path in gold_files()]
    if not measured:
        sys.exit("the published texts are not at hand: nothing to measure")
    print(page(measured))
    if "-v" in sys.argv:
        for each in measured:
            for kind in ("figures", "cells", "goals", "scores"):
                tally = getattr(each, kind)
                for name in tally.wrong:
                    print(each.name, kind, "WRONG", name)
                for name in tally.missing:
                    print(each.name, kind, "missing", name)
    PAGE.write_text(page(measured), "utf-8")


if __name__ == "__main__":
    main()
