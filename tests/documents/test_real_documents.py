"""Published documents read as a whole, against a second reader (pdftotext) and against what they say of themselves.

What text and tables both state must carry the same concept and the same dimensions; where the two figures differ, the
document itself is at fault, and the differences that careful readers found are the only ones.
"""

import re
import shutil
import subprocess
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache

import pytest

from jixiao.core.document.document_text import DocumentText
from jixiao.core.document.statement import StatedFact, Statements
from jixiao.documents.extraction import extract
from jixiao.documents.opening import open_document
from jixiao.usecases.knowing import knowledge
from tests.documents.tables_read import rulebook, source, vocabulary

FOLDER = source("documents")
ENTITIES = {
    "caizheng-2024-accounts": ("accounts", "上海市普陀区财政局", 2024),
    "guihua-2024-accounts": ("accounts", "上海市普陀区规划和自然资源局", 2024),
    "shangwu-2025-budget": ("budget", "上海市普陀区商务委员会", 2025),
    "wanli-2024-budget": ("budget", "上海市普陀区人民政府万里街道办事处", 2024),
    "wanli-2025-budget": ("budget", "上海市普陀区人民政府万里街道办事处", 2025),
}
GENERAL = (("fund_type", "general_public"),)
FISCAL = (("fund_type", "fiscal"),)
# What text and tables of every such document state both.
BOTH = {
    "accounts": {
        ("accounts_total", ()),
        ("accounts_total", FISCAL),
        ("current_income", ()),
        ("government_appropriation", ()),
        ("expenditure", ()),
        ("basic_expenditure", ()),
        ("project_expenditure", ()),
        ("expenditure", GENERAL),
        ("basic_expenditure", GENERAL),
        ("personnel_expenditure", GENERAL),
        ("operating_expenditure", GENERAL),
        ("initial_three_public", ()),
    },
    "budget": {
        ("budget_income", ()),
        ("government_appropriation", ()),
        ("initial_budget", ()),
        ("initial_budget", FISCAL),
        ("initial_budget", GENERAL),
        ("initial_three_public", ()),
        ("initial_abroad", ()),
        ("initial_vehicle", ()),
        ("initial_vehicle_purchase", ()),
        ("initial_vehicle_operation", ()),
        ("initial_reception", ()),
        ("agency_operation_initial", ()),
    },
}
# Said in one table only when it is not nought; the text always says it.
TEXT_ONLY = {
    "accounts": {"agency_operation_expenditure", "procurement_actual", "goal_projects_filed", "large_equipment"},
    "budget": {"procurement_plan", "goal_projects_filed", "planned_vehicles", "subordinate_units"},
}
# concept, dimensions, figure of the text, figure of the table: defects of the documents, more than rounding.
DEFECTS = {
    "guihua-2024-accounts": {
        ("basic_expenditure", GENERAL, "5377.64", "5364.75"),
        ("personnel_expenditure", GENERAL, "4896.98", "4884.09"),
    },
    "wanli-2024-budget": {
        ("initial_budget", (("functional_class", "2210201"), *GENERAL), "352.67", "350.3499"),
    },
    # "总计0.3万元", in every reader.
    "caizheng-2024-accounts": {("accounts_total", FISCAL, "0.3", "2961.68")},
}
# Items whose class the text calls otherwise than the tables, so that nobody can say for sure which it is.
MISNAMED = {
    "guihua-2024-accounts": {"2080599", "2200199"},
    "wanli-2025-budget": {"2100717"},
}
_NUMBER = re.compile(r"(?<![\d.,])-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d.,])")
_CODE = re.compile(r"[1-3]\d\d(?:\d\d){0,2}\Z|\d{1,2}\Z")
_YEAR = re.compile(r"20\d\d\Z")

pytestmark = [
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the published documents are not at hand"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed"),
]
each = pytest.mark.parametrize("name", list(ENTITIES))


@cache
def read(name: str) -> tuple[DocumentText, Statements]:
    document = open_document(FOLDER / f"{name}.pdf")
    return document, extract(document, knowledge(rulebook()))


@cache
def second_reading(name: str) -> list[str]:
    command = ["pdftotext", "-layout", str(FOLDER / f"{name}.pdf"), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")


def value(fact: StatedFact) -> Decimal:
    """In 万元 where it is money."""
    unit = vocabulary().units[fact.unit]
    base = unit.to_base(fact.figure.number)
    return base / 10_000 if unit.dimension.id == "money" else base


def stated(name: str, kind: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], list[StatedFact]]:
    _, statements = read(name)
    found = defaultdict(list)
    for fact in statements.facts:
        if fact.kind == kind and fact.concept is not None and fact.period == str(statements.identity.year):
            found[fact.concept, fact.dimensions].append(fact)
    return found


