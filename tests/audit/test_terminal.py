"""The audit on a terminal: every line keeps to the width, every place is marked, nothing hidden gets through."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from jixiao.core.kernel.text import Language
from jixiao.reports.audit.book import AuditBook
from jixiao.reports.audit.check_list import check_list
from jixiao.reports.audit.excerpts import excerpt
from jixiao.reports.audit.terminal import audit_text
from jixiao.usecases.audit_checks import checks_of
from jixiao.usecases.auditing.document import audited_file, record_of
from tests.audit.sample_files import RULEBOOK, crashing, write, write_wounded


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> AuditBook:
    folder = tmp_path_factory.mktemp("documents")
    odd = folder / "[bold]odd[bold]\u202e.txt"
    odd.write_text("其他。\n", "utf-8")
    paths = [write_wounded(folder), write(folder, "budget", "pdf"), odd]
    records = [record_of(audited_file(path, RULEBOOK), [*checks_of(RULEBOOK), crashing()], RULEBOOK) for path in paths]
    failure = {"path": "bad.pdf", "error": {"zh": "已损坏", "en": "damaged"}, "own": False}
    return AuditBook.of(records, [failure])  # type: ignore[list-item]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_every_line_keeps_to_the_width(book: AuditBook, width: int, lang: Language):
    shown = audit_text(book, lang, width=width, full=True)
    assert [line for line in shown.splitlines() if cell_len(line) > width] == []
    assert "\u202e" not in shown
    assert "[bold]odd[bold]⟨U+202E⟩.txt" in shown


def test_it_says_what_was_found_what_was_checked_and_what_was_not(book: AuditBook):
    shown = audit_text(book, "zh", width=100)
    for words in (
        *("◆ 此处的 116,061.12 万元 很可能应为 116,016.12 万元", "【116061.12】", "核查规则 form.crashing 出错"),
        *("没有可核对的数据，不等于没有问题", "读不出文书种类", "没有核查成 1", "bad.pdf  已损坏", "汇总 3"),
    ):
        assert words in shown


def test_colour_adds_nothing_but_colour(book: AuditBook):
    plain, coloured = audit_text(book, width=90), audit_text(book, width=90, color=True)
    bare = [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines()]
    assert bare == plain.splitlines()
    assert "\x1b[31m" in coloured


def test_checks_are_a_table(book: AuditBook):
    shown = check_list(checks_of(RULEBOOK), width=120)
    assert len(shown.splitlines()) > len(checks_of(RULEBOOK))
    assert "全部文件" in shown


WORDS = st.text(alphabet="预算12.5万元 \n\tab，。\u202e", max_size=80)


def place(before: str, quote: str, behind: str) -> Any:
    return {"start": 100 + len(before), "context_start": 100, "context": before + quote + behind, "quote": quote}


@given(WORDS, st.text(alphabet="0123456789.,万元", min_size=1, max_size=60), WORDS, st.integers(20, 120))
def test_an_excerpt_is_one_line_that_fits(before: str, quote: str, behind: str, columns: int):
    ahead, marked, after = excerpt(place(before, quote, behind), columns)
    line = ahead + marked + after
    assert cell_len(line) <= columns
    assert not {"\n", "\t", "\u202e"} & set(line)
    assert marked[0] + marked[-1] == "【】"
    if cell_len(quote) <= columns - 4:
        assert marked == f"【{quote}】"


def test_an_excerpt_shows_all_where_there_is_room_and_cuts_the_ends_where_there_is_not():
    spot = place("二、支出决算\n情况 本年支出合计", "12.50", "万元，\n其中：")
    assert "".join(excerpt(spot, 80)) == "二、支出决算情况 本年支出合计【12.50】万元，其中："
    assert "".join(excerpt(spot, 30)) == "…支出合计【12.50】万元，其中："
    assert "".join(excerpt(place("合计\t1,234.50\t", "34.56", "\t\t0"), 60)) == "合计 | 1,234.50 | 【34.56】 | 0"
