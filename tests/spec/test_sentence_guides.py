"""The guide to words is followed to the letter: its files are written and loaded, its sentences read.

A block fenced as `yaml path=…` is a file; one fenced as `yaml expect=KIND` holds a sentence and the facts it gives.
"""

import re
from pathlib import Path

import pytest

from jixiao.rulebook_loader import load_rulebook
from jixiao.rulebook_loader.strict_yaml import parse_source
from tests.documents.sentences_read import layouts_with, lines
from tests.spec.rulebooks import ROOT

GUIDE = ROOT / "docs" / "guide" / "add-a-synonym.md"
BLOCK = re.compile(r"^```yaml (?P<kind>path|expect)=(?P<name>\S+)\n(?P<text>.*?)^```$", re.M | re.S)
BLOCKS = list(BLOCK.finditer(GUIDE.read_text("utf-8")))
EXPECTED = [block for block in BLOCKS if block["kind"] == "expect"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of the guide, written where it says."""
    for block in BLOCKS:
        if block["kind"] == "path":
            path = tmp_path / block["name"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block["text"], "utf-8")
    return tmp_path


@pytest.mark.parametrize("block", EXPECTED, ids=range(len(EXPECTED)))
def test_the_sentences_of_the_guide_give_what_it_says(block: re.Match[str], folder: Path):
    vocabulary = load_rulebook(extra=[folder]).vocabulary
    expected = parse_source(block["text"].encode(), GUIDE.name).value
    assert isinstance(expected, dict)
    found = lines(expected["sentence"], block["name"], layouts=layouts_with(folder, vocabulary), vocabulary=vocabulary)
    assert found == expected["facts"]


@pytest.mark.parametrize("block", EXPECTED, ids=range(len(EXPECTED)))
def test_without_its_files_the_sentences_mean_less(block: re.Match[str]):
    expected = parse_source(block["text"].encode(), GUIDE.name).value
    assert isinstance(expected, dict)
    assert lines(expected["sentence"], block["name"]) != expected["facts"]
