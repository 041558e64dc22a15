"""Table layouts: what is shipped loads, what is wrong is refused with file, line, key and remedy."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.rulebook_loader import load_rulebook
from jixiao.rulebook_loader.layouts import load_table_layouts
from jixiao.rulebook_loader.rulebook import SHIPPED

if TYPE_CHECKING:
    from pathlib import Path

    from jixiao.core.document.layout import TableLayout

SOUND = """\
id: example
version: 1
zh: 示例表
en: example
source: {document: 示例, clause: 一}
kinds: [budget]
signs:
  every:
    - head: [金额]
dimensions: {fund_type: general_public}
unit: 万元
key: functional_class
columns:
  - {heads: [金额], concept: expenditure, role: spent}
rows:
  - {labels: [合计], concepts: {spent: expenditure}}
"""
VOCABULARY = load_rulebook().vocabulary


def load(folder: Path, text: str, name: str = "example") -> tuple[TableLayout, ...]:
    path = folder / "book" / "layouts" / "tables" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return load_table_layouts([SHIPPED, folder / "book"], VOCABULARY)


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(InputFault) as caught:
        load(folder, text)
    return caught.value.said("en") + caught.value.said("zh")


def test_every_shipped_layout_loads_and_cites_its_source():
    layouts = load_rulebook().layouts
    assert len(layouts) > 25
    assert all(layout.source.startswith("《") and layout.sides for layout in layouts)


def test_a_shipped_layout_fits_on_one_screen():
    paths = sorted((SHIPPED / "layouts" / "tables").glob("*.yaml"))
    assert [path.name for path in paths if len(path.read_text("utf-8").splitlines()) > 60] == []


def test_a_sound_layout_loads(tmp_path: Path):
    layout = next(one for one in load(tmp_path, SOUND) if one.id == "example")
    assert layout.dimensions == (("fund_type", "general_public"),)
    assert layout.unit == "万元"
    assert layout.sides[0].key == "functional_class"
    assert layout.sides[0].columns[0].meaning.concept == "expenditure"
    assert layout.sides[0].rows[0].meaning.concept_for("spent") == "expenditure"


def test_no_unit_is_written_as_none(tmp_path: Path):
    layout = next(one for one in load(tmp_path, SOUND.replace("unit: 万元", "unit: none")) if one.id == "example")
    assert layout.unit == ""


def test_a_later_folder_stands_in_for_a_shipped_layout(tmp_path: Path):
    text = SOUND.replace("id: example", "id: goals").replace("zh: 示例表", "zh: 自己的目标表")
    found = [one.title for one in load(tmp_path, text, "goals") if one.id == "goals"]
    assert found == ["自己的目标表"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("concept: expenditure", "concept: expenditur", ["example.yaml:14", "columns.0.concept", "expenditure"]),
        ("concepts: {spent: expenditure}", "concepts: {spent: spend}", ["rows.0.concepts.spent", "词汇表里没有概念"]),
        ("concepts: {spent", "concepts: {spend", ["rows.0.concepts.spend", "no row or column gives", "spent"]),
        ("fund_type: general_public", "fund_type: general", ["dimensions.fund_type", "general_public"]),
        ("fund_type: general_public", "fund: general_public", ["no dimension fund", "fund_type"]),
        ("unit: 万元", "unit: 圆", ["unit", "没有单位 圆"]),
        ("kinds: [budget]", "kinds: [budgets]", ["kinds.0", "budget"]),
        ("key: functional_class", "key: function_class", ["key", "functional_class"]),
        ("id: example", "id: other", ["id", "file's name"]),
        ("columns:", "colums:", ["unknown key colums", "columns"]),
        ("    - head: [金额]", "    - {head: [金额], row: [合计]}", ["signs.every.0", "one of head, row and title"]),
        ("  every:", "  helps:", ["signs", "no sign by which the table is known"]),
        ("columns:", "sides:\n  - {heads: [收入]}\ncolumns:", ["beside sides"]),
        ("source: {document: 示例, clause: 一}", "", ["missing key source"]),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, old: str, new: str, words: list[str]):
    said = refusal(tmp_path, SOUND.replace(old, new, 1))
    assert "book/layouts/tables/example.yaml" in said
    for word in words:
        assert word in said


def test_problems_of_all_files_are_told_at_once(tmp_path: Path):
    path = tmp_path / "book" / "layouts" / "tables" / "another.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(SOUND.replace("id: example", "id: another").replace("concept: expenditure", "concept: nothing"))
    said = refusal(tmp_path, SOUND.replace("unit: 万元", "unit: 圆"))
    assert "another.yaml" in said and "example.yaml" in said


def test_scoring_a_fact_file_reads_no_layout():
    code = (
        "import sys; from jixiao.rulebook_loader import load_rulebook;"
        "load_rulebook().framework('shenzhen-department-2022');"
        "sys.exit('jixiao.rulebook_loader.layouts' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
