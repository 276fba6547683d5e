"""Faults of paperwork are named with their place."""

from typing import Any

import pytest

from intake.brief import freeze
from models.clearances import Step
from models.errors import BadInput
from models.people import Post

BASE: dict[str, Any] = {
    "schema": "richeng.brief/1",
    "office": {"id": "shili", "name": "示例区人民政府"},
    "as_of": "2026-11-27T09:00+08:00",
    "horizon": {"first": "2026-12-01", "last": "2026-12-31"},
    "leaders": [
        {"id": "head", "post": "head", "title": "区长"},
        {"id": "director", "post": "office_director", "title": "政府办主任"},
    ],
    "departments": [{"id": "housing", "name": "区住房城建局"}, {"id": "school", "name": "区教育局", "heads": 2}],
    "ledger": {"year": 2026},
}
SIGNED = {"step": "signed", "by": "政府办主任", "at": "2026-11-24T09:00+08:00"}


def event(**more: Any) -> dict[str, Any]:
    """An event of the head's."""
    when = {"start": "2026-12-08T09:00+08:00", "end": "2026-12-08T10:00+08:00"}
    seats = [{"id": "main", "who": {"leader": "head"}}]
    return {"id": "e1", "title": "会议", "kind": "talk", "when": when, "seats": seats, **more}


def faults(**more: Any) -> dict[str, str]:
    """Faults of the brief by their place."""
    with pytest.raises(BadInput) as caught:
        freeze({**BASE, **more})
    return {fault.path: fault.message for fault in caught.value.faults}


def test_paperwork_that_is_in_order_is_read():
    days = {"first": "2026-12-01", "last": "2026-12-31"}
    brief = freeze(
        {
            **BASE,
            "events": [
                event(clearances=[SIGNED], invites=["housing"], companions=2, mode="site", mode_reason="观摩")
            ],
            "programmes": [{"days": days, "clearances": [SIGNED]}],
        }
    )
    signed = brief.event_by_id["e1"].clearance(Step.SIGNED)
    assert signed is not None
    assert brief.holds(signed.by, Post.OFFICE_DIRECTOR)
    assert brief.department_by_id["school"].heads == 2


def test_a_step_by_nobody_known_or_not_yet_done_is_a_fault():
    wrong = [{**SIGNED, "by": "nobody-9"}, {"step": "approved", "by": "head", "at": "2026-11-28T09:00+08:00"}]
    found = faults(events=[event(clearances=wrong)])
    assert set(found) == {"events[0].clearances[0].by", "events[0].clearances[1].at"}
    assert "nobody-9" in found["events[0].clearances[0].by"]


def test_a_step_told_twice_is_a_fault():
    assert "两次" in faults(events=[event(clearances=[SIGNED, SIGNED])])["events[0]"]


def test_departments_are_known_and_stand_once():
    twice = [*BASE["departments"], {"id": "school", "name": "区住房城建局"}]
    found = faults(departments=twice, events=[event(invites=["housing", "housing", "moon"])])
    assert set(found) == {"departments[2].id", "departments[2].name", "events[0].invites[2]", "events[0].invites"}


def test_a_favour_is_asked_of_a_leader():
    found = faults(events=[event(favours=[{"kind": "letter", "leader": "ghost"}])])
    assert set(found) == {"events[0].favours[0].leader"}
