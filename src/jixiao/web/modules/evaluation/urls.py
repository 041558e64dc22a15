"""Addresses of the module."""

from __future__ import annotations

from django.urls import path

from jixiao.web.modules.evaluation.views import (
    analysis,
    documents,
    evidence,
    figures,
    filling,
    from_year,
    imports,
    projects,
    review,
    samples,
    what_if,
    years,
)
from jixiao.web.modules.evaluation.views.unfit import drop, told

app_name = "evaluation"
urlpatterns = [
    path("", years.years, name="years"),
    path("new/", years.new, name="new"),
    path("queue/", review.queue, name="queue"),
    path("analysis/", analysis.analysis, name="analysis"),
    path("analysis/export.xlsx", analysis.export, name="analysis-export"),
    path("samples/", samples.samples, name="samples"),
    path("samples/<int:pk>/", samples.sample, name="sample"),
    path("projects/", projects.projects, name="projects"),
    path("projects/begin/", projects.begin, name="projects-begin"),
    path("projects/export.xlsx", projects.export, name="projects-export"),
    path("projects/<int:pk>/", projects.project, name="project"),
    path("projects/<int:pk>/printed/", projects.printed, name="project-printed"),
    path("projects/<int:pk>/whole/", projects.describe, name="project-describe"),
    path("projects/<int:pk>/answers/<slug:indicator>/", projects.answer, name="project-answer"),
    path("projects/<int:pk>/move/<slug:name>/", projects.move, name="project-move"),
    path("<int:pk>/", told(years.year), name="year"),
    path("<int:pk>/move/<slug:name>/", years.move, name="move"),
    path("<int:pk>/fill/", told(filling.fill), name="fill"),
    path("<int:pk>/total/", told(filling.total), name="total"),
    path("<int:pk>/indicators/<slug:indicator>/", told(filling.indicator), name="indicator"),
    path("<int:pk>/indicators/<slug:indicator>/what-if/", told(what_if.what_if), name="what-if"),
    path("<int:pk>/from-year/", told(from_year.from_year), name="from-year"),
    path("<int:pk>/drop-unfit/", drop, name="drop-unfit"),
    path("<int:pk>/indicators/<slug:indicator>/evidence/", told(evidence.attach), name="evidence-attach"),
    path("<int:pk>/evidence/<int:number>/", evidence.download, name="evidence"),
    path("<int:pk>/evidence/<int:number>/detach/", evidence.detach, name="evidence-detach"),
    path("<int:pk>/figures/", told(figures.figures), name="figures"),
    path("<int:pk>/figures/new/", told(figures.new), name="figure-new"),
    path("<int:pk>/figures/<int:figure>/", told(figures.figure), name="figure"),
    path("<int:pk>/figures/<int:figure>/withdraw/", told(figures.withdraw), name="figure-withdraw"),
    path("<int:pk>/import/", told(imports.imports), name="imports"),
    path("<int:pk>/import/<int:kept>/", told(imports.preview), name="import"),
    path("<int:pk>/import/<int:kept>/apply/", imports.apply, name="import-apply"),
    path("<int:pk>/import/<int:kept>/undo/", imports.undo, name="import-undo"),
    path("<int:pk>/review/", told(review.review), name="review"),
    path("<int:pk>/scorecard.<slug:form>", told(documents.scorecard), name="scorecard"),
    path("<int:pk>/facts.json", told(documents.facts), name="facts"),
    path("<int:pk>/runs/<int:run>/<slug:part>.json", documents.run, name="run"),
]
