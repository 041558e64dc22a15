"""Everyone sees what was published, as it was published, and nothing else."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from jixiao.web.platform.clock import now
from jixiao.web.registers.publications import actions
from tests.web.disclosure.records import facts, scorecard

pytestmark = pytest.mark.django_db
LIST = "/disclosure/public/"


def test_the_list_shows_departments_that_published_and_no_others(client: Any, published: Any):
    assert "还没有部门公开内容" in client.get(LIST).content.decode()
    published()
    page = client.get(LIST).content.decode()
    assert "产业服务局" in page and "2024 年" in page
    assert "教育局" not in page and "园区建设中心" not in page


def test_a_year_says_in_plain_words_what_the_records_hold(client: Any, published: Any, district: Any):
    one = published(kind="budget", record=None, address="https://www.example.gov.cn/", words="为企业服务。")
    published()
    published(kind="self_evaluation", record=facts(), title="自评报告")
    page = client.get(f"{LIST}{one.organisation_id}/2024/").content.decode()
    for words in ("为企业服务。", "15.00 万元", "9,759.38 万元", "走访企业", "860 家", "855 家", "91.50",
                  "部门自评 96.00 分",
                  "支出进度 ÷ 序时进度", "https://www.example.gov.cn/", "预算执行率", "社会效益"):  # fmt: skip
        assert words in page, words
    assert "4.00 万元" not in page, "what was spent by the end of March is not what was spent"


def test_nothing_of_other_states_leaks(client: Any, published: Any, district: Any, people: Any):
    """What was withdrawn, another year, a department without publications: all of it is as if it were not."""
    one = published()
    other = published(year=2023, record=facts("不公开的目标"), kind="facts")
    actions.withdraw(publication=other, because="数字有误", by=people["unit_head"], at=now())
    pk = one.organisation_id
    for address in (f"{LIST}{pk}/2023/", f"{LIST}{pk}/2023/data.json", f"{LIST}{pk}/2023/data.xlsx",
                    f"{LIST}records/{other.pk}.json", f"{LIST}{district.education.pk}/2024/",
                    f"{LIST}{district.education.pk}/", f"{LIST}999999/2024/", f"{LIST}files/{one.pk}/"):  # fmt: skip
        assert client.get(address).status_code == 404, address
    for address in (LIST, f"{LIST}{pk}/", f"{LIST}{pk}/2024/", f"{LIST}{pk}/2024/data.json"):
        page = client.get(address).content.decode()
        assert "2023" not in page and "不公开的目标" not in page and "数字有误" not in page, address
        assert people["unit_head"].name not in page, "a citizen is not told which person entered it"


def test_who_asks_makes_no_difference(client: Any, published: Any, people: Any, sign_in: Any):
    one = published()
    address = f"{LIST}{one.organisation_id}/2024/"
    before = client.get(address)
    after = sign_in(client, people["unit_head"]).get(address)
    assert before.content == after.content
    assert "sessionid" not in before.cookies and "csrftoken" not in before.cookies
    assert "Cookie" not in before.headers.get("Vary", ""), "a cache may keep one page for everyone"


def test_a_cache_is_told_how_long_and_asks_again_with_the_etag(client: Any, published: Any):
    one = published()
    address = f"{LIST}{one.organisation_id}/2024/"
    first = client.get(address)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    tag = first.headers["ETag"]
    again = client.get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    published(title="绩效得分（更正）")
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_the_record_is_downloaded_byte_for_byte(client: Any, published: Any):
    one = published()
    answer = client.get(f"{LIST}records/{one.pk}.json")
    assert json.loads(answer.content) == scorecard()
    assert answer.content.decode() == one.content
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "no-store" not in answer.headers["Cache-Control"]


def test_the_year_is_downloaded_as_data_and_as_a_workbook(client: Any, published: Any):
    one = published(title="=1+1")
    address = f"{LIST}{one.organisation_id}/2024/data"
    data = json.loads(client.get(f"{address}.json").content)
    assert data["schema"] == "jixiao/publications/1"
    assert data["publications"][0]["record"] == scorecard()
    book = openpyxl.load_workbook(BytesIO(client.get(f"{address}.xlsx").content))
    assert book["公开内容"]["B2"].value == "'=1+1", "no formula comes out of a title"
    assert [cell.value for cell in book["得分"][2]][1:4] == ["预算执行率", 6, 5.15]


def test_years_stand_side_by_side(client: Any, published: Any):
    one = published()
    published(year=2025, record=facts(), kind="facts")
    page = client.get(f"{LIST}{one.organisation_id}/").content.decode()
    assert "2024" in page and "2025" in page and "未公开" in page
    assert "和上一年比" not in client.get(f"{LIST}{one.organisation_id}/2024/").content.decode()


def test_the_language_is_part_of_the_address(client: Any, published: Any):
    one = published()
    page = client.get(f"{LIST}{one.organisation_id}/2024/?lang=en").content.decode()
    assert '<html lang="en"' in page and "Where points were lost" in page and "Budget execution" in page
    assert f"{LIST}?lang=en" in page, "links keep the language"


@pytest.mark.parametrize(
    "record",
    [
        {"schema": "jixiao/score/1"},
        {"schema": "jixiao/score/1", "indicators": [None, {}, {"max": "x", "stated": [], "inputs": [{"concept": []}]}]},
        {
            "schema": "jixiao/score/1",
            "indicators": [{"name": "<script>alert(1)</script>", "max": "1e99", "score": "NaN"}],
        },
        {"schema": "jixiao/score/1", "total": 12, "indicators": "none", "grade": {"a": 1}},
    ],
)
def test_a_strange_record_is_shown_as_far_as_it_goes(client: Any, published: Any, record: dict[str, Any]):
    one = published(record=record)
    for tail in ("2024/", "", "2024/data.xlsx", "2024/data.json"):
        answer = client.get(f"{LIST}{one.organisation_id}/{tail}")
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content or tail.endswith("json")


def test_the_search_of_departments_takes_anything(client: Any, published: Any):
    published()
    assert "产业服务局" in client.get(f"{LIST}?q=产业").content.decode()
    for asked in ("%", "\x00", "'", "x" * 5000, "<b>"):
        answer = client.get(LIST, {"q": asked})
        assert answer.status_code == 200 and b"<b>" not in answer.content.replace(b"<b ", b"")
