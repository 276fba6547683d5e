"""Why not otherwise: the forced choice against planning anew, and what stands in the way where it cannot be."""

import pytest

from models.audit import Verdict
from models.brief import Brief
from models.decided import Pin
from models.events import Duty, Kind, Role, Window
from models.plan import Plan
from models.reasons import CauseKind, MoveKind, Outcome, Wish
from models.spans import HalfDay
from rules import audit
from rules.base import Fact
from solver.causes import on_its_own
from solver.inquiry import Inquiry
from solver.solve import solve
from solver.why_not import why_not
from tests.builders import EXEC, HEAD, absence, at, brief, event, fixed, half, seat, window
from tests.solver.asked import cost, demo, inquiry, standing


def small() -> Brief:
    """A talk within three days, a duty on the first of them, and a seat for either of two deputies."""
    events = [
        event("duty", ["dep-a"], fixed("12-08 08:30", "12-08 12:00"), duty=Duty.MUST),
        event("talk", ["dep-a"], window("12-08 00:00", "12-11 00:00"), kind=Kind.TALK),
        event("opening", [seat("who", ("dep-a", "dep-b"))], fixed("12-09 09:00", "12-09 10:00"), portfolio="farm"),
        event("walk", ["dep-b"], fixed("12-09 09:00", "12-09 10:00"), priority=1),
    ]
    return brief(events, ledger={"year": 2026, "research": {"head": 42, "exec": 42, "dep-a": 42, "dep-b": 42}})


@pytest.fixture(scope="module")
def asked() -> Inquiry:
    return inquiry(small())


def test_a_wish_costs_what_planning_with_it_pinned_costs(asked: Inquiry):
    answer = why_not(asked, Wish(event="opening", seat="who", leader="dep-b"))
    pinned = asked.brief.model_copy(update={"pins": (Pin(event="opening", seat="who", leader="dep-b", by="x"),)})
    assert answer.outcome is Outcome.POSSIBLE
    assert answer.difference is not None
    assert answer.difference.cost_after == cost(pinned)
    assert answer.difference.delta == sum(c.cost_after - c.cost_before for c in answer.difference.findings)


def test_what_else_has_to_give_way_is_told(asked: Inquiry):
    answer = why_not(asked, Wish(event="opening", seat="who", leader="dep-b"))
    assert answer.difference is not None
    assert {(m.kind, m.subject) for m in answer.difference.moves} >= {
        (MoveKind.DROPPED, "walk"),
        (MoveKind.RESEATED, "opening"),
    }
    assert any(c.code == "house-wanted" and c.subject == "walk" for c in answer.difference.findings)


def test_what_is_already_so_changes_nothing(asked: Inquiry):
    answer = why_not(asked, Wish(event="duty", half=half("12-08/am")))
    assert answer.outcome is Outcome.POSSIBLE
    assert answer.difference is not None
    assert (answer.difference.delta, answer.difference.moves, answer.difference.findings) == (0, (), ())


def test_a_duty_in_the_way_is_named(asked: Inquiry):
    answer = why_not(asked, Wish(event="talk", half=half("12-08/am")))
    assert answer.outcome is Outcome.IMPOSSIBLE
    assert answer.conflict is not None
    assert {(c.kind, c.id) for c in answer.conflict.causes} == {(CauseKind.WISH, "talk"), (CauseKind.EVENT, "duty")}
    assert answer.conflict.minimal
    assert answer.conflict.confirmed


def test_half_days_outside_the_window_and_nobodys_seats_are_out_of_the_question(asked: Inquiry):
    late = why_not(asked, Wish(event="talk", half=half("12-14/am")))
    stranger = why_not(asked, Wish(event="talk", seat="s1", leader="exec"))
    assert late.conflict is not None
    assert stranger.conflict is not None
    assert [fact.rule for fact in late.conflict.facts] == ["house-window"]
    assert [fact.rule for fact in stranger.conflict.facts] == ["7-e"]


def test_an_exact_time_is_held_to_the_rules_of_minutes(asked: Inquiry):
    evening = why_not(asked, Wish(event="talk", start=at("12-09 20:00")))
    assert evening.conflict is not None
    assert [fact.rule for fact in evening.conflict.facts] == ["house-office-hours"]
    afternoon = why_not(asked, Wish(event="talk", start=at("12-09 15:30")))
    assert afternoon.plan is not None
    assert next(b.start for b in afternoon.plan.bookings if b.event == "talk") == at("12-09 15:30")
    assert afternoon.plan.brief == asked.brief.digest
    assert not [f for f in audit(asked.brief, afternoon.plan).of(Verdict.BROKEN) if not f.given]


def test_an_absence_in_the_way_is_named_by_its_days():
    chair = [seat("chair", "head", Role.CHAIR), seat("s1", "exec")]
    known = brief(
        [event("office", chair, window("12-08 00:00", "12-10 00:00"), kind=Kind.OFFICE)],
        leaders=(HEAD, EXEC),
        pairs=(),
        absences=[absence("trip", "head", "12-08 08:00", "12-08 18:00")],
        ledger={"year": 2026, "research": {"head": 42, "exec": 42}},
    )
    answer = why_not(inquiry(known), Wish(event="office", half=half("12-08/am")))
    assert answer.conflict is not None
    assert {(c.kind, c.id) for c in answer.conflict.causes} == {
        (CauseKind.WISH, "office"),
        (CauseKind.ABSENCE, "trip"),
    }
    assert "12月8日上午至12月8日下午外出" in answer.sentence
    assert [fact.rule for fact in answer.conflict.facts] == ["6-a"]
    assert answer.conflict.minimal


def test_asking_leaves_the_sheet_as_it_was(asked: Inquiry):
    why_not(asked, Wish(event="talk", half=half("12-08/am")))
    before = str(asked.sheet.proto)
    why_not(asked, Wish(event="talk", half=half("12-10/pm")))
    assert str(asked.sheet.proto) == before


@pytest.mark.parametrize("wish", [Wish(event="x"), Wish(item="x"), Wish(event="talk", seat="x", leader="dep-a")])
def test_what_the_brief_does_not_know_is_refused(asked: Inquiry, wish: Wish):
    with pytest.raises(KeyError):
        why_not(asked, wish)


def test_the_demo_december_answers_for_its_standing_meeting():
    asked, meeting = demo(), standing(demo().brief)
    trip = why_not(asked, Wish(event=meeting.id, half=HalfDay.parse("2026-12-24/am")))
    assert trip.conflict is not None
    assert CauseKind.ABSENCE in {cause.kind for cause in trip.conflict.causes}
    later = why_not(asked, Wish(event=meeting.id, half=HalfDay.parse("2026-12-11/am")))
    assert later.difference is not None
    assert isinstance(meeting.when, Window)
    day = meeting.when.model_copy(update={"earliest": at("12-11 00:00"), "latest": at("12-11 13:00")})
    events = tuple(e.model_copy(update={"when": day}) if e.id == meeting.id else e for e in asked.brief.events)
    assert later.difference.cost_after == cost(asked.brief.model_copy(update={"events": events}))


def test_a_brief_on_its_own_owes_only_what_the_facts_speak_of():
    alone = on_its_own(demo().brief, [Fact("house-musts-held", "2026-12/062")])
    assert [event.id for event in alone.events] == ["2026-12/062"]
    assert isinstance(solve(alone), Plan)
