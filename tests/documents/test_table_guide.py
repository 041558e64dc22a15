"""The guide to layouts is followed to the letter: its file alone makes its table known."""

import re
from pathlib import Path

import pytest

from jixiao.rulebook_loader import Rulebook, load_rulebook
from tests.documents.tables_read import facts, said

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide" / "add-a-layout.md"
BLOCK = re.compile(r"^```\w+ (?P<kind>path|table|facts)=(?P<name>\S+)\n(?P<text>.*?)^```$", re.M | re.S)


def block(kind: str) -> re.Match[str]:
    return next(match for match in BLOCK.finditer(GUIDE.read_text("utf-8")) if match["kind"] == kind)


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    path = tmp_path / block("path")["name"]
    path.parent.mkdir(parents=True)
    path.write_text(block("path")["text"], "utf-8")
    return load_rulebook([tmp_path])


def test_without_the_layout_the_table_gives_generic_facts():
    found = facts(block("table")["text"])
    assert len(found) == 9
    assert {fact.concept for fact in found} == {None}
    assert found[0].label == "甲专项 一科 · 安排金额"


def test_the_layout_of_the_guide_gives_the_facts_of_the_guide(book: Rulebook):
    found = [said(fact) for fact in facts(block("table")["text"], book=book)]
    assert found == block("facts")["text"].split("\n")[:-1]
