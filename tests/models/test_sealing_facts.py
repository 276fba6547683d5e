"""Facts beside the entries: absences and cover, days, agenda, research."""

from datetime import date

import pytest

from models.absences import AbsenceKind, Approval, ApprovalState
from models.agenda import AgendaItem
from models.events import Kind
from models.ledger import Ledger
from models.people import Delegation, DeputyPair
from models.plan import BookingState, LeaveStart, LeftOut, Tabling
from models.publication import Publication
from models.research import ResearchBlock
from models.sealing import published_of
from models.spans import Span
from models.workdays import DayException
from tests.builders import (
    CALENDAR,
    LEADERS,
    absence,
    after,
    at,
    booking,
    brief,
    days,
    event,
    fixed,
    half,
    plan,
    publish,
)
from tests.house.tiny_leave import wish

BLOCK = ResearchBlock(
    id="research/dep-a/2026/1", leader="dep-a", start=half("12-16/am"), half_days=2, topic="老旧小区"
)


def december(previous=None, sealed_at="11-27 10:00", **more):
    """One event on 8 December and one research block."""
    told = brief([event("e1")], **more)
    return publish(
        told, plan(told, [booking("e1", "12-08 09:00", "12-08 10:30")], research=[BLOCK]), previous, sealed_at
    )


def entry(publication: Publication, id: str):
    return next(e for e in publication.entries if e.id == id)


def january(previous, sealed_at="2026-12-25 10:00"):
    told = after(previous, [event("j1")], horizon=days("2027-01-01", "2027-01-31"), ledger=Ledger(year=2027))
    return publish(told, plan(told, [booking("j1", "2027-01-05 09:00", "2027-01-05 10:00")]), previous, sealed_at)


def test_absences_say_who_when_and_who_covers():
    away = [absence("a1", "dep-a", "12-08 10:00", "12-10 09:00")]
    view = december(absences=away).absences[0]
    assert (view.id, view.leader, view.first, view.last) == ("a1", "dep-a", half("12-08/am"), half("12-10/am"))
    assert view.cover == ("dep-b",)


@pytest.mark.parametrize(
    ("more", "cover"),
    [
        ({}, ("dep-b",)),
        ({"pairs": ()}, ()),
        ({"pairs": (DeputyPair(a="dep-a", b="dep-b", first=date(2027, 1, 1)),)}, ()),
        ({"kind": AbsenceKind.TRAINING}, ()),
    ],
)
def test_cover_is_the_partner_in_force_where_the_article_is_triggered(more, cover):
    kind = {"kind": more.pop("kind")} if "kind" in more else {}
    assert (
        december(absences=[absence("a1", "dep-a", "12-08 00:00", "12-09 00:00", **kind)], **more).absences[0].cover
        == cover
    )


def test_a_partner_who_is_away_all_the_time_covers_nobody():
    away = [
        absence("a1", "dep-a", "12-08 00:00", "12-09 00:00"),
        absence("b1", "dep-b", "12-07 00:00", "12-11 00:00"),
    ]
    assert {a.id: a.cover for a in december(absences=away).absences} == {"a1": (), "b1": ("dep-a",)}


def test_the_executive_deputy_covers_for_the_head_on_his_delegation():
    away = [absence("h1", "head", "12-08 00:00", "12-10 00:00")]
    word = Delegation(id="d1", by="head", to="exec", span=Span(start=at("12-08 00:00"), end=at("12-10 00:00")))
    assert december(absences=away).absences[0].cover == ()
    assert december(absences=away, delegations=[word]).absences[0].cover == ("exec",)


def test_only_approved_absences_that_touch_the_horizon_count_and_cancelled_ones_go():
    asked = absence("a2", "dep-a", "12-20 00:00", "12-21 00:00", approval=Approval(state=ApprovalState.REQUESTED))
    early = absence("a3", "dep-a", "11-20 00:00", "11-21 00:00")
    first = december(absences=[absence("a1", "dep-b", "12-10 00:00", "12-12 00:00"), asked, early])
    assert [a.id for a in first.absences] == ["a1"]
    assert december(first, "11-28 10:00", published=published_of(first)).absences == ()


