"""Drafting, live figures, checks, signing and what it freezes, publishing."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.web.report.conftest import AT, YEAR, go

if TYPE_CHECKING:
    from django.test import Client

    from jixiao.web.modules.report.models import Report
    from jixiao.web.platform.people.models import Person

pytestmark = pytest.mark.django_db


def words(paper: Any) -> str:
    return "\n".join("".join(run["text"] for run in part.get("runs", ())) for part in paper["parts"])


def test_a_draft_has_the_four_parts_and_the_figures_of_the_year(report: Report):
    from jixiao.web.modules.report.paper.building import live

    paper, _ = live(report, AT)
    heads = [part["text"][:2] for part in paper["parts"] if part["kind"] == "heading" and part["level"] == 1]
    assert heads == ["一、", "二、", "三、", "四、"]
    assert "年初预算总额为1,000.00万元" in words(paper)
    assert "预算执行率为95.00%" in words(paper)
    assert "自评得分96.30分，等级为优" in words(paper)
    assert "列入分析的绩效指标共2项，已完成1项，未完成1项" in words(paper)
    kinds = [(part["kind"], part["block"]) for part in paper["parts"] if part["kind"] in ("table", "chart")]
    assert {"budget-flow", "money-table", "money-in-time", "score-levels", "losses", "score-table"} <= {
        k for _, k in kinds
    }


def test_figures_are_live_until_the_first_signature_and_then_stay(
    checked: Report, people: dict[str, Person], registers: SimpleNamespace
):
    from jixiao.web.modules.report.paper.building import standing

    signed = go(checked, people, "sign_section")
    registers.spent = 990
    paper, frozen, _ = standing(signed, AT)
    assert "预算执行率为95.00%" in words(paper)
    assert frozen is not None and json.loads(frozen.content) == paper


def test_a_figure_that_moves_makes_the_check_old_and_nobody_signs(
    checked: Report, people: dict[str, Person], registers: SimpleNamespace
):
    from jixiao.web.platform.refusals import Refused

    registers.spent = 990
    with pytest.raises(Refused, match="changed since the check"):
        go(checked, people, "sign_section")
    assert checked.signed.count() == 0


def test_a_report_with_gaps_or_unanswered_errors_is_not_signed(
    report: Report, people: dict[str, Person], run_jobs: Callable[[], int]
):
    from jixiao.web.modules.report.actions.asking import ask
    from jixiao.web.platform.refusals import Refused

    with pytest.raises(Refused, match=r"incomplete.*has not been checked"):
        go(report, people, "sign_section")
    report.blocks.filter(key="duties").update(text="数字：{{没有这个数}}")
    report.blocks.exclude(key="duties").update(text="全年预算100.00万元，支出90.00万元，执行率为50.00%。")
    ask(report=report.pk, by=people["filler"], at=AT)
    run_jobs()
    with pytest.raises(Refused, match="incomplete"):
        go(report, people, "sign_section")


def test_the_checks_find_a_wrong_rate_and_name_its_block(
    complete: Report, people: dict[str, Person], run_jobs: Callable[[], int]
):
    from jixiao.web.modules.report.actions.asking import ask
    from jixiao.web.platform.refusals import Refused

    wrong = (
        "2024年本部门调整后年度总指标为1,000.00万元。截至2024年年末，本部门实际支出900.00万元，预算执行率达50.00%。"
        "政府采购年度总指标为100.00万元，政府采购实际支出50.00万元，政府采购执行率为80.00%。"
    )
    complete.blocks.filter(key="money-run").update(text=wrong)
    ask(report=complete.pk, by=people["filler"], at=AT)
    run_jobs()
    check = complete.checks.first()
    errors = [one for one in check.findings if one["severity"] == "error"]
    assert "money-run" in {one["block"] for one in errors}
    with pytest.raises(Refused, match="have no reason yet"):
        go(complete, people, "sign_section")


def test_what_was_signed_is_downloaded_byte_for_byte(
    checked: Report, people: dict[str, Person], client: Client, sign_in: Any, registers: SimpleNamespace
):
    go(checked, people, "sign_section", "sign_unit")
    sign_in(client, people["filler"])
    first = {form: client.get(f"/report/{checked.pk}/files/{form}/").content for form in ("docx", "pdf")}
    registers.spent = 990
    again = {form: client.get(f"/report/{checked.pk}/files/{form}/").content for form in ("docx", "pdf")}
    assert first == again
    assert first["pdf"].startswith(b"%PDF") and first["docx"].startswith(b"PK")


def test_publishing_puts_the_file_into_the_register(checked: Report, people: dict[str, Person]):
    from jixiao.web.platform.trail.models import Event
    from jixiao.web.registers.publications.models import Publication

    report = go(checked, people, "sign_section", "sign_unit", "submit", "publish")
    made = Publication.objects.get(organisation=report.organisation, year=YEAR, kind="self_evaluation")
    assert report.publication == made and made.file == report.signed.first().pdf
    verbs = list(Event.objects.filter(target=f"report/{report.pk}").order_by("pk").values_list("action", flat=True))
    assert verbs[0] == "report.draft" and verbs[-4:] == [
        "report.sign_section", "report.sign_unit", "report.submit", "report.publish",
    ]  # fmt: skip


def test_tampering_with_what_was_signed_stops_the_second_signature(checked: Report, people: dict[str, Person]):
    from jixiao.web.platform.refusals import Refused

    report = go(checked, people, "sign_section")
    signed = report.signed.first()
    signed.content = signed.content.replace("95.00%", "99.00%")
    signed.save()
    with pytest.raises(Refused, match="no longer has its hash"):
        go(report, people, "sign_unit")


def test_who_may_not_sign_does_not(checked: Report, people: dict[str, Person], stranger: Person):
    from jixiao.web.modules.report.actions.moving import move

    for who in (people["filler"], people["reviewer"], stranger):
        with pytest.raises(PermissionDenied):
            move(report=checked.pk, name="sign_section", version=checked.version, note="", by=who, at=AT)


def test_sending_back_needs_a_reason_and_makes_figures_live_again(
    checked: Report, people: dict[str, Person], registers: SimpleNamespace
):
    from jixiao.web.modules.report.actions.moving import move
    from jixiao.web.modules.report.paper.building import standing
    from jixiao.web.platform.refusals import Refused

    report = go(checked, people, "sign_section")
    back = {"report": report.pk, "name": "send_back", "version": report.version, "by": people["unit_head"], "at": AT}
    with pytest.raises(Refused, match="say why"):
        move(**back, note=" ")
    report = move(**back, note="补充说明")
    registers.spent = 990
    paper, frozen, _ = standing(report, AT)
    assert frozen is None and "预算执行率为99.00%" in words(paper)
