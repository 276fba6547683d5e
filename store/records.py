"""Living records: revisions, history, and edits that all come true or none does."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from models.digest import canonical
from models.errors import Conflict, Stale, Unknown
from models.records import GAP, KINDS, Edit, Record, RecordKind, RecordVersion, fingerprint
from models.spans import Span
from store.base import WRITTEN_ELSEWHERE, damaged
from store.ground import Room
from store.tables import HISTORY, RECORDS

Key = tuple[RecordKind, str]

MOST_NAMED = 500  # ids in one question: databases take so many parameters and not many more


class Records(Room):
    """An office's living records."""

    @property
    def revision(self) -> int:
        """The office's revision: how many batches of edits there have been."""
        return self.ground.revision

    def get(self, kind: RecordKind, id: str) -> Record | None:
        """A record, none where there is none living."""
        row = self.ground.row(RECORDS, RECORDS.c.kind == kind, RECORDS.c.id == id)
        return _record(row) if row is not None and not row.deleted else None

    def all(self, *kinds: RecordKind, within: Span | None = None) -> tuple[Record, ...]:
        """Living records of these kinds (none named: of all), each kind in its order.

        within: only those whose time touches a span, and those that hold at any time.
        """
        where: list[ColumnElement[bool]] = [RECORDS.c.deleted.is_(False)]
        if kinds:
            where.append(RECORDS.c.kind.in_(kinds))
        if within is not None:
            touches = and_(RECORDS.c.starts < within.end, RECORDS.c.ends > within.start)
            where.append(or_(RECORDS.c.starts.is_(None), touches))
        return _in_order(_record(row) for row in self.ground.rows(RECORDS, *where))

    def ids(self, *kinds: RecordKind) -> frozenset[str]:
        """Ids of living records of these kinds."""
        asked = select(RECORDS.c.id).where(
            RECORDS.c.office == self.ground.office, RECORDS.c.deleted.is_(False), RECORDS.c.kind.in_(kinds)
        )
        return frozenset(self.ground.connection.scalars(asked))

    def at(self, revision: int, *kinds: RecordKind) -> tuple[Record, ...]:
        """Records as they stood at a revision of the office. Raises Unknown where some have been erased since."""
        table, ground = HISTORY, self.ground
        of_kinds = (table.c.kind.in_(kinds),) if kinds else ()
        last = (
            select(table.c.kind, table.c.id, func.max(table.c.revision).label("revision"))
            .where(table.c.office == ground.office, table.c.since <= revision, *of_kinds)
            .group_by(table.c.kind, table.c.id)
            .subquery()
        )
        same = and_(*(table.c[name] == last.c[name] for name in ("kind", "id", "revision")))
        asked = select(table).join(last, same).where(table.c.office == ground.office)
        rows = [row for row in ground.connection.execute(asked) if not row.deleted]
        if any(row.body is None for row in rows):
            raise Unknown(f"第{revision}次修改时的内容已有一部分按保存期限清除，不能还原。")
        return _in_order(_record(row) for row in rows)

    def changed_since(self, revision: int) -> tuple[Record, ...]:
        """What has been written or struck out after a revision of the office, oldest change first."""
        found = [_record(row) for row in self.ground.rows(RECORDS, RECORDS.c.since > revision)]
        return tuple(sorted(found, key=lambda r: (r.since, r.kind, r.id)))

    def history(self, kind: RecordKind, id: str) -> tuple[RecordVersion, ...]:
        """Every revision of a record, oldest first; empty where there never was one."""
        rows = self.ground.rows(HISTORY, HISTORY.c.kind == kind, HISTORY.c.id == id)
        return tuple(_version(row) for row in sorted(rows, key=lambda row: int(row.revision)))

    def edit(self, edits: Sequence[Edit], *, expecting: int | None = None) -> int:
        """Write and strike out records, all or none; the office's new revision (the old one: nothing to do).

        expecting: the office's revision that the edits rest on as a whole, where they do.
        Raises Stale naming everything that is not as its writer saw it.
        """
        ground = self.ground
        if expecting is not None and expecting != ground.revision:
            raise Stale([Conflict("全部记录", expecting, ground.revision)])
        stand = self._stand(edits)
        _check(edits, stand)
        if not edits:
            return ground.revision
        ends = self._ends()
        since = ground.raise_revision()
        olds = [stand.get((edit.kind, edit.id)) for edit in edits]
        rows = [self._row(edit, old, since, ends) for edit, old in zip(edits, olds, strict=True)]
        timed = [{**row, **_times(edit)} for row, edit in zip(rows, edits, strict=True)]
        ground.add(RECORDS, *(row for row, old in zip(timed, olds, strict=True) if old is None))
        for row, old in zip(timed, olds, strict=True):
            self._write(row, old)
        made = {"by": ground.act.by, "at": ground.act.at, "why": ground.act.why}
        ground.add(HISTORY, *({**row, **made} for row in rows))
        return since

    def erase(self, kind: RecordKind, before: datetime) -> int:
        """Erase for good what records of a kind said in revisions that were made before, but for the newest of each
        that lives; how many. Their fingerprints stay."""
        table, ground = HISTORY, self.ground
        newest = {(r.id, r.revision) for r in ground.rows(RECORDS, RECORDS.c.kind == kind) if not r.deleted}
        old = ground.rows(table, table.c.kind == kind, table.c.at < before, table.c.body.is_not(None))
        rows = [row for row in old if (row.id, row.revision) not in newest]
        for row in rows:
            this = (table.c.kind == kind, table.c.id == row.id, table.c.revision == row.revision)
            ground.change(table, {"body": None}, *this)
            ground.tell("record.erased", f"{kind}/{row.id}", after=str(row.revision))
            if row.deleted:
                ground.change(RECORDS, {"body": None}, RECORDS.c.kind == kind, RECORDS.c.id == row.id)
        return len(rows)

    def _stand(self, edits: Iterable[Edit]) -> dict[Key, Row[Any]]:
        """The rows that edits speak of, struck-out ones too."""
        ids = {edit.id for edit in edits}
        if len(ids) > MOST_NAMED:
            found = self.ground.rows(RECORDS)
        else:
            found = self.ground.rows(RECORDS, RECORDS.c.id.in_(ids))
        return {(RecordKind(row.kind), row.id): row for row in found}

    def _ends(self) -> dict[str, int]:
        """The last place of each kind."""
        asked = select(RECORDS.c.kind, func.max(RECORDS.c.place)).where(RECORDS.c.office == self.ground.office)
        return {kind: place for kind, place in self.ground.connection.execute(asked.group_by(RECORDS.c.kind))}

    def _row(self, edit: Edit, old: Row[Any] | None, since: int, ends: dict[str, int]) -> dict[str, Any]:
        """The row that an edit leaves; what is struck out keeps what it last said."""
        place = edit.place if edit.place is not None else old.place if old is not None else None
        if place is None:
            place = ends.get(edit.kind, 0) + GAP
        ends[edit.kind] = max(place, ends.get(edit.kind, 0))
        said = canonical(edit.body).decode() if edit.body is not None else old.body if old is not None else None
        return _sealed(
            {
                "kind": str(edit.kind),
                "id": edit.id,
                "revision": (old.revision if old is not None else 0) + 1,
                "since": since,
                "place": place,
                "deleted": edit.body is None,
                "body": said,
            }
        )

    def _write(self, row: dict[str, Any], old: Row[Any] | None) -> None:
        subject = f"{row['kind']}/{row['id']}"
        if old is not None:
            seen = (RECORDS.c.kind == old.kind, RECORDS.c.id == old.id, RECORDS.c.revision == old.revision)
            if self.ground.change(RECORDS, row, *seen) != 1:
                raise Stale([Conflict(subject, old.revision, None)])
        what = "record.removed" if row["deleted"] else "record.put"
        self.ground.tell(what, subject, old.seal if old is not None else "", row["seal"])