def test_a_leave_that_the_plan_places_stands_where_the_plan_put_it():
    told = brief(leave=[wish("l1", "dep-a", 2, "12-01", "12-20")])
    start = LeaveStart(absence="l1", start=half("12-11/am"))
    sealed = publish(told, plan(told, leave=[start]))
    view = sealed.absences[0]
    assert (view.first, view.last, view.cover, view.placed) == (half("12-11/am"), half("12-14/pm"), ("dep-b",), True)
    assert published_of(sealed).leave == (start,)


def test_leave_that_goes_on_over_the_border_is_told_by_both_months():
    first = brief(leave=[wish("l1", "dep-a", 3, "12-20", "2027-01-20")])
    start = LeaveStart(absence="l1", start=half("12-31/am"))
    december = publish(first, plan(first, leave=[start]))
    told = after(december, leave=first.leave, horizon=days("2027-01-01", "2027-01-31"))
    assert told.is_away("dep-a", [half("2027-01-04/am")])
    january = publish(told, plan(told), december, "12-30 10:00")
    assert [(a.id, a.first, a.last) for a in january.absences] == [("l1", half("12-31/am"), half("2027-01-04/pm"))]
    assert published_of(january).leave == (start,)


def test_days_that_differ_and_provisional_stretches_are_told_and_carried():
    new_year = DayException(day=date(2027, 1, 1), work=False, name="元旦", source="推算", provisional=True)
    make_up = DayException(day=date(2026, 12, 26), work=True, name="调休上班", source="通知")
    calendar = CALENDAR.model_copy(
        update={"exceptions": (make_up, new_year), "provisional": (days("2027-01-02", "2027-12-31"),)}
    )
    first = december(calendar=calendar)
    told = after(first, [event("j1")], horizon=days("2027-01-01", "2027-01-31"), calendar=calendar)
    second = publish(told, plan(told, [booking("j1", "2027-01-05 09:00", "2027-01-05 10:00")]), first, "12-20 10:00")
    assert [(d.day.isoformat(), d.work, d.name) for d in second.days] == [
        ("2026-12-26", True, "调休上班"),
        ("2027-01-01", False, "元旦"),
    ]
    assert second.provisional == (days("2027-01-01", "2027-01-31"),)
    assert (entry(second, "e1").provisional, entry(second, "j1").provisional) == (False, True)


def test_the_agenda_is_told_and_carried_with_its_meeting():
    meeting = event("m1", ["head"], kind=Kind.STANDING)
    told = brief([meeting], agenda=[AgendaItem(id="i1", title="议题一", owner="dep-a", unit="住建局")])
    first = publish(
        told, plan(told, [booking("m1", "12-03 08:30", "12-03 12:00")], agenda=[Tabling(item="i1", event="m1")])
    )
    assert [(a.event, a.title, a.unit) for a in first.agenda] == [("m1", "议题一", "住建局")]
    assert january(first).agenda == first.agenda
    again = after(first, [meeting])
    assert publish(again, plan(again, [booking("m1", "12-03 08:30", "12-03 12:00")]), first).agenda == ()


def test_research_lines_count_what_is_done_planned_and_due():
    field = event("r1", kind=Kind.RESEARCH, when=fixed("12-01 08:30", "12-01 18:00"))
    told = brief([field], as_of=at("12-02 00:00"), ledger=Ledger(year=2026, research={"dep-a": 30}))
    rows = [booking("r1", "12-01 08:30", "12-01 18:00", BookingState.FIXED)]
    sealed = publish(told, plan(told, rows, research=[BLOCK]))
    line = next(r for r in sealed.research if r.leader == "dep-a")
    assert (line.year, line.quota, line.done, line.planned, line.due) == (2026, 42, 32, 2, 42)
    assert [r.leader for r in sealed.research] == ["head", "exec", "dep-a", "dep-b"]
    half_year = brief(horizon=days("06-01", "06-30"))
    assert publish(half_year, plan(half_year)).research[0].due == 42 * 129 // 261


def test_publishing_the_month_again_states_the_year_anew():
    first = december()
    assert len(december(first, "11-28 10:00", published=published_of(first)).research) == len(LEADERS)


def test_research_lines_of_other_years_are_carried():
    second = january(december())
    assert sorted({r.year for r in second.research}) == [2026, 2027]


def test_what_was_left_out_is_the_last_plans():
    told = brief()
    left = [LeftOut(subject="e9", reason="时间冲突", price=100)]
    assert publish(told, plan(told, left_out=left)).left_out == tuple(left)
