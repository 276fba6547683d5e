"""Dates beyond the calendar, words given too late or to no effect, and one document taken for another."""

from copy import deepcopy
from typing import Any

import pytest

from intake.brief import freeze, read_brief, write_brief
from intake.plan import read_plan
from intake.words import idle_decisions
from models.errors import BadInput
from tests.intake.test_brief import DOCUMENT

LATER = "2026-12-01T09:00"
WAIVER = {"rule": "43-b", "subject": "x", "approver": "区长", "reason": "防汛", "at": "2026-11-20T09:00"}


def with_(**more: Any) -> dict[str, Any]:
    """The document with other sections."""
    return deepcopy(DOCUMENT) | more


def far(year: int) -> dict[str, Any]:
    """A document whose first event lies in another year."""
    document = with_(pins=[])
    document["events"][0]["when"] = {"start": f"{year}-12-08T09:00", "end": f"{year}-12-08T10:30"}
    return document


def decided(event: str, leader: str, at: str = "2026-11-20T09:00") -> dict[str, Any]:
    """A decision on an event's main seat."""
    return {"event": event, "seat": "main", "taken_by": leader, "by": "区长", "reason": "兼顾", "at": at}


def absent(**more: Any) -> dict[str, Any]:
    """The absence with changes."""
    found: dict[str, Any] = deepcopy(DOCUMENT["absences"][0])
    return found | more


def pins(*starts: str, event: dict[str, Any]) -> dict[str, Any]:
    """Events of the head alone, pinned."""
    events = [event | {"id": f"p{n}"} for n in range(len(starts))]
    words = [{"event": f"p{n}", "start": start, "by": "综合科"} for n, start in enumerate(starts)]
    return with_(events=events, pins=words, decisions=[])


HEADS = {
    "title": "走访", "kind": "meeting.work",
    "when": {"earliest": "2026-12-08T00:00", "latest": "2026-12-10T00:00", "minutes": 60},
    "seats": [{"id": "main", "who": {"leader": "head"}, "cover": "none"}],
}  # fmt: skip
WHOLE = HEADS | {"when": {"earliest": "2026-12-08T00:00", "latest": "2026-12-10T00:00", "half_days": 1}}
HEAD_AWAY = absent(leader="head", span={"start": "2026-12-08T08:00", "end": "2026-12-08T18:00"})

CASES: dict[str, tuple[dict[str, Any], str, str]] = {
    "an event in a wrong year": (far(2035), "events[0].when", "年份写错"),
    "an event long ago": (far(2016), "events[0].when", "年份写错"),
    "an event in 2062": (far(2062), "events[0].when", "2027-12-31"),
    "an absence in a wrong year": (
        with_(absences=[absent(span={"start": "2036-12-08T08:00", "end": "2036-12-08T18:00"})]),
        "absences[0].span", "年份写错",
    ),
    "a decision for one who is away": (
        with_(absences=[HEAD_AWAY], decisions=[decided("fixed", "head")], pins=[]),
        "decisions[0].taken_by", "已外出",
    ),
    "a decision to come": (with_(decisions=[decided("placed", "exec", LATER)]), "decisions[0].at", "还没有发生"),
    "a waiver to come": (with_(waivers=[WAIVER | {"at": LATER}]), "waivers[0].at", "还没有发生"),
    "an approval to come": (
        with_(absences=[absent(approval={"state": "approved", "by": "区长", "at": LATER})]),
        "absences[0].approval.at", "还没有发生",
    ),
    "a waiver of no rule": (with_(waivers=[WAIVER | {"rule": "43-z"}]), "waivers[0].rule", "43-b"),
    "pins of one person at once": (
        pins("2026-12-08T09:00", "2026-12-08T09:30", event=HEADS), "pins[1].start", "p0 和 p1",
    ),
    "whole half-days from the middle": (pins("2026-12-08T09:40", event=WHOLE), "pins[0].start", "半天开始"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_it_is_a_fault_with_its_place(name: str):
    document, path, word = CASES[name]
    with pytest.raises(BadInput) as caught:
        freeze(document)
    found = {fault.path: fault.message for fault in caught.value.faults}
    assert set(found) == {path}
    assert word in found[path]


def test_pins_one_after_the_other_are_no_fault():
    assert freeze(pins("2026-12-08T09:00", "2026-12-08T10:30", event=HEADS)).pins


def test_a_decision_where_nothing_is_open_is_noticed():
    brief = freeze(with_(decisions=[decided("fixed", "exec")], pins=[]))
    assert [one.event for one in idle_decisions(brief)] == ["fixed"]
    away = freeze(with_(decisions=[decided("fixed", "exec")], pins=[], absences=[HEAD_AWAY]))
    assert not idle_decisions(away)


def test_one_document_for_another_is_the_only_thing_told():
    with pytest.raises(BadInput) as caught:
        read_brief('{"schema": "richeng.plan/1", "brief": "x", "bookings": 3}')
    assert [(f.path, "这是方案" in f.message) for f in caught.value.faults] == [("schema", True)]
    with pytest.raises(BadInput) as caught:
        read_plan(write_brief(freeze(deepcopy(DOCUMENT))))
    assert [(f.path, "这是摘要" in f.message) for f in caught.value.faults] == [("schema", True)]
