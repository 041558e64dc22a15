"""The published texts, where they are at hand: the facts and judgements that people took from them are found again."""

import hashlib
import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import yaml

from jixiao.core.document.document_text import DocumentText
from jixiao.core.document.statement import Identity, StatedFact
from jixiao.documents.extract.assertions import assertions
from jixiao.documents.extract.sentence_facts import read_sentences, sentence_facts
from jixiao.documents.normalise.figures import figures
from jixiao.documents.opening import open_document
from jixiao.documents.structure.outline import outline
from jixiao.documents.structure.sentences import sentences
from jixiao.rulebook_loader.rulebook import SHIPPED
from jixiao.rulebook_loader.sentence_layouts import read_assertion_layouts
from tests.documents.sentences_read import rulebook, shipped_layouts, words

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT.parent / "shared" / "sources"
EXAMPLES = sorted((ROOT / "examples").glob("futian-*.yaml"))
# They follow from a part whose other part is 0; the ledger derives them.
DERIVED = {"futian-2022-budget": {"authorised_posts", "staff_in_post"}}
# The text says nothing of it: the unit's own score leaves these points for it.
FROM_THE_SCORE = {("procurement", "policy")}
RELATIONS = {"change_amount", "change_rate", "share_of", "completion_rate"}

needs_sources = pytest.mark.skipif(not SOURCES.is_dir(), reason="the published texts are not at hand")
each_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)


@cache
def told(example: Path) -> dict:
    return yaml.safe_load(example.read_text("utf-8"))


def own_source(example: Path) -> tuple[str, Path]:
    hashes = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in SOURCES.glob("*.txt")}
    name, entry = next(iter(told(example)["documents"].items()))
    return name, hashes[entry["sha256"]]


@cache
def read(example: Path) -> tuple[DocumentText, list[StatedFact]]:
    data = told(example)
    document = open_document(own_source(example)[1])
    running = sentences(document)
    found = [one for part in running for one in figures(document.text, part.start, part.end, words())]
    projects = tuple(
        dict.fromkeys(
            fact["dimensions"]["project"]
            for fact in data["facts"]
            if "project" in fact.get("dimensions", {}) and fact["source"]["kind"] == "table"
        )
    )
    identity = Identity(data["kind"], year=int(data["period"]))
    readings = read_sentences(
        document, running, found, outline(document), identity, shipped_layouts(), rulebook().vocabulary, projects
    )
    return document, sentence_facts(readings)


def key_of(fact: dict, year: str) -> tuple:
    dimensions = tuple(sorted(fact.get("dimensions", {}).items()))
    return fact["concept"], str(fact.get("period", year)), dimensions


def number_of(fact: dict) -> Decimal:
    return Decimal(fact["value"].replace(",", ""))


@needs_sources
@each_example
def test_the_facts_of_the_text_are_found_again(example: Path):
    data, (_, found) = told(example), read(example)
    known = {
        (one.concept, one.period, one.dimensions, one.figure.number, one.unit, one.figure.hedge or None)
        for one in found
    }
    wanted = [
        fact
        for fact in data["facts"]
        if fact["source"]["document"] == own_source(example)[0] and fact["source"]["kind"] != "table"
    ]
    missing = [
        fact["concept"]
        for fact in wanted
        if (*key_of(fact, data["period"]), number_of(fact), fact["unit"], fact.get("hedge")) not in known
    ]
    assert set(missing) <= DERIVED.get(example.stem, set())


@needs_sources
@each_example
def test_no_figure_of_the_text_has_a_wrong_concept(example: Path):
    data, (_, found) = told(example), read(example)
    values: dict[tuple, set[Decimal]] = {}
    for fact in data["facts"]:
        values.setdefault(key_of(fact, data["period"]), set()).add(number_of(fact))
    wrong = [
        (one.concept, one.figure.number, one.label)
        for one in found
        if one.concept not in RELATIONS
        and one.figure.number not in values.get((one.concept, one.period, one.dimensions), {one.figure.number})
    ]
    assert wrong == []


@needs_sources
@each_example
def test_the_judgements_are_asserted_where_they_were_found(example: Path):
    data = told(example)
    if not data.get("judgements"):
        pytest.skip("a budget asserts nothing")
    document, _ = read(example)
    layouts = read_assertion_layouts([SHIPPED])
    made = assertions(document, sentences(document), outline(document), data["framework"], layouts)
    found = {(one.indicator, one.clause): one for one in made}
    missing = {(one["indicator"], one["clause"]) for one in data["judgements"]} - found.keys()
    assert missing <= FROM_THE_SCORE
    for judgement in data["judgements"]:
        one = found.get((judgement["indicator"], judgement["clause"]))
        if one is not None and "points" not in judgement:
            value = next(judgement[key] for key in ("met", "count", "option") if key in judgement)
            place = re.search(r"\d+", judgement["source"]["place"])
            assert one.value == value
            assert place is not None
            assert abs(one.evidence.start - int(place[0])) <= 120
