"""Reading PDFs: lines, tables and paragraphs of fictional documents, and of published ones if at hand."""

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from jixiao.core.document.block import Paragraph, Table
from jixiao.core.document.document_text import DocumentText
from jixiao.core.kernel.faults import InputFault
from jixiao.documents.limits import LIMITS
from jixiao.documents.readers.page.joint import joint
from jixiao.documents.readers.pdf import read_pdf
from jixiao.documents.readers.picture import recognition
from tests.documents.typeset import page_of, saved, turned, typeset, written

PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "documents"
FILES = sorted(PUBLISHED.glob("*.pdf")) if PUBLISHED.is_dir() else []

TABLE = """
#align(center)[示例区支出决算表]
#table(columns: (60pt, 60pt, 90pt, 80pt, 80pt),
  table.cell(colspan: 3)[项目], table.cell(rowspan: 2, align: horizon)[合计], table.cell(rowspan: 2)[基本支出],
  [类], [款], [科目名称],
  [201], [], [一般公共服务支出与示例事务], [1,234.56], [1,000.00],
  [201], [03], [示例\\ 事务], [234.56], [],
  table.cell(colspan: 3, align: center)[合 计], [1,234.56], [1,000.00],
)
注：本表为示例。
"""
PROSE = (
    "示例区示例局本年度收入支出总计与上年相比增加，其中示例项目年初预算为一百万元，支出决算为 2,321.31万元，"
    "完成年初预算的98.76%。决算数小于预算数的主要原因是示例原因，特此说明，以资核对。\n\n"
    "（一）第二段文字从这里开始，写得足够长，以便在版面右边缘处自动换行，读出来仍然应当是完整的一段话。"
)


def read(content: bytes, name: str = "示例.pdf") -> DocumentText:
    document = read_pdf(content, name, LIMITS)
    well_formed(document)
    return document


def well_formed(document: DocumentText) -> None:
    """Blocks, cells, pages and runs are in order and within the text."""
    end = 0
    for block in document.blocks:
        assert end <= block.start <= block.end <= len(document.text)
        end = block.end
        if isinstance(block, Table):
            assert [(c.row, c.column) for c in block.cells] == sorted((c.row, c.column) for c in block.cells)
            taken = [
                (row, column)
                for c in block.cells
                for row in range(c.row, c.row + c.row_span)
                for column in range(c.column, c.column + c.column_span)
            ]
            assert len(taken) == len(set(taken))
            assert all(row < block.rows and column < block.columns for row, column in taken)
            assert all(block.start <= c.start <= c.end <= block.end for c in block.cells)
    assert [page.start for page in document.pages] == sorted(page.start for page in document.pages)
    for page in document.pages:
        assert all(page.start <= run.start < run.end <= page.end for run in page.runs)
        assert all(-1000 <= run.left < run.right <= page.width + 1000 for run in page.runs)


def paragraphs(document: DocumentText) -> list[str]:
    return [document.at(block) for block in document.blocks if isinstance(block, Paragraph)]


def rows(document: DocumentText, index: int = 0) -> list[list[str]]:
    """The rows of a table, each with the text of the cells that begin in it."""
    table = [block for block in document.blocks if isinstance(block, Table)][index]
    return [[document.at(cell) for cell in table.cells if cell.row == row] for row in range(table.rows)]


def place(document: DocumentText, words: str) -> tuple[int, int, int, int]:
    start = document.text.index(words)
    runs = [run for _, run in document.boxes(start, start + len(words))]
    return (
        min(run.left for run in runs), min(run.top for run in runs),
        max(run.right for run in runs), max(run.bottom for run in runs),
    )  # fmt: skip


