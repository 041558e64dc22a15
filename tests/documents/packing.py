"""Office files made part by part, so that a test can say exactly what stands in them."""

import zipfile
from io import BytesIO

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def packed(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive with these parts."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    """A relations part: (last word of the type, target) each; the ids are r1, r2 ..."""
    lines = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{PACKAGE}">{lines}</Relationships>'


def docx_of(body: str, others: dict[str, str] | None = None, **parts: str) -> bytes:
    """A Word document with this body; `numbering`, `styles`, `footnotes` ... are the insides of those parts."""
    roots = {name: f"<w:{name} {W}>{inside}</w:{name}>" for name, inside in parts.items()}
    namespaces = (
        f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {namespaces}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations(*((name, f"{name}.xml") for name in roots)),
            **{f"word/{name}.xml": root for name, root in roots.items()},
            **(others or {}),
        }
    )


def p(words: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def tc(inside: str, properties: str = "") -> str:
    """A cell; plain words become its paragraph."""
    inside = inside if inside.startswith("<") else p(inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """A table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def xlsx_of(
    *sheets: tuple[str, str], styles: str = "", strings: str = "", names: str = "", others: dict[str, str] | None = None
) -> bytes:
    """A workbook: (attributes of the tab, inside of the worksheet) for each sheet."""
    targets = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    targets += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    tabs = "".join(f'<sheet {tab} sheetId="{n}" r:id="r{n}"/>' for n, (tab, _) in enumerate(sheets, 1))
    return packed(
        {
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f"<workbook {X} {R}><sheets>{tabs}</sheets>{names}</workbook>",
            "xl/_rels/workbook.xml.rels": relations(*targets),
            "xl/styles.xml": f"<styleSheet {X}>{styles}</styleSheet>",
            "xl/sharedStrings.xml": f"<sst {X}>{strings}</sst>",
            **{
                f"xl/worksheets/sheet{number}.xml": f"<worksheet {X}>{inside}</worksheet>"
                for number, (_, inside) in enumerate(sheets, 1)
            },
            **(others or {}),
        }
    )