@each
def test_whose_document_it_is(name: str):
    kind, entity, year = ENTITIES[name]
    _, statements = read(name)
    who = statements.identity
    assert (who.kind, who.entity, who.region, who.year) == (kind, entity, "上海市普陀区", year)


@each
def test_every_table_that_the_contents_announce_is_known(name: str):
    document, statements = read(name)
    known = {re.sub(r"\s|20\d\d年|部门", "", table.title) for table in statements.tables if table.layout is not None}
    listed = re.findall(r"(?m)^\s*[一二三四五六七八九十\d]+[、.．]\s*(\S+表)[\s.…·\d]*$", document.text[:4000])
    wanted = {re.sub(r"\s|20\d\d年|部门", "", title) for title in listed}
    assert len(known) == len([table for table in statements.tables if table.layout is not None]) == 9
    assert {title for title in wanted if not any(title in each or each in title for each in known)} == set()


@each
def test_every_number_on_a_page_of_tables_is_a_fact(name: str):
    document, statements = read(name)
    pages = defaultdict(list)
    running = set()
    for fact in statements.facts:
        page = document.page_of(fact.figure.start)
        assert page is not None
        pages[page.number].append(fact)
        if fact.kind == "text":
            running.add(page.number)
    compared = 0
    for number, facts in pages.items():
        if number in running:
            continue  # Running text stands on it too, whose numbers are also dates and ordinals.
        theirs = Counter(
            Decimal(token.replace(",", ""))
            for line in second_reading(name)[number - 1].split("\n")
            for token in _NUMBER.findall(line)
            if not _CODE.match(token) and not _YEAR.match(token)
        )
        ours = Counter(
            fact.figure.number
            for fact in facts
            if not _CODE.match(printed := document.text[fact.figure.start : fact.figure.end])
            and not _YEAR.match(printed)
        )
        assert ours == theirs, number
        compared += sum(theirs.values())
    assert compared > 100


@each
def test_what_text_and_tables_both_state_is_the_same_quantity(name: str):
    kind = ENTITIES[name][0]
    text, tables = stated(name, "text"), stated(name, "table")
    assert {key for key in BOTH[kind] if key not in text} == set()
    # A table may leave blank what the text tells as nought.
    assert {key for key in BOTH[kind] if key not in tables and any(value(fact) for fact in text[key])} == set()
    assert {concept for concept in TEXT_ONLY[kind] if (concept, ()) not in text} == set()


@each
def test_where_text_and_tables_differ_the_document_is_at_fault(name: str):
    text, tables = stated(name, "text"), stated(name, "table")
    differences = set()
    for key in text.keys() & tables.keys():
        printed = {value(fact) for fact in tables[key]}
        for fact in text[key]:
            # The text rounds to two decimals of 万元, and so do some tables.
            if all(abs(value(fact) - other) > Decimal("0.015") for other in printed):
                differences.add((*key, str(fact.figure.number), f"{min(printed):f}"))
    assert differences == DEFECTS.get(name, set())


@each
def test_every_item_is_told_of_its_class(name: str):
    """Each class at the last level of the table has its item in the text, and each level its own dimension."""
    kind = ENTITIES[name][0]
    concept = "expenditure" if kind == "accounts" else "initial_budget"
    text, tables = stated(name, "text"), stated(name, "table")
    codes = {
        dict(dimensions)["functional_class"]
        for found, dimensions in tables
        if found == concept and dict(dimensions).get("fund_type") == "general_public" and len(dimensions) == 2
    }
    last = {code for code in codes if len(code) == 7}
    told = {code for code in last if (concept, (("functional_class", code), *GENERAL)) in text}
    assert len(last) > 5
    assert last - told == MISNAMED.get(name, set())
    assert {code[:5] for code in last} | {code[:3] for code in last} <= codes


@each
def test_hardly_a_figure_goes_without_a_meaning(name: str):
    _, statements = read(name)
    known = sum(fact.concept is not None for fact in statements.facts)
    assert 100 * known >= 93 * len(statements.facts)
    assert all(fact.concept is not None for fact in statements.facts if fact.kind == "table")
