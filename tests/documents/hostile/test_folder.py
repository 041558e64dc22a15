"""A folder with everything that can be wrong with a file: what is good is read, the rest is listed with what to do."""

import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.documents.hostile.test_bombs import BILLION, DOCUMENT, OUTSIDE, SHEET, zeros
from tests.documents.packing import docx_of, p, packed, xlsx_of
from tests.documents.typeset import page_of, written

GOOD = "示例市示例区教育示范中心2023年度部门决算\n\n支出决算为1,269.06万元，完成年初预算的97.62%。\n"
# For each file, on a busy machine; what took longer is listed as a failure of time, which no test here expects.
SECONDS = 30
LOCK = (
    b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"28" * 32 + b"> /U <" + b"31" * 32 + b"> >>",
    b"/Encrypt 5 0 R /ID [<00> <00>]",
)
PICTURE = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] >>"
    head = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count)]
    return written([*head, *[page] * count])


def flood(megabytes: int) -> bytes:
    """A page whose content unpacks to so much."""
    packer = zlib.compressobj(9)
    stream = b"".join(packer.compress(b"q Q " * 250_000) for _ in range(megabytes)) + packer.flush()
    objects = page_of(b"", b"")
    objects[3] = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream)
    return written(objects)


def scan() -> bytes:
    image = PICTURE + b"/Length 1 >>\nstream\n\x80\nendstream"
    return written(page_of(b"300 0 0 200 0 0 cm /I Do", b"/XObject << /I 5 0 R >>", image))


def strange_font() -> bytes:
    """Signs by the numbers of a font that does not say what they are."""
    wide = b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R] >>"
    inner = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 1000 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    signs = b"".join(b"%04X" % number for number in range(1, 60))
    return written(page_of(b"BT /F 9 Tf 10 100 Td <%b> Tj ET" % signs, b"/Font << /F 5 0 R >>", wide, inner))