def test_a_ruled_table_has_its_cells_and_its_merged_cells():
    document = read(typeset(TABLE))
    assert rows(document) == [
        ["项目", "合计", "基本支出"],
        ["类", "款", "科目名称"],
        ["201", "", "一般公共服务支出与示例事务", "1,234.56", "1,000.00"],
        ["201", "03", "示例事务", "234.56", ""],
        ["合计", "1,234.56", "1,000.00"],
    ]
    table = next(block for block in document.blocks if isinstance(block, Table))
    spans = {document.at(c): (c.row_span, c.column_span) for c in table.cells if (c.row_span, c.column_span) != (1, 1)}
    assert spans == {"项目": (1, 3), "合计": (1, 3), "基本支出": (2, 1)} | {"合计": (1, 3)}
    assert (table.cells[1].row_span, table.cells[1].column) == (2, 3)
    assert paragraphs(document) == ["示例区支出决算表", "注：本表为示例。"]


def test_lines_that_the_page_broke_are_one_paragraph():
    document = read(typeset(PROSE))
    first, second = paragraphs(document)
    assert first.startswith("示例区示例局本年度") and first.endswith("以资核对。")
    assert "支出决算为 2,321.31万元，完成年初预算的98.76%。" in first
    assert second.startswith("（一）第二段文字") and second.endswith("一段话。")


def test_a_title_of_two_lines_is_one_paragraph():
    title = "示例区示例和自然资源示例局本年度部门整体支出绩效自评报告"
    document = read(typeset(f"#align(center)[#text(size: 20pt)[{title}]]\n{PROSE}"))
    assert paragraphs(document)[0] == title
    assert len(paragraphs(document)) == 3


def test_lines_of_a_list_of_contents_stay_apart():
    heads = ["一、主要职能", "二、机构设置", "三、收支情况说明"]
    body = "\n\n".join(f"{head}#box(width: 1fr, repeat[.])1{place}" for place, head in enumerate(heads))
    found = paragraphs(read(typeset("#set par(first-line-indent: 0pt)\n" + body)))
    assert [text.rstrip(".0123456789") for text in found] == heads


def test_a_sentence_goes_on_over_the_page_and_page_numbers_stay_out_of_it():
    prose = "这是一句很长的话，" * 300 + "说到这里为止。"
    document = read(typeset(prose, 'numbering: "1", header: [示例区 2024 年度决算]'))
    assert len(document.pages) == 2
    assert prose in document.text
    assert [text for text in paragraphs(document) if len(text) < 20 and text.strip("12") == ""] == ["1", "2"]
    assert sum(text.startswith("示例区 2024") or text.startswith("示例区2024") for text in paragraphs(document)) == 2
    start = document.text.index(prose)
    assert {page.number for page, _ in document.boxes(start, start + len(prose))} == {1, 2}


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_turned_page_reads_the_same(quarters: int):
    content = typeset(TABLE + PROSE)
    upright, other = read(content), read(turned(content, quarters))
    assert other.text == upright.text
    assert other.blocks == upright.blocks
    left, top, right, bottom = place(upright, "234.56")
    width, height = upright.pages[0].width, upright.pages[0].height
    expected = {
        1: (height - bottom, left, height - top, right),
        2: (width - right, height - bottom, width - left, height - top),
        3: (top, width - right, bottom, width - left),
    }[quarters]
    assert max(abs(a - b) for a, b in zip(place(other, "234.56"), expected, strict=True)) <= 3
    shown = (other.pages[0].width, other.pages[0].height)
    assert shown == ((height, width) if quarters % 2 else (width, height))


@pytest.mark.parametrize("angle", [90, -90])
def test_a_table_set_sideways_reads_the_same(angle: int):
    table = TABLE.replace("注：本表为示例。", "")
    document = read(typeset(f"#rotate({angle}deg, reflow: true)[#block(width: 500pt)[{table}]]"))
    assert rows(document)[2] == ["201", "", "一般公共服务支出与示例事务", "1,234.56", "1,000.00"]
    left, top, right, bottom = place(document, "1,234.56")
    assert bottom - top > right - left  # it stands upright on the page as displayed


