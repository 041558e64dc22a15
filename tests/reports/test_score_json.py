"""The document `jixiao/score/1`: exact strings, every state, both languages."""

import json
from decimal import Decimal

from jixiao.reports.score_json import score_document
from tests.reports.sample import scorecard

CONTRACT = {
    "schema", "framework", "framework_version", "entity", "period", "as_of", "total", "decided_points", "stated_total",
    "stated_sum", "stated_foots", "stated_only", "stated_only_points", "undecided_points", "combined_total", "grade",
    "stated_grade", "unreadable", "conflicts", "indicators",
}  # fmt: skip
INDICATOR = {
    "id", "name", "name_en", "max", "outcome", "basis", "score", "stated", "reading", "readings", "reproduces_stated",
    "missing", "inputs", "explanation", "levers", "criterion", "source", "version", "possible",
}  # fmt: skip


def by_id(document: dict, name: str) -> dict:
    return next(one for one in document["indicators"] if one["id"] == name)


def test_the_document_has_every_key_of_the_contract():
    document = score_document(scorecard())
    assert set(document) >= CONTRACT
    assert all(set(one) >= INDICATOR for one in document["indicators"])
    assert document["schema"] == "jixiao/score/1"
    assert json.loads(json.dumps(document)) == document


def test_numbers_are_strings_with_their_exact_decimals():
    document = score_document(scorecard())
    assert (document["total"], document["decided_points"], document["stated_total"]) == ("23.72", "26.00", "93.25")
    assert by_id(document, "procurement")["max"] == "2.00"
    floats = [value for value in walk(document) if isinstance(value, float)]
    assert floats == []


def walk(value: object):
    yield value
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in children:
        yield from walk(child)


def test_a_figure_is_told_in_its_base_unit_as_printed_and_with_its_place():
    figure = by_id(score_document(scorecard()), "procurement")["inputs"][0]
    assert (figure["concept"], figure["value"], figure["unit"]) == ("procurement_actual", "29600.00", "CNY")
    assert (figure["printed"], figure["printed_unit"]) == ("2.96", "万元")
    assert figure["source"]["quote"] == "2.96 万元"
    assert Decimal(figure["value"]) == 29600


def test_a_decision_of_people_is_told_with_who_when_and_on_what_evidence():
    decision = by_id(score_document(scorecard()), "procurement")["inputs"][-1]
    assert (decision["clause"], decision["value"], decision["by"]) == ("policy", "1.00", "评价组")
    assert decision["on"] == "2024-02-08"


def test_readings_show_uncapped_results_and_which_ones_give_the_stated_score():
    execution = by_id(score_document(scorecard()), "execution")
    assert execution["readings"] == {"A": "6.62", "B": "6.20", "C": "5.76"}
    assert (execution["score"], execution["reproduces_stated"]) == ("6.00", ["A", "B"])


def test_what_cannot_be_told_has_no_score_and_says_what_is_missing():
    timeliness = by_id(score_document(scorecard()), "timeliness")
    assert (timeliness["outcome"], timeliness["score"], timeliness["missing"]) == (
        "cannot_tell",
        None,
        ["实际完成项目数"],
    )
    assert score_document(scorecard())["combined_total"] is None


def test_conflicts_and_unreadable_rows_are_listed():
    document = score_document(scorecard())
    (conflict,) = document["conflicts"]
    assert [fact["printed"] for fact in conflict["facts"]] == ["95", "90"]
    assert conflict["indicators"] == ["satisfaction"]
    assert [row["id"] for row in document["unreadable"]] == ["asset_use"]


def test_sentences_change_with_the_language_and_numbers_do_not():
    zh, en = score_document(scorecard()), score_document(scorecard(), "en")
    assert by_id(en, "timeliness")["missing"] == ["projects completed"]
    assert by_id(zh, "timeliness")["name"] == by_id(en, "timeliness")["name"] == "项目完成及时性"
    assert zh["total"] == en["total"]
