"""Webhooks: signed, tried again, switched off when they fail, and never led into an internal network."""

from __future__ import annotations

import hmac
import json
import threading
from base64 import b64decode, b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
from django.db import transaction

from jixiao.web.platform.api import reaching, tasks, webhooks
from jixiao.web.platform.api.models import Delivery, Webhook
from jixiao.web.platform.api.signing import key_of, secret_of
from jixiao.web.platform.refusals import Refused, Stale
from jixiao.web.platform.trail.models import Event
from jixiao.web.platform.trail.record import record
from tests.web.api.conftest import AT

LOOPBACK = ["127.0.0.0/8", "::1/128"]


@pytest.fixture
def receiver():
    """A receiver on this machine: `.address`, what it got, and the codes that it answers with in turn."""
    got, codes = [], []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((self.path, dict(self.headers), body))
            code = codes.pop(0) if codes else 204
            self.send_response(code)
            if code == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield SimpleNamespace(address=f"http://127.0.0.1:{server.server_port}/hook?a=1", got=got, codes=codes)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def hook(district, people, receiver, settings):
    """A webhook of 产业服务局 that wants to hear of budgets and of one action of evaluations."""
    settings.WEBHOOK_NETWORKS = LOOPBACK
    return webhooks.add(
        organisation=district.service, name="集成平台", address=receiver.address,
        events=["budget.*", "evaluation.move"], by=people["administrator"], at=AT,
    )  # fmt: skip


def happens(action, place, by=None):
    return record(
        action, "budget/7", by=by, at=AT, organisation=place, before={"stage": "一上"}, after={"stage": "一下"}
    )


def test_an_event_arrives_signed(hook, receiver, district, people, run_jobs):
    event = happens("budget.move", district.centre, people["filler"])
    run_jobs()
    [(path, heads, body)] = receiver.got
    said = json.loads(body)
    assert path == "/hook?a=1" and said["schema"] == "jixiao/event/1"
    assert said["event"]["action"] == "budget.move" and said["event"]["id"] == event.pk
    assert said["event"]["by"]["name"] == "填报人" and said["event"]["after"] == {"stage": "一下"}
    signed = f"{heads['webhook-id']}.{heads['webhook-timestamp']}.".encode() + body
    key = b64decode(secret_of(hook).removeprefix("whsec_"))
    expected = "v1," + b64encode(hmac.digest(key, signed, "sha256")).decode()
    assert heads["webhook-signature"] == expected and heads["webhook-id"] == said["id"]
    one = Delivery.objects.get()
    assert (one.state, one.code, one.tries) == ("done", 204, 1)


@pytest.mark.parametrize(
    ("action", "where", "is_told"),
    [("budget.move", "service", True), ("budget.import.apply", "section", True), ("evaluation.move", "centre", True),
     ("evaluation.begin", "service", False), ("budget.move", "education", False), ("budget.move", "root", False),
     ("administration.password_given", "service", False), ("goals.submit", "service", False)],
)  # fmt: skip
def test_only_what_was_asked_for_and_lies_below_is_told(hook, district, action, where, is_told):
    happens(action, getattr(district, where))
    assert Delivery.objects.exists() is is_told


def test_what_did_not_happen_is_not_told(hook, receiver, district, run_jobs):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        happens("budget.move", district.service)
        raise ZeroDivisionError
    assert run_jobs() == 0 and not Delivery.objects.exists() and receiver.got == []


def test_a_failure_is_tried_again_under_the_same_number(hook, receiver, district, run_jobs):
    receiver.codes += [500, 503]
    happens("budget.move", district.service)
    run_jobs()
    assert len(receiver.got) == 3
    assert len({heads["webhook-id"] for _path, heads, _body in receiver.got}) == 1
    one = Delivery.objects.get()
    assert (one.state, one.tries, one.code) == ("done", 3, 204)
    hook.refresh_from_db()
    assert hook.failures == 0


def test_the_pauses_between_tries_grow(hook, receiver, district):
    receiver.codes += [500] * 9
    happens("budget.move", district.service)
    one = Delivery.objects.get()
    pauses = []
    for attempt in range(len(tasks.PAUSES)):
        tasks.deliver.func(delivery=one.pk, attempt=attempt)
        one.refresh_from_db()
        pauses.append(one.next_try - one.tried)
    assert pauses == sorted(pauses) == list(tasks.PAUSES)
    tasks.deliver.func(delivery=one.pk, attempt=len(tasks.PAUSES))
    one.refresh_from_db()
    assert one.state == "failed" and one.next_try is None


def test_a_try_that_was_made_is_not_made_again(hook, receiver, district):
    happens("budget.move", district.service)
    key = Delivery.objects.get().pk
    tasks.deliver.func(delivery=key, attempt=0)
    tasks.deliver.func(delivery=key, attempt=0)
    tasks.deliver.func(delivery=10**9, attempt=0)
    assert len(receiver.got) == 1


def test_a_redirection_is_not_followed(hook, receiver, district):
    receiver.codes.append(302)
    happens("budget.move", district.service)
    tasks.deliver.func(delivery=Delivery.objects.get().pk, attempt=0)
    assert [path for path, _heads, _body in receiver.got] == ["/hook?a=1"]
    assert (Delivery.objects.get().code, Delivery.objects.get().state) == (302, "waiting")


