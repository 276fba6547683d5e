"""Questions about a draft by HTTP, each answered in a child; a draft whose run takes longer than one would wait."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.jobs.asking import Asking, Rooms
from api.jobs.inside import ChildLimits
from api.jobs.work import Workshop
from api.routes import reasons
from api.routes.drafts import LONGEST_WAIT, WAIT, patience
from models.accounts import Role
from models.brief import Office
from store.sql import SqlStore
from tests.api.world import OWN, World
from tests.jobs.months import DEMO
from tests.jobs.test_asking import stuck
from tests.store.desk_tools import founded

BASE = f"/api/offices/{OWN}"
DAYS = {"first": "2026-12-14", "last": "2026-12-15"}
WANTED = {"horizon": DAYS, "title": "两天"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """An office with the demo office's December; nobody works unless a test does."""
    path: Path = tmp_path_factory.mktemp("questions")
    store = SqlStore(f"sqlite:///{path / 'richeng.sqlite3'}")
    founded(store, Office(id=OWN, name="演示"))
    made = World(store, ())
    raw = json.loads((DEMO / "2026-12.json").read_bytes())
    raw["office"]["id"] = OWN
    made.import_month(json.dumps(raw).encode())
    yield made
    store.close()


@pytest.fixture(scope="module")
def draft(world: World) -> dict[str, Any]:
    """A draft of two days, asked for, worked on and come back for."""
    answer = ask(world, "drafts", WANTED, "d1", Prefer="respond-async, wait=0")
    assert answer.status_code == 202, answer.text
    run = answer.json()
    assert (run["state"], run["title"], answer.headers["preference-applied"]) == ("queued", "两天", "wait=0")
    assert world.client.get(answer.headers["location"], headers=world.as_(Role.CLERK)).json() == run
    assert Workshop(world.store, "w1").work(OWN, run["id"], 1) == "done"
    made = ask(world, "drafts", WANTED, "d1")
    assert made.status_code == 201, made.text
    assert made.json()["run"] == run["id"]
    return dict(made.json())


def ask(world: World, path: str, body: object, key: str = "k", **headers: str) -> Any:
    named = world.as_(Role.CLERK, **{"Idempotency-Key": key, **headers})
    return world.client.post(f"{BASE}/{path}", json=body, headers=named)


def look(world: World, path: str, **query: str) -> Any:
    return world.client.get(f"{BASE}/{path}", params=query, headers=world.as_(Role.CLERK))


def test_a_run_has_one_draft_however_often_it_is_asked_for(world: World, draft: dict[str, Any]):
    again = ask(world, "drafts", WANTED, "d1")
    by_run = ask(world, f"runs/{draft['run']}/draft", None, "r1")
    assert (again.json(), by_run.json()) == (draft, draft)
    listed = look(world, "drafts").json()["items"]
    assert [(line["id"], line["title"]) for line in listed] == [(draft["id"], "两天")]
    assert ask(world, "drafts", WANTED | {"title": "别的"}, "d1").json()["code"] == "key-reused"


def test_every_question_is_answered(world: World, draft: dict[str, Any]):
    event = draft["plan"]["bookings"][0]["event"]
    at = f"drafts/{draft['id']}"
    whole = look(world, f"{at}/why")
    assert whole.status_code == 200, whole.text
    assert event in {one["event"] for one in whole.json()}
    assert [one["event"] for one in look(world, f"{at}/why", event=event).json()] == [event]
    assert look(world, f"{at}/recommend", event=event).status_code == 200
    assert look(world, f"{at}/left-out").status_code == 200
    wish = ask(world, f"{at}/why-not", {"event": event, "start": "2026-12-15T09:00+08:00"})
    assert wish.status_code == 200, wish.text
    assert ask(world, "repairs", {"horizon": DAYS}).json() == []
    trip = {"horizon": DAYS, "leader": "dep-a", "start": "2026-12-15T08:00+08:00", "end": "2026-12-15T18:00+08:00"}
    slip = ask(world, "travel", trip)
    assert slip.status_code == 200, slip.text
    assert slip.json()["asked"]["leader"] == "dep-a"


def test_what_a_draft_does_not_know_is_named(world: World, draft: dict[str, Any]):
    for path in ("why", "recommend", "month-map"):
        unknown = look(world, f"drafts/{draft['id']}/{path}", event="none-such")
        assert (unknown.status_code, unknown.json()["code"]) == (422, "bad-input"), path


def test_stuck_questions_do_not_stop_the_service(
    world: World, draft: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    asking = Asking(Rooms(at_once=2, waiting=0))
    monkeypatch.setattr(reasons, "ASKING", asking)
    address = f"drafts/{draft['id']}/left-out"
    with stuck(asking, tmp_path / "one"):
        assert look(world, address).status_code == 200
    with stuck(asking, tmp_path / "two", 2):
        busy = look(world, address)
        assert (busy.status_code, busy.json()["code"]) == (429, "busy")
        assert world.client.get("/api/health").status_code == 200
        assert look(world, "drafts").status_code == 200
    monkeypatch.setattr(reasons, "ASKING", Asking(limits=ChildLimits(seconds=0)))
    late = look(world, address)
    assert (late.status_code, late.json()["code"]) == (409, "no-answer")


def test_how_long_one_would_wait():
    given = (None, "", "wait=0", "respond-async, wait=3", 'wait="4"', "wait=999", "await=1", "wait=-1", "wait=٣")
    assert [patience(one) for one in given] == [WAIT, WAIT, 0, 3, 4, LONGEST_WAIT, WAIT, WAIT, WAIT]
