"""The pages of webhooks: for administrators of the organisation, with what was delivered."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jixiao.web.platform.api import webhooks
from jixiao.web.platform.api.models import Delivery, Webhook
from jixiao.web.platform.trail.record import record
from tests.web.api.conftest import AT
from tests.web.conftest import person

ADDRESS = "http://localhost:9/hook"


@pytest.fixture(autouse=True)
def inside(settings):
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8", "::1/128"]


@pytest.fixture
def hook(district, people):
    return webhooks.add(
        organisation=district.service, name="集成平台", address=ADDRESS, events=["budget.*", "evaluation.move"],
        by=people["administrator"], at=AT,
    )  # fmt: skip


def at(name, *args):
    return reverse(f"administration:{name}", args=args)


def words(district, **changed):
    return {"organisation": district.service.pk, "name": "集成平台", "address": ADDRESS, "events": ["goals.*"],
            "actions": "budget.move\nevaluation.move", **changed}  # fmt: skip


def test_one_is_registered_and_its_secret_shown(client, sign_in, people, district):
    sign_in(client, people["administrator"])
    assert client.get(at("webhook-add")).status_code == 200
    answer = client.post(at("webhook-add"), words(district))
    made = Webhook.objects.get()
    assert answer.url == at("webhook", made.pk) and made.events == ["budget.move", "evaluation.move", "goals.*"]
    assert "whsec_" not in client.get(answer.url).content.decode()
    first = client.post(at("webhook-secret", made.pk)).content.decode()
    assert "whsec_" in first
    assert client.post(at("webhook-secret", made.pk), {"renew": "1"}).content.decode() != first
    assert client.get(at("webhooks")).content.decode().count("集成平台") == 1


@pytest.mark.parametrize(
    "changed",
    [{"address": "http://example.com/"}, {"address": "https://192.168.0.1/"}, {"events": [], "actions": ""},
     {"name": ""},
     {"actions": "administration.password_given"}, {"actions": "x" * 5000}, {"organisation": "10000000"},
     {"name": "a\u0000"}, {"events": ["people.*"]}, {"address": "https://" + "a" * 700}],
)  # fmt: skip
def test_what_cannot_be_a_webhook_is_refused_and_nothing_is_lost(client, sign_in, people, district, changed):
    answer = sign_in(client, people["administrator"]).post(at("webhook-add"), words(district, **changed))
    assert answer.status_code == 422 and not Webhook.objects.exists()
    if "actions" not in changed:
        assert "budget.move\nevaluation.move" in answer.content.decode()


def test_a_stale_change_is_refused_with_both_texts(client, sign_in, people, district, hook):
    sign_in(client, people["administrator"])
    given = words(district, version="1")
    assert client.post(at("webhook-change", hook.pk), {**given, "name": "甲"}).status_code == 302
    answer = client.post(at("webhook-change", hook.pk), {**given, "name": "乙"})
    text = answer.content.decode()
    assert answer.status_code == 409 and "甲" in text and 'value="乙"' in text
    again = client.post(at("webhook-change", hook.pk), {**given, "name": "乙", "version": "2"})
    assert again.status_code == 302 and Webhook.objects.get().name == "乙"


def test_it_is_tested_switched_and_removed(client, sign_in, people, hook):
    sign_in(client, people["administrator"])
    client.post(at("webhook-test", hook.pk))
    assert Delivery.objects.get().event.action == "webhooks.test"
    client.post(at("webhook-switch", hook.pk), {"active": "0"})
    assert not Webhook.objects.get().is_active
    client.post(at("webhook-test", hook.pk))
    client.post(at("delivery-again", Delivery.objects.get().pk))
    assert Delivery.objects.count() == 1
    client.post(at("webhook-switch", hook.pk), {"active": "1"})
    client.post(at("delivery-again", Delivery.objects.get().pk))
    assert client.get(at("webhook", hook.pk)).status_code == 200
    client.post(at("webhook-remove", hook.pk))
    assert client.get(at("webhook", hook.pk)).status_code == 404
    assert client.post(at("delivery-again", Delivery.objects.get().pk)).status_code == 404


def test_an_administrator_elsewhere_sees_and_changes_nothing(client, sign_in, district, hook):
    other = person("elsewhere", "外单位管理员", district.education, "administrator")
    record("budget.move", "budget/1", by=None, at=AT, organisation=district.service)
    sign_in(client, other)
    assert "集成平台" not in client.get(at("webhooks")).content.decode()
    assert client.get(at("webhook", hook.pk)).status_code == 403
    for name in ("webhook-change", "webhook-switch", "webhook-secret", "webhook-test", "webhook-remove"):
        assert client.post(at(name, hook.pk), words(district)).status_code == 403, name
    assert client.post(at("delivery-again", Delivery.objects.get().pk)).status_code == 403
    assert client.post(at("webhook-add"), words(district)).status_code == 422
    for who in (2**62, 0):
        assert client.get(at("webhook", who)).status_code == 404


@pytest.mark.parametrize("many", [1, 15])
def test_lists_ask_the_database_a_fixed_number_of_times(
    client, sign_in, people, district, hook, many, django_assert_max_num_queries
):
    for number in range(many):
        webhooks.add(
            organisation=district.centre, name=f"第{number}个", address=ADDRESS, events=["budget.*"],
            by=people["administrator"], at=AT,
        )  # fmt: skip
        record("budget.move", "budget/1", by=None, at=AT, organisation=district.service)
    sign_in(client, people["administrator"])
    with django_assert_max_num_queries(13):
        assert client.get(at("webhooks")).status_code == 200
    with django_assert_max_num_queries(14):
        assert client.get(at("webhook", hook.pk)).status_code == 200
