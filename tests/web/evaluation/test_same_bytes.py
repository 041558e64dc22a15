"""What the web scores is what the terminal scores, byte for byte, however it was entered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from tests.web.evaluation.conftest import AT, EXAMPLE, bring, explain_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from jixiao.web.modules.evaluation.models import DepartmentYear
    from jixiao.web.platform.people.models import Person


def test_what_is_expected_is_what_the_terminal_writes(expected: str):
    from jixiao.cli.main import app

    assert CliRunner().invoke(app, ["score", str(EXAMPLE), "--json"]).stdout == expected


def test_imported(
    filled: DepartmentYear, expected: str, client: Client, people: dict[str, Person], sign_in: Callable[..., Client]
):
    got = sign_in(client, people["leader"]).get(f"/evaluation/{filled.pk}/scorecard.json")
    assert got.content == expected.encode()
    assert got["Content-Disposition"].startswith("attachment")


def test_entered_by_hand(year: DepartmentYear, expected: str, people: dict[str, Person]):
    """Every figure, decision and stated score by the actions of the forms."""
    from jixiao.rulebook_loader.strict_yaml import read_source
    from jixiao.web.modules.evaluation.actions import filling
    from jixiao.web.modules.evaluation.content import TOTAL, decisions_of, entries_of, statements_of
    from jixiao.web.modules.evaluation.downloads import as_json
    from jixiao.web.modules.evaluation.scoring import standing_card

    content: Any = read_source(EXAMPLE).value
    who: dict[str, Any] = {"year": year.pk, "by": people["filler"], "at": AT}
    for entry in entries_of(content):
        filling.add_figure(**who, entry=entry)
    for one in decisions_of(content, year, people["filler"], AT):
        words = {name: getattr(one, name) for name in ("kind", "value", "decided_by", "on", "evidence", "source")}
        filling.decide(**who, indicator=one.indicator, clause=one.clause, version=0, words=words)
    for stated in statements_of(content, year, people["filler"], AT):
        words = {"value": stated.value, "unreadable": stated.unreadable, "source": stated.source}
        filling.state(**who, indicator=stated.indicator or TOTAL, version=0, words=words)
    year.refresh_from_db()
    filling.name(**who, version=year.version, entity=content["entity"], region=content["region"], grade="")
    year.refresh_from_db()
    assert as_json(standing_card(year)) == expected.encode()


def test_signed_and_again_from_what_was_kept(filled: DepartmentYear, expected: str, people: dict[str, Person]):
    from jixiao.web.modules.evaluation.actions.moving import move
    from jixiao.web.modules.evaluation.downloads import as_json
    from jixiao.web.modules.evaluation.scoring import replayed, standing_card

    explain_all(filled, people["filler"])
    move(year=filled.pk, name="sign_section", version=filled.version, note="", by=people["section_head"], at=AT)
    filled.refresh_from_db()
    run = filled.runs.get()
    card, differs = replayed(run)
    assert differs == []
    assert as_json(card) == as_json(standing_card(filled)) == expected.encode()
    assert json.loads(run.record)["result_sha256"] == run.result_sha256


def test_the_fact_file_of_a_year_scores_the_same(filled: DepartmentYear, expected: str, tmp_path: Any):
    from jixiao.cli.console import rulebook
    from jixiao.usecases.scoring import score_file
    from jixiao.web.modules.evaluation.content import content_of, written
    from jixiao.web.modules.evaluation.downloads import as_json

    place = tmp_path / "facts.json"
    place.write_text(written(content_of(filled)), "utf-8")
    assert as_json(score_file(place, rulebook(None))) == expected.encode()


FORMS = [("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!doctype")]


@pytest.mark.parametrize(("form", "begins"), FORMS)
def test_every_form_can_be_downloaded(
    filled: DepartmentYear, client: Client, people: dict[str, Person], sign_in: Callable[..., Client],
    form: str, begins: bytes,
):  # fmt: skip
    got = sign_in(client, people["filler"]).get(f"/evaluation/{filled.pk}/scorecard.{form}")
    assert got.status_code == 200
    assert got.content.startswith(begins)


def test_an_unknown_form_is_not_found(
    year: DepartmentYear, client: Client, people: dict[str, Person], sign_in: Callable[..., Client]
):
    assert sign_in(client, people["filler"]).get(f"/evaluation/{year.pk}/scorecard.exe").status_code == 404


def test_a_report_is_read_and_taken_in(year: DepartmentYear, people: dict[str, Person], district: Any):
    """A report as a document: what was read from it counts, with its places."""
    from jixiao.reports.samples.as_text import as_html
    from jixiao.reports.samples.self_evaluation import self_evaluation
    from jixiao.web.modules.evaluation.scoring import standing_card

    report = as_html(self_evaluation(2022, district.service.name))
    kept = bring(year, "自评报告.html", report, people["filler"])
    assert kept.problems == []
    year.refresh_from_db()
    card = standing_card(year)
    assert card.decided_points > 0
    assert card.stated_total is not None
    assert card.filing.facts.facts[0].source.document.sha256 == kept.file.sha256
