"""The finance bureau: queue, remarks, scores of its own, recomputing, samples by a seed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.web.evaluation.conftest import AT
from tests.web.evaluation.test_stages import go_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from jixiao.web.modules.evaluation.models import DepartmentYear
    from jixiao.web.platform.people.models import Person


@pytest.fixture
def reviewer(client: Client, people: dict[str, Person], sign_in: Callable[..., Client]) -> Client:
    return sign_in(client, people["reviewer"])


@pytest.fixture
def in_review(filled: DepartmentYear, people: dict[str, Person]) -> DepartmentYear:
    go_to(filled, "in_review", people)
    return filled


def test_the_queue(filled: DepartmentYear, reviewer: Client, people: dict[str, Person], sign_in: Callable[..., Client]):
    assert "没有等待复核" in reviewer.get("/evaluation/queue/").content.decode()
    go_to(filled, "submitted", people)
    assert f"/evaluation/{filled.pk}/review/" in reviewer.get("/evaluation/queue/").content.decode()
    assert sign_in(reviewer, people["unit_head"]).get("/evaluation/queue/").status_code == 403


def test_recomputing(in_review: DepartmentYear, reviewer: Client):
    page = reviewer.get(f"/evaluation/{in_review.pk}/review/?recompute=1").content.decode()
    assert "逐字节相同" in page


def test_scores_and_remarks(in_review: DepartmentYear, reviewer: Client):
    url = f"/evaluation/{in_review.pk}/review/"

    def send(score: str, text: str, version: int = 0, name: str = "key_tasks") -> int:
        sent = {f"score:{name}": score, f"text:{name}": text, f"version:{name}": version}
        return reviewer.post(url, sent).status_code

    for score in ("9.00", "-1", "1.234", "八", "1e0", "１"):
        assert send(score, "说明") == 400, score
    assert send("8.00", "") == 400
    assert send("8.00", "说明", name="no_such") == 400
    assert not in_review.remarks.exists()
    assert send("8.00", "材料已查") == 302
    assert send("7.00", "另一人的意见") == 409
    assert send("7.00", "改判", version=1) == 302
    remark = in_review.remarks.get()
    assert (f"{remark.score:.2f}", remark.text, remark.version) == ("7.00", "改判", 2)


def test_only_in_review_and_only_the_bureau(
    filled: DepartmentYear, reviewer: Client, people: dict[str, Person], sign_in: Callable[..., Client]
):
    url = f"/evaluation/{filled.pk}/review/"
    assert reviewer.post(url, {"text:key_tasks": "x"}).status_code == 400
    assert sign_in(reviewer, people["unit_head"]).post(url, {"text:key_tasks": "x"}).status_code == 403


def test_a_draw_depends_on_the_seed_alone():
    from jixiao.web.modules.evaluation.comparing.sampling import drawn

    assert drawn([3, 1, 2, 9, 7], 2, "a") == drawn([9, 7, 3, 2, 1], 2, "a")
    assert sorted(drawn(range(100), 100, "b")) == list(range(100))
    assert len({tuple(drawn(range(100), 5, str(seed))) for seed in range(20)}) == 20


def test_samples(
    district: Any, people: dict[str, Person], reviewer: Client, stranger: Person, sign_in: Callable[..., Client]
):
    from jixiao.web.modules.evaluation.models import DepartmentYear, Draw

    places = [district.service, district.education, district.finance, district.centre]
    for place in places:
        DepartmentYear.objects.create(
            organisation=place, year=2022, entity=place.name, region="示例市", framework="shenzhen-department-2022",
            stage="accepted", by=people["filler"], at=AT,
        )  # fmt: skip
    assert reviewer.get("/evaluation/samples/").status_code == 200
    for wrong in ({"count": "0", "seed": "s"}, {"count": "5", "seed": "s"}, {"count": "x", "seed": "s"},
                  {"count": "2", "seed": " "}, {"count": "2", "seed": "s", "year": "x"}):  # fmt: skip
        assert reviewer.post("/evaluation/samples/", {"year": "2022"} | wrong).status_code == 400
    assert reviewer.post("/evaluation/samples/", {"year": "2022", "count": "2", "seed": "二〇二六"}).status_code == 302
    one = Draw.objects.get()
    page = reviewer.get(f"/evaluation/samples/{one.pk}/").content.decode()
    assert "相同" in page
    assert len(one.drawn) == 2
    assert reviewer.get("/evaluation/samples/999/").status_code == 404
    assert sign_in(reviewer, stranger).get(f"/evaluation/samples/{one.pk}/").status_code == 403
