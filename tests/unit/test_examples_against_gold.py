"""The example fact files: well-formed, within the vocabulary, and true to the published texts if at hand."""

import hashlib
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
VOCABULARY = ROOT / "src" / "jixiao" / "rulebook" / "vocabulary"
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
PUBLISHED = [path for path in EXAMPLES if path.name.startswith("futian-")]
FACT_KEYS = {"concept", "value", "unit", "hedge", "period", "dimensions", "source"}
VERDICTS = {"points", "met", "count", "option", "percent"}
ZERO_IN_WORDS = ("预算数为零", "无支出", "无结转结余", "无闲置资产", "未发生超期")
# The sum of the scores that can be read, beside the total that the report states.
FOOTINGS = {
    "futian-2020-self-evaluation.yaml": ("83.41", "95.41", 16),
    "futian-2022-self-evaluation.yaml": ("96.76", "96.76", 21),
    "futian-2024-self-evaluation.yaml": ("96.15", "96.15", 21),
}

needs_sources = pytest.mark.skipif(not SHARED.is_dir(), reason="the published texts are not at hand")
each_example = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
each_published = pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)


def load(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def concepts() -> dict[str, dict]:
    found: dict[str, dict] = {}
    for path in sorted((VOCABULARY / "concepts").glob("*.yaml")):
        found |= load(path)["concepts"]
    return found


def duplicate_keys(node: yaml.Node) -> list[str]:
    if isinstance(node, yaml.SequenceNode):
        return [key for child in node.value for key in duplicate_keys(child)]
    if not isinstance(node, yaml.MappingNode):
        return []
    keys = [key.value for key, _ in node.value]
    inner = [key for _, child in node.value for key in duplicate_keys(child)]
    return [key for key in set(keys) if keys.count(key) > 1] + inner


def sources_of(data: dict) -> list[dict]:
    stated = data.get("stated", {})
    holders = [*data["facts"], *data.get("judgements", []), *stated.get("scores", {}).values()]
    holders += [stated["total"]] if "total" in stated else []
    return [holder["source"] for holder in holders]


def offset_of(source: dict) -> int:
    return int(source["place"].removeprefix("字符 "))


def texts_by_hash() -> dict[str, str]:
    files = sorted((SHARED / "sources").glob("*.txt"))
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path.read_bytes().decode("utf-8") for path in files}


@each_example
def test_no_key_stands_twice(path):
    assert duplicate_keys(yaml.compose(path.read_text(encoding="utf-8"))) == []


@each_example
def test_facts_have_the_shape_of_a_fact_file(path):
    data = load(path)
    assert data["schema"] == "jixiao/fact-file/1"
    assert isinstance(data["period"], str)
    for fact in data["facts"]:
        assert set(fact) <= FACT_KEYS, fact
        assert {"concept", "value", "unit", "source"} <= set(fact), fact
        assert re.fullmatch(r"-?[\d,]+(\.\d+)?", fact["value"]), fact
        assert fact["source"]["document"] in data["documents"], fact
        assert fact["source"]["kind"] in {"text", "table", "derived"}, fact


@each_example
def test_judgements_decide_exactly_one_thing(path):
    for judgement in load(path).get("judgements", []):
        assert len(VERDICTS & set(judgement)) == 1, judgement
        assert judgement["by"], judgement
        assert judgement["evidence"], judgement


@each_example
def test_concepts_units_and_hedges_are_in_the_vocabulary(path):
    known, units = concepts(), load(VOCABULARY / "units.yaml")["units"]
    hedges = load(VOCABULARY / "code_lists" / "hedges.yaml")["codes"]
    for fact in load(path)["facts"]:
        assert fact["concept"] in known, fact
        assert units[fact["unit"]]["dimension"] == known[fact["concept"]]["dimension"], fact
        assert fact.get("hedge") in {None, *hedges}, fact


