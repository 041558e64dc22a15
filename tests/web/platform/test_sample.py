"""The sample district: everyone in it, marked as what it is; the modules fill it, each once, none hurting another."""

from __future__ import annotations

from typing import Any

import pytest

from jixiao.web.config.preparing import make_sample
from jixiao.web.platform.people.models import Organisation, Person, Post, Role
from jixiao.web.platform.sample import modules


@pytest.fixture
def seeded(monkeypatch: pytest.MonkeyPatch, db: None) -> list[tuple[str, str, list[int], str]]:
    """What two modules were asked for; the second fails at one department."""
    asked = []

    def good(organisation: Any, years: Any, by: Any, at: Any) -> None:
        asked.append(("good", organisation.name, list(years), by.username))

    def bad(organisation: Any, years: Any, by: Any, at: Any) -> None:
        if organisation.name == "教育局":
            raise RuntimeError
        asked.append(("bad", organisation.name, list(years), by.username))

    found = {"bad": bad, "good": good}
    for place in ("jixiao.web.platform.sample.modules", "jixiao.web.platform.sample.tasks"):
        monkeypatch.setattr(f"{place}.seeders", lambda: found)
    return asked


def test_people_of_every_role_and_all_of_it_marked(seeded: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JIXIAO_SAMPLE_PASSWORD", "a word of one's own")
    made = make_sample()
    assert made is not None
    assert made["departments"] >= 12
    assert {post.role for post in Post.objects.all()} == set(Role.values)
    assert not Organisation.objects.filter(is_sample=False).exists()
    assert not Person.objects.filter(is_sample=False).exists()
    assert {one["username"] for one in made["sign_ins"]} == {one.username for one in Person.objects.all()}
    assert all(one.check_password("a word of one's own") for one in Person.objects.all()[:3])


def test_the_password_is_drawn_where_nobody_gave_one(seeded: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("JIXIAO_SAMPLE_PASSWORD", raising=False)
    made = make_sample()
    assert made is not None
    assert len(made["password"]) >= 12
    assert Person.objects.all()[0].check_password(made["password"])


def test_a_database_with_people_in_it_gets_no_sample(seeded: Any, people: Any):
    assert make_sample() is None


def test_modules_fill_every_department_and_a_fault_spares_the_rest(seeded: Any, run_jobs: Any):
    made = make_sample()
    assert made is not None
    run_jobs()
    assert len([one for one in seeded if one[0] == "good"]) == made["departments"]
    assert len([one for one in seeded if one[0] == "bad"]) == made["departments"] - 1
    assert ("good", "产业服务局", made["years"], "chanye.filler") in seeded


def test_a_module_makes_its_sample_once(seeded: Any, run_jobs: Any):
    make_sample()
    run_jobs()
    before = len(seeded)
    department = Organisation.objects.get(name="司法局")
    assert modules.seed("good", department, [2024], by=Person.objects.get(username="sifa.filler"), at=None)  # type: ignore[arg-type]
    assert len(seeded) == before
