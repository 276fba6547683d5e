"""Who is in charge, over HTTP: now, as a timeline, as a feed; from records, leave that was placed included."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar

from api.demo import FIXTURES
from api.in_charge import IN_CHARGE_ID, ChargeFeeds
from models.absences import Absence, Approval, ApprovalState
from models.accounts import Role
from models.records import Edit, RecordKind
from models.trail import Act
from store.memory import MemoryStore
from tests.api.world import OWN, World

BASE = f"/api/offices/{OWN}/in-charge"


@pytest.fixture
def world() -> Iterator[World]:
    store = MemoryStore()
    made = World(store, ())
    document = json.loads((Path(FIXTURES) / "2026-12.json").read_bytes())
    made.import_month(json.dumps({**document, "office": {"id": OWN, "name": "示例单位"}}).encode())
    yield made
    store.close()


def test_now_and_at_any_instant(world):
    viewer = world.as_(Role.VIEWER)
    now = world.client.get(BASE, headers=viewer).json()
    assert (now["at"], now["presiding"]["way"], now["acting"]) == ("2026-12-09T10:00:00+08:00", "self", [])
    then = world.client.get(BASE, params={"at": "2026-12-24T09:00:00+08:00"}, headers=viewer).json()
    assert (then["presiding"]["by"], then["presiding"]["way"], then["holes"]) == ("exec", "entrusted", [])
    both = world.client.get(BASE, params={"at": "2026-12-17T09:00:00+08:00"}, headers=viewer).json()
    assert {row["owner"] for row in both["holes"]} == {"dep-a", "dep-b"}


def test_the_timeline_and_the_feed_tell_the_same(world):
    clerk = world.as_(Role.CLERK)
    days = {"first": "2026-11-01", "last": "2027-03-03"}
    told = world.client.get(f"{BASE}/timeline", params=days, headers=clerk).json()["stints"]
    feed = world.client.get(f"{BASE}/feed.ics", headers=clerk)
    assert feed.headers["content-type"].startswith("text/calendar")
    assert len(Calendar.from_ical(feed.content).walk("VEVENT")) == len(told) > 0
    world.later(hours=3)
    again = world.client.get(f"{BASE}/feed.ics", headers={**clerk, "If-None-Match": feed.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_days_that_are_none_are_refused(world):
    answer = world.client.get(
        f"{BASE}/timeline", params={"first": "2026-12-09", "last": "2026-12-01"}, headers=world.as_(Role.CLERK)
    )
    assert answer.status_code == 422


def test_the_feed_is_read_by_an_address_of_its_own_and_follows_what_is_granted(world):
    address = f"/api/offices/{OWN}/links"
    wish = {"audience": IN_CHARGE_ID, "title": "值班室手机"}
    made = world.client.post(address, json=wish, headers=world.as_(Role.CLERK, **{"Idempotency-Key": "f"}))
    assert made.status_code == 201, made.text
    path = "/feeds/" + made.json()["address"].rsplit("/", 1)[1]
    first = world.client.get(path)
    assert (first.status_code, first.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert first.content == world.client.get(f"{BASE}/feed.ics", headers=world.as_(Role.VIEWER)).content
    tag = {"If-None-Match": first.headers["etag"]}
    assert world.client.get(path, headers=tag).status_code == 304
    asked = world.client.head(path)
    assert (asked.status_code, asked.content, asked.headers["content-length"]) == (200, b"", str(len(first.content)))
    with world.store.write(OWN, Act(by="test", at=world.clock(), why="取消")) as desk:
        record = next(r for r in desk.records.all(RecordKind.ABSENCE) if r.read(Absence).approved)
        off = record.read(Absence).model_copy(update={"approval": Approval(state=ApprovalState.CANCELLED)})
        desk.records.edit([Edit.of(RecordKind.ABSENCE, off, record.revision)])
    second = world.client.get(path, headers=tag)
    assert (second.status_code, second.content == first.content) == (200, False)
    world.client.delete(f"{address}/{made.json()['id']}", headers=world.as_(Role.CLERK))
    world.links._known.clear()
    world.start()
    assert world.client.get(path).status_code == 410


def test_subscribers_keep_the_last_good_bytes_while_the_records_have_faults(world):
    feeds = ChargeFeeds(world.store)
    today, at = world.clock().date(), world.clock()
    good = feeds.get(OWN, today, at)
    assert good is not None
    assert good.startswith(b"BEGIN:VCALENDAR")
    assert feeds.get("nowhere", today, at) is None
    with world.store.write(OWN, Act(by="test", at=at, why="删错")) as desk:
        for record in desk.records.all(RecordKind.LEADER):
            desk.records.edit([Edit(kind=RecordKind.LEADER, id=record.id, body=None, expecting=record.revision)])
    assert feeds.get(OWN, today, at) == good


def test_a_leader_makes_an_address_of_it_for_himself_and_sees_no_other(world):
    leader = world.sign_in(Role.LEADER)
    address = f"/api/offices/{OWN}/links"
    wish = {"audience": IN_CHARGE_ID, "title": "手机"}
    world.client.post(address, json=wish, headers=world.as_(Role.CLERK, **{"Idempotency-Key": "c"}))
    made = leader.post(address, json=wish, headers={"Idempotency-Key": "l"})
    assert made.status_code == 201
    assert [one["id"] for one in leader.get(address).json()["items"]] == [made.json()["id"]]
