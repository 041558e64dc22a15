"""Saved views: found again by name, each person's own."""

from __future__ import annotations

from typing import Any

import pytest

from jixiao.web.portal.models import SavedView
from jixiao.web.portal.saved import MOST

pytestmark = pytest.mark.django_db
ADDRESS = "/budget/?year=2026&stage=executing"


def save(client: Any, name: str, address: str = ADDRESS) -> str:
    return str(client.post("/views/", {"name": name, "address": address}, follow=True).content.decode())


def test_a_view_is_saved_opened_replaced_and_let_go(client: Any, people: Any, sign_in: Any):
    sign_in(client, people["filler"])
    assert "存下当前视图" not in client.get("/budget/").content.decode(), "nothing was narrowed"
    assert "存下当前视图" in client.get(ADDRESS).content.decode()
    page = save(client, " 执行 中的 ")
    assert '<a href="/budget/?year=2026&amp;stage=executing" aria-current="page">执行 中的</a>' in page
    assert "执行 中的" in client.get("/search/?q=执行").content.decode()
    save(client, "执行 中的", "/goals/?year=2026")
    one = SavedView.objects.get()
    assert one.address == "/goals/?year=2026"
    client.post(f"/views/{one.pk}/let-go/")
    assert "执行 中的" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("name", "address", "said"),
    [
        ("", ADDRESS, "要有名称"),
        ("长" * 31, ADDRESS, "要有名称"),
        ("全部", "/budget/", "没有筛选"),
        ("太长", "/budget/?words=" + "a" * 1000, "没有筛选"),
    ],
)
def test_what_cannot_be_saved_is_said(client: Any, people: Any, sign_in: Any, name: str, address: str, said: str):
    assert said in save(sign_in(client, people["filler"]), name, address)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/?a=1", "//elsewhere.example/?a=1", "javascript:alert(1)"]
)
def test_an_address_elsewhere_is_not_saved(client: Any, people: Any, sign_in: Any, address: str):
    answer = sign_in(client, people["filler"]).post("/views/", {"name": "别处", "address": address})
    assert (answer.headers["Location"], SavedView.objects.count()) == ("/", 0)


def test_views_are_each_persons_own_and_not_endless(client: Any, people: Any, sign_in: Any):
    sign_in(client, people["filler"])
    save(client, "我的")
    one = SavedView.objects.get()
    other = sign_in(client, people["reviewer"])
    assert "我的</a>" not in other.get(ADDRESS).content.decode()
    assert other.post(f"/views/{one.pk}/let-go/").status_code == 404
    for number in range(MOST):
        SavedView.objects.create(person=people["reviewer"], name=f"第{number}", address=ADDRESS)
    assert f"最多存 {MOST} 个视图" in save(other, "又一个")
