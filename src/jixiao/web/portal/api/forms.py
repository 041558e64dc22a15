"""What all areas share: pages, years, numbers of records, amounts, and which answers an operation may give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from ninja import Field, Path, Query, Schema

from jixiao.core.kernel.text import Text
from jixiao.web.portal.api.access import Bearer
from jixiao.web.portal.api.errors import ErrorOut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

Item = TypeVar("Item")
MOST_ITEMS, ITEMS, LAST_PAGE = 200, 50, 100_000
FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_ID = 2**53 - 1  # what every program can hold exactly
REFUSALS = frozenset({400, 401, 403, 404, 405, 409, 413, 422, 429})
PUBLIC_REFUSALS = frozenset({400, 404, 405, 422})


# A text on one line that the database can hold.
PLAIN = r"^[^\x00-\x1f\x7f]*$"
Plain = Field(pattern=PLAIN)
Id = Annotated[int, Field(ge=1, le=MOST_ID)]
YearQuery = Annotated[int, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="年度 · year", examples=[2026])]
YearPath = Annotated[int, Path(ge=FIRST_YEAR, le=LAST_YEAR, description="年度 · year", examples=[2026])]
IdPath = Annotated[int, Path(ge=1, le=MOST_ID, description="编号 · number of the record", examples=[1])]
OrganisationPath = Annotated[int, Path(ge=1, le=MOST_ID, description="机构编号 · organisation", examples=[1])]
OrganisationQuery = Annotated[
    int | None, Query(ge=1, le=MOST_ID, description="只看这个机构 · only this organisation", examples=[1])
]
PageQuery = Annotated[int, Query(ge=1, le=LAST_PAGE, description="第几页 · page")]
LimitQuery = Annotated[int, Query(ge=1, le=MOST_ITEMS, description="每页条数 · items of a page")]
Yuan = Annotated[
    str, Field(pattern=r"^-?\d+\.\d{2}$", description="元，两位小数 · yuan, two decimals", examples=["1205000.00"])
]


class PageOut(Schema, Generic[Item]):
    """A page of a list. `next` is the address of the following page, null on the last."""

    items: list[Item]
    total: int
    page: int
    limit: int
    next: str | None


def yuan(fen: int) -> str:
    """Fen as yuan with two decimals."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{rest:02d}"


def paged(request: HttpRequest, found: Sequence[Any] | QuerySet[Any], page: int, limit: int) -> dict[str, Any]:
    """The frame of a page, and in `items` the records that stand on it."""
    count = found.count() if isinstance(found, QuerySet) else len(found)
    start = (page - 1) * limit
    following = None
    if start + limit < count:
        asked = {**request.GET.dict(), "page": page + 1, "limit": limit}
        following = f"{request.path}?{urlencode(asked)}"
    return {
        "items": list(found[start : start + limit]),
        "total": count,
        "page": page,
        "limit": limit,
        "next": following,
    }


def operation(scope: str, title: Text, answers: Any, status: int = 200) -> dict[str, Any]:  # noqa: ANN401  # a type
    """What an operation says of itself: its title, the scope that it needs, its answers."""
    return {
        "auth": Bearer(scope),
        "summary": f"{title.zh} · {title.en}",
        "response": {status: answers, REFUSALS: ErrorOut},
        "openapi_extra": {"x-scope": scope},
    }


def open_operation(title: Text, answers: Any) -> dict[str, Any]:  # noqa: ANN401  # a type
    """The same, for what is public."""
    return {
        "auth": None,
        "summary": f"{title.zh} · {title.en}",
        "response": {200: answers, PUBLIC_REFUSALS: ErrorOut},
        "openapi_extra": {"x-public": True},
    }
