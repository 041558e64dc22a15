"""Every row of the published score tables: points and self score at their places, nothing guessed."""

import json
from pathlib import Path

import pytest

from jixiao.documents.extract.scores import score_rows
from jixiao.documents.opening import open_document
from jixiao.rulebook_loader import load_rulebook
from jixiao.usecases.framework_match import known_score_names

# Of 002 the page reader destroyed these rows: no one can read their scores.
DAMAGED = ("固定资产利用率", "财政供养人员控制率", "编外人员控制率", "公众或服务对象满意度")
SHARED = Path(__file__).resolve().parents[3] / "shared"

needs_sources = pytest.mark.skipif(not SHARED.is_dir(), reason="the published texts are not at hand")


def level(words):
    return words.removesuffix("指标")


def expected_of(row):
    places = [row[key] if row.get(key) and row[key]["value"] else None for key in ("points", "self_score")]
    return [place and (place["value"], place["offset"]) for place in places]


def parts_of(row):
    if row.get("criteria_parts"):
        return sorted(part["offset"] for part in row["criteria_parts"])
    return [] if row["criteria_offset"] is None else [row["criteria_offset"]]


@needs_sources
@pytest.mark.parametrize(
    ("name", "count", "damaged"), [("000", 21, ()), ("001", 0, ()), ("002", 20, DAMAGED), ("003", 21, ())]
)
def test_all_rows_are_read_and_damage_is_told(name, count, damaged):
    gold = json.loads((SHARED / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    document = open_document(SHARED / "sources" / gold["file"])
    rows = {row.name.text: row for row in score_rows(document, known_score_names(load_rulebook()))}
    total = rows.pop("合计", None)
    wrong = []
    for expected in gold["score_table"]:
        row = rows.pop(expected["level3"])
        found = [figure and (str(figure.number), figure.start) for figure in (row.points, row.self_score)]
        levels = [level(word) for word in row.levels]
        criteria = sorted(piece.start for piece in row.criteria)
        if (
            found != expected_of(expected)
            or levels != [level(expected["level1"]), level(expected["level2"])]
            or criteria != parts_of(expected)
            or (row.damage is not None) != (expected["level3"] in damaged)
        ):
            wrong.append((expected["level3"], row))
    assert (len(gold["score_table"]), wrong, rows) == (count, [], {})
    assert (total and str(total.self_score.number)) == gold.get("score_total", {}).get("table")
