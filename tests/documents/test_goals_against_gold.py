"""Every row of the published goal tables: levels, name, target, result, at their places."""

import json
from pathlib import Path

import pytest

from jixiao.documents.extract.goals import goal_rows
from jixiao.documents.normalise import UnitWords
from jixiao.documents.opening import open_document
from jixiao.rulebook_loader import load_rulebook

SHARED = Path(__file__).resolve().parents[3] / "shared"
WITHOUT_FIGURE = {"qualitative", "multi", "range"}

needs_sources = pytest.mark.skipif(not SHARED.is_dir(), reason="the published texts are not at hand")


def squeezed(words):
    return "".join(words.split())


def level(words):
    return squeezed(words).removesuffix("指标")


def value_differs(text, expected, piece, figure):
    if expected is None or piece is None:
        return expected is not None or piece is not None
    printed = text[piece.start : piece.end]
    if (piece.start, printed) != (expected["offset"], expected["value"]):
        return True
    if expected["op"] in WITHOUT_FIGURE:
        return figure is not None
    if figure is None or not figure.unit:
        return True
    operator = expected["op"].replace("increase_by", "=")
    right = (str(figure.number), figure.operator) == (expected["decimal"], operator)
    return not right or not squeezed(expected["unit"]).startswith(figure.unit)


@needs_sources
@pytest.mark.parametrize(("name", "count"), [("000", 0), ("001", 52), ("002", 15), ("003", 84)])
def test_all_rows_are_read_and_none_is_invented(name, count):
    gold = json.loads((SHARED / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    document = open_document(SHARED / "sources" / gold["file"])
    found = {row.name.start: row for row in goal_rows(document, UnitWords(load_rulebook().vocabulary))}
    wrong = []
    for expected in gold["indicators"]:
        row = found.pop(expected["level3_offset"], None)
        if (
            row is None
            or row.name.text != expected["level3"]
            or [level(word) for word in row.levels[:2]] != [level(expected[key]) for key in ("level1", "level2")]
            or value_differs(document.text, expected.get("target"), row.target, row.target_figure)
            or value_differs(document.text, expected.get("actual"), row.actual, row.actual_figure)
        ):
            wrong.append((expected["level3"], row))
    assert (len(gold["indicators"]), wrong, found) == (count, [], {})
