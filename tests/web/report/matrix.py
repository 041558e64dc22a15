"""The module's rows of the permission matrix."""

from __future__ import annotations

from typing import Any

from jixiao.web.modules.budget.models import Budget, Line
from jixiao.web.modules.report.actions.drafting import draft
from jixiao.web.modules.report.models import Check, Report, Revision, Template
from jixiao.web.modules.report.outline.reading import read_outline, shipped_text
from jixiao.web.platform.people.models import Organisation
from tests.web.administration.permission_rows import DONE, Place, Row

READS = ("filler", "section_head", "unit_head", "reviewer", "evaluator", "leader", "auditor", "administrator")
FILLS = ("filler", "section_head", "unit_head")
YEAR = 2024
TEXT = "本部门职责。"
FINDING = {"key": "abc", "severity": "error", "block": "duties", "check": "c", "zh": "不符", "en": "differs",
           "quotes": [], "expected": None, "found": None, "difference": None, "tolerance": None}  # fmt: skip


def _report(place: Place) -> Report:
    return draft(organisation=place.organisation, year=YEAR, by=place.author, at=place.at)


def _pk(place: Place) -> dict[str, Any]:
    return {"pk": _report(place).pk}


def _block(place: Place) -> dict[str, Any]:
    return {"pk": _report(place).pk, "key": "duties"}


def _file(place: Place) -> dict[str, Any]:
    return {"pk": _report(place).pk, "form": "pdf"}


def _chart(place: Place) -> dict[str, Any]:
    """A year with money in it has a drawing of it."""
    budget = Budget.objects.create(organisation=place.organisation, year=YEAR, stage="closed")
    Line.objects.create(budget=budget, number="001", is_basic=True, name="办公费", functional="2010301",
                        economic="30201", fund="general_public", initial=100)  # fmt: skip
    report = _report(place)
    block = next(one for one in read_outline(report.outline).blocks.values() if one.of == "flow")
    return {"pk": report.pk, "key": block.id, "form": "svg"}


def _revision(place: Place) -> dict[str, Any]:
    report = _report(place)
    block = report.blocks.get(key="duties")
    Revision.objects.create(block=block, version=1, text="旧", by=place.author, at=place.at)
    type(block).objects.filter(pk=block.pk).update(version=2)
    return {"pk": report.pk, "key": "duties", "number": 1}


def _finding(place: Place) -> dict[str, Any]:
    report = _report(place)
    Check.objects.create(report=report, content_sha256="0" * 64, findings=[FINDING], by=place.author, at=place.at)
    return {"pk": report.pk, "key": "abc"}


def _at(stage: str, move: str) -> Any:
    def made(place: Place) -> dict[str, Any]:
        report = _report(place)
        Report.objects.filter(pk=report.pk).update(stage=stage)
        return {"pk": report.pk, "name": move}

    return made


def _template(place: Place) -> dict[str, Any]:
    """A number of everybody's own bureau: the page knows no other."""
    for one in Organisation.objects.all():
        Template.objects.create(organisation=one, number=1, name="t", text=shipped_text(), by=place.author, at=place.at)
    return {"number": 1}


def _move(stage: str, name: str, *roles: str) -> Row:
    return Row("report:move", "POST", may=roles, record=_at(stage, name), answer=(302, 422),
               data=lambda _place, _kwargs: {"version": "1", "note": "理由"})  # fmt: skip


ROWS = (
    Row("report:list", may=READS, everywhere=True, answer=(200,)),
    Row("report:export", may=READS, everywhere=True, answer=(200,)),
    Row("report:draft", "POST", may=FILLS, answer=(302,),
        data=lambda place, _kwargs: {"organisation": place.organisation.pk, "year": YEAR}),
    Row("report:report", may=READS, record=_pk, answer=(200,)),
    Row("report:figure", may=READS, record=_pk, query="?name=year", answer=(200,)),
    Row("report:checks", may=READS, record=_pk, answer=(200,)),
    Row("report:file", may=READS, record=_file, answer=(200,)),
    Row("report:chart", may=READS, record=_chart, answer=(200,)),
    Row("report:check", "POST", may=FILLS, record=_pk, answer=DONE),
    Row("report:answer", "POST", may=FILLS, record=_finding, answer=(302,),
        data=lambda _place, _kwargs: {"text": "口径不同", "version": "0"}),
    Row("report:block", may=FILLS, record=_block, answer=(200,)),
    Row("report:block", "POST", may=FILLS, record=_block, answer=(302,),
        data=lambda _place, _kwargs: {"text": TEXT, "version": "1"}),
    Row("report:history", may=READS, record=_block, answer=(200,)),
    Row("report:restore", "POST", may=FILLS, record=_revision, answer=(302,),
        data=lambda _place, _kwargs: {"version": "2"}),
    _move("draft", "sign_section", "section_head"),
    Row("report:templates", may=("reviewer",), everywhere=True, answer=(200,)),
    Row("report:templates", "POST", may=("reviewer",), everywhere=True, answer=(302,),
        data=lambda _place, _kwargs: {"text": shipped_text(), "do": "save", "after": "0"}),
    Row("report:template", may=("reviewer",), everywhere=True, record=_template, answer=(200,)),
)  # fmt: skip
