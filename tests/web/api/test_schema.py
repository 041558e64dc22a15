"""The description holds for every call that can be made of it, good or bad; and it can be read."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from jixiao.web.portal.api.describing import schema
from tests.web.api.conftest import goals_of, publish, token_of

EXAMPLES = 4


def test_the_description_is_whole():
    names = [one["operationId"] for found in schema()["paths"].values() for one in found.values()]
    assert len(names) == len(set(names)) >= 19
    said = str(schema())
    assert "jixiao_web" not in said and "jixiao.web" not in said
    for found in schema()["paths"].values():
        for one in found.values():
            zh, dot, en = one["summary"].partition(" · ")
            assert dot and re.search("[\u4e00-\u9fff]", zh) and not re.search("[\u4e00-\u9fff]", en)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_shows_every_operation_without_anything_from_elsewhere(client, db, lang):
    client.cookies["lang"] = lang
    page = client.get(reverse("api:docs"))
    text = page.content.decode()
    assert page.status_code == 200
    for path in schema()["paths"]:
        assert path in text
    assert "https://" not in re.sub(r"https://example\.com\S*", "", text) and "<script>" not in text
    if lang == "en":
        assert not re.search(
            "[\u4e00-\u9fff]", re.sub(r"<pre.*?</pre>|<button[^>]*lang=.*?</button>", "", text, flags=re.S)
        )


@pytest.fixture
def in_process():
    """Calls of the application itself stay within the transaction of the test."""
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections

    signals = (request_started, request_finished)
    for one in signals:
        one.disconnect(close_old_connections)
    yield
    for one in signals:
        one.connect(close_old_connections)


def tried(operation, mode, token):
    """Call an operation in ways that the description allows, or just not; how often it was called."""
    from hypothesis import HealthCheck, Phase, given
    from hypothesis import settings as how

    documented = set(operation.definition.raw["responses"])
    count = 0

    @how(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def holds(case):
        nonlocal count
        count += 1
        answer = case.call(headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code < 500, (case.path, case.method, answer.content[:500])
        assert answer.headers["content-type"][0].startswith("application/json")
        assert str(answer.status_code) in documented, (case.path, answer.status_code)

    holds()
    return count


def test_no_call_that_can_be_made_of_the_description_breaks_it(in_process, district, people, year, settings):
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    from jixiao.web.config.wsgi import application

    settings.API_CALLS_A_MINUTE = 1_000_000
    goals_of(district.service, people["filler"])
    publish(district.service, people["unit_head"])
    token = token_of(people["filler"])
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    operations = [found.ok() for found in described.get_all_operations()]
    counts = [tried(one, mode, token) for one in operations for mode in schemathesis.GenerationMode]
    assert len(operations) >= 19 and sum(counts) > EXAMPLES * len(operations)
