"""Ways out: each one planned anew with the repair made, waivers only where the law bows to somebody."""

import pytest

from models.audit import Verdict
from models.brief import Brief
from models.decided import Pin
from models.events import Duty, Kind, Role
from models.plan import Plan
from models.reasons import Stuck
from models.repairs import RepairKind, WayOut
from rules import RULES, audit
from solver.edits import repaired
from solver.let_in import left_out
from solver.repairs import Search, ways_out
from solver.solve import solve
from tests.builders import absence, at, brief, event, fixed, seat, window
from tests.solver.asked import demo, inquiry
from tests.solver.test_month_map import announced_then_away
from tools.stuck_months import KINDS, stuck_month

DONE = {"year": 2026, "research": {"head": 42, "exec": 42, "dep-a": 42, "dep-b": 42}}


def stuck(known: Brief) -> Stuck:
    answer = solve(known)
    assert isinstance(answer, Stuck)
    return answer


def verified(known: Brief, way: WayOut) -> None:
    """The brief with the way's steps has a lawful plan at just that cost."""
    for step in way.steps:
        known = repaired(known, step)
    plan = solve(known)
    assert isinstance(plan, Plan)
    assert plan.proof is not None
    assert plan.proof.objective == way.cost
    assert not [f for f in audit(known, plan).of(Verdict.BROKEN) if not f.given]


def two_at_once() -> Brief:
    return brief(
        [
            event("one", ["dep-a"], fixed("12-08 09:00", "12-08 10:30"), duty=Duty.MUST),
            event("two", ["dep-a"], fixed("12-08 09:30", "12-08 11:00"), summoned=True),
        ],
        ledger=DONE,
    )


def test_two_duties_at_once_are_moved_sent_or_given_up():
    known = two_at_once()
    [(conflict, ways)] = list(ways_out(known, stuck(known), look=Search(ways=30)))
    assert {cause.id for cause in conflict.causes} == {"one", "two"}
    kinds = {(way.steps[0].kind, way.steps[0].subject) for way in ways}
    for event_id in ("one", "two"):
        assert {(kind, event_id) for kind in (RepairKind.MOVE, RepairKind.SEND, RepairKind.DROP)} <= kinds
    assert [way.total for way in ways] == sorted(way.total for way in ways)
    for way in ways:
        verified(known, way)


def test_a_window_is_widened_and_a_pin_taken_out():
    known = brief(
        [
            event("duty", ["dep-a"], fixed("12-08 08:30", "12-08 18:00"), duty=Duty.MUST),
            event("talk", ["dep-a"], window("12-08 00:00", "12-09 00:00"), kind=Kind.TALK, duty=Duty.MUST),
            event("other", ["dep-b"], window("12-08 00:00", "12-12 00:00"), kind=Kind.TALK),
            event("busy", ["dep-b"], fixed("12-09 09:00", "12-09 10:00"), duty=Duty.MUST),
        ],
        pins=(Pin(event="other", start=at("12-09 09:00"), by="值班室"),),
        ledger=DONE,
    )
    told = list(ways_out(known, stuck(known), look=Search(kinds=(RepairKind.WIDEN, RepairKind.UNPIN))))
    kinds = {way.steps[0].kind for _, ways in told for way in ways}
    assert len(told) == 2
    assert kinds == {RepairKind.WIDEN, RepairKind.UNPIN}
    words = [way.steps[0].sentence for _, ways in told for way in ways]
    assert any("放宽到" in word for word in words)
    assert any("值班室" in word for word in words)


def test_only_what_bows_to_somebody_is_waived_and_by_him():
    known = announced_then_away()
    meeting = known.events[0]
    pinned = known.model_copy(update={"pins": (Pin(event=meeting.id, start=at("12-08 08:30"), by="秘书科"),)})
    [(conflict, ways)] = list(ways_out(pinned, stuck(pinned)))
    waived = [way for way in ways if way.steps[0].kind is RepairKind.WAIVE]
    by_code = {rule.code: rule for rule in RULES}
    assert {step.rule for way in waived for step in way.steps} >= {"47-a"}
    for way in waived:
        assert way.steps[0].who == by_code[way.steps[0].rule or ""].approver
        verified(pinned, way)
    assert all(by_code[fact.rule].approver == fact.approver for fact in conflict.facts)


def test_where_no_single_repair_will_do_there_are_several():
    chair = [seat("chair", "head", Role.CHAIR)]
    known = brief(
        [
            event("office", chair, fixed("12-08 09:00", "12-08 11:00"), kind=Kind.OFFICE),
            event("plenary", chair, fixed("12-08 09:30", "12-08 11:00"), kind=Kind.OFFICE),
            event("again", chair, fixed("12-08 10:00", "12-08 11:30"), kind=Kind.OFFICE),
        ],
        ledger=DONE,
    )
    found = list(ways_out(known, stuck(known), look=Search(kinds=(RepairKind.DROP,))))
    several = [way for _, ways in found for way in ways if len(way.steps) > 1]
    assert several
    for way in several:
        verified(known, way)


def test_conflicts_that_share_nothing_are_told_one_after_the_other():
    known = brief(
        [
            event("a1", ["dep-a"], fixed("12-08 09:00", "12-08 10:00"), duty=Duty.MUST),
            event("a2", ["dep-a"], fixed("12-08 09:00", "12-08 10:00"), duty=Duty.MUST),
            event("b1", ["dep-b"], fixed("12-10 09:00", "12-10 10:00"), duty=Duty.MUST),
            event("b2", ["dep-b"], fixed("12-10 09:00", "12-10 10:00"), duty=Duty.MUST),
        ],
        absences=[absence("trip", "dep-a", "12-21 08:00", "12-22 18:00")],
        ledger=DONE,
    )
    told = stuck(known)
    assert [{c.id for c in conflict.causes} for conflict in told.conflicts] in (
        [{"a1", "a2"}, {"b1", "b2"}],
        [{"b1", "b2"}, {"a1", "a2"}],
    )
    assert told.minimal
    for _, ways in ways_out(known, told, look=Search(ways=1)):
        assert ways


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(4))
def test_conflicts_of_generated_months_are_minimal_confirmed_and_planted(kind: str, seed: int):
    month = stuck_month(kind, seed)
    told = stuck(month.brief)
    for conflict in told.conflicts:
        assert conflict.minimal
        assert conflict.confirmed
        assert conflict.causes
        assert {cause.id.partition("#")[0] for cause in conflict.causes} <= month.planted


def test_left_out_events_say_who_decides_and_what_would_let_them_in():
    asked = demo()
    found = {one.event: one for one in left_out(asked)}
    assert found.keys() == {item.subject for item in asked.plan.left_out}
    ceremonies = [
        one for one in found.values()
        if one.event in asked.brief.event_by_id
        and asked.brief.event_by_id[one.event].kind in asked.brief.policy.ceremony.kinds
    ]  # fmt: skip
    assert ceremonies
    assert all((one.decides, one.article) == ("政府办主任", "第六十一条") for one in ceremonies)
    assert all(one.difference or one.conflict for one in found.values())


def test_a_ceremony_without_consent_is_let_in_by_asking():
    given = {"kind": Kind.CEREMONY, "organiser": "某街道"}
    known = brief(
        [event("cut", [seat("who", ("dep-a", "dep-b"))], fixed("12-08 09:00", "12-08 10:00"), **given)], ledger=DONE
    )
    [one] = list(left_out(inquiry(known), most_ways=3))
    kinds = {way.steps[0].kind for way in one.ways}
    assert RepairKind.CONSENT in kinds
    assert one.decides == "政府办主任"
