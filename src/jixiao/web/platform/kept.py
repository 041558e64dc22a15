"""What was made for a page is shown again, to whoever asks for the same, until a table that it came from changes.

Nobody says which tables these are: they are noted while it is made. What comes from a table that leaves no marks is not
kept. Kept for one process; the oldest go when there are many.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sized
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet

from jixiao.web.platform.changes.marks import Mark, Read, marks, note, reading
from jixiao.web.platform.clock import today
from jixiao.web.platform.remembered import is_reading, key_of, remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from django.db.models import Model, QuerySet

M = TypeVar("M", bound="Model")
P = ParamSpec("P")
T = TypeVar("T")

MOST = 200_000  # rows in all answers together: about a hundred megabytes
FEWEST = 20  # rows that an answer counts for, however short it is
# Organisations and people come with the arguments, and with what they may see, so no question notes these tables.
_COMING = frozenset(f"people_{name}" for name in ("organisation", "post", "delegation", "assignment", "avoidance"))
_NEVER: Mark = (0, 0)


@dataclass(frozen=True, slots=True)
class _Kept:
    value: Any
    read: Read
    marks: Mapping[str, Mark]
    size: int  # in rows, roughly


_answers: OrderedDict[Hashable, _Kept] = OrderedDict()
_lock = Lock()


def kept(function: Callable[P, T]) -> Callable[P, T]:
    """A function that reads: the same answer while the tables it read are the same. The answer must not be changed.

    Whom it is made for must stand among the arguments where that matters. Only while a page is read.
    """

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        if not is_reading():
            return function(*args, **kwargs)
        return _answer(key_of(function, args, kwargs), lambda: function(*args, **kwargs))

    return asked


def kept_of(function: Callable[[QuerySet[M]], T], rows: QuerySet[M]) -> T:
    """What a function makes of rows that were not asked for yet; they are told apart by the question that they are."""
    try:
        question = key_of(function, (rows.model, *rows.query.sql_with_params()), {})
    except EmptyResultSet:  # nothing can be among them
        return function(rows)
    return _answer(question, lambda: function(rows)) if is_reading() else function(rows)


def _answer(question: Hashable, make: Callable[[], T]) -> T:
    key, now = (today(), question), _marks()
    with _lock:
        found = _answers.get(key)
        if found is not None:
            _answers.move_to_end(key)
    if found is not None and found.marks == _of(found.read, now):
        note(found.read)
    else:
        found = _made(make, now)
        if found.read.is_whole:
            _keep(key, found)
    value: T = found.value
    return value


def forget() -> None:
    """Keep nothing any more."""
    with _lock:
        _answers.clear()


def _made(make: Callable[[], Any], now: Mapping[str, Mark]) -> _Kept:
    # The marks are those from before: what is written meanwhile only makes the answer go sooner.
    with reading() as read:
        value = make()
    read.tables |= _COMING
    size = len(value) if isinstance(value, Sized) else 0
    return _Kept(value, read, _of(read, now), max(FEWEST, size))


def _of(read: Read, now: Mapping[str, Mark]) -> dict[str, Mark]:
    return {name: now.get(name, _NEVER) for name in ("", *read.tables)}


def _keep(key: Hashable, one: _Kept) -> None:
    with _lock:
        _answers[key] = one
        taken = sum(each.size for each in _answers.values())
        while taken > MOST:
            taken -= _answers.popitem(last=False)[1].size


@remembered
def _marks() -> dict[str, Mark]:
    return marks()
