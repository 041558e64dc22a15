"""The module's rows of the permission matrix."""

from __future__ import annotations

from typing import Any

from jixiao.web.modules.evaluation.models import DepartmentYear, Draw, Evidence, Import, ProjectYear, Run
from jixiao.web.modules.evaluation.projects.filing import FRAMEWORK as FOR_PROJECTS
from jixiao.web.platform.files.models import StoredFile
from jixiao.web.platform.files.store import keep
from jixiao.web.registers.figures.models import Figure
from tests.web.administration.permission_rows import ELSEWHERE, LET_IN, ROLES, Place, Row

FRAMEWORK = "shenzhen-department-2022"
READS = ROLES
FILLS = ("filler", "section_head", "unit_head")
REVIEWS = ("reviewer",)
# A home elsewhere is no choice in the form.
NO_CHOICE = {(role, ELSEWHERE): (400,) for role in FILLS}


def _made(place: Place, stage: str = "draft") -> DepartmentYear:
    one = place.organisation
    return DepartmentYear.objects.create(
        organisation=one, year=2024, entity=one.name, region=one.region, framework=FRAMEWORK, stage=stage,
        by=place.author, at=place.at,
    )  # fmt: skip


def _year(place: Place) -> dict[str, Any]:
    return {"pk": _made(place).pk}


def _in_review(place: Place) -> dict[str, Any]:
    return {"pk": _made(place, "in_review").pk}


def _indicator(place: Place) -> dict[str, Any]:
    return {**_year(place), "indicator": "procurement"}


def _move(place: Place) -> dict[str, Any]:
    return {"pk": _made(place, "submitted").pk, "name": "take_up"}


def _figure(place: Place) -> dict[str, Any]:
    figure = Figure.objects.create(
        organisation=place.organisation, year=2024, concept="initial_budget", period="2024", printed="10.00",
        unit="万元", source={"kind": "person"}, position=1, by=place.author, at=place.at,
    )  # fmt: skip
    return {**_year(place), "figure": figure.pk}


def _file(place: Place) -> StoredFile:
    return StoredFile.objects.create(
        sha256="0" * 64, name="a.yaml", size=1, organisation=place.organisation, by=place.author, at=place.at
    )


def _import(place: Place) -> dict[str, Any]:
    year = _made(place)
    kept = Import.objects.create(year=year, file=_file(place), form="facts", by=place.author, at=place.at)
    return {"pk": year.pk, "kept": kept.pk}


def _run(place: Place) -> dict[str, Any]:
    year = _made(place)
    run = Run.objects.create(
        year=year, record="{}", input="{}", result="{}", result_sha256="0" * 64, by=place.author, at=place.at
    )
    return {"pk": year.pk, "run": run.pk, "part": "record"}


def _draw(place: Place) -> dict[str, Any]:
    year = _made(place, "accepted")
    words = {"year": 2024, "count": 1, "seed": "s", "among": [year.pk], "drawn": [year.pk]}
    return {"pk": Draw.objects.create(**words, by=place.author, at=place.at).pk}


def _evidence(place: Place) -> dict[str, Any]:
    year = _made(place)
    digest, size = keep([b"contract"], 100)
    who = {"by": place.author, "at": place.at}
    file = StoredFile.objects.create(sha256=digest, name="合同.pdf", size=size, organisation=place.organisation, **who)
    made = Evidence.objects.create(year=year, indicator="procurement", title="合同", file=file, **who)
    return {"pk": year.pk, "number": made.pk}


def _project(place: Place) -> dict[str, Any]:
    return {"pk": _project_at(place, "draft")}


def _project_at(place: Place, stage: str) -> int:
    return ProjectYear.objects.create(
        organisation=place.organisation, year=2024, project="X01", name="园区建设", framework=FOR_PROJECTS, stage=stage,
        stated=90, by=place.author, at=place.at,
    ).pk  # fmt: skip


def _submitted(place: Place) -> dict[str, Any]:
    return {"pk": _project_at(place, "submitted"), "name": "accept"}


def _posted(**words: Any) -> Any:
    return lambda _place, _kwargs: words


def _new(place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"organisation": place.organisation.pk, "year": 2024, "framework": FRAMEWORK}


FIGURE = {"concept": "initial_budget", "period": "2024", "printed": "12.00", "unit": "万元", "document": "hand"}
NAMES = {"part": "names", "version": 1, "entity": "甲局", "region": "示例市", "grade": ""}
REASON = {"part": "reason", "version": 0, "text": "材料另报"}

