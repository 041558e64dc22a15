"""The official table, and DOCX and PDF made of it: merged levels, Chinese without system fonts, the same bytes."""

from importlib.resources import as_file, files
from io import BytesIO

import docx
import pypdfium2
import pytest
import typst

from jixiao.reports.printed.docx import scorecard_docx
from jixiao.reports.printed.official_table import official_table
from jixiao.reports.printed.pdf import scorecard_pdf
from jixiao.reports.printed.typeface import FAMILY, characters, printable
from tests.reports.sample import scorecard


def pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    document.close()
    return "\n".join(pages)


def test_the_table_has_three_levels_points_criterion_score_and_note():
    table = official_table(scorecard())
    first = [row.first for row in table.rows if row.first is not None]
    assert [(level.name.zh, level.points, level.rows) for level in first] == [
        ("部门决策", "20.00", 2),
        ("部门管理", "20.00", 5),
        ("部门绩效", "60.00", 5),
    ]
    assert sum(level.rows for level in first) == len(table.rows)
    assert sum(row.second.rows for row in table.rows if row.second is not None) == len(table.rows)


def test_a_score_that_only_the_unit_states_is_counted_and_said_to_be():
    row = next(row for row in official_table(scorecard()).rows if row.name.zh == "绩效目标完整性")
    assert (row.score, row.note.zh) == ("15.00", "按自报得分计，未佐证")


def test_an_incomplete_card_has_no_total():
    table = official_table(scorecard())
    assert table.score == "—"
    assert any("不能判断 10.00 分" in remark.zh for remark in table.remarks)


def test_docx_merges_the_level_cells_and_repeats_the_head():
    document = docx.Document(BytesIO(scorecard_docx(scorecard())))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells][:4] == ["一级指标", "二级指标", "三级指标", "分值"]
    assert table.cell(3, 0)._tc is table.cell(7, 0)._tc
    assert table.cell(3, 0).text == "部门管理\n（20.00）"
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")


@pytest.mark.parametrize("make", [scorecard_docx, scorecard_pdf])
def test_the_same_card_gives_the_same_bytes(make):
    assert make(scorecard()) == make(scorecard())
    assert make(scorecard(), "en") != make(scorecard())


def test_the_pdf_carries_chinese_in_our_own_typeface_only():
    content = scorecard_pdf(scorecard())
    text = pdf_text(content)
    assert all(
        word in text
        for word in ("云溪市临江区营商服务中心", "编外人员控制率", "来源矛盾", "16 人 ÷ (52 人 + 16 人) = 23.53 %")
    )
    assert content.count(b"JixiaoSans") > 0
    assert b"NotoSans" not in content
    assert b"LibertinusSerif" not in content


def mapped(font: bytes) -> set[int]:
    """The codes that a font has glyphs for, from the format 4 subtable of its cmap."""

    def word(at: int) -> int:
        return int.from_bytes(font[at : at + 2], "big")

    def long(at: int) -> int:
        return int.from_bytes(font[at : at + 4], "big")

    tables = {font[12 + 16 * n : 16 + 16 * n]: long(20 + 16 * n) for n in range(word(4))}
    cmap = tables[b"cmap"]
    offsets = [cmap + long(cmap + 8 + 8 * n) for n in range(word(cmap + 2))]
    at = next(offset for offset in offsets if word(offset) == 4)
    count = word(at + 6) // 2
    ends, starts = at + 14, at + 16 + 2 * count
    return {code for n in range(count) for code in range(word(starts + 2 * n), word(ends + 2 * n) + 1)}


def test_the_typeface_has_what_it_promises():
    folder = files("jixiao.reports") / "assets" / "fonts"
    assert {ord(sign) for sign in characters()} <= mapped((folder / "jixiao-sans.otf").read_bytes())
    with as_file(folder) as path:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path)])
    assert fonts.families() == [FAMILY]


def test_a_character_without_a_glyph_is_named_and_not_lost():
    assert printable("福田") == "福田"
    assert printable("㙍") == "〓(U+364D)"
    assert "〓(U+364D)" in pdf_text(scorecard_pdf(scorecard(entity="㙍村办")))
