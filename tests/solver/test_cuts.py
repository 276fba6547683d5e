"""Cuts: where half-days promise more than the minutes hold, the answer still is the cheapest plan of all."""

from dataclasses import replace

import pytest

from models.brief import Brief
from models.events import Duty
from models.plan import Plan, ProofStatus
from rules import RULES
from solver.explain import Stuck
from solver.sheet import CpSheet
from solver.solve import Limits, NoAnswer, solve
from tests.builders import DEP_A, at, event, fixed, seat, window
from tests.house.plans import own_plans
from tests.house.test_brute_force import cheapest
from tests.house.tiny import policy, published, tiny_brief, was

ROOM = {"area": "compound", "venue": "一会议室"}


def full_of_roads() -> Brief:
    """A morning whose items fit by their minutes, but not with the roads between them."""
    places = ("compound", "city", "province")
    morning = window("12-02 00:00", "12-02 13:00", 60)
    events = [event(f"e{n}", ["dep-a"], morning, area=area, priority=1) for n, area in enumerate(places)]
    return tiny_brief(events, "12-02", "12-02", leaders=(DEP_A,), policy=policy(plan={"grid_minutes": 30}))


def published_minute() -> Brief:
    """An item whose published minute lets two others stand around it but no fixed one; off it, the fixed one leaves
    two gaps that have the minutes for all three and the room for two."""
    morning = window("12-02 00:00", "12-02 13:00", 60)
    events = [
        event("e", ["dep-a"], morning, **ROOM),
        event("g", ["dep-a"], morning, priority=1, **ROOM),
        event("h", ["dep-a"], fixed("12-02 10:00", "12-02 10:30"), priority=3, **ROOM),
        event("k", ["dep-a"], morning, priority=1, **ROOM),
    ]
    was_here = published(was("e", "12-02 09:30", "12-02 10:30"))
    grid = policy(plan={"grid_minutes": 30})
    return tiny_brief(events, "12-02", "12-02", leaders=(DEP_A,), published=was_here, policy=grid)


def two_rooms() -> Brief:
    """Two leaders, a shared item in the middle, and roads that leave no middle."""
    morning = window("12-02 00:00", "12-02 13:00", 60)
    events = [
        event("both", ["dep-a", "dep-b"], morning, area="city", duty=Duty.MUST),
        event("a", ["dep-a"], fixed("12-02 11:00", "12-02 12:00"), area="city"),
        event("b", ["dep-b"], fixed("12-02 08:00", "12-02 09:00"), area="city", priority=3),
    ]
    return tiny_brief(events, "12-02", "12-02")


BRIEFS = (full_of_roads, published_minute, two_rooms)


@pytest.mark.parametrize("make", BRIEFS)
def test_minutes_that_do_not_hold_are_cut_and_the_rest_is_cheapest(make):
    brief = make()
    plan = solve(brief)
    assert isinstance(plan, Plan)
    assert plan.proof is not None
    assert plan.proof.cuts >= 1
    assert plan.proof.rounds >= 2
    assert plan.proof.status is ProofStatus.OPTIMAL
    least = cheapest(brief, own_plans(CpSheet(brief, RULES)))
    assert (plan.proof.objective, plan.proof.bound) == (least, least)


def test_a_cut_off_the_published_minute_leaves_that_minute_alone():
    plan = solve(published_minute())
    assert isinstance(plan, Plan)
    starts = {b.event: b.start for b in plan.bookings}
    assert starts.pop("e") == at("12-02 09:30")
    assert sorted(starts) == ["g", "k"]
    assert sorted(starts.values()) == [at("12-02 08:30"), at("12-02 10:30")]


def test_musts_whose_minutes_clash_are_a_conflict_after_cuts():
    brief = full_of_roads()
    musts = tuple(one.model_copy(update={"duty": Duty.MUST}) for one in brief.events)
    answer = solve(brief.model_copy(update={"events": musts}))
    assert isinstance(answer, Stuck)


def test_too_few_rounds_are_no_answer():
    answer = solve(full_of_roads(), limits=replace(Limits(), rounds=1))
    assert isinstance(answer, NoAnswer)
    assert "轮次" in answer.why


def test_one_worker_finds_the_same_cost():
    brief = two_rooms()
    costs = []
    for workers in (1, 2):
        plan = solve(brief, limits=replace(Limits(), workers=workers))
        assert isinstance(plan, Plan)
        assert plan.proof is not None
        costs.append(plan.proof.objective)
    assert costs[0] == costs[1]


def test_a_seat_for_one_of_several_moves_to_whoever_has_the_minutes():
    morning = window("12-02 00:00", "12-02 13:00", 60)
    events = [
        event("e1", ["dep-a"], morning, area="city", duty=Duty.MUST),
        event("e2", ["dep-a"], morning, area="compound", duty=Duty.MUST),
        event("e3", [seat("s1", ("dep-a", "dep-b"))], morning, area="district", portfolio="city"),
    ]
    plan = solve(tiny_brief(events, "12-02", "12-02"))
    assert isinstance(plan, Plan)
    assert {s.event: s.taken_by for s in plan.seats}["e3"] == "dep-b"
