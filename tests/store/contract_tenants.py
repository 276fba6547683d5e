"""What every database owes each office: that no other one sees or touches what is its own."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from models.accounts import FeedRead
from models.brief import Office
from models.errors import DamagedRecord, RichengError, Unknown
from models.records import Edit, RecordKind
from models.runs import RunState
from models.trail import Anchor
from store.desk import Desk
from store.sql import SqlStore
from store.tables import METADATA, OFFICES
from tests.builders import OFFICE, at, event
from tests.store.contract_people import CLERK, NOW, key, link, session, sha
from tests.store.contract_publications import edition
from tests.store.contract_runs import draft, run
from tests.store.desk_tools import ACT, OTHER, founded, rows

TABLES = [table.name for table in METADATA.sorted_tables if table is not OFFICES]
EVENT = RecordKind.EVENT

Try = Callable[[Desk], Any]

READING: dict[str, Try] = {
    "get": lambda d: d.records.get(EVENT, "e1"),
    "all": lambda d: d.records.all(),
    "at": lambda d: d.records.at(9),
    "changed since": lambda d: d.records.changed_since(0),
    "history": lambda d: d.records.history(EVENT, "e1"),
    "head": lambda d: d.publications.head(),
    "publication": lambda d: d.publications.get(1),
    "numbers": lambda d: d.publications.numbers(),
    "seal": lambda d: d.publications.seal_of(1),
    "brief": lambda d: d.briefs.get(edition().brief),
    "trail of it": lambda d: d.trail.entries(subject="event/e1"),
    "reads": lambda d: d.trail.reads("l1"),
    "account": lambda d: d.accounts.get("u1"),
    "accounts": lambda d: d.accounts.all(),
    "login": lambda d: d.accounts.of_login("bangong"),
    "sessions": lambda d: d.sessions.of("u1"),
    "keys": lambda d: d.api_keys.all(),
    "links": lambda d: d.feed_links.all(),
    "run": lambda d: d.runs.get("r1"),
    "runs": lambda d: d.runs.all(),
    "draft": lambda d: d.drafts.get("d1"),
    "drafts": lambda d: d.drafts.all(),
}
WRITING: dict[str, Try] = {
    "edit": lambda d: d.records.edit([Edit.of(EVENT, event("e1", title="别人的"), expecting=1)]),
    "strike out": lambda d: d.records.edit([Edit(kind=EVENT, id="e1", body=None, expecting=1)]),
    "put": lambda d: d.records.edit([Edit.of(EVENT, event("e1", title="自己的"))]),
    "erase": lambda d: d.records.erase(EVENT, at("2030-01-01 00:00")),
    "publish": lambda d: d.publications.append(edition(edition()), expecting=1),
    "publish its own": lambda d: d.publications.append(edition(office=OTHER), expecting=None),
    "erase brief": lambda d: d.briefs.erase(edition().brief),
    "erase briefs": lambda d: d.briefs.erase_older(at("2030-01-01 00:00")),
    "save brief": lambda d: d.briefs.save(edition().brief, b"own"),
    "reads": lambda d: d.trail.note_reads([FeedRead(link="l1", first=NOW, last=NOW, reads=3)]),
    "erase reads": lambda d: d.trail.erase_reads(99),
    "account": lambda d: d.accounts.put(CLERK.model_copy(update={"title": "别人的"}), expecting=1),
    "own account": lambda d: d.accounts.put(CLERK, expecting=None),
    "seen": lambda d: d.sessions.seen(sha("s1"), at("12-01 00:00")),
    "revoke session": lambda d: d.sessions.revoke("u1"),
    "forget sessions": lambda d: d.sessions.forget(at("2030-01-01 00:00")),
    "key used": lambda d: d.api_keys.used("k1", at("12-01 00:00")),
    "revoke key": lambda d: d.api_keys.revoke("k1"),
    "revoke link": lambda d: d.feed_links.revoke("l1"),
    "rotate link": lambda d: d.feed_links.mint(link("l2", "neu", follows="l1", office="bieqi")),
    "take run": lambda d: d.runs.take("r1", "w", NOW),
    "report run": lambda d: d.runs.report(run(state=RunState.DONE)),
    "wish": lambda d: d.runs.wish("r1", cancel=True),
    "ask run": lambda d: d.runs.ask(run()),
    "draft": lambda d: d.drafts.put(draft(title="别人的"), expecting=1),
    "drop draft": lambda d: d.drafts.drop("d1", expecting=1),
    "claim": lambda d: d.replies.claim("u1", "k1", "c" * 64),
    "answer": lambda d: d.replies.answer("u1", "k1", 500, "別"),
    "forget replies": lambda d: d.replies.forget(at("2030-01-01 00:00")),
    "rename": lambda d: d.rename("改了名"),
}


def furnished(store: SqlStore) -> SqlStore:
    """Two offices, the first with one of everything, the second bare."""
    founded(store, OFFICE, OTHER)
    store.append(edition(), expecting=None, brief=b"raw")
    with store.write("shili", ACT) as desk:
        desk.records.edit([Edit.of(EVENT, event("e1"))])
        desk.accounts.put(CLERK, expecting=None)
        desk.sessions.open(session("s1"))
        desk.api_keys.mint(key("k1", "topsecret"))
        desk.feed_links.mint(link("l1", "token"))
        desk.trail.note_reads([FeedRead(link="l1", first=NOW, last=NOW, reads=1)])
        desk.runs.ask(run())
        desk.drafts.put(draft(), expecting=None)
        desk.replies.claim("u1", "k1", "a" * 64)
        desk.replies.answer("u1", "k1", 201, "ok")
    return store


def own(store: SqlStore) -> dict[str, Any]:
    """All that lies in the database of the first office."""
    kept: dict[str, Any] = {table: rows(store, table, "shili") for table in TABLES}
    with store._engine.begin() as connection:
        kept["offices"] = connection.execute(select(OFFICES).where(OFFICES.c.id == "shili")).one()
    return kept


class TenantsContract:
    """Every table is an office's, and every desk is one office's."""

    def test_every_table_begins_with_its_office(self):
        for table in METADATA.sorted_tables:
            if table is not OFFICES:
                first = next(iter(table.primary_key.columns))
                assert (first.name, [str(k.column) for k in first.foreign_keys]) == ("office", ["offices.id"])

    def test_everything_is_furnished(self, store: SqlStore):
        furnished(store)
        empty = [name for name, found in own(store).items() if not found]
        assert empty == []

    def test_another_office_reads_nothing_of_it(self, store: SqlStore):
        furnished(store)
        for name, look in READING.items():
            with store.read("shili") as desk:
                assert look(desk), name
            with store.read("bieqi") as desk:
                assert not look(desk), name
        with store.read("bieqi") as desk:
            assert desk.trail.anchor.number == 1
            assert {e.office for e in desk.trail.entries()} == {"bieqi"}

    @pytest.mark.parametrize("name", WRITING)
    def test_another_office_changes_nothing_of_it(self, store: SqlStore, name: str):
        furnished(store)
        before = own(store)
        try:
            with store.write("bieqi", ACT) as desk:
                WRITING[name](desk)
        except (RichengError, DamagedRecord):
            pass
        assert own(store) == before
        for office in ("shili", "bieqi"):
            with store.read(office) as desk:
                assert desk.trail.verify() == ()

    def test_offices_are_founded_once(self, store: SqlStore):
        assert store.found(OFFICE, ACT) is True
        assert store.found(OFFICE.model_copy(update={"name": "又一个"}), ACT) is False
        store.found(OTHER, ACT)
        assert store.offices() == (OTHER, OFFICE)
        with store.write("shili", ACT) as desk:
            desk.rename("示例市人民政府")
        assert store.offices()[1] == Office(id="shili", name="示例市人民政府")

    def test_no_desk_without_an_office(self, store: SqlStore):
        for door in (lambda: store.read("nemo"), lambda: store.write("nemo", ACT), lambda: store.write("nemo", None)):
            with pytest.raises(Unknown, match="没有单位 nemo"), door():
                pass

    def test_an_outside_anchor_of_one_office_is_none_of_the_other(self, store: SqlStore):
        furnished(store)
        with store.read("shili") as desk:
            anchor: Anchor = desk.trail.anchor
        with store.read("bieqi") as desk:
            assert desk.trail.verify(anchor) != ()