def test_vocabulary_files_hold_no_concept_or_key_twice():
    paths = sorted((VOCABULARY / "concepts").glob("*.yaml"))
    names = [name for path in paths for name in load(path)["concepts"]]
    assert len(names) == len(set(names))
    for path in VOCABULARY.rglob("*.yaml"):
        assert duplicate_keys(yaml.compose(path.read_text(encoding="utf-8"))) == [], path


def test_no_term_names_two_concepts():
    owners: dict[str, list[str]] = {}
    for name, concept in concepts().items():
        for term in {concept["zh"], *concept.get("synonyms", [])}:
            owners.setdefault(term, []).append(name)
    assert {term: names for term, names in owners.items() if len(names) > 1} == {}


def test_derivations_use_known_concepts_and_never_themselves():
    known = concepts()

    def inputs(name: str) -> set[str]:
        rules = known[name].get("derive", [])
        return {word.lstrip("-").partition("@")[0] for rule in rules for words in rule.values() for word in words}

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name in known, (name, path)
        assert name not in path, (name, path)
        for each in inputs(name):
            visit(each, (*path, name))

    for name in known:
        visit(name, ())


def test_sums_stay_within_one_dimension():
    known = concepts()
    for name, concept in known.items():
        for rule in concept.get("derive", []):
            for word in rule.get("sum", []):
                assert known[word.lstrip("-")]["dimension"] == concept["dimension"], (name, word)


@pytest.mark.parametrize("name", FOOTINGS)
def test_stated_scores_foot_to_what_is_printed(name):
    readable, total, count = FOOTINGS[name]
    stated = load(ROOT / "examples" / name)["stated"]
    values = [Decimal(score["value"]) for score in stated["scores"].values() if "value" in score]
    assert (sum(values), len(values)) == (Decimal(readable), count)
    assert stated["total"]["value"] == total
    assert len(stated["scores"]) == 21


def test_goals_of_the_sample_divide_the_points_of_their_groups():
    sums: dict[str, Decimal] = {}
    for goal in load(ROOT / "examples" / "project-sample.yaml")["goals"]:
        sums[goal["group"]] = sums.get(goal["group"], Decimal(0)) + Decimal(goal["points"])
    assert sums == {"outputs": 50, "benefits": 30, "satisfaction": 10}


@needs_sources
@each_published
def test_cited_documents_are_the_published_texts(path):
    texts = texts_by_hash()
    assert {document["sha256"] for document in load(path)["documents"].values()} <= set(texts)


@needs_sources
@each_published
def test_every_quote_stands_at_its_place(path):
    data, texts = load(path), texts_by_hash()
    for source in sources_of(data):
        text = texts[data["documents"][source["document"]]["sha256"]]
        place, quote = offset_of(source), source.get("quote", "")
        assert 0 <= place < len(text), source
        assert text[place : place + len(quote)] == quote, source
        assert "\n" not in quote, source


@needs_sources
@each_published
def test_every_value_is_the_number_quoted(path):
    for fact in load(path)["facts"]:
        quote, source = re.sub(r"\s", "", fact["source"]["quote"]), fact["source"]
        if source["kind"] == "derived":
            continue
        if quote in ZERO_IN_WORDS:
            assert fact["value"] == "0", fact
        else:
            assert quote in (fact["value"], fact["value"] + fact["unit"]), fact


@needs_sources
@each_published
def test_values_agree_with_the_figures_located_in_the_text(path):
    data = load(path)
    located: dict[tuple[str, int], Decimal] = {}
    for gold in sorted((SHARED / "gold").glob("*.json")):
        found = json.loads(gold.read_text(encoding="utf-8"))
        for figure in found["figures"]:
            located[found["sha256"], figure["offset"]] = Decimal(figure["decimal"])
    checked = 0
    for fact in data["facts"]:
        key = (data["documents"][fact["source"]["document"]]["sha256"], offset_of(fact["source"]))
        if key in located and fact["source"]["kind"] != "derived":
            assert Decimal(fact["value"].replace(",", "")) == located[key], fact
            checked += 1
    assert checked > 0.8 * len(data["facts"])
