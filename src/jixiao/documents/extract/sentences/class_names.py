"""The codes of expenditure classes by their names, as the tables of the same document pair them.

Names repeat (一般行政管理事务 stands under many classes), so a name counts with the names above it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.document.block import Table
from jixiao.documents.extract.sentences.folding import folded_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.document.document_text import DocumentText

_CODE = re.compile(r"[12]\d\d(?:\d\d){0,2}\Z")
_PART = re.compile(r"\d{2,3}\Z")
_WORD = re.compile(r"[^\d\W]{2,}")
_ENDINGS = ("支出", "费", "费用")


class ClassNames:
    """Finds the code of a class by its names from the top."""

    def __init__(self, names: dict[str, str]) -> None:
        """`names`: code -> folded name."""
        self.names = names

    def code(self, path: tuple[str, ...]) -> str | None:
        """The code of a path of names; None unless exactly one class is called so."""
        wanted = tuple(folded_words(name) for name in path)
        length = 1 + 2 * len(wanted)
        codes = [code for code in self.names if len(code) == length and self._is_called(code, wanted, len(wanted))]
        if not codes:
            # A name in between may be worded otherwise than in the tables: first and last must do, and be one.
            codes = [code for code in self.names if len(code) == length and self._is_called(code, wanted, 1)]
        return codes[0] if len(codes) == 1 else None

    def _is_called(self, code: str, path: tuple[str, ...], depth: int) -> bool:
        """Whether class and last level have these names, and the level between them if all must."""
        above = (self.names.get(code[: 3 + 2 * level], "") for level in range(len(path)))
        pairs = list(zip(above, path, strict=True))
        kept = pairs if depth > 1 else [pairs[0], pairs[-1]]
        return all(_same(name, word) for name, word in kept)


def _same(name: str, word: str) -> bool:
    return bool(name) and (name == word or word.endswith(name) or _bare(name) == _bare(word))


def _bare(name: str) -> str:
    return next((name.removesuffix(end) for end in _ENDINGS if name.endswith(end) and len(name) > len(end) + 1), name)


def class_names(document: DocumentText) -> ClassNames:
    """The classes of a document's tables; the first name of a code holds, a longer one of a torn cell does not."""
    names: dict[str, str] = {}
    for table in document.blocks:
        if isinstance(table, Table):
            for code, name in _rows(document, table):
                names.setdefault(code, name)
    return ClassNames(names)


def _rows(document: DocumentText, table: Table) -> Iterator[tuple[str, str]]:
    for row in table.grid:
        cells = [folded_words(document.at(cell)) if cell is not None else "" for cell in row]
        code = ""
        for cell in cells:
            if _CODE.match(cell) and len(cell) > len(code):
                code = cell
            elif code and _PART.match(cell) and len(cell) == 2:
                code += cell
            elif code and _WORD.search(cell):
                yield code, cell.strip("：")
                break