def test_runs_show_where_a_number_stands():
    document = read(typeset("示例金额为 1,234.56 万元。"))
    left, top, right, bottom = place(document, "1,234.56")
    assert 7200 + 7 * 1200 < left < right < 7200 + 14 * 1200
    assert 6800 < top < bottom < 8600


def test_numbers_that_stand_under_one_another_are_a_table_without_ruling_lines():
    lines = [("人员经费", "1,234.56", "1,000.00"), ("公用经费", "34.56", "30.10"), ("示例项目经费", "5.00", "12.34")]
    body = "\n".join(
        f"#grid(columns: (200pt, 100pt, 100pt), [{a}], align(right)[{b}], align(right)[{c}])" for a, b, c in lines
    )
    document = read(typeset(body))
    assert rows(document) == [list(line) for line in lines]


def test_a_table_with_level_lines_only_is_read():
    body = """#table(columns: (150pt, 100pt, 100pt), stroke: none, align: (left, right, right),
      table.hline(), [项目], [预算数], [决算数], table.hline(), [基本支出], [100.00], [98.50],
      [项目支出], [20.00], [19.25], [合计], [120.00], [117.75], table.hline())"""
    assert rows(read(typeset(body)))[-3:] == [
        ["基本支出", "100.00", "98.50"], ["项目支出", "20.00", "19.25"], ["合计", "120.00", "117.75"],
    ]  # fmt: skip


def test_rows_without_lines_between_them_are_parted():
    body = """#table(columns: (150pt, 100pt, 100pt), stroke: (x: 0.5pt), align: (left, right, right),
      table.hline(), [项目], [预算数], [决算数], table.hline(), [基本支出], [100.00], [98.50],
      [项目支出], [], [19.25], [合计], [120.00], [117.75], table.hline())"""
    assert rows(read(typeset(body)))[-3:] == [
        ["基本支出", "100.00", "98.50"], ["项目支出", "", "19.25"], ["合计", "120.00", "117.75"],
    ]  # fmt: skip


def test_a_last_page_with_the_total_alone_keeps_the_columns():
    columns = "columns: (60pt, 60pt, 120pt, 90pt)"
    body = f"""#table({columns}, [类], [款], [名称], [合计], [201], [01], [示例支出], [10.00])
    #pagebreak()
    #table({columns}, table.cell(colspan: 3)[合计], [10.00])"""
    document = read(typeset(body))
    second = [block for block in document.blocks if isinstance(block, Table)][1]
    assert second.columns == 4
    assert [(document.at(c), c.column, c.column_span) for c in second.cells] == [("合计", 0, 3), ("10.00", 3, 1)]


def test_a_number_too_wide_for_its_cell_is_not_torn():
    body = """#table(columns: (80pt, 40pt, 60pt), [示例], box(width: 30pt)[#box(width: 60pt)[12,345,678.90]], [],
      [合计], [1.00], [2.00])"""
    assert "12,345,678.90" in [cell for row in rows(read(typeset(body))) for cell in row]


def test_letters_printed_twice_for_boldness_stand_once():
    words = "示例区决算合计 123.45 万元"
    body = f"#set par(first-line-indent: 0pt)\n#box[#place(dx: 0.3pt)[{words}]{words}]"
    assert len(re.findall("合计", read(typeset(body)).text)) == 1


def test_a_raised_note_stays_on_its_line():
    assert paragraphs(read(typeset("建筑面积 1200 m#super[2]，共 3 层#super[①]。")))[0].startswith("建筑面积 1200 m2，")


def test_a_word_set_wide_is_one_word():
    body = "#table(columns: (200pt, 100pt), [因#h(1fr)公#h(1fr)出#h(1fr)国], [1.00], [合#h(2em)计], [2.00])"
    assert rows(read(typeset(body))) == [["因公出国", "1.00"], ["合计", "2.00"]]