ROWS = (
    Row("evaluation:years", may=READS, everywhere=True, answer=(200,)),
    Row("evaluation:new", may=FILLS, everywhere=True, answer=(200,)),
    Row("evaluation:new", "POST", may=FILLS, data=_new, answer=(302,), but=NO_CHOICE),
    Row("evaluation:queue", may=REVIEWS, everywhere=True, answer=(200,)),
    Row("evaluation:samples", may=REVIEWS, everywhere=True, answer=(200,)),
    Row("evaluation:samples", "POST", may=REVIEWS, everywhere=True, data=_posted(year=2024, count=1), answer=LET_IN),
    Row("evaluation:sample", may=REVIEWS, record=_draw, answer=(200,)),
    Row("evaluation:year", may=READS, record=_year, answer=(200,)),
    Row("evaluation:move", "POST", may=REVIEWS, record=_move, data=_posted(version=1), answer=(302,)),
    Row("evaluation:fill", may=READS, record=_year, answer=(200,)),
    Row("evaluation:total", may=READS, record=_year, answer=(200,)),
    Row("evaluation:total", "POST", may=FILLS, record=_year, data=_posted(**NAMES), answer=(302,)),
    Row("evaluation:indicator", may=READS, record=_indicator, answer=(200,)),
    Row("evaluation:indicator", "POST", may=FILLS, record=_indicator, data=_posted(**REASON), answer=(302,)),
    Row("evaluation:what-if", may=READS, record=_indicator, answer=(200,)),
    Row("evaluation:from-year", may=READS, record=_year, answer=(200,)),
    Row("evaluation:from-year", "POST", may=FILLS, record=_year, answer=LET_IN),
    Row("evaluation:drop-unfit", "POST", may=FILLS, record=_year, answer=(302,)),
    Row("evaluation:evidence-attach", "POST", may=FILLS, record=_indicator, answer=(302,)),
    Row("evaluation:evidence", may=READS, record=_evidence, answer=(200,)),
    Row("evaluation:evidence-detach", "POST", may=FILLS, record=_evidence, answer=(302,)),
    Row("evaluation:analysis", may=REVIEWS, everywhere=True, answer=(200,)),
    Row("evaluation:analysis-export", may=REVIEWS, everywhere=True, answer=(200,)),
    Row("evaluation:projects", may=READS, everywhere=True, answer=(200,)),
    Row("evaluation:projects-export", may=READS, everywhere=True, answer=(200,)),
    Row("evaluation:projects-begin", "POST", may=FILLS, data=_new, answer=(302,)),
    Row("evaluation:project", may=READS, record=_project, answer=(200,)),
    Row("evaluation:project-printed", may=READS, record=_project, answer=(200,)),
    Row("evaluation:project-describe", "POST", may=FILLS, record=_project, data=_posted(version=1, summary="已完成"),
        answer=(302,)),
    Row("evaluation:project-answer", "POST", may=FILLS,
        record=lambda place: {**_project(place), "indicator": "project_execution"},
        data=_posted(version=0, reason="因故"), answer=(302,)),
    Row("evaluation:project-move", "POST", may=REVIEWS, record=_submitted, data=_posted(version=1, reviewed="90"),
        answer=(302,)),
    Row("evaluation:figures", may=READS, record=_year, answer=(200,)),
    Row("evaluation:figure-new", may=FILLS, record=_year, answer=(200,)),
    Row("evaluation:figure-new", "POST", may=FILLS, record=_year, data=_posted(**FIGURE), answer=(302,)),
    Row("evaluation:figure", may=READS, record=_figure, answer=(200,)),
    Row("evaluation:figure", "POST", may=FILLS, record=_figure, data=_posted(**FIGURE), answer=(302,)),
    Row("evaluation:figure-withdraw", "POST", may=FILLS, record=_figure, answer=(302,)),
    Row("evaluation:imports", may=READS, record=_year, answer=(200,)),
    Row("evaluation:imports", "POST", may=FILLS, record=_year, answer=LET_IN),
    Row("evaluation:import", may=READS, record=_import, answer=(200,)),
    Row("evaluation:import-apply", "POST", may=FILLS, record=_import, answer=(302,)),
    Row("evaluation:import-undo", "POST", may=FILLS, record=_import, answer=(302,)),
    Row("evaluation:review", may=READS, record=_in_review, answer=(200,)),
    Row("evaluation:review", "POST", may=REVIEWS, record=_in_review,
        data=_posted(**{"text:procurement": "请附合同", "version:procurement": 0}), answer=(302,)),
    Row("evaluation:scorecard", may=READS, record=lambda place: {**_year(place), "form": "json"}, answer=(200,)),
    Row("evaluation:facts", may=READS, record=_year, answer=(200,)),
    Row("evaluation:run", may=READS, record=_run, answer=(200,)),
)  # fmt: skip
