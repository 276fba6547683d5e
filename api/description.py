"""The API described (OpenAPI 3.1), so that a client can be generated: every status, every problem, every record."""

from typing import Any, Literal

from fastapi import FastAPI
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api.errors import PLAIN
from models.records import KINDS
from models.spans import Frozen

REF = "#/components/schemas/{model}"
ABOUT = (
    "日程的接口。除健康检查和登录外都须先登录（会话 Cookie）或带程序口令（Authorization: Bearer）。"
    "修改须带 If-Match（读到时的 ETag），新建须带 Idempotency-Key；为什么这样办可写在 Richeng-Why（百分号编码）。"
    "出错一律答 application/problem+json（RFC 9457），code 供程序判别，faults 逐处指明。"
)
MORE = {
    "409": "不能这样办理，或请求编号已用于别的请求",
    "412": "其他人已先作修改；conflicts 写明目前的版本",
    "428": "修改须带 If-Match",
}


class FaultTold(Frozen):
    """One fault: where (also as an RFC 6901 pointer), what is wrong and the way out."""

    path: str
    pointer: str
    message: str


class ConflictTold(Frozen):
    """A thing that is not as its writer saw it; revisions, none: there is none living."""

    subject: str
    expected: int | None
    current: int | None


class ProblemDetails(Frozen):
    """An error (RFC 9457). code: for programs. article: of the rule book, where one stands in the way."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    article: str | None = None
    faults: tuple[FaultTold, ...] = ()
    conflicts: tuple[ConflictTold, ...] = ()
    causes: tuple[dict[str, Any], ...] = ()


def describe(app: FastAPI) -> None:
    """Have an app tell of itself in full; the description is made when first asked for."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _whole(plain())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _whole(schema: dict[str, Any]) -> dict[str, Any]:
    schema["info"]["description"] = ABOUT
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    kinds: list[type[BaseModel]] = sorted({facts.model for facts in KINDS.values()}, key=lambda m: m.__name__)
    told: tuple[type[BaseModel], ...] = (ProblemDetails, *kinds)
    wanted: list[tuple[type[BaseModel], Literal["serialization"]]] = [(model, "serialization") for model in told]
    _, made = models_json_schema(wanted, ref_template=REF)
    for name, one in made["$defs"].items():
        schemas.setdefault(name, one)
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schema["components"]["securitySchemes"] = {
        "session": {"type": "apiKey", "in": "cookie", "name": "richeng_session"},
        "key": {"type": "http", "scheme": "bearer"},
    }
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            _with_problems(path, method, operation)
    return schema


def _with_problems(path: str, method: str, operation: dict[str, Any]) -> None:
    """Declare every status that may come of an operation."""
    named = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "header"}
    wanted = {"400", "422", "503"}
    if path not in ("/api/health",):
        wanted |= {"401", "429"} | ({"403", "404"} if "{office}" in path else {"403"})
        operation["security"] = [] if method == "post" and path == "/api/session" else [{"session": []}, {"key": []}]
    if method != "get":
        wanted |= {"403", "409", "412", "413"}
    if "/drafts/{draft}/" in path or path.endswith("/result"):
        wanted.add("409")
    if "If-Match" in named:
        wanted.add("428")
    for name in named & {"If-Match", "Idempotency-Key"}:
        next(p for p in operation["parameters"] if p["name"] == name)["required"] = True
    content = {"application/problem+json": {"schema": {"$ref": REF.format(model="ProblemDetails")}}}
    for status in sorted(wanted | ({"413"} if "{office}" in path else set())):
        described = MORE.get(status) or PLAIN[int(status)][1]
        operation["responses"][status] = {"description": described, "content": content}
