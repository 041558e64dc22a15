"""What every page asks first: the language, the report, the rights of the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404

from jixiao.web.modules.report.models import Report
from jixiao.web.modules.report.stages import PERMISSIONS, READ
from jixiao.web.platform.people.permissions import demand, may

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jixiao.core.kernel.text import Language, Text

MOST_ID = 2**31
INVALID, STALE = 422, 409


def language(request: HttpRequest) -> Language:
    """The language of the page."""
    return "en" if request.COOKIES.get("lang") == "en" else "zh"


def say(request: HttpRequest, text: Text, *, is_error: bool = False) -> None:
    """A message on the next page."""
    (messages.error if is_error else messages.success)(request, text.said(language(request)))


def report_of(request: HttpRequest, pk: int, permission: str = READ) -> Report:
    """A report, if the person has the permission over it."""
    if pk > MOST_ID:
        raise Http404
    report = get_object_or_404(Report.objects.select_related("organisation", "template", "publication"), pk=pk)
    demand(request.user, permission, report.organisation, report.year)
    return report


def rights(request: HttpRequest, report: Report) -> set[str]:
    """Every permission that the person has over a report."""
    return {name for name in PERMISSIONS if may(request.user, name, report.organisation)}


def number_in(words: str | None) -> int:
    """A version as a form sends it; 0 for what is none."""
    return int(words) if words and words.isascii() and words.isdigit() and len(words) < 10 else 0
