"""What every database owes of the audit trail: nothing without a line, and no line changed unseen."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text

from models.accounts import FeedLink, FeedRead
from models.errors import Refused
from models.records import Edit, RecordKind
from models.trail import START, Anchor
from store.sql import SqlStore
from tests.builders import at, event, leader
from tests.store.contract_publications import edition
from tests.store.desk_tools import act, fail, founded, run_sql

LINK = FeedLink(
    sha256="a" * 64, office="shili", id="l1", audience="head", title="手机", created_by="admin",
    created_at=at("11-20 09:00"),
)  # fmt: skip
READS = (
    FeedRead(link="l1", first=at("11-21 09:00"), last=at("11-21 10:00"), reads=7),
    FeedRead(link="l1", first=at("11-21 09:30"), last=at("11-21 09:30"), reads=1),
)


def lived(store: SqlStore) -> SqlStore:
    """A store in which a little of everything has happened: nine entries."""
    founded(store)
    with store.write("shili", act("clerk", "11-20 09:00", "收到申请")) as desk:
        desk.records.edit([Edit.of(RecordKind.EVENT, event("e1")), Edit.of(RecordKind.LEADER, leader("head"))])
    with store.write("shili", act("clerk", "11-20 10:00", "改名")) as desk:
        desk.records.edit([Edit.of(RecordKind.EVENT, event("e1", title="新名"), expecting=1)])
        desk.records.edit([Edit(kind=RecordKind.LEADER, id="head", body=None, expecting=1)])
    store.append(edition(), expecting=None)
    with store.write("shili", act("admin", "11-20 11:00", "订阅")) as desk:
        desk.feed_links.mint(LINK)
        desk.trail.note_reads(READS)
        desk.trail.tell("document.taken", "publication/1")
    return store


def faults(store: SqlStore, known: Anchor | None = None) -> list[str]:
    with store.read("shili") as desk:
        return [fault.sentence for fault in (desk.trail.verify(known) if known else desk.trail.verify())]


def tamperings() -> Iterator[tuple[str, str]]:
    """Changes behind the trail's back, each with a name."""
    for column in ("by", "at", "what", "subject", "before", "after", "why", "previous", "seal"):
        value = "'2020-01-01 00:00:00'" if column == "at" else "'x'"
        for number in (1, 5, 9):
            yield f"{column} of {number}", f'UPDATE trail SET "{column}" = {value} WHERE number = {number}'
    for number in range(1, 10):
        yield f"{number} removed", f"DELETE FROM trail WHERE number = {number}"
    yield "two swapped", "UPDATE trail SET number = CASE number WHEN 2 THEN -3 ELSE -2 END WHERE number IN (2, 3)"
    yield "all removed", "DELETE FROM trail"
    yield (
        "one added",
        'INSERT INTO trail SELECT office, 10, at, "by", what, subject, before, after, why, seal, seal FROM trail '
        "WHERE number = 9",
    )
    for table, column, value in (
        ("records", "body", "replace(body, '新名', '旧名')"),
        ("records", "place", "7"),
        ("records", "deleted", "NOT deleted"),
        ("records", "seal", "'x'"),
        ("records", "starts", "'2020-01-01 00:00:00'"),
        ("records", "ends", "NULL"),
        ("history", "body", "replace(body, '会议', '会义')"),
        ("history", "body", "NULL"),
        ("history", "revision", "revision + 5"),
        ("publications", "body", "replace(body, '月度', '年度')"),
        ("publications", "number", "3"),
        ("heads", "seal", "'x'"),
        ("feed_reads", "reads", "reads + 1"),
        ("feed_reads", "link", "'l2'"),
        ("offices", "trail_number", "8"),
    ):
        where = " WHERE id = 'e1'" if table in ("records", "history") else ""
        yield f"{table}.{column} {value}", f"UPDATE {table} SET {column} = {value}{where}"
    for table in ("records", "history", "heads", "publications", "feed_reads"):
        yield f"{table} emptied", f"DELETE FROM {table}"
    copied = "kind, 'e2', revision, since, place, deleted, body"
    yield (
        "a record put in",
        f"INSERT INTO records SELECT office, {copied}, seal, starts, ends FROM records WHERE id = 'e1'",
    )
    yield (
        "history put in",
        f"INSERT INTO history SELECT office, {copied}, \"by\", at, why, seal FROM history WHERE id = 'e1'",
    )
    yield "who did it", "UPDATE history SET \"by\" = 'x'"
    yield "when it was done", "UPDATE history SET at = '2020-01-01 00:00:00'"


