"""What is asked several times while one page is made is asked of the database once.

Only while a page is read: a request that writes would otherwise be told what was true before it wrote.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from django.db.models import Model, QuerySet

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from django.http import HttpRequest, HttpResponse

P = ParamSpec("P")
T = TypeVar("T")

READING = ("GET", "HEAD")
_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


class RememberedMiddleware:
    """Keeps answers for the length of a request that reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with an empty memory."""
        token = _answers.set({} if request.method in READING else None)
        try:
            return self.get_response(request)
        finally:
            _answers.reset(token)


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """A function that reads, asked once for the same arguments while a page is made; its answer must not be changed."""

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        answers = _answers.get()
        if answers is None:
            return function(*args, **kwargs)
        key = (function, *(_key(one) for one in args), *((name, _key(one)) for name, one in sorted(kwargs.items())))
        if key not in answers:
            answers[key] = function(*args, **kwargs)
        found: T = answers[key]
        return found

    return asked


def _key(value: object) -> Hashable:
    if isinstance(value, Model):
        return type(value), value.pk
    if isinstance(value, QuerySet | list | tuple):
        return tuple(_key(one) for one in value)
    return value  # what cannot be a key says so itself
