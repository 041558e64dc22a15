"""The description of the API: for programs (OpenAPI), and as a page for people, without anything from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.web.platform.api.scopes import AREAS
from jixiao.web.platform.api.tokens import calls_a_minute
from jixiao.web.platform.people.middleware import for_everyone
from jixiao.web.portal.api.examples import example_of, shown
from jixiao.web.portal.api.root import api

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

PREFIX = "/api/v1/"
METHODS = ("get", "post")
# Areas that stand on the page without a scope of their own.
PUBLIC = ("publications", "公开", "Publications")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as the page shows it."""

    name: str
    kind: str
    is_needed: bool
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as the page shows it."""

    anchor: str
    method: str
    path: str
    zh: str
    en: str
    detail: str
    scope: str
    parameters: tuple[Parameter, ...]
    call: str
    body: str
    answer: str


@cache
def schema() -> dict[str, Any]:
    """The description as OpenAPI; it does not change while the program runs."""
    found: dict[str, Any] = api.get_openapi_schema(path_prefix=PREFIX)
    for operations in found["paths"].values():
        for one in operations.values():
            responses = {int(code): said for code, said in one["responses"].items()}
            one["responses"] = {str(code): responses[code] for code in sorted(responses)}
    return found


@require_safe
def openapi(_request: HttpRequest) -> HttpResponse:
    """The description for programs."""
    return JsonResponse(schema(), json_dumps_params={"ensure_ascii": False})


@for_everyone
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The description for people: what there is, what it needs, how to call it."""
    base = request.build_absolute_uri("/").rstrip("/")
    groups = [(zh, en, found) for area, zh, en in _titles() if (found := _operations(area, base))]
    shown_page = {"groups": groups, "base": base, "calls": calls_a_minute()}
    return render(request, "portal/api.html", shown_page)


def _titles() -> list[tuple[str, str, str]]:
    return [*((area.id, area.title.zh, area.title.en) for area in AREAS), PUBLIC]


def _operations(area: str, base: str) -> list[Operation]:
    """The operations of an area."""
    return [
        _operation(method, path, said, base)
        for path, operations in schema()["paths"].items()
        for method in METHODS
        if (said := operations.get(method)) and said.get("x-scope", PUBLIC[0]).partition(":")[0] == area
    ]


def _operation(method: str, path: str, said: Mapping[str, Any], base: str) -> Operation:
    zh, _, en = said["summary"].partition(" · ")
    good = next(code for code in said["responses"] if code.startswith("2"))
    parts = schema()["components"]["schemas"]
    content = said["responses"][good].get("content", {}).get("application/json", {}).get("schema", {})
    sent = said.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    body = "" if sent is None else shown(example_of(sent, parts))
    return Operation(
        said["operationId"],
        method.upper(),
        path,
        zh,
        en or zh,
        said.get("description", ""),
        said.get("x-scope", ""),
        tuple(_parameter(one) for one in said.get("parameters", ())),
        _call(method, path, said, base, has_body=sent is not None),
        body,
        shown(example_of(content, parts)),
    )


def _parameter(one: Mapping[str, Any]) -> Parameter:
    kinds = [part.get("format") or part.get("type", "") for part in one["schema"].get("anyOf", [one["schema"]])]
    zh, _, en = (one.get("description") or one["schema"].get("description") or "").partition(" · ")
    return Parameter(
        one["name"], " ".join(kind for kind in kinds if kind != "null"), one.get("required", False), zh, en
    )


def _call(method: str, path: str, said: Mapping[str, Any], base: str, *, has_body: bool) -> str:
    """How to call it from a terminal."""
    asked = []
    for one in said.get("parameters", ()):
        value = str(example_of(one["schema"], {}))
        if one["in"] == "path":
            path = path.replace("{" + one["name"] + "}", value)
        elif one.get("required"):
            asked.append(f"{one['name']}={value}")
    lines = [f'curl "{base}{path}{"?" + "&".join(asked) if asked else ""}"']
    if "x-scope" in said:
        lines.append('-H "Authorization: Bearer $JIXIAO_TOKEN"')
    if has_body:
        lines += ['-H "Content-Type: application/json"', "--data @body.json"]
    return " \\\n  ".join(lines)
