"""The frame of every page: my work, search, unit and year, the language."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jixiao.core.kernel.text import Text
from jixiao.web.platform.initials import goes_by, initials
from jixiao.web.platform.manifest import Waiting
from jixiao.web.portal.waiting import grouped

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


def test_the_most_pressing_comes_first():
    found = [
        Waiting(Text(until or "无", ""), "", "/", until) for until in (None, "2026-12-30", "2026-11-20", "2026-11-19")
    ]
    groups = grouped(found, DAY)
    assert [group.title.zh for group in groups] == ["已逾期", "七天之内", "以后", "没有期限"]
    assert [line.left and line.left.zh for group in groups for line in group.lines] == [
        "逾期 1 个工作日", "今天到期", "还有 28 个工作日", None,
    ]  # fmt: skip


def test_my_work_says_who_i_am_and_what_waits(client: Any, people: Any, sign_in: Any):
    page = sign_in(client, people["filler"]).get("/").content.decode()
    assert "产业服务局 · 填报人" in page and "没有等您处理的事项" in page
    for landmark in ("<main", "<nav", "<header", 'href="#main"', 'aria-current="page"'):
        assert landmark in page, landmark
    assert "<style" not in page and "style=" not in page and " onclick" not in page, "the policy forbids it"


def test_someone_without_a_post_is_told_so(client: Any, db: None, sign_in: Any):
    from jixiao.web.platform.people.models import Person

    page = sign_in(client, Person.objects.create(username="new", name="新人")).get("/").content.decode()
    assert "您还没有岗位" in page


def test_the_language_is_kept_and_the_way_back_is_safe(client: Any, people: Any, sign_in: Any):
    sign_in(client, people["filler"])
    back = client.post("/language/en/", {"next": "/search/?q=a"})
    assert (back.status_code, back.headers["Location"]) == (302, "/search/?q=a")
    assert "My work" in client.get("/").content.decode()
    assert client.post("/language/en/", {"next": "https://elsewhere.example/"}).headers["Location"] == "/"
    assert client.post("/language/fr/").status_code == 404
    assert client.get("/language/zh/").status_code == 405


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("产业服务局", "cyfwj"),
        ("教育局", "jyj"),
        ("财政局", "czj"),
        ("2022 年A座", "2022naz"),
        ("（〇）", "l"),
        ("阿座", "az"),
    ],
)
def test_initials_of_words(words: str, letters: str):
    assert initials(words) == letters


def test_words_go_by_characters_and_by_initials():
    assert goes_by("产业服务局", "服务") and goes_by("产业服务局", "FWJ") and goes_by("My work", "WORK")
    assert not goes_by("产业服务局", "jyj") and not goes_by("产业服务局", " ")


def test_search_finds_pages_and_units_of_ones_own(client: Any, people: Any, district: Any, sign_in: Any):
    sign_in(client, people["filler"])
    page = client.get("/search/", {"q": "yqjs"}).content.decode()
    assert f"/units/{district.centre.pk}/" in page
    assert (
        "教育局"
        not in client.get("/search/", {"q": "jyj"}).content.decode().partition("<main")[2].partition("<section")[2]
    )
    assert "/disclosure/" in client.get("/search/", {"q": "公开"}).content.decode()
    part = client.get("/search/", {"q": "wdgz"}, headers={"hx-request": "true"}).content.decode()
    assert "我的工作" in part and "<html" not in part
    for asked in ("", "\x00", "%" * 500, "<script>", "'\""):
        assert client.get("/search/", {"q": asked}).status_code == 200


def test_unit_and_year_stay_while_one_moves(client: Any, people: Any, district: Any, sign_in: Any):
    sign_in(client, people["filler"])
    sent = {"unit": district.centre.pk, "year": "2024", "next": "/disclosure/?year=2026&state=open"}
    assert client.post("/choose/", sent).headers["Location"] == "/disclosure/?year=2024&state=open"
    page = client.get("/disclosure/").content.decode()
    table = page[page.index("<tbody>") :]
    assert "2024 年</span>" in page and "园区建设中心" in table and "产业服务局" not in table
    for wrong in ({"unit": district.education.pk, "year": "1066"}, {"unit": "x", "year": "²"}, {}):
        assert client.post("/choose/", wrong).status_code == 302
        assert "<td>园区建设中心</td>" in client.get("/disclosure/?year=2024").content.decode()


def test_a_unit_is_shown_to_those_above_it(client: Any, people: Any, district: Any, stranger: Any, sign_in: Any):
    address = f"/units/{district.centre.pk}/"
    page = sign_in(client, people["filler"]).get(address).content.decode()
    assert "园区建设中心" in page and "综合科" in page
    assert sign_in(client, stranger).get(address).status_code == 403
    assert client.get("/units/999999/").status_code == 404


def test_the_components_are_for_administrators(client: Any, people: Any, sign_in: Any):
    assert sign_in(client, people["administrator"]).get("/styleguide/").status_code == 200
    assert sign_in(client, people["filler"]).get("/styleguide/").status_code == 403


def test_pages_that_are_not_there_and_sign_in_need_no_session(client: Any, db: None):
    assert client.get("/nothing/").status_code == 404
    page = client.get("/sign-in/").content.decode()
    assert "登录" in page and "/disclosure/public/" in page


def test_what_lies_with_others_names_who_has_it(client: Any, people: Any, district: Any, sign_in: Any):
    from jixiao.web.platform.clock import now, today
    from jixiao.web.registers.indicators.models import GoalTable

    for stage, project in (("submitted", ""), ("approved", "P01")):
        GoalTable.objects.create(
            organisation=district.service, year=today().year, project=project, name="目标", stage=stage,
            by=people["filler"], at=now(),
        )  # fmt: skip
    page = sign_in(client, people["filler"]).get("/parts/held/").content.decode()
    held = page[page.index('id="held"') :]
    assert "绩效目标 1 张" in held and "待财政审核" in held and "财政审核人 财政审核人" in held
    assert 'id="held"' not in sign_in(client, people["reviewer"]).get("/parts/held/").content.decode()


def test_my_work_shows_the_year_of_ones_department(client: Any, people: Any, district: Any, sign_in: Any):
    page = sign_in(client, people["filler"]).get("/").content.decode()
    assert "/parts/glance/" in page and "/parts/summary/" not in page
    part = client.get("/parts/glance/").content.decode()
    assert 'class="glance"' in part and "还没有预算" in part
    assert "/parts/summary/" in sign_in(client, people["leader"]).get("/").content.decode()
    assert 'class="summary"' in client.get("/parts/summary/").content.decode()
    assert client.get("/parts/nothing/").status_code == 404
    assert 'class="glance"' in client.get(f"/units/{district.service.pk}/").content.decode()
