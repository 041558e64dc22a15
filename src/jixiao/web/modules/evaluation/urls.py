"""Addresses of the module."""

from __future__ import annotations

from django.urls import path

from jixiao.web.modules.evaluation.views import documents, figures, filling, imports, review, samples, what_if, years

app_name = "evaluation"
urlpatterns = [
    path("", years.years, name="years"),
    path("new/", years.new, name="new"),
    path("queue/", review.queue, name="queue"),
    path("samples/", samples.samples, name="samples"),
    path("samples/<int:pk>/", samples.sample, name="sample"),
    path("<int:pk>/", years.year, name="year"),
    path("<int:pk>/move/<slug:name>/", years.move, name="move"),
    path("<int:pk>/fill/", filling.fill, name="fill"),
    path("<int:pk>/total/", filling.total, name="total"),
    path("<int:pk>/indicators/<slug:indicator>/", filling.indicator, name="indicator"),
    path("<int:pk>/indicators/<slug:indicator>/what-if/", what_if.what_if, name="what-if"),
    path("<int:pk>/figures/", figures.figures, name="figures"),
    path("<int:pk>/figures/new/", figures.new, name="figure-new"),
    path("<int:pk>/figures/<int:figure>/", figures.figure, name="figure"),
    path("<int:pk>/figures/<int:figure>/withdraw/", figures.withdraw, name="figure-withdraw"),
    path("<int:pk>/import/", imports.imports, name="imports"),
    path("<int:pk>/import/<int:kept>/", imports.preview, name="import"),
    path("<int:pk>/import/<int:kept>/apply/", imports.apply, name="import-apply"),
    path("<int:pk>/import/<int:kept>/undo/", imports.undo, name="import-undo"),
    path("<int:pk>/review/", review.review, name="review"),
    path("<int:pk>/scorecard.<slug:form>", documents.scorecard, name="scorecard"),
    path("<int:pk>/facts.json", documents.facts, name="facts"),
    path("<int:pk>/runs/<int:run>/<slug:part>.json", documents.run, name="run"),
]