def test_landscape_pages_are_read():
    document = read(typeset(TABLE, "flipped: true"))
    assert (document.pages[0].width, document.pages[0].height) == (84200, 59500)
    assert rows(document)[-1] == ["合计", "1,234.56", "1,000.00"]


def test_a_table_inside_a_form_is_read_where_it_stands():
    source, target = pypdfium2.PdfDocument(typeset(TABLE)), pypdfium2.PdfDocument.new()
    form = pdfium.FPDF_NewFormObjectFromXObject(pdfium.FPDF_NewXObjectFromPage(target.raw, source.raw, 0))
    page = target.new_page(842, 595)
    pdfium.FPDFPageObj_Transform(form, 0.7, 0, 0, 0.7, 50, -20)
    pdfium.FPDFPage_InsertObject(page.raw, form)
    pdfium.FPDFPage_GenerateContent(page.raw)
    assert rows(read(saved(target))) == rows(read(typeset(TABLE)))


def test_words_and_numbers_broken_inside_a_cell_are_whole():
    body = """#set par(first-line-indent: 0pt)
    #table(columns: (30pt, 60pt, 60pt), [人员经费支出], [1,238.\\ 58], [2,321.31\\ 万元],
      [公用经费支出], [100.00\\ 200.00], [12,345,67\\ 8.90])"""
    assert rows(read(typeset(body)))[0] == ["人员经费支出", "1,238.58", "2,321.31万元"]
    body = """#table(columns: (90pt, 60pt, 60pt), [公用经费], [100.00\\ 200.00], [12,345,67\\ 8.90])"""
    assert rows(read(typeset(body))) == [["公用经费", "100.00 200.00", "12,345,678.90"]]


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        ("人员", "经费", ""), ("2,321.31", "万元", ""), ("共", "12", ""), ("the sum", "of it", " "),
        ("2,321.3", "1", ""), ("1,234", ".56", ""), ("98.76", "%", ""), ("100.00", "200.00", " "),
        ("2,106", "1,511", " "), ("12", "34", " "), ("self-", "evaluation", ""), ("item", ")", ""),
    ],
)  # fmt: skip
def test_what_stands_between_two_lines_of_a_cell(before: str, after: str, between: str):
    assert joint(before, after, in_cell=True) == between


@pytest.mark.parametrize("dash", ["solid", "dashed", "dotted"])
def test_lines_may_be_dashed(dash: str):
    stroke = f'stroke: (paint: black, thickness: 0.5pt, dash: "{dash}")'
    body = f"#table(columns: (100pt, 80pt), {stroke}, [项目], [金额], [甲], [1.00], [乙], [2.00])"
    assert rows(read(typeset(body))) == [["项目", "金额"], ["甲", "1.00"], ["乙", "2.00"]]


def test_two_tables_side_by_side_are_two():
    tables = [
        f"table(columns: (100pt, 80pt), [项目], [金额], [{a}], [1.00], [{b}], [2.00])" for a, b in ("甲乙", "丙丁")
    ]
    document = read(typeset(f"#grid(columns: (220pt, 200pt), {', '.join(tables)})"))
    assert [rows(document, index)[1] for index in (0, 1)] == [["甲", "1.00"], ["丙", "1.00"]]


def test_what_stands_beside_a_table_follows_it_in_one_piece():
    body = """#grid(columns: (300pt, 150pt), table(columns: (100pt, 80pt), [项目], [金额], [甲], [1.00], [乙], [2.00]),
      [写在表旁边的文字说明自己换行，仍是一段。])"""
    document = read(typeset(body))
    assert isinstance(document.blocks[0], Table)
    assert "".join(paragraphs(document)) == "写在表旁边的文字说明自己换行，仍是一段。"


def test_a_watermark_does_not_tear_the_text():
    mark = "#place(center + horizon, rotate(-45deg, text(size: 60pt, fill: luma(220))[示例水印]))"
    assert rows(read(typeset(TABLE + mark))) == rows(read(typeset(TABLE)))


