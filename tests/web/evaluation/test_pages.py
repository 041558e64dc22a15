"""Pages: each opens for those who may see it, says what is wrong with what was entered, and loses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.web.evaluation.conftest import AT, FRAMEWORK

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from jixiao.web.modules.evaluation.models import DepartmentYear
    from jixiao.web.platform.people.models import Person

OF_A_YEAR = (
    "", "fill/", "total/", "indicators/budget_execution/", "indicators/procurement/", "figures/", "import/", "review/",
    "indicators/budget_execution/what-if/", "indicators/procurement/what-if/", "facts.json",
)  # fmt: skip


@pytest.fixture
def filler(client: Client, people: dict[str, Person], sign_in: Callable[..., Client]) -> Client:
    return sign_in(client, people["filler"])


def test_pages_of_a_year_open(filled: DepartmentYear, filler: Client):
    for lang in ("zh", "en"):
        filler.cookies["lang"] = lang
        for page in OF_A_YEAR:
            assert filler.get(f"/evaluation/{filled.pk}/{page}").status_code == 200, (lang, page)


def test_an_empty_year_opens_too(year: DepartmentYear, filler: Client):
    for page in OF_A_YEAR:
        assert filler.get(f"/evaluation/{year.pk}/{page}").status_code == 200, page


def test_the_year_of_another_department_is_refused(
    year: DepartmentYear, client: Client, stranger: Person, sign_in: Callable[..., Client]
):
    sign_in(client, stranger)
    for page in (*OF_A_YEAR, "figures/new/", "scorecard.json"):
        assert client.get(f"/evaluation/{year.pk}/{page}").status_code == 403, page


def test_lists_leave_out_what_is_another_s(
    filled: DepartmentYear, client: Client, stranger: Person, people: dict[str, Person], sign_in: Callable[..., Client]
):
    assert filled.organisation.name not in _main(sign_in(client, stranger).get("/evaluation/?year=2022"))
    assert filled.organisation.name in _main(sign_in(client, people["auditor"]).get("/evaluation/?year=2022"))
    assert filled.organisation.name not in _main(client.get("/evaluation/?stage=accepted&year=2022"))
    assert filled.organisation.name in _main(client.get("/evaluation/?stage=draft&year=2022&unit=产业"))


def _main(response: Any) -> str:
    return response.content.decode().partition('<table class="list">')[2]


def test_a_list_of_many_takes_few_queries(
    district: Any, people: dict[str, Person], client: Client, sign_in: Callable[..., Client],
    django_assert_max_num_queries: Any,
):  # fmt: skip
    from jixiao.web.modules.evaluation.models import DepartmentYear

    rows = [
        DepartmentYear(organisation=district.service, year=1900 + n, entity="一个单位", region="示例市",
                       framework=FRAMEWORK, by=people["filler"], at=AT)
        for n in range(60)
    ]  # fmt: skip
    DepartmentYear.objects.bulk_create(rows)
    sign_in(client, people["leader"])
    with django_assert_max_num_queries(25):
        assert client.get("/evaluation/").status_code == 200


def test_what_does_not_exist_is_not_found(year: DepartmentYear, filler: Client):
    for page in ("9999/", f"{year.pk}/indicators/none/", f"{year.pk}/figures/9999/", f"{year.pk}/import/9999/",
                 f"{year.pk}/runs/9999/record.json", f"{year.pk}/indicators/none/what-if/"):  # fmt: skip
        assert filler.get(f"/evaluation/{page}").status_code == 404, page


def test_beginning_a_year(district: Any, filler: Client, people: dict[str, Person]):
    from jixiao.web.modules.evaluation.models import DepartmentYear

    sent = {"organisation": district.service.pk, "year": 2023, "framework": ""}
    refused = filler.post("/evaluation/new/", sent)
    assert refused.status_code == 400  # no framework holds for 示例市
    assert filler.post("/evaluation/new/", sent | {"framework": "shenzhen-department-2020"}).status_code == 400
    made = filler.post("/evaluation/new/", sent | {"framework": FRAMEWORK})
    assert made.status_code == 302
    assert DepartmentYear.objects.get().year == 2023
    again = filler.post("/evaluation/new/", sent | {"framework": FRAMEWORK})
    assert again["Location"] == f"/evaluation/{DepartmentYear.objects.get().pk}/"
    other = filler.post("/evaluation/new/", sent | {"organisation": district.education.pk, "framework": FRAMEWORK})
    assert other.status_code == 400
    assert DepartmentYear.objects.count() == 1


def test_only_those_who_fill_in_begin_a_year(
    district: Any, client: Client, people: dict[str, Person], sign_in: Callable[..., Client]
):
    assert sign_in(client, people["leader"]).get("/evaluation/new/").status_code == 403


def _card(filler: Client, year: DepartmentYear, indicator: str, **sent: Any) -> Any:
    return filler.post(f"/evaluation/{year.pk}/indicators/{indicator}/", sent)


def test_a_figure_as_people_write_it(year: DepartmentYear, filler: Client):
    part = "figure:procurement_plan:2022"
    sent = {"concept": "procurement_plan", "period": "2022", "printed": "19.50 万元", "unit": "元", "hedge": ""}
    sent |= {"document": "-other", "title": "自评报告", "kind": "text", "section": "一（四）", "quote": "19.50 万元"}
    got = _card(filler, year, "procurement", part=part, **{f"{part}-{name}": value for name, value in sent.items()})
    assert got.status_code == 302
    page = filler.get(f"/evaluation/{year.pk}/indicators/procurement/").content.decode()
    assert "19.50 万元" in page
    assert "《自评报告》" in page


NO_FIGURES = [("很多", "不是一个写法明确的数"), ("-3", "不能为负"), ("", "有几处没有填对")]


@pytest.mark.parametrize(("printed", "said"), NO_FIGURES)
def test_a_figure_that_is_none_is_refused_and_kept_in_the_form(
    year: DepartmentYear, filler: Client, printed: str, said: str
):
    part = "figure:procurement_plan:2022"
    sent = {"concept": "procurement_plan", "period": "2022", "printed": printed, "unit": "万元", "document": "hand"}
    got = _card(filler, year, "procurement", part=part, **{f"{part}-{name}": value for name, value in sent.items()})
    page = got.content.decode()
    assert got.status_code == 400
    assert said in page
    assert not printed or f'value="{printed}"' in page


def test_a_decision_and_a_stale_one(year: DepartmentYear, filler: Client):
    part = "clause:policy"
    sent = {"value": "1.00", "decided_by": "张三", "on": "2026-03-02", "evidence": "合同", "document": ""}

    def send(version: int, **words: str) -> Any:
        fields = {f"{part}-{name}": value for name, value in (sent | words).items()}
        return _card(filler, year, "procurement", part=part, version=version, **fields)

    assert send(0).status_code == 302
    stale = send(0, value="0.50", evidence="我看到的不同")
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "别人刚改过" in page
    assert "我看到的不同" in page
    assert "合同" in page
    assert send(1, value="0.50").status_code == 302
    assert send(2, value="7").status_code == 400
    assert year.decisions.get().value == "0.50"
    taken = _card(filler, year, "procurement", part=part, version=2, take_back="1")
    assert taken.status_code == 302
    assert not year.decisions.exists()


def test_a_stated_score_beyond_the_points_is_refused(year: DepartmentYear, filler: Client):
    def send(value: str) -> int:
        sent = {"part": "state", "version": 0, "state-value": value, "state-document": ""}
        return _card(filler, year, "procurement", **sent).status_code

    assert send("3.00") == 400
    assert send("x") == 400
    assert not year.statements.exists()
    assert send("1.15") == 302
    assert year.statements.get().value == "1.15"


def test_the_stated_total_and_a_reason(year: DepartmentYear, filler: Client):
    url = f"/evaluation/{year.pk}/total/"
    stated = {"part": "state", "version": 0, "state-value": "96.76", "state-document": ""}
    assert filler.post(url, stated).status_code == 302
    assert filler.post(url, {"part": "reason", "version": 0, "text": "说明一"}).status_code == 302
    stale = filler.post(url, {"part": "reason", "version": 0, "text": "说明二"})
    assert stale.status_code == 409
    assert "说明一" in stale.content.decode()
    assert "说明二" in stale.content.decode()
    assert filler.post(url, {"part": "nothing", "version": 0}).status_code == 403


def test_the_names_on_the_papers_and_the_grade(year: DepartmentYear, filler: Client):
    url, names = f"/evaluation/{year.pk}/total/", {"entity": "另一个名称", "region": "深圳市福田区", "grade": "优"}
    assert filler.post(url, {"part": "names", "version": year.version, **names}).status_code == 302
    stale = filler.post(url, {"part": "names", "version": year.version, **names, "entity": "第三个名称"})
    assert stale.status_code == 409
    assert "第三个名称" in stale.content.decode()
    year.refresh_from_db()
    assert (year.entity, year.region, year.stated_grade) == ("另一个名称", "深圳市福田区", "优")
    assert filler.post(url, {"part": "names", "version": year.version, **names, "entity": " "}).status_code == 400
    assert filler.post(url, {"part": "names", "version": year.version, **names, "grade": "妙"}).status_code == 400


def test_another_reading(filled: DepartmentYear, filler: Client):
    from jixiao.web.modules.evaluation.scoring import standing_card

    result = next(one for one in standing_card(filled).results if one.indicator.id == "budget_execution")
    other = next(one for one in result.readings if one.score is not None and one.score != result.score)
    assert _card(filler, filled, "budget_execution", part="reading", reading=other.name).status_code == 302
    filled.refresh_from_db()
    again = next(one for one in standing_card(filled).results if one.indicator.id == "budget_execution")
    assert again.score == other.score
    assert _card(filler, filled, "budget_execution", part="reading", reading="nobody").status_code == 400


def test_two_people_edit_one_figure(filled: DepartmentYear, filler: Client):
    from jixiao.web.registers.figures.models import Figure
    from jixiao.web.registers.figures.queries import holding

    first = holding(filled.organisation, 2022)[0]
    url = f"/evaluation/{filled.pk}/figures/{first.pk}/"
    sent = {"concept": first.concept, "period": first.period, "unit": "万元", "hedge": "", "document": "hand"}
    assert filler.get(url).status_code == 200
    assert filler.post(url, sent | {"printed": "44,351.00"}).status_code == 302
    second = filler.post(url, sent | {"printed": "44,352.00"})
    page = second.content.decode()
    assert second.status_code == 409
    assert "44,351.00" in page
    assert "44,352.00" in page
    new = holding(filled.organisation, 2022)[0]
    assert f'action="/evaluation/{filled.pk}/figures/{new.pk}/"' in page
    assert new.printed == "44,351.00"
    assert filler.post(f"/evaluation/{filled.pk}/figures/{first.pk}/withdraw/").status_code == 302
    assert holding(filled.organisation, 2022)[0] == new
    assert filler.post(f"/evaluation/{filled.pk}/figures/{new.pk}/withdraw/").status_code == 302
    assert Figure.objects.filter(pk=new.pk, replaced_by=None).count() == 0


def test_one_more_figure(year: DepartmentYear, filler: Client):
    url = f"/evaluation/{year.pk}/figures/new/"
    sent = {"concept": "petitions", "period": "2022", "printed": "4", "unit": "件", "document": "hand"}
    assert filler.get(url).status_code == 200
    assert filler.post(url, sent | {"unit": "万元"}).status_code == 400
    assert filler.post(url, sent | {"period": "2022-13"}).status_code == 400
    assert filler.post(url, sent).status_code == 302


def test_those_who_only_read_cannot_write(
    filled: DepartmentYear, client: Client, people: dict[str, Person], sign_in: Callable[..., Client]
):
    from jixiao.web.registers.figures.queries import holding

    sign_in(client, people["leader"])
    figure = holding(filled.organisation, 2022)[0].pk
    of_one = (f"figures/{figure}/", f"figures/{figure}/withdraw/")
    for page in ("indicators/procurement/", "total/", "figures/new/", *of_one, "import/", "review/"):
        assert client.post(f"/evaluation/{filled.pk}/{page}", {"part": "reason"}).status_code == 403, page


def test_what_if_saves_nothing(filled: DepartmentYear, filler: Client, expected: str):
    from jixiao.web.modules.evaluation.downloads import as_json
    from jixiao.web.modules.evaluation.scoring import standing_card

    url = f"/evaluation/{filled.pk}/indicators/procurement/what-if/"
    page = filler.get(url, {"figure:procurement_actual:2022": "19.50", "clause:policy": "1.00"}).content.decode()
    assert "2.00" in page
    assert "1.15" in page
    assert filler.get(url, {"figure:procurement_actual:2022": "x"}).status_code == 400
    assert filler.get(url, {"figure:procurement_actual:2022": ""}).status_code == 200
    off = f"/evaluation/{filled.pk}/indicators/off_establishment_staff/what-if/"
    assert "1.00" in filler.get(off, {"figure:off_establishment_staff:2022": "1"}).content.decode()
    assert as_json(standing_card(filled)) == expected.encode()


def test_user_words_are_escaped(year: DepartmentYear, filler: Client):
    bad = "<script>alert(1)</script>"
    _card(filler, year, "procurement", part="reason", version=0, text=bad)
    part = "clause:policy"
    words = {"value": "1.00", "decided_by": bad, "on": "2026-03-02", "evidence": bad}
    words |= {"document": "-other", "title": bad}
    _card(filler, year, "procurement", part=part, version=0, **{f"{part}-{name}": one for name, one in words.items()})
    assert year.decisions.get().evidence == bad
    for page in ("", "fill/", "indicators/procurement/", "review/"):
        assert bad not in filler.get(f"/evaluation/{year.pk}/{page}").content.decode()
