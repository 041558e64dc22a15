"""A second round: what is fixed, still there, new and unseen; nothing of the first round is ever lost."""

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.core.audit.document_audit import audit_document
from jixiao.core.audit.finding import Severity
from jixiao.core.kernel.faults import InputFault
from jixiao.reports.audit.audit_json import audit_json
from jixiao.reports.audit.book import AuditBook
from jixiao.reports.audit.record import AuditRecord, audit_record
from jixiao.reports.audit.rounds import Rounds, compare, round_entry
from jixiao.reports.audit.rounds.noted import HERE, skeleton
from jixiao.reports.audit.rounds.terminal import rounds_text
from jixiao.usecases.audit_checks import checks_of
from tests.reports.audit.books import (
    ACCOUNTS,
    BUDGET,
    CHANGE,
    RESIDUE,
    RESTATED,
    TREE,
    Case,
    accounts,
    as_json,
    book,
    budget,
    first_round,
)
from tests.spec.check_runner import BOOK, audited, valid_text

FINDING = {"check": "a.b", "severity": "error", "message": "不符"}
EVERY = (RESTATED, TREE, RESIDUE, CHANGE)


def counts(rounds: Rounds) -> dict[str, int]:
    return {name: value for name, value in round_entry(rounds).items() if isinstance(value, int)}


def second(case: Case, *passes: str, **more: Any) -> AuditBook:
    """A round of one document in which every check found something to look at."""
    return book(case.record(*EVERY, *passes, **more))


def sound(text: str, path: str = "改后.pdf") -> Case:
    """The final account with nothing found in it."""
    return Case(0, path, text, "accounts", 2031)


def test_the_same_audit_twice_is_all_still_there():
    audit = first_round()
    rounds = compare(json.loads(json.dumps(as_json(audit))), audit)
    assert counts(rounds) == {"fixed": 0, "still": 7, "new": 0, "unseen": 0}
    assert [one.earlier["id"] for one in rounds.all().still] == [one.now["id"] for one in rounds.all().still]


def test_what_is_gone_from_a_changed_document_is_fixed():
    earlier = as_json(book(accounts().record()))
    rounds = compare(earlier, second(sound(ACCOUNTS.replace("969.16", "969.06"))))
    assert counts(rounds) == {"fixed": 6, "still": 0, "new": 0, "unseen": 0}


def test_documents_are_the_same_by_unit_kind_and_year_and_not_by_file():
    earlier = as_json(book(accounts("旧/决算.pdf").record(), budget("旧/预算.pdf").record()))
    rounds = compare(earlier, book(budget("新/b.docx").record(), accounts("新/a.docx").record()))
    assert [(one.path, one.earlier_path) for one in rounds.documents] == [
        ("新/b.docx", "旧/预算.pdf"), ("新/a.docx", "旧/决算.pdf"),
    ]  # fmt: skip
    assert counts(rounds)["still"] == 6


def test_other_figures_shifted_places_and_new_list_numbers_do_not_part_a_finding():
    earlier = as_json(book(accounts().record()))
    text = (
        ACCOUNTS.replace("一、收入", "前言：本说明共三部分。\n一、收入")
        .replace("823.40", "1,823.4")
        .replace("300.00", "301")
    )
    rounds = compare(earlier, second(accounts("b.pdf", text)))
    assert counts(rounds) == {"fixed": 0, "still": 6, "new": 0, "unseen": 0}


def test_a_figure_corrected_to_another_wrong_one_is_still_there():
    earlier = as_json(book(accounts().record()))
    rounds = compare(earlier, second(accounts(basic="969.86")))
    changed = [one for one in rounds.all().still if one.earlier["found"] != one.now["found"]]
    assert counts(rounds)["still"] == 6
    assert [(one.earlier["found"], one.now["found"]) for one in changed] == [("969.16 万元", "969.86 万元")]


def test_an_error_that_has_become_rounding_is_fixed():
    earlier = as_json(book(accounts().record()))
    case = accounts(basic="969.07")
    case.found = [replace(one, severity=Severity.ROUNDING) if one.found == "969.07 万元" else one for one in case.found]
    rounds = compare(earlier, second(case))
    assert [row["found"] for row in rounds.all().fixed] == ["969.16 万元"]
    assert [(row["found"], row["severity"]) for row in rounds.all().new] == [("969.07 万元", "rounding")]


