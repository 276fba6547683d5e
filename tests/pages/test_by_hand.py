"""A draft changed by hand over HTTP: taken up from what is published, tried without a trace, done, put back."""

from collections.abc import Iterator
from typing import Any

import pytest

from models.accounts import Role
from tests.api.world import OWN, World
from tests.pages.at_board import at_board

DRAFTS = f"/api/offices/{OWN}/drafts"
WEEK = {"first": "2026-12-14", "last": "2026-12-20"}
EXECS, WINDOWED, DECIDED = "2026-12/094", "2026-12/097", "2026-12/128"  # the executive deputy's on Friday afternoon


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    made = at_board()
    yield made
    made.store.close()


class Drafted:
    """One draft of the week, and what is done to it."""

    def __init__(self, world: World, key: str) -> None:
        self.world = world
        made = self.send("POST", f"{DRAFTS}/by-hand", {"horizon": WEEK}, **{"Idempotency-Key": key})
        assert made.status_code == 201, made.text
        self.plan, self.at = made.json()["plan"], f"{DRAFTS}/{made.json()['id']}"
        self.seen = made.headers["ETag"]

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        return self.world.client.request(method, path, json=body, headers=self.world.as_(Role.CLERK, **headers))

    def tried(self, **change: Any) -> Any:
        return self.send("POST", f"{self.at}/try", {"changes": [change]})

    def done(self, **change: Any) -> Any:
        answer = self.send("PATCH", self.at, {"changes": [change]}, **{"If-Match": self.seen})
        self.seen = answer.headers.get("ETag", self.seen)
        return answer

    def now(self) -> dict[str, Any]:
        found: dict[str, Any] = self.send("GET", self.at).json()["plan"]
        return found


@pytest.fixture
def drafted(world: World, request: pytest.FixtureRequest) -> Drafted:
    return Drafted(world, request.node.name)


def booking(plan: dict[str, Any], event: str) -> dict[str, Any] | None:
    return next((b for b in plan["bookings"] if b["event"] == event), None)


def taker(plan: dict[str, Any], event: str) -> list[str | None]:
    return [s["taken_by"] for s in plan["seats"] if s["event"] == event]


def test_a_draft_taken_up_holds_what_is_published_and_asks_again_for_what_a_person_decided(drafted):
    slip = drafted.send("GET", f"{drafted.at}/slip").json()
    assert slip["was"] == [{"event": DECIDED, "seat": "attend", "taken_by": "exec"}]
    assert [(line["kind"], line["seats"]) for line in slip["changes"]["lines"]] == [("reseated", "常务副区长 → 待定")]
    check = drafted.send("GET", f"{drafted.at}/check").json()
    assert [f for f in check["findings"] if f["verdict"] == "broken"] == []
    assert {f["subject"] for f in check["findings"] if f["verdict"] == "open" and f["seat"]} == {DECIDED}


def test_a_change_is_tried_article_by_article_and_leaves_no_trace(drafted):
    tried = drafted.tried(item=EXECS, seat="main", taken_by="dep-a").json()
    assert tried["lawful"] is False
    assert "第七条" in {finding["article"] for finding in tried["broken"]}
    assert [move["kind"] for move in tried["difference"]["moves"]] == ["reseated"]
    outside = drafted.tried(item=WINDOWED, half="2026-12-18/pm").json()
    assert {finding["code"] for finding in outside["broken"]} == {"house-window"}
    assert drafted.now() == drafted.plan


def test_a_move_keeps_its_length_finds_a_free_minute_and_can_be_put_back(drafted):
    tried = drafted.tried(item=EXECS, half="2026-12-18/am").json()
    assert (tried["lawful"], tried["broken"]) == (True, [])
    assert tried["difference"]["cost_after"] > tried["difference"]["cost_before"]
    after = drafted.done(item=EXECS, half="2026-12-18/am").json()["plan"]
    moved = booking(after, EXECS)
    assert moved is not None
    assert moved["start"] == "2026-12-18T08:30:00+08:00"
    assert after["proof"] is None
    back = drafted.send("PUT", drafted.at, drafted.plan, **{"If-Match": drafted.seen})
    assert back.status_code == 200
    assert drafted.now() == drafted.plan


def test_what_is_taken_out_waits_with_a_reason_and_comes_back_with_its_people(drafted):
    without = drafted.done(item=EXECS, out=True).json()["plan"]
    assert booking(without, EXECS) is None
    assert (taker(without, EXECS), [one["subject"] for one in without["left_out"]]) == ([], [EXECS])
    again = drafted.done(item=EXECS, half="2026-12-18/am").json()["plan"]
    assert taker(again, EXECS) == taker(drafted.plan, EXECS)
    assert again["left_out"] == []


def test_research_moves_by_whole_days_and_is_nobody_elses(drafted):
    block = next(b for b in drafted.plan["research"] if b["half_days"] == 2)
    moved = drafted.done(item=block["id"], half="2026-12-18/pm").json()["plan"]
    assert next(b for b in moved["research"] if b["id"] == block["id"])["start"] == "2026-12-18/am"
    refused = drafted.tried(item=block["id"], seat="leader", taken_by="dep-a")
    assert refused.status_code == 422
    assert "本人" in refused.json()["faults"][0]["message"]
    given_up = drafted.done(item=block["id"], out=True).json()["plan"]
    assert block["id"] not in {b["id"] for b in given_up["research"]}


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"item": "nothing"}, "/changes/0/item"),
        ({"item": EXECS, "half": "2026-12-21/am"}, "/changes/0/half"),
        ({"item": EXECS, "seat": "nobodys"}, "/changes/0/seat"),
        ({"item": EXECS, "seat": "main", "taken_by": "nobody"}, "/changes/0/taken_by"),
        ({"item": EXECS, "half": "2026-12-18/am", "start": "2026-12-18T09:00+08:00"}, "/body/changes/0"),
        ({"item": EXECS, "out": True, "half": "2026-12-18/am"}, "/body/changes/0"),
    ],
)
def test_what_cannot_be_is_told_with_its_place(drafted, change, pointer):
    refused = drafted.tried(**change)
    assert refused.status_code == 422
    assert refused.json()["faults"][0]["pointer"] == pointer
    assert drafted.now() == drafted.plan


def test_who_saw_an_older_draft_changes_nothing(drafted):
    seen = drafted.seen
    assert drafted.done(item=EXECS, half="2026-12-18/am").status_code == 200
    drafted.seen = seen
    assert drafted.done(item=EXECS, half="2026-12-17/am").status_code == 412
