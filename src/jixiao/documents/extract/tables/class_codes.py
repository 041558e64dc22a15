"""Class codes of rows: as printed, put together from several columns, or found by the name of the class.

Names alone are looked up in the code lists (top level) and in the tables of the same document that print both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.documents.structure.heads import bare_label, class_code, is_part_of_code, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.documents.structure.known_tables import ColumnGroup, KnownTable
    from jixiao.documents.structure.tables import GridRow

CLASS_KEYS = ("functional_class", "economic_class")


class ClassNames:
    """The names of classes: of the code lists, and as the document itself prints them beside their codes."""

    def __init__(self, vocabulary: Vocabulary, tables: Iterable[KnownTable] = ()) -> None:
        """Gather the names once for a document."""
        self._dimensions = {key: vocabulary.fact_dimensions.get(key) for key in CLASS_KEYS}
        self._top: dict[str, dict[str, str]] = {key: {} for key in CLASS_KEYS}
        for key, dimension in self._dimensions.items():
            codes = dimension.codes if dimension is not None else None
            for code in codes.codes.values() if codes is not None else ():
                for name in (code.name.zh, *code.synonyms):
                    self._top[key].setdefault(plain(name), code.id)
        self._printed: dict[str, dict[str, None]] = {}
        for table in tables:
            self._gather(table)

    def _gather(self, table: KnownTable) -> None:
        for group in table.groups:
            walk = ClassWalk(self)
            for row in table.rows:
                code = walk.printed(row, group)
                name = next((row.words[each.index] for each in reversed(group.names) if row.words[each.index]), "")
                if code is not None and name:
                    self._printed.setdefault(bare_label(name), {})[code] = None

    def key_of(self, code: str) -> str | None:
        """Which classification a code belongs to."""
        for key, dimension in self._dimensions.items():
            if dimension is not None and dimension.admits(code):
                return key
        return None

    def top(self, key: str, label: str) -> str | None:
        """The code of a class by its official name or a synonym."""
        return self._top.get(key, {}).get(label)

    def printed(self, label: str, prefix: str) -> Sequence[str]:
        """The codes beside which the document prints this name, below a class; the shortest first."""
        codes = (code for code in self._printed.get(label, ()) if code.startswith(prefix) and code != prefix)
        return sorted(codes, key=lambda code: (len(code), code))


class ClassWalk:
    """Goes down the rows of one group of columns and knows in which class it is."""

    def __init__(self, names: ClassNames) -> None:
        """Begin above the first row."""
        self._names = names
        self._whole = ""
        self._class = ""
        self._group = ""
        self._used: set[str] = set()

    def printed(self, row: GridRow, group: ColumnGroup) -> str | None:
        """The code that a row prints in its code columns: 2080501, or 208 | 05 | 01; what is left blank is as above."""
        words = [plain(row.words[column.index]) for column in group.codes]
        # 款 and 项 have two digits, also where only the second is printed: 301 | 2 is 30102.
        digits = [word.zfill(2) for word in words if is_part_of_code(word) or class_code(word)]
        if not digits:
            return None
        if class_code(digits[0]) and (len(digits) == 1 or len(digits[0]) > 3):
            self._whole = digits[0]
        elif len(digits[0]) == 3:
            self._whole = "".join(digits)
        else:
            # 类 is printed once and left blank below: the row goes on in the class above it.
            at = next(number for number, word in enumerate(words) if word)
            self._whole = self._whole[: 3 + 2 * (at - 1)] + "".join(digits)
        return self._whole if class_code(self._whole) else None

    def named(self, key: str, label: str) -> str | None:
        """The code of a row that prints a name only: a class by its name, below it by the document's other tables."""
        top = self._names.top(key, label)
        if top is not None and top != self._class:
            self._class = self._group = top
            return top
        if not self._class:
            return None
        codes = [code for code in self._names.printed(label, self._class) if code not in self._used]
        inside = [code for code in codes if len(code) > 5 and code.startswith(self._group) and len(self._group) == 5]
        chosen = next(iter(inside or codes), None)
        if chosen is not None:
            self._used.add(chosen)
            self._group = chosen if len(chosen) == 5 else self._group
        return chosen
