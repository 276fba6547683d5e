"""Living records of every kind: listed, read, made, replaced, patched, struck out; and what each has been."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Path, Query, Request, Response
from pydantic import ValidationError, WithJsonSchema

from api.conditions import IdempotencyKey, IfMatch, Why, act_of, etag, given_key, once, request_sha, seen_revision
from api.desk import Desk, days_of
from api.gate import ABSENT, Principal
from api.paging import Cursor, Limit, Page, page
from intake.faults import faults_of
from models.absence_door import check_by_hand
from models.absences import Absence
from models.errors import BadInput, Fault, Refused, Unknown
from models.permissions import Permission
from models.records import KINDS, Edit, Record, RecordKind, RecordVersion
from models.spans import Frozen, Instant
from store.desk import Desk as Room

REFS = [{"$ref": f"#/components/schemas/{name}"} for name in sorted({f.model.__name__ for f in KINDS.values()})]
BodyOfKind = Annotated[dict[str, Any], WithJsonSchema({"anyOf": REFS})]
Given = Annotated[dict[str, Any], Body(description="这一种类的内容")]
Id = Annotated[str, Path(min_length=1, max_length=200, description="记录编号，其中的 / 照写或写作 %2F")]
Day = Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}$", description="只看与这些日子有关的，如 2026-12-01")]


class RecordView(Frozen):
    """A record as it stands; its ETag is its revision. place: its order among its kind."""

    kind: RecordKind
    id: str
    revision: int
    since: int
    place: int
    body: BodyOfKind

    @classmethod
    def of(cls, record: Record) -> "RecordView":
        """The record as it is told."""
        return cls(**_facts(record), body=_plain(record.body))


class VersionView(Frozen):
    """A revision of a record: who made it, when and why. body: none once it has been erased."""

    kind: RecordKind
    id: str
    revision: int
    since: int
    place: int
    deleted: bool
    body: BodyOfKind | None
    by: str
    at: Instant
    why: str

    @classmethod
    def of(cls, version: RecordVersion) -> "VersionView":
        """The revision as it is told."""
        body = _plain(version.body) if version.body is not None else None
        told = {"deleted": version.deleted, "by": version.by, "at": version.at, "why": version.why}
        return cls(**_facts(version), **told, body=body)


def router(desk: Desk) -> APIRouter:
    """Routes of records."""
    routes = APIRouter(prefix="/api/offices/{office}", tags=["records"])
    Reader = Annotated[Principal, Depends(desk.gate.needs(Permission.RECORDS))]
    Clerk = Annotated[Principal, Depends(desk.gate.needs(Permission.EDIT))]

    @routes.get("/records/{kind}")
    def records(
        office: str,
        kind: RecordKind,
        who: Reader,
        first: Day = None,
        last: Day = None,
        limit: Limit = 50,
        cursor: Cursor = None,
    ) -> Page[RecordView]:
        """Records of a kind, in their order."""
        days = days_of(first or last, last or first) if first or last else None
        with desk.store.read(office) as room:
            found = room.records.all(kind, within=days.span if days else None)
        shown = page(found, cursor, limit, lambda record: (record.place, record.id))
        return Page(items=tuple(map(RecordView.of, shown.items)), next=shown.next)

    @routes.post("/records/{kind}", status_code=201, response_model=RecordView)
    def create_record(
        office: str,
        kind: RecordKind,
        given: Given,
        who: Clerk,
        request: Request,
        key: IdempotencyKey = None,
        why: Why = None,
    ) -> Response:
        """Make a record; its id is the one that its content bears."""
        edit = _edit(kind, None, given, None)
        asked = request_sha("POST", request.scope["path"], given)
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:

            def make() -> tuple[RecordView, dict[str, str]]:
                if room.records.get(kind, edit.id) is not None:
                    raise Refused(f"已有{kind.zh}{edit.id}，不能再建；要修改请用 PUT 或 PATCH，或换一个编号。")
                _written(room, edit)
                made = RecordView.of(_kept(room, kind, edit.id))
                return made, {"ETag": etag(made.revision)}

            return once(room, who, given_key(key), asked, make)

    @routes.get("/records/{kind}/{id:path}")
    def record(office: str, kind: RecordKind, id: Id, who: Reader, response: Response) -> RecordView:
        """One record."""
        with desk.store.read(office) as room:
            return _answer(_kept(room, kind, id), response)

    @routes.put("/records/{kind}/{id:path}")
    def replace_record(
        office: str,
        kind: RecordKind,
        id: Id,
        given: Given,
        who: Clerk,
        response: Response,
        seen: IfMatch = None,
        why: Why = None,
    ) -> RecordView:
        """Put a record's content in place of what it was."""
        edit = _edit(kind, id, given, seen_revision(seen))
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:
            _kept(room, kind, id)
            _written(room, edit)
            return _answer(_kept(room, kind, id), response)

    @routes.patch("/records/{kind}/{id:path}")
    def patch_record(
        office: str,
        kind: RecordKind,
        id: Id,
        given: Given,
        who: Clerk,
        response: Response,
        seen: IfMatch = None,
        why: Why = None,
    ) -> RecordView:
        """Change parts of a record (JSON Merge Patch, RFC 7396)."""
        expecting = seen_revision(seen)
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:
            merged = _merged(_plain(_kept(room, kind, id).body), given)
            _written(room, _edit(kind, id, merged, expecting))
            return _answer(_kept(room, kind, id), response)

    @routes.delete("/records/{kind}/{id:path}", status_code=204)
    def delete_record(
        office: str, kind: RecordKind, id: Id, who: Clerk, seen: IfMatch = None, why: Why = None
    ) -> None:
        """Strike a record out; its history stays."""
        expecting = seen_revision(seen)
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:
            _kept(room, kind, id)
            _written(room, Edit(kind=kind, id=id, body=None, expecting=expecting))

    @routes.get("/history/{kind}/{id:path}")
    def history(office: str, kind: RecordKind, id: Id, who: Reader) -> tuple[VersionView, ...]:
        """Every revision of a record, oldest first."""
        with desk.store.read(office) as room:
            found = room.records.history(kind, id)
        if not found:
            raise Unknown(ABSENT)
        return tuple(map(VersionView.of, found))

    return routes


