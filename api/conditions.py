"""Conditions of a request: the revision that its writer saw (RFC 9110 13.1.1, RFC 6585), and its idempotency key."""

import re
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import Header
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from api.errors import Problem
from api.gate import Principal
from models.digest import digest_of_json
from models.runs import KeptReply
from models.trail import Act
from store.base import Store
from store.desk import Desk as Room

IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=200, description='读到时的 ETag，如 "3"；不带则答 428')
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key", max_length=200, description="本次请求的唯一编号；重发同一请求时不变；不带则答 400"
    ),
]
Why = Annotated[
    str | None,
    Header(alias="Richeng-Why", max_length=900, description="为什么这样办（百分号编码的 UTF-8），记入留痕"),
]


def etag(revision: int) -> str:
    """The tag of a revision."""
    return f'"{revision}"'


def seen_revision(if_match: str | None) -> int:
    """The revision that the writer saw. Raises 428 without one."""
    found = re.fullmatch(r'"([1-9][0-9]{0,8})"', (if_match or "").strip())
    if found is None:
        detail = '修改须在请求头 If-Match 中带上读到时的 ETag（如 "3"），以免盖掉别人的修改。请先读取最新内容。'
        raise Problem(428, "if-match-required", "须写明所依据的版本", detail)
    return int(found.group(1))


def given_key(key: str | None) -> str:
    """The idempotency key. Raises 400 without one."""
    if key is None or not re.fullmatch(r"[\x21-\x7e]{1,200}", key):
        detail = "新建须在请求头 Idempotency-Key 中带上本次请求的唯一编号（可见的英文字符），重发时不变，以免办重。"
        raise Problem(400, "idempotency-key-required", "须写明请求编号", detail)
    return key


def reason(why: str | None) -> str:
    """Why, in letters."""
    return unquote(why or "", errors="replace")[:300]


def act_of(who: Principal, now: Any, why: str | None) -> Act:
    """Somebody's deed."""
    return Act(by=who.id, at=now, why=reason(why))


def request_sha(method: str, path: str, body: Any) -> str:
    """What a request asks, by its fingerprint."""
    plain = body.model_dump(mode="json", by_alias=True) if isinstance(body, BaseModel) else body
    return digest_of_json([method, path, plain])


def again(kept: KeptReply) -> Response:
    """The answer of then."""
    return Response(kept.body, kept.status or 200, kept.headers, "application/json")


def earlier(store: Store, office: str, who: Principal, key: str, asked: str) -> Response | None:
    """The answer of then, where the request has been answered: looked up before long work is done."""
    with store.read(office) as desk:
        kept = desk.replies.earlier(who.id, key, asked)
    return again(kept) if kept is not None else None


def once(
    desk: Room,
    who: Principal,
    key: str,
    asked: str,
    make: Callable[[], tuple[BaseModel, dict[str, str]]],
    secret: str | None = None,
) -> Response:
    """Do a deed that creates something once under a key, in the desk's own transaction: 201, and the same again.

    make: the deed; what it made and the headers. secret: the name of a field that is shown this once and not kept.
    """  # fmt: skip
    kept = desk.replies.claim(who.id, key, asked)
    if kept is not None:
        return again(kept)
    made, headers = make()
    lasting = made.model_copy(update={secret: None}) if secret else made
    desk.replies.answer(who.id, key, 201, lasting.model_dump_json(by_alias=True), headers)
    return JSONResponse(made.model_dump(mode="json", by_alias=True), 201, headers)
