"""What is offered to others, published on acceptance, taken from the year's records, attached, sent back, compared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.evaluation.conftest import AT, LATER
from tests.web.evaluation.test_stages import go, go_to, review_all

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import SimpleNamespace

    from django.test import Client

    from jixiao.web.modules.evaluation.models import DepartmentYear
    from jixiao.web.platform.people.models import Person


def years_of_many(places: list[Any], by: Person, **words: Any) -> list[DepartmentYear]:
    from jixiao.web.modules.evaluation.models import DepartmentYear

    known = {"year": 2024, "region": "示例市", "framework": "shenzhen-department-2022", "by": by, "at": AT, **words}
    return DepartmentYear.objects.bulk_create(
        DepartmentYear(organisation=one, entity=one.name, **known) for one in places
    )


def test_scores_of_many_are_asked_for_at_once(
    district: SimpleNamespace, people: dict[str, Person], django_assert_max_num_queries: Any
):
    from jixiao.web.platform.people.models import Organisation
    from jixiao.web.registers.scores.queries import scores

    places = Organisation.objects.bulk_create(
        Organisation(name=f"部门{n}", kind="department", region="示例市", parent=district.root, path=f"/9/{n}/")
        for n in range(200)
    )
    years_of_many(places, people["filler"], stage="accepted", stated=95, reviewed=91)
    with django_assert_max_num_queries(1):
        found = scores(places, 2024)
    one = found[places[0].pk]
    assert (len(found), one.grade, one.is_accepted, one.stage_name.zh) == (200, "优", True, "已接受")


def test_acceptance_publishes_what_was_signed(filled: DepartmentYear, people: dict[str, Person]):
    from jixiao.web.registers.publications.models import Publication
    from jixiao.web.registers.scores.queries import card

    go_to(filled, "in_review", people)
    review_all(filled, people)
    assert not Publication.objects.exists()
    go(filled, "accept", people["reviewer"])
    one = Publication.objects.get()
    assert (one.kind, one.year, one.organisation) == ("scorecard", 2022, filled.organisation)
    assert one.record == json.loads(filled.runs.get().result) == card(filled.organisation, 2022)
    assert "财政复核 96.30 分" in one.words


def test_the_same_person_does_not_sign_for_section_and_office(filled: DepartmentYear, people: dict[str, Person]):
    from jixiao.core.kernel.faults import InputFault

    go_to(filled, "section_signed", people)
    with pytest.raises(InputFault, match="someone else signs"):
        go(filled, "sign_office", people["section_head"])
    go(filled, "sign_office", people["unit_head"])
    assert filled.stage == "office_signed"


def test_only_what_was_sent_back_is_worked_on_again(
    filled: DepartmentYear, people: dict[str, Person], client: Client, sign_in: Callable[..., Client]
):
    from jixiao.core.kernel.faults import InputFault
    from jixiao.web.modules.evaluation.actions.filling import explain
    from jixiao.web.modules.evaluation.actions.reviewing import remark

    go_to(filled, "in_review", people)
    page = sign_in(client, people["reviewer"]).post(
        f"/evaluation/{filled.pk}/review/", {"text:procurement": "", "verdict:procurement": "returned"}
    )
    assert page.status_code == 400
    said = {"procurement": (0, "", "请附合同", "returned"), "asset_safety": (0, "", "", "accepted")}
    remark(year=filled.pk, said=said, by=people["reviewer"], at=LATER)
    with pytest.raises(InputFault):
        go(filled, "accept", people["reviewer"])
    go(filled, "return", people["reviewer"])
    go(filled, "reopen", people["filler"])
    who = {"year": filled.pk, "version": 0, "text": "已补", "by": people["filler"], "at": LATER}
    with pytest.raises(InputFault, match="accepted this indicator"):
        explain(indicator="asset_safety", **who)
    explain(indicator="procurement", **who)
    fill = sign_in(client, people["filler"]).get(f"/evaluation/{filled.pk}/fill/").content.decode()
    assert "上轮已接受" in fill
    go_to(filled, "in_review", people)
    carried = filled.remarks.filter(round=2)
    assert [(one.indicator, one.verdict) for one in carried] == [("asset_safety", "accepted")]


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger with a new figure, one that agrees and one that differs."""
    from jixiao.web.modules.evaluation import proposing
    from jixiao.web.registers.figures.entries import Entry

    source = {"kind": "ledger", "document": {"key": "ledger", "title": "预算台账"}, "place": "20 行"}

    def figures(organisation: Any, year: int) -> list[Entry]:
        told = (("initial_budget", "1,234.00"), ("procurement_plan", "19.50"), ("procurement_actual", "9.99"))
        return [Entry(concept, str(year), printed, "万元", source) for concept, printed in told]

    monkeypatch.setattr(proposing, "offered", lambda name: figures if name == "funds.figures" else None)


def test_figures_of_the_ledger_are_shown_chosen_and_never_silently_taken(
    filled: DepartmentYear, people: dict[str, Person], client: Client, sign_in: Callable[..., Client], ledger: None
):
    from jixiao.web.modules.evaluation.proposing import proposals
    from jixiao.web.registers.figures.queries import holding

    def printed(concept: str) -> list[str]:
        return [one.printed for one in holding(filled.organisation, 2022).filter(concept=concept, period="2022")]

    before = {name: printed(name) for name in ("initial_budget", "procurement_actual")}
    found = {one.entry.concept: one for one in proposals(filled) or ()}
    assert {name: one.kind for name, one in found.items()} == {
        "initial_budget": "conflict", "procurement_plan": "same", "procurement_actual": "conflict",
    }  # fmt: skip
    address = f"/evaluation/{filled.pk}/from-year/"
    sign_in(client, people["filler"])
    assert "与已填的不同" in client.get(address).content.decode()
    one, other = found["initial_budget"], found["procurement_actual"]
    assert client.post(address, {f"take:{one.key}": "take"}).status_code == 409
    assert client.post(address, {"take:0123456789abcdef": "take"}).status_code == 409
    assert {name: printed(name) for name in before} == before
    assert client.post(address, {f"take:{one.key}": "take", f"take:{other.key}": "keep"}).status_code == 302
    assert printed("initial_budget") == ["1,234.00"]
    assert printed("procurement_actual") == before["procurement_actual"]
    assert [one.kind for one in proposals(filled) or ()].count("conflict") == 1