def _facts(record: Record | RecordVersion) -> dict[str, Any]:
    return {name: getattr(record, name) for name in ("kind", "id", "revision", "since", "place")}


def _plain(body: Frozen | None) -> dict[str, Any]:
    return body.model_dump(mode="json", by_alias=True) if body is not None else {}


def _kept(room: Room, kind: RecordKind, id: str) -> Record:
    found = room.records.get(kind, id)
    if found is None:
        raise Unknown(ABSENT)
    return found


def _written(room: Room, edit: Edit) -> None:
    """The edit made. Raises Refused for an absence's life, which is written by its steps alone."""
    if edit.kind is RecordKind.ABSENCE:
        known = room.records.get(edit.kind, edit.id)
        new = edit.body if isinstance(edit.body, Absence) else None
        if known is None or edit.expecting in (None, known.revision):  # else it is stale, and told so
            check_by_hand(known.read(Absence) if known is not None else None, new)
    room.records.edit([edit])


def _answer(record: Record, response: Response) -> RecordView:
    response.headers["ETag"] = etag(record.revision)
    return RecordView.of(record)


def _edit(kind: RecordKind, id: str | None, given: dict[str, Any], expecting: int | None) -> Edit:
    """The edit that writes a content. Raises BadInput with every fault of it."""
    try:
        body = kind.facts.model.model_validate_json(json.dumps(given))
    except ValidationError as error:
        raise BadInput(faults_of(error)) from None
    except (ValueError, RecursionError):
        raise BadInput([Fault("body", "内容嵌套过深或含有不能保存的字符，请按格式改正")]) from None
    name = kind.facts.name(body)
    if id is not None and name != id:
        raise BadInput([Fault("id", f"内容的编号是 {name}，与地址中的不同，请改成一致")])
    return Edit(kind=kind, id=name, body=body, expecting=expecting)


def _merged(old: Any, patch: Any) -> Any:
    """RFC 7396, section 2."""
    if not isinstance(patch, dict):
        return patch
    made = dict(old) if isinstance(old, dict) else {}
    for name, value in patch.items():
        if value is None:
            made.pop(name, None)
        else:
            made[name] = _merged(made.get(name), value)
    return made
