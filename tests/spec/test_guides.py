"""The guides are followed to the letter: their files are written, loaded, tried and scored.

A block fenced as `yaml path=…` is a file; one fenced as `yaml expect=FACTS` says what scoring that fact file gives.
"""

import re
from pathlib import Path

import pytest

from jixiao.core.scoring.scorecard import Scorecard
from jixiao.rulebook_loader import Rulebook, load_rulebook
from jixiao.rulebook_loader.strict_yaml import parse_source
from jixiao.usecases.scoring import score_file
from tests.spec.case_runner import misfits, read_cases, run
from tests.spec.rulebooks import ROOT

GUIDES = sorted(
    path for path in (ROOT / "docs" / "guide").glob("*.md") if "yaml path=frameworks/" in path.read_text("utf-8")
)
BLOCK = re.compile(r"^```yaml (?P<kind>path|expect)=(?P<name>\S+)\n(?P<text>.*?)^```$", re.M | re.S)
WRITTEN_FOR_RULES = {"add-a-framework", "add-an-indicator", "add-a-reading", "write-a-case"}

by_guide = pytest.mark.parametrize("guide", [pytest.param(path, id=path.stem) for path in GUIDES])


@pytest.fixture
def folder(guide: Path, tmp_path: Path) -> Path:
    """The files of the guide, written where it says."""
    for block in blocks(guide, "path"):
        path = tmp_path / block["name"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block["text"], "utf-8")
    return tmp_path


def blocks(guide: Path, kind: str) -> list[re.Match[str]]:
    return [match for match in BLOCK.finditer(guide.read_text("utf-8")) if match["kind"] == kind]


def frameworks(folder: Path) -> tuple[Rulebook, list[str]]:
    book = load_rulebook(extra=[folder])
    return book, [name for name, path in book.framework_folders.items() if path.is_relative_to(folder)]


def test_there_is_a_guide_for_each_way_to_add_to_the_rules():
    assert {path.stem for path in GUIDES} >= WRITTEN_FOR_RULES


@by_guide
def test_every_rule_of_a_guide_has_cases_and_they_hold(folder: Path):
    book, names = frameworks(folder)
    assert names
    for name in names:
        framework = book.framework(name)
        for indicator in framework.indicators:
            cases = read_cases(book.framework_folders[name] / f"{indicator.id}.cases.yaml")
            assert cases
            assert [misfits(run(framework, indicator.id, case), case) for case in cases] == [[]] * len(cases)


@by_guide
def test_scoring_gives_what_the_guide_says(guide: Path, folder: Path):
    expectations = blocks(guide, "expect")
    assert expectations
    for block in expectations:
        expected = parse_source(block["text"].encode(), f"{guide.name}: {block['name']}").value
        assert isinstance(expected, dict)
        card = score_file(folder / block["name"], frameworks(folder)[0])
        assert {key: value for key, value in said(card).items() if key in expected} == expected


def said(card: Scorecard) -> dict[str, object]:
    """The parts of a scorecard that a guide may promise."""
    return {
        "total": f"{card.total:f}",
        "grade": card.grade.name.zh if card.grade else None,
        "scores": {one.indicator.id: f"{one.score:f}" for one in card.results if one.score is not None},
        "readings": {
            one.indicator.id: {reading.name: reading.shown for reading in one.readings}
            for one in card.results
            if len(one.readings) > 1
        },
        "reproduces": {one.indicator.id: list(one.reproduces) for one in card.results if one.reproduces},
    }
