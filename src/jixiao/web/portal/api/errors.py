"""What goes wrong, always in the same form: a code for programs, words in both languages for people, what to do."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, JsonResponse
from ninja import Field, Schema
from ninja.errors import HttpError, ValidationError

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text, same
from jixiao.web.platform.refusals import Refused, Stale

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from ninja import NinjaAPI

logger = logging.getLogger("jixiao.api")
MOST_PROBLEMS = 50
MOST_RECEIVED = 200


class ProblemOut(Schema):
    """One thing that is wrong."""

    message: str = Field(description="中文说明", examples=["年度应为四位数字"])
    message_en: str = Field(description="the same in English", examples=["a year has four digits"])
    where: str = Field(description="哪一处 · which part of the call", examples=["query.year"])
    expected: str | None = None
    received: str | None = None
    remedy: str | None = None


class ErrorOut(ProblemOut):
    """Why a call was refused. `problems` lists everything that was found; the first stands in the error itself."""

    code: str = Field(examples=["invalid"])
    problems: list[ProblemOut] = Field(default_factory=list)


class ApiFault(Exception):
    """A call that is refused; `seconds` says when it may be tried again, where that would help."""

    seconds: int | None = None

    def __init__(self, status: int, code: str, text: Text, where: str = "", remedy: Text | None = None) -> None:
        super().__init__(text.en)
        self.status, self.code, self.text, self.where, self.remedy = status, code, text, where, remedy


NOT_FOUND = Text("没有这个对象，或不在您的权限之内", "there is no such thing, or it is not within your permissions")
NO_ADDRESS = Text("没有这个接口地址", "the API has no such address")
NOT_ALLOWED = Text("该地址不支持这种方法", "the address does not take this method")
UNSIGNED = Text("缺少令牌，或令牌无效", "the token is missing or not valid")
SEND_TOKEN = Text(
    "在请求头加上 Authorization: Bearer <令牌>；令牌在“接口令牌”页申请",
    "send Authorization: Bearer <token>; make one on the page “API tokens”",
)
NOT_JSON = Text("请求内容不是可读的 JSON", "the body is not readable JSON")
TOO_LARGE = Text("请求内容过大", "the body is too large")
INVALID = Text("参数不符合要求", "a parameter is not what it should be")
FAULT = Text("程序自身的错误，已记入日志", "a fault of the program itself, kept in the log")
BAD = Text("请求无法理解", "the request cannot be understood")


def not_found() -> ApiFault:
    """What is missing and what is forbidden look the same, so that nobody learns which numbers are taken."""
    return ApiFault(404, "not_found", NOT_FOUND)


def answer(
    status: int, code: str, text: Text, where: str = "", remedy: Text | None = None, **more: object
) -> HttpResponse:
    """An error as it is sent."""
    said: dict[str, Any] = {"code": code, "message": text.zh, "message_en": text.en, "where": where}
    said |= {"expected": None, "received": None, "remedy": None if remedy is None else f"{remedy.zh} · {remedy.en}"}
    said |= {"problems": [], **more}
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})


def of_problems(status: int, code: str, problems: list[dict[str, Any]]) -> HttpResponse:
    """An error of several problems; the first is said in the error itself."""
    first = problems[0]
    said = {"code": code, **first, "problems": problems[:MOST_PROBLEMS]}
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})


def told(problem: Problem) -> dict[str, Any]:
    """A problem as the loader says it."""
    both = [None if one is None else one.zh + (f" · {one.en}" if one.en != one.zh else "")
            for one in (problem.expected, problem.remedy)]  # fmt: skip
    return {
        "message": problem.what.zh,
        "message_en": problem.what.en,
        "where": problem.where,
        "expected": both[0],
        "received": None if problem.received is None else problem.received[:MOST_RECEIVED],
        "remedy": both[1],
    }


def _invalid(error: dict[str, Any]) -> dict[str, Any]:
    """What a check of parameters found."""
    where = ".".join(str(part) for part in error.get("loc", ()))
    said = str(error.get("msg", ""))
    received = error.get("input")
    shown = repr(received) if isinstance(received, str | int | bool) else None
    return {
        "message": INVALID.zh,
        "message_en": said or INVALID.en,
        "where": where,
        "expected": said or None,
        "received": None if shown is None else shown[:MOST_RECEIVED],
        "remedy": None,
    }


def _http(error: HttpError) -> HttpResponse:
    match error.status_code:
        case 401:
            response = answer(401, "unauthorized", UNSIGNED, "Authorization", SEND_TOKEN)
            response["WWW-Authenticate"] = "Bearer"
            return response
        case 400:
            return answer(400, "not_json", NOT_JSON, "body")
        case other:
            return answer(other, "refused", same(str(error)))


def _refused(error: Refused) -> HttpResponse:
    status, code = (409, "stale") if isinstance(error, Stale) else (422, "refused")
    return answer(status, code, error.text, error.field or "")


def _own(error: ApiFault) -> HttpResponse:
    response = answer(error.status, error.code, error.text, error.where, error.remedy)
    if error.status == 401:
        response["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    if error.seconds is not None:
        response["Retry-After"] = str(error.seconds)
    return response


def said_of(error: object, request: HttpRequest) -> HttpResponse:
    """The answer to whatever went wrong."""
    match error:
        case ApiFault():
            return _own(error)
        case Http404() | PermissionDenied():
            return _own(not_found())
        case ValidationError():
            return of_problems(422, "invalid", [_invalid(one) for one in error.errors])
        case InputFault():
            return of_problems(422, "invalid", [told(one) for one in error.problems])
        case Refused():
            return _refused(error)
        case HttpError():
            return _http(error)
        case RequestDataTooBig():
            return answer(413, "too_large", TOO_LARGE, "body")
        case SuspiciousOperation() | BadRequest() | UnicodeError():
            return answer(400, "bad_request", BAD)
        case _:
            logger.error("the API failed", exc_info=True, extra={"path": request.path, "method": request.method})
            return answer(500, "fault", FAULT)


def add_handlers(api: NinjaAPI) -> None:
    """Let every fault be said in this form."""
    for kind in (Exception, HttpError, Http404, ValidationError):  # the last three have handlers of their own
        api.add_exception_handler(kind, lambda request, error: said_of(error, request))
