"""Conflicts: why there is no plan, told by facts that are all needed, under the names of the right rules."""

import pytest
from ortools.sat.python import cp_model

from models.audit import Verdict
from models.brief import Brief
from models.decided import Pin
from models.events import Duty
from models.ledger import Ledger
from models.plan import Plan
from models.reasons import CauseKind, Stuck
from rules import RULES, audit
from rules.base import Fact
from solver.sheet import CpSheet
from solver.solve import solve
from solver.telling import FRAME
from tests.builders import DEP_A, DEP_B, EXEC, HEAD, absence, at, event, fixed, seat, window
from tests.house.tiny import approved, published, standing_meeting, tiny_brief, was


def two_places_at_once() -> Brief:
    """Two musts of one leader at one time."""
    events = [
        event("e1", ["dep-a"], fixed("12-02 09:00", "12-02 11:00"), duty=Duty.MUST),
        event("e2", ["dep-a"], fixed("12-02 10:00", "12-02 12:00"), duty=Duty.MUST),
        event("e3", ["dep-b"], fixed("12-02 09:00", "12-02 11:00"), duty=Duty.MUST),
    ]
    return tiny_brief(events, "12-02", "12-02")


def two_pins() -> Brief:
    """Two items pinned to one leader where only one has room."""
    events = [
        event(id, [seat("s1", ("dep-a", "dep-b"))], window("12-02 00:00", "12-02 13:00", half_days=1))
        for id in ("e1", "e2")
    ]
    pins = tuple(Pin(event=id, seat="s1", leader="dep-a", by="政府办") for id in ("e1", "e2"))
    return tiny_brief(events, "12-02", "12-02", pins=pins)


def no_time_for_research() -> Brief:
    """The year's last day, one half-day of research owed, and a must in either half of it."""
    ledger = Ledger(year=2026, research={"dep-a": 41, "dep-b": 42})
    events = [
        event("e1", ["dep-a"], fixed("12-31 09:00", "12-31 11:00"), duty=Duty.MUST),
        event("e2", ["dep-a"], fixed("12-31 15:00", "12-31 17:00"), duty=Duty.MUST),
    ]
    return tiny_brief(events, "12-31", "12-31", ledger=ledger)


def nobody_left_to_research() -> Brief:
    """The year's last day, one half-day owed, the leader away in the morning and a must in the afternoon."""
    ledger = Ledger(year=2026, research={"dep-a": 41, "dep-b": 42})
    away = absence("a1", "dep-a", "12-31 08:00", "12-31 12:00")
    events = [event("e1", ["dep-a"], fixed("12-31 15:00", "12-31 17:00"), duty=Duty.MUST)]
    return tiny_brief(events, "12-31", "12-31", ledger=ledger, absences=(away,))


def leave_after_the_announcement() -> Brief:
    """The month's meeting announced, its one morning, and a member's leave approved after that."""
    return tiny_brief(
        [standing_meeting(when=window("12-10 00:00", "12-10 13:00", half_days=1))],
        "12-10",
        "12-31",
        leaders=(HEAD, EXEC, DEP_A),
        absences=(absence("a1", "dep-a", "12-10 08:00", "12-10 12:00", approval=approved("11-25 10:00")),),
        published=published(was("standing/2026-12/1", "12-10 08:30", "12-10 12:00")),
    )


CONFLICTS = {
    two_places_at_once: {"house-no-double-booking", "house-musts-held"},
    two_pins: {"house-pins"},
    no_time_for_research: {"66-a"},
    nobody_left_to_research: {"66-a", "65-b"},
    leave_after_the_announcement: {"43-b", "47-a"},
}


def stuck(brief: Brief) -> Stuck:
    """The brief's conflicts."""
    answer = solve(brief)
    assert isinstance(answer, Stuck)
    return answer


@pytest.mark.parametrize("make", CONFLICTS, ids=lambda make: make.__name__)
def test_the_right_rules_are_named(make):
    answer = stuck(make())
    assert len(answer.conflicts) == 1
    assert CONFLICTS[make] <= {fact.rule for fact in answer.facts}
    assert answer.minimal
    assert answer.conflicts[0].confirmed
    assert all("（" in fact.sentence for fact in answer.facts)


@pytest.mark.parametrize("make", CONFLICTS, ids=lambda make: make.__name__)
def test_every_fact_is_needed(make):
    brief = make()
    for conflict in stuck(brief).conflicts:
        facts = [Fact(fact.rule, fact.subject) for fact in conflict.facts]
        assert _status(brief, facts) == cp_model.INFEASIBLE
        for left in facts:
            assert _status(brief, [fact for fact in facts if fact != left]) == cp_model.OPTIMAL


def _status(brief: Brief, facts: list[Fact]) -> cp_model.CpSolverStatus:
    """What another engine says of these facts alone."""
    sheet = CpSheet(brief, RULES, explaining=True)
    sheet.proto.assumptions.clear()
    frame = [fact for fact in sheet.assumptions if fact.rule in FRAME]
    for fact in {*frame, *facts}:
        sheet.model.add_bool_or(sheet.model.get_bool_var_from_proto_index(sheet.assumptions[fact]))
    return cp_model.CpSolver().solve(sheet.model)


def test_what_has_no_part_in_it_is_not_named():
    facts = stuck(two_places_at_once()).facts
    assert "e3" not in {fact.subject for fact in facts}
    assert "dep-b" not in {fact.subject for fact in facts}


def test_causes_are_facts_of_the_brief():
    causes = stuck(nobody_left_to_research()).conflicts[0].causes
    assert {(cause.kind, cause.id) for cause in causes} == {
        (CauseKind.ABSENCE, "a1"),
        (CauseKind.EVENT, "e1"),
        (CauseKind.RESEARCH, "dep-a"),
    }


def test_research_that_no_day_could_hold_is_a_finding_and_no_conflict():
    """The year's last day, one half-day owed, and the leader away: nobody decided anything."""
    ledger = Ledger(year=2026, research={"dep-a": 41, "dep-b": 42})
    away = absence("a1", "dep-a", "12-31 08:00", "12-31 20:00")
    brief = tiny_brief([], "12-31", "12-31", ledger=ledger, absences=(away,))
    plan = solve(brief)
    assert isinstance(plan, Plan)
    short = [f for f in audit(brief, plan).findings if f.code == "66-a" and f.verdict is Verdict.BROKEN]
    assert [(f.subject, f.given) for f in short] == [("dep-a", True)]


def test_two_conflicts_are_told_apart():
    first = two_places_at_once()
    more = [
        event(f"f{n}", ["dep-b"], fixed("12-02 15:00", "12-02 16:00"), duty=Duty.MUST)
        for n in (1, 2)
    ]  # fmt: skip
    answer = stuck(first.model_copy(update={"events": (*first.events, *more)}))
    people = [{fact.subject for fact in conflict.facts} for conflict in answer.conflicts]
    assert len(people) == 2
    assert not people[0] & people[1]


def test_the_same_conflict_every_time():
    assert stuck(leave_after_the_announcement()) == stuck(leave_after_the_announcement())


def test_a_wanted_item_is_left_out_and_never_a_conflict():
    events = [
        event("e1", ["dep-a"], fixed("12-02 09:00", "12-02 11:00"), duty=Duty.MUST),
        event("e2", ["dep-a"], fixed("12-02 10:00", "12-02 12:00")),
    ]
    answer = solve(tiny_brief(events, "12-02", "12-02", leaders=(DEP_A, DEP_B)))
    assert isinstance(answer, Plan)
    assert at("12-02 09:00") in {booking.start for booking in answer.bookings}
