"""Who is in charge, over HTTP: now, as a timeline, as a feed; from records, leave that was placed included."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar

from api.demo import FIXTURES
from models.accounts import Role
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
