"""From domain errors to HTTP: problem+json for programs, a page for people, a line of text for calendars."""

import logging
import re
from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from api.auth import NotAdmitted, NotPermitted
from api.pages.fill import error_page
from intake.faults import fault_of
from models.errors import (
    BadInput,
    Busy,
    DamagedRecord,
    DateOutsideCalendar,
    Fault,
    KeyReused,
    Refused,
    RichengError,
    Stale,
    TooLarge,
    Unanswered,
    Unknown,
)

log = logging.getLogger("richeng")

DOMAIN: tuple[tuple[type[RichengError], int, str, str], ...] = (
    (BadInput, 422, "bad-input", "填写有误"),
    (DateOutsideCalendar, 422, "date-outside-calendar", "日期超出工作日历"),
    (TooLarge, 413, "too-large", "内容过多"),
    (Stale, 412, "stale", "其他人已先作修改"),
    (KeyReused, 409, "key-reused", "请求编号重复使用"),
    (Refused, 409, "refused", "不能这样办理"),
    (Busy, 429, "busy", "正忙"),
    (Unanswered, 409, "no-answer", "没有算出结果"),
    (Unknown, 404, "not-found", "没有找到"),
    (DamagedRecord, 503, "damaged-record", "存档与签发时不一致"),
    (RichengError, 500, "fault", "出错了"),
)

PLAIN: dict[int, tuple[str, str, str]] = {
    400: ("bad-request", "请求有误", "请检查地址和参数后重试。"),
    401: ("key-required", "需要访问口令", "请登录，或在请求头 Authorization 中以 Bearer 方式给出口令。"),
    403: ("cross-site", "来源不明", "这个请求不是从本页面发出的，已拒绝。请回到日程页面重新操作。"),
    404: ("not-found", "没有找到", "没有这一页，或者您看不到它。请核对地址。"),
    405: ("method-not-allowed", "不支持这种操作", "这个地址只供读取。"),
    410: ("gone", "地址已停用", "这个订阅地址已经停用，请向政府办索取新的地址。"),
    413: ("too-large", "内容过大", "提交的内容超过上限，请分批提交。"),
    422: ("bad-input", "填写有误", "请按提示改正后重试。"),
    429: ("too-many-attempts", "尝试次数过多", "口令多次不对，请一刻钟后再试，或向政府办核实口令。"),
    500: ("fault", "出错了", "服务内部出错，已记录在日志中；数据没有改动。请稍后重试，仍不行请联系维护人员。"),
    503: ("unavailable", "暂时无法读取", "日程暂时读不出来，请稍后重试；仍不行请联系维护人员检查数据文件。"),
}


class Problem(Exception):
    """An answer of HTTP's own that no domain error stands for. more: members of the problem."""

    def __init__(self, status: int, code: str, title: str, detail: str, **more: object) -> None:
        super().__init__(code)
        self.status, self.code, self.title, self.detail, self.more = status, code, title, detail, more


def problem(status: int, code: str, title: str, detail: str, **more: object) -> JSONResponse:
    """An RFC 9457 problem, with a code that programs can rely on."""
    body = {"type": "about:blank", "title": title, "status": status, "code": code, "detail": detail, **more}
    return JSONResponse(body, status, media_type="application/problem+json")


def answer(request: Request, status: int, code: str, title: str, detail: str, **more: object) -> Response:
    """The error in the language of who asked: JSON under /api, text under /feeds, else a page."""
    path = request.scope["path"]
    if _is_api(path):
        return problem(status, code, title, detail, **more)
    if path.startswith("/feeds/"):
        return PlainTextResponse(f"{title}\n", status)
    return HTMLResponse(error_page(title, detail), status)


def plain(request: Request, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """The answer for a bare status."""
    code, title, detail = PLAIN.get(status, PLAIN[400] if status < 500 else PLAIN[500])
    response = answer(request, status, code, title, detail)
    response.headers.update(headers or {})
    return response


def register(app: FastAPI) -> None:
    """Teach an app to answer errors."""

    @app.exception_handler(RichengError)
    def domain(request: Request, error: RichengError) -> Response:
        status, code, title = next((s, c, t) for kind, s, c, t in DOMAIN if isinstance(error, kind))
        if status >= 500:
            log.error("%s: %s", code, error.message)
        if isinstance(error, Unknown):
            return plain(request, 404)
        return answer(request, status, code, title, _detail(error), **_more(error))

    @app.exception_handler(Problem)
    def of_http(request: Request, error: Problem) -> Response:
        return answer(request, error.status, error.code, error.title, error.detail, **error.more)

    @app.exception_handler(NotPermitted)
    def not_permitted(request: Request, error: NotPermitted) -> Response:
        return answer(request, 403, "not-permitted", "没有这项权限", "您的角色不办理这件事，请由有权限的人员办理。")

    @app.exception_handler(NotAdmitted)
    def not_admitted(request: Request, error: NotAdmitted) -> Response:
        if error.status == 401 and not _is_api(request.scope["path"]):
            return RedirectResponse(error.login, 303)
        return plain(request, error.status, error.headers)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        return plain(request, error.status_code, error.headers)

    @app.exception_handler(RequestValidationError)
    def validation(request: Request, error: RequestValidationError) -> Response:
        faults = [told(fault_of(detail)) for detail in error.errors()]
        code, title, detail = PLAIN[422]
        return answer(request, 422, code, title, detail, faults=faults)


def told(fault: Fault) -> dict[str, str]:
    """A fault as a problem tells it: where (also as an RFC 6901 pointer), what is wrong, and the way out."""
    return {"path": fault.path, "pointer": pointer(fault.path), "message": fault.message}


def pointer(path: str) -> str:
    """``/events/3/when`` for ``events[3].when``."""
    parts = re.findall(r"[^.\[\]]+", path)
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)


def _detail(error: RichengError) -> str:
    return "；".join(f.message for f in error.faults) if isinstance(error, BadInput) else error.message


def _more(error: RichengError) -> dict[str, object]:
    if isinstance(error, BadInput):
        return {"faults": [told(fault) for fault in error.faults]}
    if isinstance(error, Stale):
        named = [{"subject": c.subject, "expected": c.expected, "current": c.current} for c in error.conflicts]
        return {"conflicts": named}
    article = re.search("第[〇零一二三四五六七八九十百0-9]+条", error.message)
    return {"article": article.group()} if article else {}


def _is_api(path: str) -> bool:
    return path == "/api" or path.startswith("/api/")