def _check(edits: Sequence[Edit], stand: dict[Key, Row[Any]]) -> None:
    seen: set[Key] = set()
    conflicts = []
    for edit in edits:
        row = stand.get((edit.kind, edit.id))
        current = row.revision if row is not None and not row.deleted else None
        if current != edit.expecting or (edit.kind, edit.id) in seen or (edit.body is None and current is None):
            conflicts.append(Conflict(edit.subject, edit.expecting, current))
        seen.add((edit.kind, edit.id))
    if conflicts:
        raise Stale(conflicts)


def _times(edit: Edit) -> dict[str, datetime | None]:
    span = edit.kind.facts.time(edit.body) if edit.body is not None else None
    return {"starts": span.start if span else None, "ends": span.end if span else None}


def is_filed(row: Row[Any]) -> bool:
    """Whether a record's row stands under the time that its body tells."""
    if row.deleted or row.body is None:
        return row.starts is None and row.ends is None
    body = KINDS[RecordKind(row.kind)].model.model_validate_json(row.body)
    span = KINDS[RecordKind(row.kind)].time(body)
    return (row.starts, row.ends) == ((span.start, span.end) if span else (None, None))


def _sealed(row: dict[str, Any]) -> dict[str, Any]:
    names = ("kind", "id", "revision", "place", "deleted", "body")
    return {**row, "seal": fingerprint(*(row[name] for name in names))}


def _opened(row: Row[Any]) -> dict[str, Any]:
    """The facts of a row. Raises DamagedRecord where content and fingerprint are at odds."""
    names = ("kind", "id", "revision", "place", "deleted", "body")
    facts = {name: row._mapping[name] for name in names}
    if row.body is not None and fingerprint(*facts.values()) != row.seal:
        raise damaged(f"{row.kind}/{row.id} 第{row.revision}稿（{row.office}）")
    return {**facts, "since": row.since}


def _record(row: Row[Any]) -> Record:
    try:
        return Record(**_opened(row))
    except ValidationError:
        raise damaged(f"{row.kind}/{row.id}（{row.office}）", WRITTEN_ELSEWHERE) from None


def _version(row: Row[Any]) -> RecordVersion:
    try:
        return RecordVersion(**_opened(row), by=row.by, at=row.at, why=row.why)
    except ValidationError:
        raise damaged(f"{row.kind}/{row.id}（{row.office}）", WRITTEN_ELSEWHERE) from None


def _in_order(records: Iterable[Record]) -> tuple[Record, ...]:
    kinds = list(RecordKind)
    return tuple(sorted(records, key=lambda r: (kinds.index(r.kind), r.place, r.id)))