def test_too_many_failures_switch_it_off_with_a_word_in_the_trail(hook, receiver, district, people, run_jobs):
    receiver.codes += [500] * 60
    for _ in range(5):
        happens("budget.move", district.service)
    run_jobs()
    hook.refresh_from_db()
    assert not hook.is_active and hook.is_failing and hook.failures == tasks.MOST_FAILURES
    assert Event.objects.filter(action="webhooks.failing").count() == 1
    assert len(receiver.got) == tasks.MOST_FAILURES
    assert set(Delivery.objects.values_list("state", flat=True)) == {"failed"}
    happens("budget.move", district.service)
    assert Delivery.objects.count() == 5
    with pytest.raises(Refused):
        webhooks.redeliver(delivery=Delivery.objects.first(), by=people["administrator"], at=AT)
    receiver.codes.clear()
    webhooks.switch(webhook=hook, is_active=True, by=people["administrator"], at=AT)
    again = webhooks.redeliver(delivery=Delivery.objects.first(), by=people["administrator"], at=AT)
    run_jobs()
    again.refresh_from_db()
    assert again.state == "done"


def test_a_receiver_that_is_not_there_is_tried_again(hook, district):
    Webhook.objects.filter(pk=hook.pk).update(address="http://127.0.0.1:1/hook")
    happens("budget.move", district.service)
    tasks.deliver.func(delivery=Delivery.objects.get().pk, attempt=0)
    one = Delivery.objects.get()
    assert one.state == "waiting" and one.code is None and "没有应答" in one.said_zh


@pytest.mark.parametrize(
    "address",
    ["", "x", "https://", "ftp://example.com/", "http://example.com/", "https://a:b@example.com/", "https://example.com/#x",
     "https://exa mple.com/", "https://example.com/\r\nHost: x", "https://[::1", "https://example.com:99999/",
     "https://example.com/\u202e", "https://" + "a" * 600 + ".com/", "javascript:alert(1)", "https://example.com/中文",
     "https://" + "é" * 80 + ".com/"],
)  # fmt: skip
def test_what_is_no_address_of_a_webhook_is_refused(district, people, address, monkeypatch):
    monkeypatch.setattr(reaching, "resolved", lambda *_: ["203.0.113.9", "93.184.216.34"])
    with pytest.raises(Refused) as refused:
        webhooks.add(
            organisation=district.service,
            name="x",
            address=address,
            events=["budget.*"],
            by=people["administrator"],
            at=AT,
        )
    assert refused.value.field == "address"


INSIDE = ["127.0.0.1", "::1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
          "fe80::1",
          "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1",
          "255.255.255.255",
          "192.0.2.1", "::", "2001:0:4136:e378:8000:63bf:3fff:fdd2"]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_nothing_inside_is_reached_whatever_name_it_has(district, people, monkeypatch, address):
    monkeypatch.setattr(reaching, "resolved", lambda *_: ["93.184.216.34", address])
    with pytest.raises(Refused):
        webhooks.add(
            organisation=district.service, name="x", address="https://rebound.example.com/", events=["budget.*"],
            by=people["administrator"], at=AT,
        )  # fmt: skip


def test_a_name_that_turns_inwards_later_is_refused_at_the_try(hook, receiver, district, settings):
    settings.WEBHOOK_NETWORKS = []
    happens("budget.move", district.service)
    tasks.deliver.func(delivery=Delivery.objects.get().pk, attempt=0)
    assert receiver.got == [] and "内部网络" in Delivery.objects.get().said_zh


def test_a_public_address_is_allowed_and_a_network_can_be(settings):
    import ipaddress

    assert reaching.may_reach(ipaddress.ip_address("93.184.216.34"))
    settings.WEBHOOK_NETWORKS = ["10.8.0.0/16"]
    assert reaching.may_reach(ipaddress.ip_address("10.8.3.4"))
    assert not reaching.may_reach(ipaddress.ip_address("10.9.3.4"))


def test_the_connection_goes_to_the_address_that_was_looked_at(hook, receiver, district, monkeypatch):
    asked = []

    def once(host, port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["203.0.113.1"]

    monkeypatch.setattr(reaching, "resolved", once)
    assert reaching.post(receiver.address.replace("127.0.0.1", "localhost"), b"{}", {}) == 204
    assert asked == ["localhost"] and receiver.got[0][1]["Host"].startswith("localhost:")


def test_a_receiver_that_never_ends_its_answer_is_left(hook, settings, monkeypatch):
    import socket

    monkeypatch.setattr(reaching, "LONGEST_EXCHANGE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(reaching.Unreachable):
        reaching.post(f"http://127.0.0.1:{silent.getsockname()[1]}/", b"{}", {})


@pytest.mark.parametrize(
    "events", [[], ["*"], ["administration.*"], ["people.first"], ["job.start"], ["x"], ["budget.移动"]]
)
def test_what_cannot_be_told_cannot_be_asked_for(district, people, events, settings):
    settings.WEBHOOK_NETWORKS = LOOPBACK
    with pytest.raises(Refused):
        webhooks.add(
            organisation=district.service, name="x", address="http://localhost/", events=events,
            by=people["administrator"], at=AT,
        )  # fmt: skip


def test_two_who_change_it_at_once(hook, people):
    how = {"webhook": hook, "address": hook.address, "events": hook.events, "by": people["administrator"], "at": AT}
    webhooks.change(**how, name="甲", version=1)
    with pytest.raises(Stale) as stale:
        webhooks.change(**how, name="乙", version=1)
    assert stale.value.current.name == "甲"


def test_another_secret_signs_from_then_on(hook, people):
    before = key_of(hook)
    assert key_of(webhooks.renew_secret(webhook=hook, by=people["administrator"], at=AT)) != before
    assert "salt" not in str(list(Event.objects.values_list("after", flat=True)))


def test_no_event_waits_for_more_than_one_question_where_nobody_listens(district, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        happens("budget.move", district.service)
