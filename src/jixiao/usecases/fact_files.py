"""Writing facts to files: each is whole or not there, and what can be refused is made before anything is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.reports.facts.facts_json import facts_json
from jixiao.usecases.publishing import write_all, write_stream

if TYPE_CHECKING:
    from jixiao.core.kernel.text import Language
    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.reports.facts.record import Record
    from jixiao.usecases.reading_many import ManyRead


# Forms that are a folder of files.
FOLDERS = ("datapackage", "xbrl")


@dataclass(frozen=True, slots=True)
class FactFiles:
    """Where each form goes; None where it was not asked for."""

    parquet: Path | None = None
    xlsx: Path | None = None
    datapackage: Path | None = None
    xbrl: Path | None = None
    html: Path | None = None
    json: Path | None = None

    @property
    def asked(self) -> dict[str, Path]:
        """The forms that were asked for."""
        forms = {"parquet": self.parquet, "xlsx": self.xlsx, "datapackage": self.datapackage, "xbrl": self.xbrl,
                 "html": self.html, "json": self.json}  # fmt: skip
        return {form: path for form, path in forms.items() if path is not None}


def write_facts(
    read: ManyRead, targets: FactFiles, vocabulary: Vocabulary, lang: Language, *, text: bool = False
) -> list[Path]:
    """Write every form that was asked for; returns their places. Raises `InputFault` where one cannot be made."""
    contents: dict[Path, bytes] = {}
    for form in ("parquet", "xlsx", "datapackage", "xbrl"):
        if form in targets.asked:
            contents |= _made(form, targets.asked[form], read, vocabulary, lang)
    # What is large goes to its place piece by piece, each file whole or not there; what can be refused went before.
    if targets.json is not None:
        write_stream(targets.json, facts_json(read.answers(), read.failed(lang), lang, read.text if text else None))
    if targets.html is not None:
        _write_pages(targets.html, read, vocabulary, lang)
    write_all(contents)
    return list(targets.asked.values())


def _made(form: str, path: Path, read: ManyRead, vocabulary: Vocabulary, lang: Language) -> dict[Path, bytes]:
    match form:
        case "parquet":
            from jixiao.reports.facts.parquet import facts_parquet

            return {path: facts_parquet(read.records(), vocabulary)}
        case "xlsx":
            from jixiao.reports.facts.workbook.fact_book import facts_xlsx

            return {path: facts_xlsx(list(read.records()), lang)}
        case "datapackage":
            from jixiao.reports.facts.open_data.fiscal_package import fiscal_package

            return {path / name: content for name, content in fiscal_package(read.records(), vocabulary).items()}
        case _:
            from jixiao.reports.facts.open_data.xbrl_json import xbrl_files

            return {path / name: content for name, content in xbrl_files(read.records(), vocabulary).items()}


def _write_pages(path: Path, read: ManyRead, vocabulary: Vocabulary, lang: Language) -> None:
    """One page for one document; for several their pages in a folder beside it, and then the list of them."""
    from jixiao.reports.facts.page import facts_html, index_html

    if len(read.keys) == 1 and not read.failures:
        name, record = next(read.records())
        write_all({path: facts_html(name, record, vocabulary, lang).encode()})
        return
    folder = path.with_name(f"{path.stem}-pages")
    listed: list[tuple[str, str, Record]] = []
    for number, (name, record) in enumerate(read.records(), 1):
        stem = re.sub(r"[^\w.-]+", "_", Path(name).stem)[:60].strip("._") or "document"
        page = folder / f"{number:04}-{stem}.html"
        write_all({page: facts_html(name, record, vocabulary, lang).encode()})
        record["text"], record["blocks"] = "", []  # the list needs no more of it than the counts
        listed.append((name, f"{folder.name}/{page.name}", record))
    write_all({path: index_html(listed, read.failed(lang), lang).encode()})
