"""A year from its months: each event once, borders minded, quotas met, and the long search begun from it."""

import time
from datetime import date

from models.absences import Approval, ApprovalState
from models.brief import Brief
from models.events import Duty, Fixed
from models.leave import LeaveWish
from models.ledger import Ledger
from models.plan import Plan
from models.sealed_facts import research_halves
from rules import RULES, audit
from solver.engines.base import Progress
from solver.portfolio import solution_of
from solver.sheet import CpSheet
from solver.year import first_plan, month_of_year, months, plan_year
from tests.builders import DEP_A, DEP_B, EXEC, at, brief, days, event, fixed, window
from tests.house.tiny import pair, policy


def wish(id: str, who: str, first: str, last: str) -> LeaveWish:
    approval = Approval(state=ApprovalState.APPROVED, by="区长", at=at("12-10 09:00"))
    return LeaveWish(
        id=id, leader=who, workdays=3, window=days(first, last), requested_at=at("12-01 09:00"), approval=approval
    )


def short_year() -> Brief:
    """From November to the year's end: a window and an item of three days over a border, leave, research."""
    return brief(
        [
            event("w1", ["dep-a"], window("2027-11-26 00:00", "2027-12-04 00:00", 60)),
            event("f1", ["dep-b"], fixed("2027-11-30 09:00", "2027-12-02 18:00"), duty=Duty.MUST),
            event("f2", ["dep-b"], fixed("2027-12-02 15:00", "2027-12-02 16:00")),
            event("m1", ["exec"], window("2027-12-01 00:00", "2027-12-31 00:00", half_days=1)),
        ],
        as_of=at("12-20 09:00"),
        horizon=days("2027-11-08", "2027-12-31"),
        leaders=(EXEC, DEP_A, DEP_B),
        pairs=(pair("dep-a", "dep-b"),),
        ledger=Ledger(year=2027, research={"exec": 40, "dep-a": 30, "dep-b": 38}),
        leave=(wish("l1", "dep-a", "2027-11-15", "2027-12-24"), wish("l2", "exec", "2027-11-29", "2027-12-10")),
        policy=policy(research={"month_max": 8}),
    )


def test_months_are_cut_at_their_borders():
    assert [(m.first, m.last) for m in months(days("2027-01-20", "2027-03-05"))] == [
        (date(2027, 1, 20), date(2027, 1, 31)),
        (date(2027, 2, 1), date(2027, 2, 28)),
        (date(2027, 3, 1), date(2027, 3, 5)),
    ]


def test_a_month_knows_what_the_months_before_have_done():
    told = short_year()
    november, december = months(told.horizon)
    made = [plan for plan in [first_plan(told.narrowed(november))] if plan is not None]
    after = month_of_year(told, made, december)
    assert after.ledger.research["dep-a"] == 30 + len(research_halves(told, made[0])["dep-a"])
    held = {booking.event for booking in made[0].bookings}
    assert "f1" in held
    assert {event.id for event in after.events} == {e.id for e in told.events} - (held - {"f1"})
    assert "f1" in after.published_by_event


def test_the_first_plan_holds_each_event_once_and_breaks_nothing():
    told = short_year()
    plan = first_plan(told)
    assert plan is not None
    booked = [booking.event for booking in plan.bookings]
    assert len(set(booked)) == len(booked)
    assert {leave.absence for leave in plan.leave} == {"l1", "l2"}
    verdict = audit(told, plan)
    assert verdict.is_lawful, [str(f) for f in verdict.findings if f.verdict == "broken"]
    sheet = CpSheet(told, RULES)
    assert solution_of(sheet, plan, 20.0) is not None


def test_the_long_search_begins_from_it_and_ends_no_worse():
    told = short_year()
    first = first_plan(told)
    assert first is not None
    heard: list[Progress] = []
    plan = plan_year(told, seconds=40.0, clock=time.monotonic, report=heard.append)
    assert isinstance(plan, Plan)
    assert plan.proof is not None
    assert plan.proof.bound <= plan.proof.objective <= audit(told, first).cost
    assert audit(told, plan).is_lawful
    assert heard
    assert [p.elapsed for p in heard] == sorted(p.elapsed for p in heard)
    spent = research_halves(told, plan)
    assert all(told.ledger.research[who] + len(spent[who]) >= 42 for who in ("exec", "dep-a", "dep-b"))


def test_told_to_stop_it_keeps_what_it_has():
    told = short_year()
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 30

    answer = plan_year(told, seconds=60.0, clock=time.monotonic, should_stop=stop)
    assert asked
    assert not isinstance(answer, Plan) or audit(told, answer).is_lawful
    assert all(isinstance(event.when, Fixed) or event.duty is not Duty.MUST for event in told.events)
