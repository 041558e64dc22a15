"""The figures of published reports, found where careful readers found them; the texts are not ours to keep."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.documents.normalise.reading import read

SHARED = Path(__file__).resolve().parents[4] / "shared"
REPORTS = sorted((SHARED / "gold").glob("*.json"))

pytestmark = pytest.mark.skipif(not REPORTS, reason="the published texts are not at hand")


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_nearly_every_figure_of_a_sentence_is_found_and_none_is_wrong(path: Path):
    gold = json.loads(path.read_text("utf-8"))
    found = {one.start: one for one in read((SHARED / "sources" / gold["file"]).read_text("utf-8"))}
    stated = [one for one in gold["figures"] if "table" not in one]
    wrong = [
        one["key"]
        for one in stated
        if (figure := found.get(one["offset"])) is not None
        and (figure.number != Decimal(one["decimal"]) or figure.unit not in ("", one["unit"]))
    ]
    right = [one for one in stated if (figure := found.get(one["offset"])) is not None and figure.unit == one["unit"]]
    assert wrong == []
    assert len(right) >= 0.99 * len(stated)
