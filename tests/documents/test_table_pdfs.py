"""Tables of published PDFs against a second reader (pdftotext) of the same pages; skipped where either is absent."""

import re
import shutil
import subprocess
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache

import pytest

from jixiao.core.document.document_text import DocumentText
from jixiao.core.document.statement import StatedFact
from jixiao.documents.opening import open_document
from tests.documents.tables_read import facts, rulebook, source, units

FOLDER = source("documents")
YEARS = {
    "caizheng-2024-accounts": 2024,
    "guihua-2024-accounts": 2024,
    "shangwu-2025-budget": 2025,
    "wanli-2024-budget": 2024,
    "wanli-2025-budget": 2025,
}
ACCOUNTS = [
    "accounts-summary",
    "accounts-income",
    "accounts-expenditure",
    "accounts-appropriation-summary",
    "accounts-general-public",
    "accounts-basic-by-economic-class",
    "accounts-three-public",
    "accounts-government-fund",
    "accounts-state-capital",
]
BUDGET = [
    "shanghai-budget-summary",
    "shanghai-budget-income",
    "shanghai-budget-expenditure",
    "shanghai-budget-appropriation-summary",
    "shanghai-budget-general-public",
    "shanghai-budget-government-fund",
    "shanghai-budget-state-capital",
    "shanghai-budget-basic-by-economic-class",
    "shanghai-budget-three-public",
]
# What nobody could take for a class code or a year: with separators or decimals, or nought.
_PLAIN_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|0)\Z")
_LEADING_CODE = re.compile(r"\s*(\d{7}|\d{5}|\d{3}(?:\s+\d{1,2}){0,2})\s")
# Two groups of columns side by side, whose rows pdftotext mixes.
_TWO_GROUPS = re.compile(r"(?<!\S)3\d\d(?:\d\d)?\s.*\s3\d\d(?:\d\d)?\s")

pytestmark = [
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the published documents are not at hand"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed"),
]
each = pytest.mark.parametrize("name", list(YEARS))


def kind_of(name: str) -> str:
    return name.rpartition("-")[2]


@cache
def document(name: str) -> DocumentText:
    return open_document(FOLDER / f"{name}.pdf")


@cache
def read(name: str) -> list[StatedFact]:
    return facts(document(name), kind_of(name), YEARS[name])


def by_page(name: str) -> dict[int, list[StatedFact]]:
    pages = defaultdict(list)
    for fact in read(name):
        page = document(name).page_of(fact.figure.start)
        assert page is not None
        pages[page.number].append(fact)
    return pages


@cache
def second_reading(name: str) -> list[str]:
    command = ["pdftotext", "-layout", str(FOLDER / f"{name}.pdf"), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")


def amounts(words: list[str]) -> list[Decimal]:
    return [Decimal(word.replace(",", "")) for word in words if _PLAIN_AMOUNT.match(word)]


def code_of(fact: StatedFact) -> str | None:
    held = dict(fact.dimensions)
    return held.get("functional_class") or held.get("economic_class")


def printed(name: str, fact: StatedFact) -> str:
    return document(name).text[fact.figure.start : fact.figure.end]


@each
def test_every_disclosure_table_is_found_once(name: str):
    from jixiao.documents.structure.known_tables import known_tables

    tables = known_tables(document(name), rulebook().layouts, units(), kind_of(name))
    found = [table.layout.id for table in tables if table.layout is not None]
    assert found == (ACCOUNTS if kind_of(name) == "accounts" else BUDGET)


@each
def test_every_figure_has_a_meaning(name: str):
    assert [fact.label for fact in read(name) if fact.concept is None] == []


@each
def test_the_pages_state_the_same_figures_to_both_readers(name: str):
    for number, stated in by_page(name).items():
        theirs = Counter(amounts(second_reading(name)[number - 1].split()))
        ours = Counter(amounts([printed(name, fact) for fact in stated]))
        assert ours == theirs, number


@each
def test_rows_with_a_code_hold_the_same_figures_in_the_same_order(name: str):
    compared = 0
    for number, stated in by_page(name).items():
        rows = defaultdict(list)
        for fact in stated:
            rows[code_of(fact), fact.table, fact.row].append(fact.figure.number)
        for line in second_reading(name)[number - 1].split("\n"):
            lead = _LEADING_CODE.match(line + " ")
            if lead is None or not (wanted := amounts(line.split())) or _TWO_GROUPS.search(line):
                continue
            head, *rest = lead[1].split()
            code = head + "".join(part.zfill(2) for part in rest)
            held = [row for (key, _, _), row in rows.items() if key == code]
            assert any(is_inside(wanted, row) for row in held), (number, line)
            compared += 1
    assert compared > 20


def is_inside(wanted: list[Decimal], row: list[Decimal]) -> bool:
    """Whether the figures stand in the row in this order; a line that pdftotext tears leaves some out."""
    rest = iter(row)
    return all(figure in rest for figure in wanted)


@each
def test_every_level_of_the_class_tree_adds_up_to_the_one_above(name: str):
    checked = 0
    groups = defaultdict(dict)
    for fact in read(name):
        code = code_of(fact)
        rest = tuple(pair for pair in fact.dimensions if not pair[0].endswith("_class"))
        if code is not None:
            assert code not in groups[fact.table, fact.concept, rest], (fact.label, code)
            groups[fact.table, fact.concept, rest][code] = fact.figure.number
    for held in groups.values():
        for code, value in held.items():
            parts = [part for other, part in held.items() if len(other) == len(code) + 2 and other.startswith(code)]
            if parts:
                last_place = Decimal(1).scaleb(int(value.as_tuple().exponent))
                assert abs(sum(parts) - value) <= last_place * len(parts), (code, value, parts)
                checked += 1
    assert checked > 10
