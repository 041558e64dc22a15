"""A fault of jixiao itself is told as one: exit code 3, no score, and never as a defect of the document."""

import pytest

from tests.cli.test_score import SAMPLE, YEAR_2022


def crash(*_args: object, **_kwargs: object) -> object:
    return 1 // 0


def test_a_rule_that_crashes_gives_no_score(jixiao, monkeypatch):
    from jixiao.core.scoring.shapes.proportion import Proportion

    monkeypatch.setattr(Proportion, "build", crash)
    ran = jixiao("score", YEAR_2022, "--json")
    assert (ran.code, ran.out) == (3, "")
    assert "jixiao 自身的错误（ZeroDivisionError" in ran.err
    assert "没有给出得分" in ran.err
    assert "futian-2022" not in ran.err


def test_an_expression_that_crashes_gives_no_score_either(jixiao, monkeypatch):
    from jixiao.core.kernel import evaluation

    monkeypatch.setattr(evaluation, "integer", crash)
    ran = jixiao("score", YEAR_2022)
    assert (ran.code, ran.out) == (3, "")


def test_a_value_error_in_a_rule_is_not_taken_for_a_malformed_file(jixiao, monkeypatch):
    from jixiao.core.kernel.numerals import NumberFault
    from jixiao.core.kernel.text import Text
    from jixiao.core.scoring import score as scoring

    def fails(*_args: object, **_kwargs: object) -> object:
        raise NumberFault(Text("内部", "inner"))

    monkeypatch.setattr(scoring, "levers", fails)
    ran = jixiao("score", SAMPLE, "--json")
    assert (ran.code, ran.out) == (3, "")
    assert "NumberFault" in ran.err


@pytest.mark.parametrize("error", [MemoryError, RecursionError, KeyError, AssertionError])
def test_whatever_goes_wrong_ends_with_3(jixiao, monkeypatch, error):
    from jixiao.usecases import scoring

    def fails(*_args: object, **_kwargs: object) -> object:
        raise error("x")

    monkeypatch.setattr(scoring, "score_file", fails)
    ran = jixiao("score", SAMPLE, "--lang", "en")
    assert (ran.code, ran.out) == (3, "")
    assert f"A fault of jixiao itself ({error.__name__}" in ran.err


def test_the_message_says_how_to_see_more(jixiao, monkeypatch):
    from jixiao.usecases import scoring

    monkeypatch.setattr(scoring, "score_file", crash)
    assert "JIXIAO_DEBUG=1" in jixiao("score", SAMPLE).err


def test_the_whole_trace_is_shown_on_demand(jixiao, monkeypatch):
    from jixiao.cli.main import main
    from jixiao.usecases import scoring

    jixiao("score", SAMPLE)
    monkeypatch.setattr(scoring, "score_file", crash)
    monkeypatch.setenv("JIXIAO_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main()


def test_an_interrupt_says_that_nothing_half_written_is_left(jixiao, monkeypatch):
    from jixiao.usecases import scoring

    def interrupted(*_args: object, **_kwargs: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(scoring, "score_file", interrupted)
    ran = jixiao("score", SAMPLE)
    assert (ran.code, ran.out) == (130, "")
    assert "已中断" in ran.err
