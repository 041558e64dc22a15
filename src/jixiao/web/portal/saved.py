"""Saved views: a page as someone narrowed it, found again by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.platform.kept import kept
from jixiao.web.portal.models import SavedView

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.platform.people.models import Person

MOST = 30
LONGEST_NAME, LONGEST_ADDRESS = 30, 1000


@kept
def saved_views(person: Person) -> list[tuple[int, str, str]]:
    """Key, name and address of each view that a person saved, by name."""
    return list(SavedView.objects.filter(person=person).values_list("pk", "name", "address"))


def can_be_saved(request: HttpRequest) -> bool:
    """Whether a page is narrowed in a way that its address tells."""
    return request.method == "GET" and bool(request.GET) and not request.path.startswith("/search/")


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Save the page that the form stands on; another view of the same name gives way."""
    name, address = " ".join(request.POST.get("name", "").split()), request.POST.get("address", "")
    is_here = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    if not is_here or not address.startswith("/"):
        return redirect("home")
    fault = _fault(request, name, address)
    if fault is None:
        SavedView.objects.update_or_create(person=request.user, name=name, defaults={"address": address})
    said = fault or Text(f"已存为“{name}”，在左侧菜单里。", f"Saved as “{name}”; it stands in the menu.")
    _say(request, said, is_error=fault is not None)
    return redirect(address)


def _fault(request: HttpRequest, name: str, address: str) -> Text | None:
    if not name or len(name) > LONGEST_NAME or "\x00" in name:
        return Text(
            f"视图要有名称，最多 {LONGEST_NAME} 个字。", f"A view needs a name of {LONGEST_NAME} letters at most."
        )
    if len(address) > LONGEST_ADDRESS or not urlsplit(address).query or "\x00" in address:
        return Text("这个页面没有筛选，或条件太长，存不下来。", "The page is not narrowed, or by too much to be saved.")
    if SavedView.objects.filter(person=request.user).exclude(name=name).count() >= MOST:
        return Text(f"最多存 {MOST} 个视图，先删去一个。", f"There are {MOST} views already: let one go first.")
    return None


@require_POST
def let_go(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a view of one's own."""
    get_object_or_404(SavedView, pk=pk, person=request.user).delete()
    return redirect("home")


def _say(request: HttpRequest, text: Text, *, is_error: bool) -> None:
    said = text.en if request.COOKIES.get("lang") == "en" else text.zh
    (messages.error if is_error else messages.success)(request, said)
