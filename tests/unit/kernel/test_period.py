"""Periods: the forms in which people name them, and the days they span."""

from datetime import date

import pytest

from jixiao.core.kernel.numerals import NumberFault
from jixiao.core.kernel.period import Period, read_day

SPANS = [
    ("2022", date(2022, 1, 1), date(2022, 12, 31)),
    ("2022-Q1", date(2022, 1, 1), date(2022, 3, 31)),
    ("2022-Q2", date(2022, 4, 1), date(2022, 6, 30)),
    ("2022-Q3", date(2022, 7, 1), date(2022, 9, 30)),
    ("2022-Q4", date(2022, 10, 1), date(2022, 12, 31)),
    ("2022-04", date(2022, 4, 1), date(2022, 4, 30)),
    ("2022-12", date(2022, 12, 1), date(2022, 12, 31)),
    ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
    ("2022-12-31", date(2022, 12, 31), date(2022, 12, 31)),
    ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
    ("2999-Q4", date(2999, 10, 1), date(2999, 12, 31)),
]

REFUSED = [
    "",
    "22",
    "20222",
    "2022年",
    "2022-Q0",
    "2022-Q5",
    "2022-q1",
    "2022Q1",
    "2022-1",
    "2022-00",
    "2022-13",
    "2023-02-29",
    "2022-04-31",
    "2022-12-00",
    "2022/12",
    " 2022",
    "2022\n",
    "２０２２",
    "0000",
    "0999",
    "3000",
    "9999",
]


@pytest.mark.parametrize(("name", "start", "end"), SPANS)
def test_a_period_spans_whole_days(name, start, end):
    period = Period.parse(name)
    assert (period.start, period.end, str(period)) == (start, end, name)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_period_is_refused(name):
    with pytest.raises(NumberFault):
        Period.parse(name)


def test_a_refusal_says_which_forms_there_are():
    with pytest.raises(NumberFault) as caught:
        Period.parse("2022年度")
    assert "2022、2022-Q1、2022-04 或 2022-12-31" in caught.value.text.zh


def test_a_day_that_the_calendar_lacks_is_told_apart_from_a_form_that_does_not_exist():
    with pytest.raises(NumberFault, match="not a day of the calendar"):
        Period.parse("2023-02-29")


@pytest.mark.parametrize("name", ["2022", "2022-Q4", "2022-12-31"])
def test_a_rule_means_the_quarters_and_months_of_the_year_in_which_the_period_ends(name):
    year = Period.parse(name)
    assert year.at("q1") == Period.parse("2022-Q1")
    assert year.at("m04") == Period.parse("2022-04")
    assert year.at("prior_year") == Period.parse("2021")


@pytest.mark.parametrize("suffix", ["", "q0", "q5", "Q1", "m00", "m13", "m4", "last_year", "q1 "])
def test_a_relative_period_that_does_not_exist_is_refused(suffix):
    with pytest.raises(NumberFault):
        Period.parse("2022").at(suffix)


@pytest.mark.parametrize("name", ["1000", "2999"])
def test_the_first_and_the_last_year_still_have_all_their_relative_periods(name):
    year = Period.parse(name)
    for suffix in ("q1", "q4", "m01", "m12", "prior_year"):
        assert year.at(suffix).start <= year.at(suffix).end


def test_periods_sort_by_name():
    names = ["2022-Q3", "2022-Q1", "2022-Q2"]
    assert sorted(Period.parse(name) for name in names) == [Period.parse(n) for n in sorted(names)]


def test_a_day_is_written_in_one_form():
    assert read_day("2022-12-31") == date(2022, 12, 31)


@pytest.mark.parametrize(
    "written",
    ["20221231", "2022-W52-6", "2022-12-31T00:00", "2022-1-1", "２０２２-12-31", "2023-02-29", ""],
)
def test_a_day_in_any_other_form_is_refused(written):
    with pytest.raises(ValueError, match=r".*"):
        read_day(written)
