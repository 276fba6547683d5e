"""The demo December on its border and on top of its own publication."""

import json
from datetime import datetime

import pytest

from api.demo import FIXTURES, STORY
from intake.brief import read_brief
from models.audit import Verdict
from models.brief import Brief
from models.decided import Decision
from models.events import Duty, Kind
from models.plan import Plan, ProofStatus, Seating
from models.policy import Policy
from models.published import Published, PublishedBooking
from models.reasons import Stuck
from models.sealing import published_of, seal
from models.slip import Basis, Trip
from models.spans import HalfDay, Span
from rules import audit
from solver.cover_verdict import CoverIndex
from solver.solve import solve
from solver.travel import Travel
from tests.builders import at, brief, days, event, fixed, seat, window

DOUBLE = "house-no-double-booking"
AWAY = Span(start=at("11-30 08:00"), end=at("12-02 18:00"))


def planned(brief: Brief) -> Plan:
    answer = solve(brief)
    assert isinstance(answer, Plan)
    return answer


@pytest.fixture(scope="module")
def december() -> Brief:
    """The demo December with the decisions of its story."""
    brief = read_brief((FIXTURES / "2026-12.json").read_bytes())
    steps = json.loads(STORY.read_text(encoding="utf-8"))
    step = next(step for step in steps if step.get("plan") == "2026-12.json")
    return brief.model_copy(update={"decisions": tuple(Decision.model_validate(d) for d in step["decisions"])})


@pytest.fixture(scope="module")
def plan(december: Brief) -> Plan:
    return planned(december)


@pytest.fixture(scope="module")
def published(december: Brief, plan: Plan) -> Brief:
    """December on top of its own publication."""
    sealed = seal(
        brief=december,
        plan=plan,
        audit=audit(december, plan),
        previous=None,
        sealed_at=datetime.fromisoformat("2026-11-20T17:00+08:00"),
        proposed_by="区政府办公室",
        signed_by="政府办主任",
        reason="发布十二月方案",
    )
    return december.model_copy(update={"published": published_of(sealed)})


def test_replanned_on_its_own_publication_nothing_moves(published: Brief, plan: Plan):
    again = planned(published)
    assert again.proof is not None
    assert again.proof.status is ProofStatus.OPTIMAL
    assert again.bookings == plan.bookings
    assert again.seats == plan.seats
    assert again.research == plan.research
    assert again.agenda == plan.agenda


def test_an_item_cancelled_cuts_no_research(published: Brief, plan: Plan):
    left = tuple(event for event in published.events if event.id != "2026-12/062")
    again = planned(published.model_copy(update={"events": left}))
    now = {block.id: (block.start, block.half_days) for block in again.research}
    assert [block.id for block in plan.research if now.get(block.id) != (block.start, block.half_days)] == []
    assert len(now) == len(plan.research)


def test_who_is_away_on_the_first_days_is_booked_for_nothing_there(december: Brief, plan: Plan):
    trip = event("trip", ["dep-e"], fixed("11-30 08:00", "12-02 18:00"), duty=Duty.MUST)
    brief = december.model_copy(update={"events": (*december.events, trip)})
    inside = _inside(plan)
    assert inside, "the plan without it has something there"
    unaware = audit(brief, plan.model_copy(update={"brief": brief.digest}))
    clashes = {f.subject for f in unaware.of(Verdict.BROKEN) if f.code == DOUBLE}
    assert clashes >= inside
    assert "trip" not in clashes
    answer = solve(brief)
    if isinstance(answer, Plan):
        assert not _inside(answer)
    else:
        assert isinstance(answer, Stuck)
        assert any(cause.id == "trip" for conflict in answer.conflicts for cause in conflict.causes)


def _inside(plan: Plan) -> set[str]:
    """What dep-e is down for within the trip."""
    there = {s.event for s in plan.seats if s.taken_by == "dep-e"}
    return {b.event for b in plan.bookings if b.event in there and b.span.overlaps(AWAY)}


def test_a_fixed_must_beside_it_is_a_conflict_that_names_both(december: Brief):
    trip = event("trip", ["dep-e"], fixed("11-30 08:00", "12-02 18:00"), duty=Duty.MUST)
    must = event("must", ["dep-e"], fixed("12-02 09:00", "12-02 10:00"), duty=Duty.MUST)
    brief = december.model_copy(update={"events": (trip, must), "agenda": (), "pins": (), "decisions": ()})
    answer = solve(brief)
    assert isinstance(answer, Stuck)
    (conflict,) = [c for c in answer.conflicts if any(clash.rule == DOUBLE for clash in c.facts)]
    assert {"trip", "must"} <= {cause.id for cause in conflict.causes}


def test_what_was_published_across_the_border_is_not_placed_again():
    stay = event("stay", ["dep-a"], window("12-07 00:00", "12-11 00:00", half_days=2), duty=Duty.MUST)
    plain = event("plain", ["dep-a"], window("12-08 00:00", "12-09 00:00", 120))
    bookings = (
        PublishedBooking(
            event="stay", start=at("12-07 14:30"), end=at("12-08 12:00"), announced_at=at("11-27 10:00")
        ),
    )
    seats = (Seating(event="stay", seat="s1", taken_by="dep-a"),)
    was = Published(number=1, digest="0" * 64, bookings=bookings, seats=seats)
    policy = Policy.model_validate({"research": {"applies_to": []}})
    here = brief([stay, plain], horizon=days("12-08", "12-11"), published=was, policy=policy)
    answer = planned(here)
    assert [booking.event for booking in answer.bookings] == ["plain"]
    assert answer.bookings[0].start >= at("12-08 13:00")  # he is there until noon
    assert audit(here, answer).is_lawful
    index = CoverIndex(here, answer)
    assert [one.subject for one, mask in index.diary["dep-a"] if mask & 1] == ["stay"]


def test_a_stand_in_who_is_still_at_something_of_before_is_busy():
    guests = event("guests", [seat("main", "dep-a")], fixed("12-08 09:00", "12-08 10:00"), kind=Kind.RECEPTION)
    until = event("until", ["dep-b"], fixed("12-07 09:00", "12-08 11:00"), duty=Duty.MUST)
    policy = Policy.model_validate({"research": {"applies_to": []}})
    here = brief([guests, until], horizon=days("12-08", "12-11"), policy=policy)
    trip = Trip(leader="dep-a", start=at("12-08 08:30"), end=at("12-08 12:00"))
    index = Travel(here, planned(here), Basis.FRESH).index
    [row] = index.rows["dep-a"]
    assert [one.subject for one in index.in_the_way(row, "dep-b")] == ["until"]
    assert index.verdict("dep-a", index.stretch(HalfDay.of(trip.start), HalfDay.of(trip.start)), trip.kind) != "green"
