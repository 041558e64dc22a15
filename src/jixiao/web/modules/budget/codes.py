"""The classes that a line carries: functional (项), economic (款), fund type; from the rulebook's code lists."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.rulebook_loader.code_lists import read_code_list
from jixiao.rulebook_loader.rulebook import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jixiao.core.ledger.code_list import CodeList

FUNCTIONAL, ECONOMIC = 7, 5  # digits of an item (项) and of an economic item (款)


@cache
def code_list(name: str) -> CodeList:
    """A code list of the rulebook."""
    return read_code_list(SHIPPED / "vocabulary" / "code_lists" / f"{name}.yaml")


@cache
def fund_types() -> Mapping[str, Text]:
    """Kinds of money, in the order of the list."""
    return {code.id: code.name for code in code_list("fund_types").codes.values()}


def fund_type(words: str) -> str | None:
    """The code of a kind of money, from its code, its name or another word for it."""
    tidy = words.strip()
    for code in code_list("fund_types").codes.values():
        if tidy in (code.id, code.name.zh, code.name.en, *code.synonyms):
            return code.id
    return None


def _named(name: str, code: str, digits: int) -> Text | None:
    """The name of a code: its own, else that of the class which it extends; None for a code that cannot be."""
    known = code_list(name).codes
    if not (code.isascii() and code.isdecimal() and len(code) == digits):
        return None
    if code in known:
        return known[code].name
    above = known.get(code[:3])
    return None if above is None else Text(f"{above.name.zh}（类）", f"of {above.name.en}")


def functional(code: str) -> Text | None:
    """What a functional item (项, seven digits) is called."""
    return _named("functional_classes", code, FUNCTIONAL)


def economic(code: str) -> Text | None:
    """What an economic item (款, five digits) is called."""
    return _named("economic_classes", code, ECONOMIC)


def suggestions(name: str, digits: int) -> list[tuple[str, Text]]:
    """Codes of full length that the list itself names, and its classes: for completing an input."""
    return [(code.id, code.name) for code in code_list(name).codes.values() if len(code.id) in (3, digits)]
