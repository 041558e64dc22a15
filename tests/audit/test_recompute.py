"""The scores of a self-evaluation computed again: our sample, as a district of the framework's city would file it."""

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from jixiao.core.audit.audited import Audited, Recomputed
from jixiao.core.audit.runner import run_checks
from jixiao.core.audit.scan import found_checks
from jixiao.core.document.document_text import DocumentText
from jixiao.core.document.statement import Statements
from jixiao.documents.extraction import extract
from jixiao.documents.opening import open_document, read_document
from jixiao.reports.samples.as_text import as_text
from jixiao.reports.samples.documents import accounts
from jixiao.reports.samples.self_evaluation import self_evaluation
from jixiao.rulebook_loader import load_rulebook
from jixiao.usecases.audit_recompute import recompute
from jixiao.usecases.knowing import knowledge

BOOK = load_rulebook()
SOURCES = Path(__file__).resolve().parents[3] / "shared" / "sources"
# A district that does not exist, in the city whose framework it is.
ENTITY = "深圳市示例区产业服务局"
CHECK = next(one for one in found_checks() if one.code == "performance.score_recomputed")


@cache
def read(text: str) -> tuple[DocumentText, Statements]:
    document = read_document(text.encode("utf-8"), "示例.txt")
    return document, extract(document, knowledge(BOOK))


def sample(old: str = "", new: str = "") -> str:
    text = as_text(self_evaluation(2024, ENTITY)).decode("utf-8")
    assert old in text
    return text.replace(old, new, 1) if old else text


@cache
def rows_of(text: str) -> tuple[Recomputed, ...]:
    return recompute(*read(text), BOOK)


def recomputed(text: str) -> dict[str, Recomputed]:
    return {one.indicator: one for one in rows_of(text)}


def found(text: str) -> dict[str, tuple[str, str]]:
    """What the check says of each score: severity and message, by the words at its place."""
    document, statements = read(text)
    audited = Audited(0, "示例.txt", document, statements, BOOK.vocabulary, rows_of(text))
    outcome = run_checks([CHECK], [audited])
    assert not outcome.faults
    places = {one.name.text: one.self_score for one in statements.scores}
    by_start = {figure.start: name for name, figure in places.items() if figure is not None}
    return {by_start[one.places[0].start]: (one.severity.value, one.message.zh) for one in outcome.findings}


def score_of(text: str, name: str) -> str:
    match = re.search(rf"{name}的有关规定评分。\t([\d.]+)", text)
    assert match is not None
    return match[0]


def test_every_row_that_is_an_indicator_is_computed_again_at_its_place():
    text = sample()
    document, statements = read(text)
    rows = rows_of(text)
    assert len(rows) == 21
    assert {statements.scores[one.row].name.text for one in rows} >= {"预算执行率", "政府采购执行情况"}
    execution = next(one for one in rows if one.indicator == "budget_execution")
    first = re.search(r"一季度部门预算支出进度为([\d.]+)", text)
    assert first is not None
    assert first[1] in {document.text[start:end] for start, end in execution.places}
    assert execution.is_computed


def test_readings_stand_beside_the_one_that_the_framework_takes():
    execution = recomputed(sample())["budget_execution"]
    scores = {one.name: one.low for one in execution.readings}
    assert set(scores) == {"A", "B", "C", "D", "E"}
    assert execution.score == scores[execution.default] == scores["A"]
    assert execution.explanation is not None
    assert "÷" in execution.explanation.zh


def test_what_is_missing_is_named_and_nothing_is_guessed():
    goals = recomputed(sample())["goal_completeness"]
    assert goals.score is None
    assert goals.cannot_tell is not None
    assert goals.cannot_tell.zh.startswith("缺少：")


def test_a_score_that_no_reading_gives_is_an_error():
    severity, message = found(sample())["预算执行率"]
    assert severity == "error"
    assert "自评 6.00 分" in message
    assert "都得不出" in message


def test_a_score_that_the_figures_give_is_none():
    text = sample()
    assert "编外人员控制率" not in found(text)
    assert "政府采购执行情况" not in found(text)


def test_a_score_outside_of_what_any_decision_of_a_clause_gives_is_an_error():
    text = sample()
    stated = score_of(text, "政府采购执行情况")
    severity, message = found(text.replace(stated, stated[:-4] + "1.99"))["政府采购执行情况"]
    assert severity == "error"
    assert "至" in message


def test_a_score_within_what_people_may_decide_cannot_be_told():
    text = sample()
    stated = score_of(text, "政府采购执行情况")
    assert "政府采购执行情况" not in found(text.replace(stated, stated[:-4] + "1.01"))


def test_a_band_missed_is_an_error():
    text = sample()
    stated = score_of(text, "公众或服务对象满意度")
    severity, message = found(text.replace(stated, stated[:-4] + "6.00"))["公众或服务对象满意度"]
    assert severity == "error"
    assert "重新计算为 4.00" in message


def test_a_lower_reading_than_the_frameworks_own_passes():
    text = sample()
    rows = recomputed(text)["budget_execution"]
    lower = next(one for one in rows.readings if one.low != rows.score and one.low < (rows.score or 0))
    stated = score_of(text, "预算执行率")
    assert "预算执行率" not in found(text.replace(stated, f"{stated[:-4]}{lower.low}"))


def test_a_score_above_its_points_does_not_stop_the_others():
    text = sample()
    stated = score_of(text, "财务合规性")
    rows = recomputed(text.replace(stated, stated[:-4] + "9.00"))
    assert len(rows) == 21
    assert rows["budget_execution"].score is not None


@pytest.mark.parametrize(
    "text",
    [
        as_text(accounts(2024, ENTITY)).decode("utf-8"),
        as_text(self_evaluation()).decode("utf-8"),
        sample("部门名称：" + ENTITY, "").replace(ENTITY, "本局"),
        sample("预算编制规范性\t5.00", "预算编制规范性\t9.00"),
    ],
    ids=["accounts", "another region", "no unit", "other weights"],
)
def test_nothing_is_recomputed_where_no_framework_is_certain(text: str):
    assert recomputed(text) == {}


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the published texts are not at hand")
@pytest.mark.parametrize(
    ("name", "indicator", "stated", "score"),
    [
        ("000_a36d755796d4b8b8.txt", "procurement", "1.15", "1.15"),
        ("000_a36d755796d4b8b8.txt", "off_establishment_staff", "0.00", "0.00"),
        ("000_a36d755796d4b8b8.txt", "financial_compliance", "2.46", "2.00"),
        ("000_a36d755796d4b8b8.txt", "budget_execution", "5.15", "5.15"),
        ("002_1036b92ae9b07604.txt", "procurement", "1.94", "1.94"),
        ("002_1036b92ae9b07604.txt", "off_establishment_staff", None, "0.00"),
        ("003_2a5a53dce232ebf3.txt", "procurement", "1.68", "1.68"),
        ("003_2a5a53dce232ebf3.txt", "operating_cost", "6.00", "6.00"),
        ("003_2a5a53dce232ebf3.txt", "budget_execution", "5.47", "5.58"),
    ],
)
def test_published_scores(name: str, indicator: str, stated: str | None, score: str):
    document = open_document(SOURCES / name)
    statements = extract(document, knowledge(BOOK))
    one = next(one for one in recompute(document, statements, BOOK) if one.indicator == indicator)
    figure = statements.scores[one.row].self_score
    assert (None if figure is None else figure.number) == (None if stated is None else Decimal(stated))
    assert one.score == Decimal(score)
