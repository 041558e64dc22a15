"""The API itself: every area under one root, with its description."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.parser import Parser

from jixiao import __version__
from jixiao.web.portal.api.areas import (
    board,
    budgets,
    figures,
    goals,
    organisations,
    problems,
    publications,
    scores,
    trail,
)
from jixiao.web.portal.api.errors import add_handlers

if TYPE_CHECKING:
    from django.http import HttpRequest
    from ninja.operation import Operation

VERSION = "1"
AREAS = (organisations, budgets, goals, board, scores, figures, problems, publications, trail)
DESCRIPTION = """绩效系统的数据接口。令牌在“接口令牌”页申请，按本人权限和令牌范围取数。
金额为元、两位小数的字符串，日期为 ISO 8601。

The data of the system for other programs. A token is made on the page “API tokens”; it works within its owner's
permissions and its scopes. Amounts are strings of yuan with two decimals, days are ISO 8601."""


class Api(NinjaAPI):
    """Operations are called by what they do, not by where they stand in the program."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of an operation."""
        return operation.view_func.__name__


class StrictJson(Parser):
    """JSON as the standard has it: no NaN, nothing nested beyond reason."""

    def parse_body(self, request: HttpRequest) -> Any:  # noqa: ANN401  # whatever was sent
        """The body; raises `HttpError` where it is not JSON."""
        try:
            return json.loads(request.body, parse_constant=_no_number)
        except (ValueError, RecursionError):
            raise HttpError(400, "not JSON") from None


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def made() -> NinjaAPI:
    """The API with its areas."""
    one = Api(
        title="绩效 jixiao",
        version=VERSION,
        description=DESCRIPTION,
        docs_url=None,
        openapi_url=None,
        urls_namespace="api-v1",
        parser=StrictJson(),
        openapi_extra={"info": {"x-program": __version__}},
    )
    for area in AREAS:
        one.add_router("", area.router)
    add_handlers(one)
    return one


api = made()