class TrailContract:
    """The trail is written with the deed, and whoever changes anything is found."""

    def test_every_deed_leaves_its_line(self, store: SqlStore, reopen: Callable[[], SqlStore]):
        lived(store)
        with reopen().read("shili") as desk:
            told = desk.trail.entries()
            assert [(e.number, e.what, e.subject, e.by, e.why) for e in told] == [
                (1, "office.founded", "office/shili", "clerk", "试验"),
                (2, "record.put", "event/e1", "clerk", "收到申请"),
                (3, "record.put", "leader/head", "clerk", "收到申请"),
                (4, "record.put", "event/e1", "clerk", "改名"),
                (5, "record.removed", "leader/head", "clerk", "改名"),
                (6, "publication.plan", "publication/1", "政府办主任", "月度安排"),
                (7, "feed_link.minted", "feed_link/l1", "admin", "订阅"),
                (8, "feed.read", "reads/8", "admin", "订阅"),
                (9, "document.taken", "publication/1", "admin", "订阅"),
            ]
            assert (told[1].before, told[3].before) == ("", told[1].after)
            assert [e.number for e in desk.trail.entries(after=3, limit=2)] == [4, 5]
            assert [e.number for e in desk.trail.entries(subject="event/e1")] == [2, 4]
            assert desk.trail.anchor == Anchor(number=9, seal=told[-1].seal)
            assert desk.trail.reads("l1") == READS
            assert (desk.feed_links.all()[0].reads, desk.feed_links.all()[0].read_at) == (8, at("11-21 09:30"))

    def test_an_untouched_trail_is_whole(self, store: SqlStore):
        assert faults(founded(store)) == []
        assert faults(lived(store)) == []

    def test_a_deed_that_fails_leaves_none(self, store: SqlStore):
        lived(store)
        with pytest.raises(Refused):
            store.append(edition(reason="又一次"), expecting=None)
        fail(store, lambda desk: desk.trail.tell("document.taken", "publication/1"))
        with store.read("shili") as desk:
            assert (desk.trail.anchor.number, desk.trail.verify()) == (9, ())

    def test_nothing_is_done_in_nobodys_name(self, store: SqlStore):
        founded(store)
        with store.read("shili") as desk, pytest.raises(RuntimeError):
            desk.trail.tell("document.taken", "publication/1")
        with store.write("shili", None) as desk, pytest.raises(RuntimeError):
            desk.records.edit([Edit.of(RecordKind.EVENT, event("e1"))])

    def test_no_content_is_in_the_trail(self, store: SqlStore):
        lived(store)
        with store.read("shili") as desk:
            assert "新名" not in repr(desk.trail.entries())

    def test_whatever_is_changed_removed_or_added_is_found(self, store: SqlStore):
        lived(store)
        missed = []
        _copy(store)
        for name, words in tamperings():
            assert run_sql(store, words) >= 1, name
            if not faults(store):
                missed.append(name)
            _restore(store)
            assert faults(store) == [], name
        assert missed == []

    def test_a_tail_cut_off_with_its_anchor_is_found_by_an_anchor_kept_elsewhere(self, store: SqlStore):
        lived(store)
        with store.read("shili") as desk:
            kept = desk.trail.anchor
            seals = {e.number: e.seal for e in desk.trail.entries()}
        assert faults(store, kept) == []
        run_sql(store, "DELETE FROM trail WHERE number = 9")
        run_sql(store, "UPDATE offices SET trail_number = 8, trail_seal = :seal", seal=seals[8])
        assert faults(store) == []
        assert any("另行保存" in sentence for sentence in faults(store, kept))
        with store.write("shili", act("thief", why="补上")) as desk:
            desk.trail.tell("document.taken", "publication/1")
        assert faults(store) == []
        assert any("另行保存" in sentence for sentence in faults(store, kept))

    def test_a_trail_starts_from_nothing(self, store: SqlStore):
        founded(store)
        with store.read("shili") as desk:
            assert desk.trail.entries()[0].previous == START

    def test_old_reads_can_be_erased_and_the_trail_says_so(self, store: SqlStore):
        lived(store)
        with store.write("shili", act("system", why="保存期限")) as desk:
            assert desk.trail.erase_reads(8) == 2
            assert desk.trail.erase_reads(8) == 0
        assert faults(store) == []
        with store.write("shili", act()) as desk:
            desk.trail.note_reads(READS)
            desk.trail.note_reads(())
        assert faults(store) == []
        run_sql(store, "DELETE FROM feed_reads")
        assert faults(store) != []


TABLES = ("offices", "trail", "records", "history", "heads", "publications", "feed_reads")


def _copy(store: SqlStore) -> None:
    with store._writing.begin() as connection:
        for table in TABLES:
            connection.execute(text(f"CREATE TABLE kept_{table} AS SELECT * FROM {table}"))


def _restore(store: SqlStore) -> None:
    with store._writing.begin() as connection:
        for table in reversed(TABLES[1:]):
            connection.execute(text(f"DELETE FROM {table}"))
            connection.execute(text(f"INSERT INTO {table} SELECT * FROM kept_{table}"))
        for column in ("trail_number", "trail_seal"):
            connection.execute(text(f"UPDATE offices SET {column} = (SELECT {column} FROM kept_offices)"))
