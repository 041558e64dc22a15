"""LibreOffice computes the workbook's formulas: the same scores as the core, also after a figure is changed."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from jixiao.core.ledger.fact_set import FactSet
from jixiao.core.scoring.scorecard import Scorecard
from jixiao.reports.workbook.book import FIRST_ROW, scorecard_xlsx
from tests.reports.sample import facts, scorecard

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]

# Figures changed in the sheet: what it is called there, the concept, the new printed value.
CHANGES = (
    ("编外人数", "off_establishment_staff", "5"),
    ("在编人数", "staff_in_post", "304"),
    ("政府采购实际金额", "procurement_actual", "19.51"),
    ("调整后预算", "adjusted_budget", "137280000.00"),
    ("调整后预算", "adjusted_budget", "142733400.00"),
    ("在用固定资产", "fixed_assets_in_use", "286.82"),
)


def changed(concept: str, printed: str) -> Scorecard:
    """The scorecard with one figure changed; another source of the same figure is left out."""
    others = [fact for fact in facts() if fact.concept.id != concept]
    mine = [fact for fact in facts() if fact.concept.id == concept][-1]
    return scorecard(facts=FactSet([*others, replace(mine, printed=Decimal(printed))]))


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[dict[str, object]]]:
    """What LibreOffice computes: the unchanged workbook first, then one for each change."""
    folder = tmp_path_factory.mktemp("live")
    paths = [write(folder / "0.xlsx")]
    for number, (label, _, printed) in enumerate(CHANGES, 1):
        paths.append(write(folder / f"{number}.xlsx", label, printed))
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = [SOFFICE or "", home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, str(folder / "out"), *map(str, paths)], check=True, capture_output=True, timeout=180)
    yield [live(folder / "out" / path.name) for path in paths]


def write(path: Path, label: str = "", printed: str = "") -> Path:
    """The workbook without remembered results, so that LibreOffice has to compute; with one value changed."""
    book = openpyxl.load_workbook(BytesIO(scorecard_xlsx(scorecard())))
    for row in book["数据"].iter_rows(min_row=FIRST_ROW + 1):
        if row[0].value == label:
            row[1].value = float(printed)
    book.save(path)
    return path


def live(path: Path) -> dict[str, object]:
    sheet = openpyxl.load_workbook(path, data_only=True)["试算"]
    return {str(row[1] or row[0]): row[4] for row in sheet.iter_rows(min_row=FIRST_ROW + 1, values_only=True)}


def scores(card: Scorecard) -> dict[str, object]:
    return {r.indicator.name.zh: float(r.score) for r in card.results if r.score is not None}


def test_libreoffice_computes_every_score_of_the_card(computed: list[dict[str, object]]):
    expected = scores(scorecard())
    assert {name: computed[0][name] for name in expected} == expected
    assert computed[0]["有据得分"] == float(scorecard().total)


@pytest.mark.parametrize("number", range(len(CHANGES)), ids=lambda number: f"{CHANGES[number][1]}={CHANGES[number][2]}")
def test_a_changed_figure_gives_the_score_that_the_core_gives(number: int, computed: list[dict[str, object]]):
    _, concept, printed = CHANGES[number]
    card = changed(concept, printed)
    expected = scores(card)
    assert {name: computed[number + 1][name] for name in expected} == expected
    assert expected != scores(scorecard())
