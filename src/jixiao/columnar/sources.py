"""Opening a table to score: what it is, which columns it has, how many rows; everything wrong with it said at once.

A source is a Parquet file, a folder of Parquet files with the same columns, or a CSV file in UTF-8 with a header.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

from jixiao.columnar.stored import Stored, stored
from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FORMATS = Text(
    ".parquet、.csv（UTF-8），或装有 .parquet 的文件夹", ".parquet, .csv (UTF-8), or a folder of .parquet files"
)
# A byte that is no UTF-8 usually shows up early: what is not found here is found while reading.
LOOKED_AT = 1 << 22
# Cells that are decoded at a time, of up to 16 bytes each: some 240 MB.
PIECE_CELLS = 15_000_000
# Cells that are computed at a time: beside them stand the layers of what is computed.
PART_CELLS = 4_000_000


@dataclass(frozen=True)
class Source:
    """A readable table: `rows` is known beforehand for Parquet, `file_rows` for each of its files."""

    path: Path
    kind: Literal["parquet", "csv"]
    files: tuple[Path, ...]
    columns: Mapping[str, Stored]
    file_rows: tuple[int, ...] | None

    @property
    def rows(self) -> int | None:
        """All rows, where the files say so."""
        return None if self.file_rows is None else sum(self.file_rows)

    def scan(self, row_index: str | None = None) -> pl.LazyFrame:
        """The rows as stored; CSV cells as text, without blank lines.

        `row_index` names a column with the row's number from 1; blank lines count.
        """
        if self.kind == "csv":
            lines = pl.scan_csv(
                self.files[0], infer_schema=False, glob=False, row_index_name=row_index, row_index_offset=1
            )
            return lines.filter(~pl.all_horizontal(pl.col(list(self.columns)).is_null()))
        return self._pieces(row_index)

    def _pieces(self, row_index: str | None) -> pl.LazyFrame:
        """Parquet piece by piece, whatever the size of its row groups.

        Polars' own scan decodes whole row groups, several at a time: those that pandas writes, of a million rows,
        would take gigabytes.
        """
        from polars.io.plugins import register_io_source

        schema = pl.read_parquet_schema(self.files[0])
        size, part = max(1, PIECE_CELLS // len(schema)), max(1, PART_CELLS // len(schema))

        def read(
            columns: list[str] | None, predicate: pl.Expr | None, most: int | None, _batch: int | None
        ) -> Iterator[pl.DataFrame]:
            left = self.rows or 0
            left = left if most is None else min(left, most)
            before = 1
            for path, rows in zip(self.files, self.file_rows or (), strict=True):
                for start in range(0, min(rows, left), size):
                    piece = pl.scan_parquet(path, glob=False).slice(start, min(size, left - start)).collect()
                    if row_index is not None:
                        piece = piece.with_row_index(row_index, before + start)
                    yield from _narrowed(piece, columns, predicate).iter_slices(part)
                before, left = before + rows, max(0, left - rows)

        indexed = {row_index: pl.get_index_type()} if row_index is not None else {}
        return register_io_source(read, schema={**indexed, **schema}, is_pure=True)

    def place(self, row: int) -> tuple[str, int]:
        """The file and the row in it of the n-th row of all (from 1)."""
        for path, count in zip(self.files, self.file_rows or (), strict=False):
            if row <= count:
                return path.name, row
            row -= count
        return self.files[-1].name, row


def _narrowed(piece: pl.DataFrame, columns: list[str] | None, predicate: pl.Expr | None) -> pl.DataFrame:
    """The columns and rows that Polars asks a source for."""
    if columns is not None:
        piece = piece.select(columns)
    return piece if predicate is None else piece.filter(predicate)


def open_source(path: Path) -> Source:
    """Look at a table without reading its rows; raises `InputFault`."""
    if not path.exists():
        raise InputFault([_problem(path, "找不到这个文件或文件夹", "no such file or folder")])
    if path.is_dir():
        return _folder(path)
    if path.suffix.lower() == ".parquet":
        return _parquet(path, (path,))
    if path.suffix.lower() == ".csv":
        return _csv(path)
    what = Text("不认识这种文件", "a file of unknown kind")
    raise InputFault([Problem(what, str(path), FORMATS, path.suffix or path.name)])


def _problem(path: Path, zh: str, en: str, received: str | None = None, remedy: Text | None = None) -> Problem:
    return Problem(Text(zh, en), str(path), FORMATS, received, remedy)


def _folder(path: Path) -> Source:
    files = tuple(sorted(file for file in path.glob("*.parquet") if file.name[0] not in "._"))
    if not files:
        raise InputFault([_problem(path, "文件夹里没有 .parquet 文件", "the folder holds no .parquet file")])
    return _parquet(path, files)


def _parquet(path: Path, files: tuple[Path, ...]) -> Source:
    schemas, rows = [], []
    for file in files:
        _refuse_empty(file)
        try:
            schemas.append(pl.read_parquet_schema(file))
            rows.append(int(pl.scan_parquet(file, glob=False).select(pl.len()).collect().item()))
        except (pl.exceptions.PolarsError, OSError) as error:
            raise InputFault([unreadable(file, error)]) from error
    _refuse_repeated(path, list(schemas[0]))
    differing = [file for file, schema in zip(files, schemas, strict=True) if schema != schemas[0]]
    if differing:
        what = Text("文件夹里各文件的列名或类型不一致", "the files of the folder differ in columns or types")
        first = str(files[0].name)
        raise InputFault([Problem(what, str(file), Text(f"与 {first} 相同", f"as in {first}")) for file in differing])
    if sum(rows) == 0:
        raise InputFault([_problem(path, "表里没有任何一行", "the table has no row")])
    columns = {name: stored(dtype) for name, dtype in schemas[0].items()}
    return Source(path, "parquet", files, columns, tuple(rows))


def _csv(path: Path) -> Source:
    _refuse_empty(path)
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
        is_whole = not file.read(1)
    _refuse_other_encodings(path, start, is_whole=is_whole)
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as text:
        reader = csv.reader(text)
        header = next(reader, [])
        first = next(reader, None)
    _refuse_repeated(path, header)
    if first is None:
        raise InputFault([_problem(path, "只有表头，没有任何一行", "a header only, and no row")])
    text_cells = Stored("text", "CSV")
    return Source(path, "csv", (path,), dict.fromkeys(header, text_cells), None)


def _refuse_empty(path: Path) -> None:
    if path.stat().st_size == 0:
        raise InputFault([_problem(path, "文件是空的（0 字节）", "the file is empty (0 bytes)", "0 B")])


def _refuse_other_encodings(path: Path, start: bytes, *, is_whole: bool) -> None:
    try:
        # A character may be cut at the end of what was looked at.
        start.decode("utf-8") if is_whole else start[: start.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError as error:
        line = start.count(b"\n", 0, error.start) + 1
        guess = "GBK（GB 18030）" if _reads_as(start[: error.start + 64], "gb18030") else "?"
        if start.startswith((b"\xff\xfe", b"\xfe\xff")):
            guess = "UTF-16"
        name = path.name
        remedy = Text(
            f"另存为“CSV UTF-8”，或 iconv -f GBK -t UTF-8 {name} > utf8.csv",
            f"save as “CSV UTF-8”, or iconv -f GBK -t UTF-8 {name} > utf8.csv",
        )
        what = Text("CSV 的编码不是 UTF-8", "the CSV is not in UTF-8")
        raise InputFault([Problem(what, f"{path}:{line}", Text("UTF-8", "UTF-8"), guess, remedy)]) from error


def _reads_as(start: bytes, encoding: str) -> bool:
    try:
        start[: start.rfind(b"\n") + 1 or None].decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_repeated(path: Path, names: list[str]) -> None:
    """Names that differ in case alone count as one: SQL engines cannot tell them apart."""
    counted = Counter(name.casefold() for name in names)
    problems = [
        Problem(Text("列名重复", "a column occurs twice"), str(path), Text("每列一个名字", "one name each"), name)
        for name in names
        if counted[name.casefold()] > 1
    ]
    nameless = [number for number, name in enumerate(names, 1) if not name.strip()]
    if nameless:
        what = Text(f"第 {nameless[0]} 列没有名字", f"column {nameless[0]} has no name")
        problems.append(Problem(what, str(path), Text("每列一个名字", "one name each")))
    if problems:
        raise InputFault(problems)


def unreadable(path: Path, error: Exception) -> Problem:
    """What to say when an engine cannot read the file."""
    first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return _problem(
        path,
        "文件读不出来：已损坏、不完整，或不是它的后缀所说的格式",
        "the file cannot be read: damaged, cut short, or not what its suffix says",
        first[:200],
        Text("重新导出或重新传输该文件", "export or transfer the file again"),
    )