def endless(content: str) -> bytes:
    """A megabyte of the same behind words that are good."""
    return (GOOD + content * (1_000_000 // len(content.encode()) + 1)).encode()


def rows(count: int) -> bytes:
    cells = "".join(f"<row><c t='str'><v>支出</v></c><c><v>{n}.5</v></c></row>" for n in range(count))
    return xlsx_of(('name="表"', f"<sheetData>{cells}</sheetData>"))


@cache
def locked_package() -> bytes:
    content = bytearray(docx_of(p("文")))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def macros(make: Callable[..., bytes], *inside: object, folder: str) -> bytes:
    return make(*inside, others={f"{folder}/vbaProject.bin": "Sub AutoOpen()"})


# What must be refused, with words of the message that say why.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "locked.pdf": (lambda: written([*page_of(b"", b""), LOCK[0]], LOCK[1]), "PDF 已加密"),
    "locked.docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "密码保护"),
    "locked-2.docx": (locked_package, "密码保护"),
    "legacy.docx": (lambda: OLE + "WordDocument".encode("utf-16-le"), "旧版 Word"),
    "truncated.pdf": (lambda: b"%PDF-1.7\n1 0 obj", "损坏"),
    "truncated.docx": (lambda: docx_of(p("文"))[:300], "损坏"),
    "truncated.xlsx": (lambda: rows(5)[:400], "损坏"),
    "empty.txt": (lambda: b"", "空的"),
    "empty.pdf": (lambda: b"", "空的"),
    "archive.docx": (lambda: packed({"a.txt": "文"}), "压缩包"),
    "pages.pdf": (lambda: many_pages(5000), "页数超过上限"),
    "bomb.docx": (lambda: zeros("word/document.xml", 310), "解压后的字节数"),
    "bomb.xlsx": (lambda: zeros("xl/workbook.xml", 310), "解压后的字节数"),
    "entities.docx": (lambda: docx_of("", {"word/document.xml": BILLION + DOCUMENT}), "损坏"),
    "entities.xlsx": (
        lambda: xlsx_of(('name="表"', ""), others={"xl/worksheets/sheet1.xml": OUTSIDE + SHEET}),
        "损坏",
    ),
    "outside.docx": (lambda: docx_of("", {"word/document.xml": OUTSIDE + DOCUMENT}), "损坏"),
    "deep.docx": (lambda: docx_of("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "损坏"),
    "deep.html": (lambda: b"<html>" + b"<div>" * 100_000 + "文".encode(), "嵌套过深"),
    "trap-spaced.txt": (lambda: endless("1 "), "数字个数"),
    "trap-lines.txt": (lambda: endless("字\n"), "段落和表格数"),
    "trap-tabs.txt": (lambda: endless("1\t"), "单元格"),
}
# What can be read, however odd it is.
READ: dict[str, Callable[[], bytes]] = {
    "good.txt": GOOD.encode,
    "good.docx": lambda: docx_of(p(GOOD)),
    "text.pdf": GOOD.encode,
    "macros.docm": lambda: docx_of(p(GOOD), {"word/vbaProject.bin": "Sub AutoOpen()"}),
    "macros.xlsm": lambda: xlsx_of(
        ('name="表"', "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>"),
        others={"xl/vbaProject.bin": "Sub AutoOpen()"},
    ),
    "font.pdf": strange_font,
    "entities.html": lambda: (OUTSIDE.replace("DOCTYPE a", "DOCTYPE html") + "]><html><p>a&a9;b").encode(),
    "deep-tables.docx": lambda: docx_of("<w:tbl><w:tr><w:tc>" * 50 + p("文") + "</w:tc></w:tr></w:tbl>" * 50),
    "directions.txt": lambda: ("\u202e" + GOOD + "\u200f1.00\u200e 万元\u202c").encode(),
}
LARGE: dict[str, Callable[[], bytes]] = {
    "rows.html": lambda: ("<html><table>" + "<tr><td>支出<td>1.5" * 100_000).encode(),
    "rows.xlsx": lambda: rows(99_999),
    "rows.txt": lambda: ("项目\t金额\n" + "支出\t1.00\n" * 99_999).encode(),
    "flood.pdf": lambda: flood(40),
}
TRAPS = {
    "digits": "1",
    "round": "（",
    "square": "[",
    "titles": "《",
    "commas": ",",
    "wide-commas": "，",
    "spaces": " ",
    "tabs": "\t",
    "items": "（一）",
    "points": ".",
    "latex": "\\%",
    "tags": "<td ",
}


def ran(folder: Path, *more: str) -> tuple[int, dict, str]:
    """The command over a folder: its exit code, its answer, and what it said."""
    command = [sys.executable, "-m", "jixiao.cli.main", "facts", str(folder), "--json", "--out", str(folder / "out")]
    macro_files = [str(path) for path in sorted(folder.glob("*.*m"))]  # named, for a folder need not mean them
    done = subprocess.run(
        [*command, *macro_files, "--seconds", str(SECONDS), *more],
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | {"PYTHONUTF8": "1"},
        check=False,
    )
    return done.returncode, json.loads(done.stdout), done.stderr


def put(folder: Path, files: dict[str, Callable[[], bytes]]) -> None:
    for name, make in files.items():
        (folder / name).write_bytes(make())


def said_what_where_and_what_to_do(error: str, name: str, language: str) -> bool:
    ways = ("处理：", "请重新取得") if language == "zh" else ("remedy:", "get it again")
    return name in error and any(way in error for way in ways)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_folder_with_everything_that_can_be_wrong(language: str, tmp_path: Path):
    put(tmp_path, READ | {name: make for name, (make, _) in REFUSED.items()})
    code, answer, _ = ran(tmp_path, "--lang", language)
    assert code == 0  # the work was done; what could not be read is listed
    assert {Path(one["path"]).name for one in answer["documents"]} == READ.keys()
    failures = {Path(one["path"]).name: one["error"] for one in answer["failures"]}
    assert failures.keys() == REFUSED.keys()
    for name, error in failures.items():
        assert said_what_where_and_what_to_do(error, name, language), error
        assert language == "en" or REFUSED[name][1] in error
    assert not any("root:" in json.dumps(one) for one in answer["documents"])
    printed = {Path(one["path"]).name: {fact["printed"] for fact in one["facts"]} for one in answer["documents"]}
    for name in ("good.txt", "good.docx", "text.pdf", "macros.docm"):
        assert {"1,269.06", "97.62"} <= printed[name]


@pytest.mark.skipif(find_spec("rapidocr") is not None, reason="the ocr extra is installed: scans are read")
def test_pictures_without_recognition_say_what_to_install(tmp_path: Path):
    (tmp_path / "scan.pdf").write_bytes(scan())
    (tmp_path / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40)
    for language in ("zh", "en"):
        code, answer, said = ran(tmp_path, "--lang", language)
        assert code == 2
        assert [said_what_where_and_what_to_do(one["error"], "scan", language) for one in answer["failures"]] == [
            True,
            True,
        ]
        assert all("jixiao[ocr]" in one["error"] for one in answer["failures"])
        assert said.count("pip install") == 2
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    code, answer, _ = ran(tmp_path)
    assert (code, len(answer["documents"]), len(answer["failures"])) == (0, 1, 2)


@pytest.mark.slow
def test_large_tables_and_pages_are_read_or_refused_in_time(tmp_path: Path):
    put(tmp_path, LARGE)
    code, answer, _ = ran(tmp_path, "--jobs", "1")
    assert code in (0, 2)
    assert len(answer["documents"]) + len(answer["failures"]) == len(LARGE)
    for one in answer["failures"]:
        assert "--memory" in one["error"] or "处理：" in one["error"], one
        assert "--seconds" not in one["error"], one


@pytest.mark.slow
def test_a_megabyte_that_traps_expressions_is_read_in_time(tmp_path: Path):
    put(tmp_path, {f"{name}.txt": lambda trap=trap: endless(trap) for name, trap in TRAPS.items()})
    code, answer, _ = ran(tmp_path, "--jobs", "1")
    assert code == 0
    for one in answer["failures"]:
        assert said_what_where_and_what_to_do(one["error"], Path(one["path"]).name, "zh"), one
    for one in answer["documents"]:
        assert {"1,269.06", "97.62"} <= {fact["printed"] for fact in one["facts"]}, one["path"]
