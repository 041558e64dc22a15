"""The JSON Schemas accept what the loader accepts, and refuse unknown keys and wrong types as it does."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from jixiao.core.kernel.faults import InputFault
from jixiao.rulebook_loader.json_schema import FILES, json_schema
from jixiao.rulebook_loader.strict_yaml import read_source
from jixiao.rulebook_loader.structure import shape_names

ROOT = Path(__file__).resolve().parents[3]
RULEBOOK = ROOT / "src" / "jixiao" / "rulebook"
FIXTURES = ROOT / "tests" / "fixtures"
DRAWER = FIXTURES / "filings"


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json_schema(name))


def as_editors_see_it(value: object) -> Any:
    """What an editor reads from a YAML file: decimals are numbers."""
    if isinstance(value, dict):
        return {key: as_editors_see_it(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_editors_see_it(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


def complaints(name: str, value: object) -> list[str]:
    return [error.message for error in validator(name).iter_errors(as_editors_see_it(value))]


def shipped() -> Iterator[tuple[str, Path]]:
    for folder in (RULEBOOK, FIXTURES):
        for path in sorted((folder / "frameworks").glob("*/*.yaml")):
            if not path.name.endswith(".cases.yaml"):
                yield ("framework" if path.name == "framework.yaml" else "indicator"), path
    for path in sorted((RULEBOOK / "parameters").glob("*.yaml")):
        yield "parameter", path
    for path in sorted((RULEBOOK / "vocabulary" / "concepts").glob("*.yaml")):
        yield "concepts", path
    yield "units", RULEBOOK / "vocabulary" / "units.yaml"
    for path in [*sorted((ROOT / "examples").glob("*.yaml")), DRAWER / "sound.yaml", DRAWER / "sound_project.yaml"]:
        yield "facts", path


@pytest.mark.parametrize("name", FILES)
def test_every_schema_is_a_schema(name):
    Draft202012Validator.check_schema(json_schema(name))


@pytest.mark.parametrize("name", FILES)
def test_every_reference_leads_somewhere(name):
    schema = json_schema(name)

    def references(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            yield from (value for key, value in node.items() if key == "$ref")
            for value in node.values():
                yield from references(value)
        elif isinstance(node, list):
            for item in node:
                yield from references(item)

    assert {one.removeprefix("#/$defs/") for one in references(schema)} <= set(schema["$defs"])


@pytest.mark.parametrize("name", FILES)
def test_every_schema_says_what_it_is_for(name):
    schema = json_schema(name)
    assert schema["title"] == f"jixiao {name}"
    assert schema["description"].endswith(".")


def test_the_schema_of_a_rule_offers_every_shape():
    offered = {
        option["properties"]["shape"]["const"]
        for option in json_schema("indicator")["$defs"]["Shape"]["anyOf"]
        if "properties" in option
    }
    assert offered == set(shape_names())


@pytest.mark.parametrize(("name", "path"), list(shipped()), ids=lambda value: getattr(value, "stem", value))
def test_everything_that_is_shipped_fits_its_schema(name, path):
    assert complaints(name, read_source(path).value) == []


# What is wrong with the form; what is wrong with the content, only the loader can tell.
MALFORMED = [
    "key_unknown",
    "key_unknown_in_a_fact",
    "key_missing_in_a_fact",
    "key_missing_at_the_top",
    "list_in_place_of_text",
    "text_in_place_of_a_list",
    "mapping_in_place_of_a_list",
    "number_not_in_quotes",
    "whole_number_not_in_quotes",
    "period_not_in_quotes",
    "schema_of_another_edition",
    "source_of_an_unknown_kind",
    "stated_score_not_in_quotes",
    "judgement_without_a_person",
    "judgement_without_evidence",
    "goal_with_an_unknown_operator",
]


@pytest.mark.parametrize("stem", MALFORMED)
def test_a_malformed_fact_file_is_refused_by_the_schema_as_by_the_loader(stem):
    assert complaints("facts", read_source(DRAWER / f"{stem}.yaml").value)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("indicator", {"colour": "red"}),
        ("indicator", {"version": "one"}),
        ("indicator", {"version": 1.5}),
        ("indicator", {"id": ""}),
        ("indicator", {"definition": {"zh": "只有中文"}}),
        ("indicator", {"criterion": "one language"}),
        ("indicator", {"rule": {"shape": "circle"}}),
        ("indicator", {"rule": {"shape": "tiers", "rate": {}, "bands": []}}),
        ("indicator", {"rule": {"shape": "tiers", "rate": "x", "bands": [{"gives": 1, "from": 0}]}}),
        ("indicator", {"rule": {"shape": "proportion", "rate": "x", "points": "many"}}),
        ("indicator", {"rule": {"shape": "proportion", "rate": "x", "points": 1, "above_full": "perhaps"}}),
        ("indicator", {"readings": {"gap": {"zh": "？", "en": "?", "default": "a"}}}),
        ("framework", {"weighting": "guessed"}),
        ("framework", {"valid_from": "2022"}),
        ("framework", {"groups": {}}),
        ("framework", {"total": "hundred"}),
        ("parameter", {"values": [{"value": "10%", "since": "2020-01-01"}]}),
        ("units", {"dimensions": {"money": {"base": "CNY", "scale": "2", "limit": "1"}}}),
        ("concepts", {"concepts": {"a": {"zh": "甲", "en": "a"}}}),
    ],
    ids=lambda value: value if isinstance(value, str) else next(iter(value)),
)
def test_a_malformed_rule_file_is_refused(name, change):
    path = next(path for one, path in shipped() if one == name)
    sound = read_source(path).value
    assert isinstance(sound, dict)
    assert complaints(name, {**sound, **change})


def test_a_gap_may_stand_wherever_a_rule_takes_a_value():
    path = RULEBOOK / "frameworks" / "shenzhen-department-2020" / "procurement.yaml"
    sound = read_source(path).value
    assert isinstance(sound, dict)
    rule = {"shape": "proportion", "rate": "$gap.rate", "points": "$points", "above_full": "$gap"}
    assert complaints("indicator", {**sound, "rule": rule}) == []
    assert complaints("indicator", {**sound, "rule": {**rule, "points": {"parameter": "points"}}}) == []
    assert complaints("indicator", {**sound, "rule": {**rule, "points": {"parametre": "points"}}})


@pytest.mark.parametrize("name", ["fact", "", "FACTS"])
def test_a_schema_that_does_not_exist_is_a_key_error(name):
    with pytest.raises(KeyError):
        json_schema(name)


def test_what_the_schema_refuses_is_never_accepted_by_the_loader():
    from jixiao.usecases.scoring import score_file
    from tests.unit.filed import rulebook

    for path in sorted(DRAWER.glob("*.yaml")):
        try:
            value = read_source(path).value
        except InputFault:
            continue
        if complaints("facts", value):
            with pytest.raises(InputFault):
                score_file(path, rulebook())
