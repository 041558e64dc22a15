"""What is asked several times while one page is made is asked of the database once.

Only while a page is read: a request that writes would otherwise be told what was true before it wrote.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from django.db.models import Model, QuerySet

from jixiao.web.platform.changes.marks import note, reading

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
        key = key_of(function, args, kwargs)
        if key not in answers:
            with reading() as read:
                answers[key] = (function(*args, **kwargs), read)
        else:
            note(answers[key][1])
        found: T = answers[key][0]
        return found

    return asked


def is_reading() -> bool:
    """Whether a page is being read, so that nothing that was asked before has become untrue."""
    return _answers.get() is not None


def key_of(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Hashable:
    """What tells one call of a function from another."""
    return (function, *(_key(one) for one in args), *((name, _key(one)) for name, one in sorted(kwargs.items())))


def _key(value: object) -> Hashable:
    if isinstance(value, Model):
        return type(value), value.pk
    if isinstance(value, QuerySet | list | tuple):
        return tuple(_key(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value), *(_key(getattr(value, one.name)) for one in fields(value))
    return value  # what cannot be a key says so itself
