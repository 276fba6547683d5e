"""Instances of leadplan-bench/1 small enough to be solved to the end in a test: three leaders, four days."""

from random import Random
from typing import Any

WEIGHTS = {
    "mandatory_unserved": 5000,
    "event_unserved": {"1": 400, "2": 200, "3": 100},
    "meeting_missed": 8000,
    "meeting_absent": 60,
    "leave_denied": 300,
    "research_short": 100,
    "research_quarter_short": 30,
    "research_block": 4,
    "ceremonial_range": 6,
    "weekly_overload": 1,
    "chg_event_time": 40,
    "chg_event_attendee": 30,
    "chg_research_half": 5,
    "chg_meeting": 150,
    "chg_leave": 80,
}
DAYS = 4


def tiny_year(seed: int) -> dict[str, Any]:
    """A crowded week: leave, a meeting, trips, fixed and movable events, some with two seats."""
    chance = Random(seed)
    days = [{"date": str(d), "week": d // 2, "month": 1, "quarter": 1} for d in range(DAYS)]
    leaders = [
        {"id": n, "b": b, "research_half_days": 2, "weekly_cap_slots": 6} for n, b in enumerate((1, 2, 1))
    ]  # fmt: skip
    trip = chance.randrange(2 * DAYS - 2)
    absences = [{"id": "A0", "leader": 2, "from_half": trip, "to_half": trip + 1}]
    leave = [{"id": "L0", "leader": 1, "days": 1, "earliest": 0, "latest": DAYS - 1}]
    meetings = [
        {"id": "S1", "duration": 6, "day_from": 0, "day_to": 2, "halves": [0, 1], "gap_after": None, "gap_days": 0},
        {"id": "S2", "duration": 6, "day_from": 1, "day_to": 3, "halves": [0], "gap_after": "S1", "gap_days": 2},
    ]
    return {
        "days": days, "leaders": leaders, "absences": absences, "leave": leave, "meetings": meetings,
        "events": [_event(chance, n) for n in range(9)], "pins": [], "weights": WEIGHTS, "published": None,
        "frozen_before_day": 0,
        "rules": {"research_month_max": 4, "research_quarter_min": 0, "research_run_max": 2},
    }  # fmt: skip


def _event(chance: Random, n: int) -> dict[str, Any]:
    duration = chance.choice([2, 3, 4, 5])
    first = chance.randrange(DAYS - 1)
    when: dict[str, Any] = {"window": {"day_from": first, "day_to": first + 1, "halves": [0, 1]}}
    if chance.random() < 0.5:
        slot = chance.randint(0, 7 - duration)
        when = {"fixed": {"day": first, "half": chance.randint(0, 1), "slot": slot}}
    owner = chance.choice([1, 2])
    seats = [{"options": [_option(owner, 0), _option(3 - owner, 2, owner), _option(0, 10)]}]
    if chance.random() < 0.3:
        seats.append({"options": [_option(0, 0), _option(3 - owner, 1)]})
    kind = "ceremonial" if chance.random() < 0.3 else "business"
    priority = chance.randint(1, 3)
    return {
        "id": f"E{n}", "kind": kind, "duration": duration, "priority": priority, "mandatory": n == 0, "seats": seats,
        **when,
    }  # fmt: skip


def _option(leader: int, cost: int, if_away: int | None = None) -> dict[str, Any]:
    return {"leader": leader, "cost": cost, "if_away": if_away}
