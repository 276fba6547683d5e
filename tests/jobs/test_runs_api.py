"""Runs by HTTP: asked for once under a key, watched as events, stopped, made a draft, refused with what changed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.jobs.desk_jobs import DeskJobs
from api.jobs.events import fresh, seen_until
from api.jobs.work import Workshop
from models.accounts import Role
from models.brief import Office
from models.records import Edit, RecordKind
from models.runs import Progress
from store.sql import SqlStore
from tests.api.world import OTHER, OWN, World
from tests.jobs.months import DEMO
from tests.store.contract_runs import run
from tests.store.desk_tools import act, founded

WANTED = {"horizon": {"first": "2026-12-07", "last": "2026-12-13"}, "as_of": "2026-11-20T17:00+08:00", "seconds": 120}
RUNS = f"/api/offices/{OWN}/runs"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Two offices; the first has the demo office's December in its records."""
    store = SqlStore(f"sqlite:///{tmp_path / 'richeng.sqlite3'}")
    founded(store, Office(id=OWN, name="演示"))
    made = World(store, ())
    raw = json.loads((DEMO / "2026-12.json").read_bytes())
    raw["office"]["id"] = OWN
    made.import_month(json.dumps(raw).encode())
    yield made
    store.close()


def ask(world: World, key: str = "k1", **more: object):
    headers = world.as_(Role.CLERK, **{"Idempotency-Key": key})
    return world.client.post(RUNS, json=WANTED | more, headers=headers)


def events_of(text: str) -> list[dict[str, str]]:
    blocks = [block for block in text.split("\n\n") if block.strip()]
    return [dict(line.split(": ", 1) for line in block.splitlines() if ": " in line) for block in blocks]


def test_a_run_is_asked_for_once_watched_and_made_a_draft(world: World):
    asked = ask(world)
    assert asked.status_code == 201, asked.text
    run = asked.json()["id"]
    assert ask(world).json()["id"] == run
    assert ask(world, seconds=60).status_code == 409
    headers = world.as_(Role.CLERK)
    assert world.client.get(f"{RUNS}/{run}/result", headers=headers).status_code == 409
    assert Workshop(world.store, "w1").work(OWN, run, 1) == "done"
    found = world.client.get(f"{RUNS}/{run}", headers=headers).json()
    assert (found["state"], found["has_plan"], found["attempt"]) == ("done", True, 1)
    told = events_of(world.client.get(f"{RUNS}/{run}/events", headers=headers).text)
    assert [event["event"] for event in told][-1] == "end"
    numbers = [event["id"] for event in told if event["event"] == "progress"]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert numbers
    again = world.client.get(f"{RUNS}/{run}/events", headers={**headers, "Last-Event-ID": numbers[-1]})
    assert [event["event"] for event in events_of(again.text)] == ["end"]
    assert world.client.get(f"{RUNS}/{run}/result", headers=headers).json()["accepted"] is True
    drafted = world.client.post(f"{RUNS}/{run}/draft", headers=world.as_(Role.CLERK, **{"Idempotency-Key": "d1"}))
    assert drafted.status_code == 201, drafted.text
    assert drafted.json()["run"] == run
    draft = drafted.json()["id"]
    assert world.client.get(f"/api/offices/{OWN}/drafts/{draft}/check", headers=headers).status_code == 200


def test_a_result_that_stands_no_more_says_what_changed(world: World):
    run = ask(world).json()["id"]
    Workshop(world.store, "w1").work(OWN, run, 1)
    best = DeskJobs(world.store).progress(OWN, run).best
    assert best is not None
    with world.store.write(OWN, act("clerk")) as desk:
        held = desk.records.get(RecordKind.EVENT, best.bookings[0].event)
        assert held is not None
        body = held.body.model_copy(update={"title": "另一件事"}) if held.body is not None else None
        desk.records.edit([Edit(kind=RecordKind.EVENT, id=held.id, body=body, expecting=held.revision)])
    headers = world.as_(Role.CLERK, **{"Idempotency-Key": "d1"})
    refused = world.client.post(f"{RUNS}/{run}/draft", headers=headers)
    assert refused.status_code == 409
    assert held.id in refused.json()["detail"]


def test_runs_are_stopped_cancelled_and_nobody_elses(world: World):
    run = ask(world).json()["id"]
    clerk = world.as_(Role.CLERK)
    for role in (Role.VIEWER, Role.LEADER, Role.ADMINISTRATOR):
        assert world.client.get(f"{RUNS}/{run}", headers=world.as_(role)).status_code == 403
    stranger = world.as_(Role.CLERK, OTHER)
    for path in (run, f"{run}/events", f"{run}/result"):
        assert world.client.get(f"{RUNS}/{path}", headers=stranger).status_code == 404
        assert world.client.get(f"/api/offices/{OTHER}/runs/{path}", headers=stranger).status_code == 404
    assert world.client.get(f"{RUNS}/r-none/events", headers=clerk).status_code == 404
    assert world.client.post(f"{RUNS}/{run}/stop", headers=clerk).json()["stop_wanted"] is True
    cancelled = world.client.post(f"{RUNS}/{run}/cancel", headers=clerk).json()
    assert cancelled["state"] == "cancelled"
    listed = world.client.get(RUNS, headers=clerk).json()["items"]
    assert [line["id"] for line in listed] == [run]


def test_a_stream_is_picked_up_after_what_was_seen():
    assert [seen_until(given) for given in (None, "", "7", "7.end", "x", "-1", "９")] == [0, 0, 7, 7, 0, 0, 0]
    told = run().model_copy(update={"told": tuple(Progress(number=n) for n in (1, 2, 5))})
    assert [event.id for event in fresh(told, 0)] == ["1", "2", "5"]
    assert [event.id for event in fresh(told, 2)] == ["5"]
    assert fresh(told, 5) == []