def test_rows_of_one_shape_are_told_apart_by_their_labels():
    rows = "项目\t金额\n2010301 行政运行\t10.00\n2130102 行政运行\t20.00"

    def audited(text: str, *wrong: str) -> Case:
        case = Case(0, "a.pdf", text, "accounts", 2031)
        for printed in wrong:
            said = (f"此处为 {printed} 万元", f"{printed} here")
            case.finds(TREE, Severity.ERROR, said, (case.place(printed),), found=printed, expected="30.00")
        return case

    earlier = as_json(book(audited(rows, "10.00").record()))
    rounds = compare(earlier, second(audited(rows.replace("10.00", "11.00"), "20.00")))
    assert counts(rounds) == {"fixed": 1, "still": 0, "new": 1, "unseen": 0}


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (lambda: book(budget().record()), "本次没有这份文件"),
        (lambda: second(sound(ACCOUNTS)), "文件未改动，本次规则不再提出"),
        (lambda: book(sound(ACCOUNTS + "。").record(TREE, RESIDUE, CHANGE)), "这条规则本次没有运行"),
    ],
)
def test_silence_is_no_pass(made: Any, reason: str):
    case = accounts()
    case.found = [one for one in case.found if one.check == RESTATED]
    rounds = compare(as_json(book(case.record())), made())
    assert counts(rounds) == {"fixed": 0, "still": 0, "new": 0, "unseen": 2}
    assert {one.reason.zh for one in rounds.all().unseen} == {reason}
    assert reason in rounds_text(rounds)


def test_a_check_that_looked_at_nothing_or_crashed_says_nothing():
    earlier = as_json(book(accounts().record()))
    made = sound(ACCOUNTS + "。").record(*EVERY)
    for row in made["checks"]:
        if row["check"] == TREE:
            row |= {"applied": 0, "passed": 0}
    made["faults"] = [{"check": CHANGE, "trace": "…"}]
    made["left_out"] = {RESIDUE: 2}
    unseen = {one.earlier["check"]: one.reason.zh for one in compare(earlier, book(made)).all().unseen}
    assert unseen == {
        TREE: "这条规则本次没有可核对的内容",
        CHANGE: "这条规则本次没有运行",
        RESIDUE: "疑点较多，这条规则的疑点本次未全部列出",
    }


def test_a_finding_between_documents_needs_both_of_them():
    earlier = as_json(first_round())
    rounds = compare(earlier, second(accounts("改后.pdf")))
    assert [one.reason.zh for one in rounds.related.unseen] == ["本次没有这份文件"]
    assert rounds.documents[-1].absent is not None
    assert "示例市样本区样本局 2032 部门预算\n  ? 本次没有这份文件" in rounds_text(rounds)


def test_a_file_that_could_not_be_read_says_so():
    earlier = as_json(book(accounts("旧/坏文件.pdf").record()))
    rounds = compare(earlier, book(budget().record()))
    assert {one.reason.zh for one in rounds.all().unseen} == {"这份文件本次未能读取"}


def test_documents_of_an_unknown_unit_go_by_their_file():
    one = Case(0, "甲.pdf", ACCOUNTS, "accounts", 2031, None)
    other = Case(0, "乙.pdf", BUDGET, "accounts", 2031, None)
    rounds = compare(as_json(book(one.record(), other.record())), book(other.record(), one.record()))
    assert [(each.path, each.earlier_path) for each in rounds.documents] == [("乙.pdf", "乙.pdf"), ("甲.pdf", "甲.pdf")]
    third = compare(as_json(book(one.record())), book(Case(0, "丙.pdf", BUDGET, "accounts", 2031, None).record()))
    assert [each.earlier_path for each in third.documents] == [None, "甲.pdf"]


def test_findings_without_their_context_are_matched_by_what_they_say():
    earlier = as_json(book(accounts().record()))
    for row in earlier["findings"]:
        row["places"] = [{key: place[key] for key in ("path", "page", "quote")} for place in row["places"]]
    assert counts(compare(earlier, second(accounts("改后.pdf", basic="969.86")))) == {
        "fixed": 0, "still": 6, "new": 0, "unseen": 0,
    }  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_json_that_the_program_writes_can_be_held_against_a_round(language: Any):
    audit = first_round()
    earlier = json.loads("".join(audit_json(audit, language)))
    assert counts(compare(earlier, audit)) == {"fixed": 0, "still": 7, "new": 0, "unseen": 0}


def test_two_rounds_of_one_of_our_documents():
    sound_text = valid_text("accounts")
    first = sound_text.replace("下降1.72%", "下降1.82%").replace("完成预算的46.41%", "完成预算的64.41%")
    later = sound_text.replace("下降1.72%", "下降1.92%").replace("占14.07%", "占14.70%")
    later = later.replace("\n四、财政拨款", "\n以上各项按科目列示。\n\n四、财政拨款")
    before, now = (
        AuditBook.of([really_audited(text, name)]) for text, name in ((first, "一审.md"), (later, "二审.md"))
    )
    everything = compare(json.loads("".join(audit_json(before))), now).all()
    assert [row["places"][0]["quote"] for row in everything.fixed] == ["64.41"]
    assert [row["places"][0]["quote"] for row in everything.new] == ["14.70"]
    assert [(one.earlier["found"], one.now["found"]) for one in everything.still] == [("1.82%", "1.92%")]
    assert everything.unseen == ()