def refused(content: bytes, **limits: int) -> str:
    with pytest.raises(InputFault) as caught:
        read_pdf(content, "示例.pdf", replace(LIMITS, **limits))
    assert caught.value.said("zh").startswith("示例.pdf: ")
    return caught.value.said("en")


def test_what_is_no_pdf_is_refused():
    assert "not a PDF" in refused(b"")
    assert "not a PDF" in refused(b"PK\x03\x04 a workbook")


def test_a_damaged_pdf_is_refused_or_read_as_far_as_it_goes():
    assert "damaged" in refused(b"%PDF-1.7\n" + b"\x00" * 400)
    content = typeset(TABLE)
    for share in (2, 3, 10):
        try:
            read_pdf(content[: len(content) // share], "示例.pdf", LIMITS)
        except InputFault as fault:
            assert "damaged" in fault.said("en")


def test_a_pdf_with_a_password_is_refused():
    lock = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%b> /U <%b> >>" % (b"41" * 32, b"42" * 32)
    content = written([*page_of(b"", b""), lock], b"/Encrypt 5 0 R /ID [<00> <00>]")
    assert "password" in refused(content)


def test_limits_hold():
    content = typeset("一#pagebreak()二#pagebreak()三")
    assert "pages" in refused(content, most_pages=2)
    assert "bytes" in refused(content, most_bytes=100)
    assert "characters" in refused(content, most_characters=1)
    assert "cells" in refused(typeset(TABLE), most_cells=3)


def test_a_page_that_is_a_picture_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(recognition, "is_available", lambda: False)
    image = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    picture = image + b"/Length 1 >>\nstream\n\x80\nendstream"
    content = b"q 300 0 0 200 0 0 cm /P Do Q"
    document = read(written(page_of(content, b"/XObject << /P 5 0 R >>", picture)))
    assert document.text == ""
    assert [warning.zh.startswith("第 1 页是图片") for warning in document.warnings] == [True]


def test_a_font_that_hides_what_its_signs_mean_is_warned_of():
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 10 10] /FontMatrix [0.1 0 0 0.1 0 0] "
        b"/FirstChar 65 /LastChar 66 /Widths [10 10] /CharProcs << /g1 6 0 R /g2 6 0 R >> "
        b"/Encoding << /Differences [65 /g1 /g2] >> >>"
    )
    drawn = b"<< /Length 27 >>\nstream\n10 0 0 0 8 8 d1 0 0 8 8 re f\nendstream"
    content = b"BT /F 12 Tf 20 100 Td (ABABAB) Tj ET"
    document = read(written(page_of(content, b"/Font << /F 5 0 R >>", font, drawn)))
    assert len(document.warnings) == 1
    assert "fonts" in document.warnings[0].en


def test_an_empty_page_is_a_page():
    document = read(typeset("一#pagebreak()#pagebreak()三"))
    assert [document.text[page.start : page.end].strip() for page in document.pages] == ["一", "", "三"]
    assert document.page_of(document.text.index("三")).number == 3


NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


@pytest.mark.skipif(not FILES, reason="the published documents are not at hand")
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not at hand")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_number_of_a_published_document_is_read_as_another_reader_reads_it(path: Path):
    document = read(path.read_bytes(), path.name)
    out = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True).stdout
    assert document.warnings == ()
    for page, other in zip(document.pages, out.split("\f"), strict=False):
        own = document.text[page.start : page.end]
        assert Counter(NUMBER.findall(own)) == Counter(NUMBER.findall(other)), page.number


@pytest.mark.skipif(not FILES, reason="the published documents are not at hand")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_amount_in_a_published_table_stands_in_a_cell_of_its_own(path: Path):
    document = read(path.read_bytes(), path.name)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert len(tables) >= 13
    for table in tables:
        for cell in table.cells:
            text = document.at(cell)
            assert len(re.findall(r"\d[\d,]*\.\d+", text)) <= 1, text
            assert "\n" not in text and "\t" not in text