def test_evidence_is_attached_downloaded_and_taken_away(
    filled: DepartmentYear, people: dict[str, Person], client: Client, sign_in: Callable[..., Client], stranger: Person
):
    address = f"/evaluation/{filled.pk}/indicators/procurement/evidence/"
    sign_in(client, people["filler"])
    assert client.post(address, {"file": SimpleUploadedFile("合同.pdf", b"contract")}).status_code == 302
    assert client.post(address, {"file": SimpleUploadedFile("空.pdf", b"")}).status_code == 302
    assert client.post(address, {"clause": "no_such", "file": SimpleUploadedFile("a", b"a")}).status_code == 404
    one = filled.evidence.get()
    assert "合同.pdf" in client.get(f"/evaluation/{filled.pk}/indicators/procurement/").content.decode()
    file = client.get(f"/evaluation/{filled.pk}/evidence/{one.pk}/")
    assert (file.content, "attachment" in file.headers["Content-Disposition"]) == (b"contract", True)
    assert sign_in(client, stranger).get(f"/evaluation/{filled.pk}/evidence/{one.pk}/").status_code == 403
    sign_in(client, people["filler"])
    assert client.post(f"/evaluation/{filled.pk}/evidence/{one.pk}/detach/").status_code == 302
    one.refresh_from_db()
    assert one.removed_by == people["filler"]


def test_a_year_that_later_rules_do_not_know_says_so_and_can_be_put_right(
    filled: DepartmentYear, people: dict[str, Person], client: Client, sign_in: Callable[..., Client]
):
    from jixiao.web.modules.evaluation.models import Statement
    from jixiao.web.registers.figures.models import Figure

    base = {"organisation": filled.organisation, "year": 2022, "period": "2022", "printed": "1", "unit": "万元"}
    source = {"kind": "person"}
    Figure.objects.create(concept="no_longer", source=source, position=999, by=people["filler"], at=AT, **base)
    Statement.objects.create(year=filled, indicator="no_longer", value="1.00", by=people["filler"], at=AT)
    sign_in(client, people["filler"])
    for path in ("", "fill/", "figures/", "review/", "total/", "indicators/procurement/", "scorecard.json", "import/"):
        page = client.get(f"/evaluation/{filled.pk}/{path}")
        assert page.status_code == 409, path
        assert "不能评分" in page.content.decode()
    assert client.get("/evaluation/?year=2022").status_code == 200
    assert client.post(f"/evaluation/{filled.pk}/drop-unfit/").status_code == 302
    assert client.get(f"/evaluation/{filled.pk}/").status_code == 200
    assert not filled.statements.filter(indicator="no_longer").exists()
    assert filled.statements.exclude(indicator="").count() > 10


def test_only_what_is_read_in_the_same_way_is_ranked_together(
    district: SimpleNamespace, people: dict[str, Person], client: Client, sign_in: Callable[..., Client]
):
    from jixiao.web.modules.evaluation.comparing.ranking import groups
    from jixiao.web.modules.evaluation.models import DepartmentYear

    places = [district.service, district.education, district.finance, district.centre]
    years_of_many(places, people["filler"], stage="accepted", stated=95, reviewed=91)
    DepartmentYear.objects.filter(organisation=district.finance).update(readings={"budget_execution": "linear"})
    DepartmentYear.objects.filter(organisation=district.centre).update(stage="submitted")
    rows = list(DepartmentYear.objects.select_related("organisation"))
    found, open_ = groups(rows)
    assert [[row.place for row in one.rows] for one in found] == [[1, 1], [1]]
    assert found[0].why is None
    assert found[1].why is not None
    assert "读法不同" in found[1].why.zh
    assert [one.organisation for one in open_] == [district.centre]
    page = sign_in(client, people["reviewer"]).get("/evaluation/analysis/?year=2024").content.decode()
    assert "读法不同" in page
    assert "−4.00" in page
    parts = {"signals": "须留意", "gaps": "平均差", "evaluators": "还没有复核完的", "no such part": "名次"}
    for show, told in parts.items():
        part = client.get("/evaluation/analysis/", {"year": "2024", "show": show}).content.decode()
        assert told in part.partition("</nav>\n")[2]
    assert client.get("/evaluation/analysis/export.xlsx?year=2024").content[:2] == b"PK"
    assert sign_in(client, people["unit_head"]).get("/evaluation/analysis/").status_code == 403


def test_scores_that_repeat_and_full_marks_are_noticed(district: SimpleNamespace, people: dict[str, Person]):
    from jixiao.web.modules.evaluation.comparing.signals import points_of, signals
    from jixiao.web.modules.evaluation.models import Statement

    who = {"by": people["filler"], "at": AT}
    now, before = (
        years_of_many([district.service], people["filler"], year=year)[0] for year in (2024, 2023)
    )  # fmt: skip
    for year in (now, before):
        Statement.objects.bulk_create(
            Statement(year=year, indicator=name, value=f"{most:.2f}", **who)
            for name, most in points_of("shenzhen-department-2022", 2024)
        )
    assert [one.kind for one in signals([now], [])] == ["full", "same_as_before"]