def really_audited(text: str, name: str) -> AuditRecord:
    document = audited(text, name)
    return audit_record(document, audit_document(document, checks_of(BOOK)))


@given(st.sets(st.integers(0, 6)), st.sets(st.integers(0, 6)), st.booleans(), st.booleans(), st.booleans())
def test_nothing_is_lost(before: set[int], now: set[int], other_file: bool, all_ran: bool, both: bool):
    one, other = accounts("a.pdf" if other_file else "2031决算.pdf", ACCOUNTS + ("。" if other_file else "")), budget()
    one.found, one.causes = [finding for number, finding in enumerate(one.found) if number in now], []
    made = book(one.record(*EVERY if all_ran else ()), *([other.record()] if both else []))
    earlier = as_json(first_round())
    earlier["findings"] = [row for number, row in enumerate(earlier["findings"]) if number in before]
    everything = compare(earlier, made).all()
    became = [
        *everything.fixed,
        *(each.earlier for each in everything.still),
        *(each.earlier for each in everything.unseen),
    ]
    assert Counter(row["id"] for row in became) == Counter(row["id"] for row in earlier["findings"])
    is_now = [each.now["id"] for each in everything.still] + [row["id"] for row in everything.new]
    assert Counter(is_now) == Counter(row["id"] for row in made.findings())
    if other_file and all_ran:
        assert not any(each.earlier["places"][0]["path"] == "2031决算.pdf" for each in everything.unseen)


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ([], "--against"),
        ({"schema": "jixiao/facts/1"}, "--against"),
        ({"schema": "jixiao/audit/1"}, "documents"),
        ({"schema": "jixiao/audit/1", "documents": [{}], "findings": []}, r"documents\[0\]"),
        ({"schema": "jixiao/audit/1", "documents": [{"path": "a", "entity": 1}], "findings": []}, r"documents\[0\]"),
        ({"schema": "jixiao/audit/1", "documents": [], "findings": {}}, "findings"),
        (
            {"schema": "jixiao/audit/1", "documents": [], "findings": [{"check": "a.b", "severity": []}]},
            r"findings\[0\]",
        ),
        (
            {
                "schema": "jixiao/audit/1",
                "documents": [],
                "findings": [FINDING | {"places": []}],
            },
            r"findings\[0\].places",
        ),
    ],
)
def test_what_is_no_audit_is_refused_with_the_place(written: object, where: str):
    with pytest.raises(InputFault, match=where):
        compare(written, first_round())


def test_the_entry_for_json_can_be_written_and_names_new_findings_by_id():
    earlier = as_json(first_round())
    entry = json.loads(json.dumps(round_entry(compare(earlier, second(accounts(basic="969.86"))))))
    first = entry["documents"][0]
    assert (first["path"], first["earlier_path"], first["kind"], first["period"]) == (
        "2031决算.pdf", "2031决算.pdf", "accounts", "2031",
    )  # fmt: skip
    assert [one["id"] for one in first["still"]] == [1, 2, 3, 4, 5, 6]
    assert entry["related"]["unseen"][0]["reason"] == "本次没有这份文件"


def test_the_terminal_counts_errors_and_leads_and_leaves_rounding_out():
    audit = first_round()
    said = rounds_text(compare(as_json(audit), audit))
    assert said.startswith("与上一轮相比：已更正 0，仍存在 6，新发现 0，未再核对 0\n")
    assert "增减幅度" not in said
    assert max(sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) for line in said.splitlines()) <= 80
    assert rounds_text(compare(as_json(audit), audit), "en").startswith("Compared with the earlier round: fixed 0")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (f"31. 2031年支出{HERE}万元，比 2030 年增加1,234.50万元", f"2031年支出{HERE}万元,比2030年增加#万元"),
        (f"（一）支出{HERE}", f"支出{HERE}"),
        (f"205 教育支出\t1,234.50\t{HERE}\t—", f"205教育支出|#|{HERE}|—"),
        (f"2010301\t行政运行\t１２.5\t{HERE}", f"2010301|行政运行|#|{HERE}"),
        (f"12.5\t{HERE}", f"12.5|{HERE}"),
    ],
)
def test_a_skeleton_keeps_names_codes_and_years(words: str, expected: str):
    assert skeleton(words) == expected
