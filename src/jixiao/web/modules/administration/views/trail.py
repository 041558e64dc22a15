"""The audit trail: searched, fifty events a page, and taken out as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration.actions.trail import note_export
from jixiao.web.modules.administration.forms import SomethingChosen, Spoken, indented
from jixiao.web.modules.administration.trail_queries import (
    PERMISSION,
    changes_of,
    events_for,
    names_of_targets,
    searched,
    tops,
)
from jixiao.web.modules.administration.trail_sheets import as_csv, as_xlsx
from jixiao.web.modules.administration.trail_words import ACTIONS, action_said, target_said
from jixiao.web.modules.administration.words import language_of
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.people.names import shown
from jixiao.web.platform.people.permissions import organisations_with

if TYPE_CHECKING:
    from django.http import HttpRequest

EACH = 50
# More than this is no longer read by anyone, and would hold the whole program up.
MOST_EXPORTED = 20_000
FORMS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


class Search(Spoken):
    """Who, what, to what, where, when. What cannot be read is shown as wrong, and nothing is found."""

    who = forms.CharField(required=False, max_length=60)
    action = forms.CharField(required=False, max_length=60)
    target = forms.CharField(required=False, max_length=120)
    organisation = SomethingChosen(queryset=Organisation.objects.none(), required=False)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)

    def __init__(self, request: HttpRequest, data: Any) -> None:  # noqa: ANN401
        super().__init__(data, lang=language_of(request))
        inside = organisations_with(request.user, PERMISSION)
        self.fields["organisation"].queryset = inside
        self.fields["organisation"].shown = indented(inside)
        self.fields["organisation"].empty_label = Text("全部机构", "All organisations").said(self.lang)

    def clean_action(self) -> str:
        """A code of an action; its words serve as well."""
        asked = self.cleaned_data["action"].strip()
        known = [code for code, words in ACTIONS.items() if asked and asked in (words.zh, words.en)]
        return known[0] if known else str(asked)


def _demanded(request: HttpRequest) -> list[Organisation]:
    """The organisations whose trail the person sees; refuses who sees none."""
    found = tops(request.user)
    if not found or not request.user.is_active:
        raise PermissionDenied(PERMISSION)
    return found


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Events, the newest first, with what stood before and after."""
    _demanded(request)
    search, lang = Search(request, request.GET), language_of(request)
    is_right = search.is_valid()
    events = events_for(request.user)
    found = searched(events, search.cleaned_data) if is_right else events.none()
    page = Paginator(found, EACH).get_page(request.GET.get("page"))
    names = names_of_targets(page.object_list)
    lines = [
        {
            "event": event,
            "action": shown(action_said(event.action, lang)),
            "target": shown(target_said(event.target, lang)),
            "name": shown(names.get(event.target, "")),
            "changes": changes_of(event, lang),
        }
        for event in page.object_list
    ]
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "search": search,
        "page": page,
        "lines": lines,
        "asked": asked.urlencode(),
        "actions": [words.said(lang) for words in ACTIONS.values()],
        "most": MOST_EXPORTED,
    }
    return render(request, "administration/trail.html", context, status=200 if is_right else 422)


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """What the search finds, as a file; that it was taken is recorded first."""
    highest = _demanded(request)[0]
    search, lang = Search(request, request.POST), language_of(request)
    form = request.POST.get("form", "")
    if form not in FORMS or not search.is_valid():
        said = Text("筛选条件不对，没有导出。", "The search cannot be read; nothing was exported.")
        messages.error(request, said.said(lang))
        return redirect("administration:trail")
    found = searched(events_for(request.user), search.cleaned_data)
    rows = found.count()
    if rows > MOST_EXPORTED:
        said = Text(
            f"共 {rows} 条，一次最多导出 {MOST_EXPORTED} 条，请缩小范围。",
            f"{rows} events; at most {MOST_EXPORTED} at a time. Narrow the search.",
        )
        messages.error(request, said.said(lang))
        asked = request.POST.copy()
        for name in ("form", "csrfmiddlewaretoken"):
            asked.pop(name, None)
        return redirect(f"{reverse('administration:trail')}?{asked.urlencode()}")
    events = list(found)
    note_export(form=form, rows=len(events), asked=search.cleaned_data, organisation=highest, by=request.user, at=now())
    write, kind = FORMS[form]
    name = f"audit-trail-{today():%Y%m%d}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(write(events, lang), content_type=kind, headers=headers)
