"""What is left of the year: the plan's parts, less what is done and promised, more what is missing."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.brief import Brief
from models.events import Event, Kind
from models.ledger import Ledger, MeetingHeld
from models.plan import LeaveStart, Plan
from models.year import MeetingTarget, YearTargets
from models.year_rest import apportion, handed, rest_of, targets_of
from tests.builders import DEP_A, DEP_B, at, booking, brief, days, event, half, plan, window
from tests.house.tiny import block, policy, published
from tests.house.tiny_leave import wish

QUARTER = days("2027-01-01", "2027-03-31")
OWED = policy(research={"min_per_year": 20, "unit": "half_day"})


def year(events: tuple[Event, ...] = (), **more: Any) -> Brief:
    """A first quarter of 2027 as the year, with two deputies who owe twenty half-days."""
    given: dict[str, Any] = {
        "as_of": at("12-20 09:00"),
        "horizon": QUARTER,
        "leaders": (DEP_A, DEP_B),
        "pairs": (),
        "ledger": Ledger(year=2027),
        "policy": OWED,
    }
    return brief(events, **(given | more))


def told(brief: Brief, **more: Any) -> Plan:
    """Its plan: ten half-days in January, six in February (two of them over into March), four more in March."""
    blocks = (
        block("dep-a", 1, "2027-01-04/am", 4),
        block("dep-a", 2, "2027-01-11/am", 4),
        block("dep-a", 3, "2027-01-18/am", 2),
        block("dep-a", 4, "2027-02-22/am", 4),
        block("dep-a", 5, "2027-02-28/am", 4),
        block("dep-a", 6, "2027-03-08/am", 2),
    )
    choices: dict[str, Any] = {"research": blocks, **more}
    return plan(brief, **choices)


def parts(targets: YearTargets, leader: str = "dep-a") -> dict[str, int]:
    return {target.month: target.half_days for target in targets.research if target.leader == leader}


def test_before_the_year_begins_the_months_get_their_parts_and_a_block_over_the_border_belongs_to_both():
    assert parts(targets_of(year(), told(year()))) == {"2027-01": 10, "2027-02": 6, "2027-03": 4}


def test_topics_come_with_the_month_in_which_their_block_begins():
    blocks = tuple(
        one.model_copy(update={"topic": topic})
        for one, topic in zip(told(year()).research, ("一", "二", "三", "一", "二", "三"), strict=True)
    )
    targets = targets_of(year(), told(year(), research=blocks))
    assert {t.month: t.topics for t in targets.research if t.leader == "dep-a"} == {
        "2027-01": ("一", "二", "三"),
        "2027-02": ("一", "二"),
        "2027-03": ("三",),
    }


def test_what_was_missed_is_laid_on_the_months_that_are_left():
    rest = rest_of(year(), told(year()), Ledger(year=2027, research={"dep-a": 4}), None, counted=date(2027, 2, 1))
    assert set(parts(rest)) == {"2027-02", "2027-03"}
    assert sum(parts(rest).values()) == 16
    assert parts(rest)["2027-02"] >= 6
    assert parts(rest)["2027-03"] >= 4


def test_what_was_done_beyond_the_plan_is_taken_off():
    ledger = Ledger(year=2027, research={"dep-a": 15})
    assert parts(rest_of(year(), told(year()), ledger, None, counted=date(2027, 2, 1))) == {
        "2027-02": 3,
        "2027-03": 2,
    }


def test_nothing_is_asked_once_the_quota_is_met():
    ledger = Ledger(year=2027, research={"dep-a": 25})
    assert parts(rest_of(year(), told(year()), ledger, None, counted=date(2027, 2, 1))) == {
        "2027-02": 0,
        "2027-03": 0,
    }


def test_what_is_published_is_promised_and_still_asked_for_in_its_month():
    out = published(research=(block("dep-a", 4, "2027-02-22/am", 4), block("dep-a", 3, "2027-01-25/am", 2)))
    rest = rest_of(year(), told(year()), Ledger(year=2027, research={"dep-a": 10}), out, counted=date(2027, 2, 1))
    assert parts(rest) == {"2027-02": 6, "2027-03": 4}


def test_a_month_gets_no_more_than_the_policy_lets_it():
    tight = year(policy=policy(research={"min_per_year": 20, "unit": "half_day", "month_max": 8}))
    rest = rest_of(tight, told(tight), Ledger(year=2027), None, counted=date(2027, 2, 1))
    assert parts(rest) == {"2027-02": 8, "2027-03": 8}


def test_leave_and_meetings_that_stand_are_asked_for_no_more():
    meeting = event("m1", ["dep-a"], window("2027-01-10 00:00", "2027-02-10 00:00"))
    head = event("m2", ["dep-a"], window("2027-02-10 00:00", "2027-02-20 00:00"), kind=Kind.OFFICE)
    small = event("m3", ["dep-a"], window("2027-02-10 00:00", "2027-02-20 00:00"))
    asked = year((meeting, head, small), leave=[wish("l1", "dep-a", 2, "2027-02-01", "2027-03-20")])
    leave = LeaveStart(absence="l1", start=half("2027-03-01/am"))
    bookings = [
        booking("m1", "2027-02-03 09:00", "2027-02-03 10:30"),
        booking("m2", "2027-02-11 09:00", "2027-02-11 10:30"),
        booking("m3", "2027-02-12 09:00", "2027-02-12 10:30"),
    ]
    drawn = told(asked, bookings=bookings, leave=(leave,))
    whole = targets_of(asked, drawn)
    assert whole.leave == (leave,)
    assert whole.meetings == (
        MeetingTarget(event="m1", week="2027-W05"),
        MeetingTarget(event="m2", week="2027-W06"),
    )
    ledger = Ledger(year=2027, meetings=(MeetingHeld(id="m1", on=date(2027, 2, 3)),))
    out = published().model_copy(update={"leave": (leave,)})
    rest = rest_of(asked, drawn, ledger, out, counted=date(2027, 2, 1))
    assert rest.leave == ()
    assert rest.meetings == whole.meetings[1:]


def test_a_month_is_handed_its_targets_and_the_wishes():
    asked = year(leave=[wish("l1", "dep-a", 2, "2027-02-01", "2027-03-20")])
    month = year(horizon=days("2027-02-01", "2027-02-28"), ledger=Ledger(year=2027, research={"dep-a": 10}))
    given = handed(asked, told(asked), month)
    assert given.leave == asked.leave
    assert given.targets is not None
    assert parts(given.targets) == {"2027-02": 6, "2027-03": 4}
    assert handed(asked, told(asked), given) == given


@given(st.integers(0, 200), st.lists(st.integers(0, 30), max_size=12))
def test_apportioning_loses_nothing_and_keeps_proportion(total: int, weights: list[int]):
    shares = apportion(total, weights)
    whole = sum(weights)
    assert sum(shares) == (total if whole else 0)
    assert all(
        abs(share - total * weight / whole) < 1 for share, weight in zip(shares, weights, strict=True) if whole
    )
