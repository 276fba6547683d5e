"""Sealing a plan: what is decided, what is carried over, and what is refused."""

from datetime import UTC, date

import pytest

from models.digest import canonical
from models.errors import Refused
from models.events import Kind, Role
from models.ledger import Ledger
from models.plan import BookingState, Seating
from models.publication import ChangeKind, Publication, PublicationKind
from models.research import ResearchBlock
from models.sealing import issue_week, published_of, seal
from models.spans import DateRange
from tests.builders import (
    DEP_A,
    LEADERS,
    absence,
    after,
    at,
    booking,
    brief,
    clean_audit,
    days,
    event,
    fixed,
    half,
    plan,
    publish,
    seat,
)

BLOCK = ResearchBlock(
    id="research/dep-a/2026/1", leader="dep-a", start=half("12-16/am"), half_days=2, topic="老旧小区"
)


def december(previous=None, sealed_at="11-27 10:00", **more):
    """One event on 8 December and one research block."""
    told = brief([event("e1")], **more)
    return publish(
        told, plan(told, [booking("e1", "12-08 09:00", "12-08 10:30")], research=[BLOCK]), previous, sealed_at
    )


def signed(publication: Publication, week: str, sealed_at: str) -> Publication:
    return issue_week(publication, week, at(sealed_at), "文员", "政府办主任", "周安排")


def entry(publication: Publication, id: str):
    return next(e for e in publication.entries if e.id == id)


def after_id(change):
    return change.after and change.after.id


# what is sealed


def test_the_first_publication_is_number_one_and_names_who_proposed_and_signed():
    first = december()
    assert (first.number, first.previous, first.kind) == (1, None, PublicationKind.PLAN)
    assert (first.proposed_by, first.signed_by, first.reason) == ("文员", "政府办主任", "月度安排")
    assert first.brief == first.plan.brief == first.audit.brief
    assert [c.kind for c in first.changes] == [ChangeKind.NEW, ChangeKind.NEW]


def test_a_seat_that_another_takes_says_for_whom():
    told = brief([event("e1", ["dep-a", seat("any", ("exec", "dep-b"), Role.CHAIR)])])
    takers = {"e1/s1": "dep-b", "e1/any": "exec"}
    sealed = publish(told, plan(told, [booking("e1", "12-08 09:00", "12-08 10:30")], takers))
    mine, any_of = entry(sealed, "e1").seats
    assert (mine.owner, mine.taken_by, mine.acting_for) == ("dep-a", "dep-b", "dep-a")
    assert (any_of.owner, any_of.taken_by, any_of.acting_for) == (None, "exec", None)


def test_a_research_block_becomes_an_entry_of_its_office_hours():
    block = entry(december(), BLOCK.id)
    assert (block.title, block.kind, block.whole_half_days) == ("调研：老旧小区", Kind.RESEARCH, True)
    assert (block.start, block.end) == (at("12-16 08:30"), at("12-16 18:00"))
    assert [s.taken_by for s in block.seats] == ["dep-a"]


def test_the_same_arguments_seal_the_same_publication():
    assert december().digest == december().digest


def test_a_sealing_time_of_another_zone_is_the_same_instant_and_the_same_seal():
    told = brief([event("e1")])
    planned = plan(told, [booking("e1", "12-08 09:00", "12-08 10:30")])
    names = {"proposed_by": "文员", "signed_by": "政府办主任", "reason": "月度安排"}
    utc = at("11-27 10:00").astimezone(UTC)
    sealed = seal(brief=told, plan=planned, audit=clean_audit(told, planned), previous=None, sealed_at=utc, **names)
    assert sealed.digest == publish(told, planned, sealed_at="11-27 10:00").digest


def test_a_publication_survives_json_with_its_seal_unbroken():
    sealed = december()
    assert Publication.model_validate_json(canonical(sealed)).digest == sealed.digest


# what is carried over


def january(previous, sealed_at="2026-12-25 10:00"):
    told = after(previous, [event("j1")], horizon=days("2027-01-01", "2027-01-31"), ledger=Ledger(year=2027))
    return publish(told, plan(told, [booking("j1", "2027-01-05 09:00", "2027-01-05 10:00")]), previous, sealed_at)


def test_january_leaves_december_as_it_was():
    first = december(absences=[absence("a1", "dep-b", "12-10 00:00", "12-12 00:00")])
    second = january(first)
    assert second.entries[: len(first.entries)] == first.entries
    assert second.absences == first.absences
    assert [(c.kind, after_id(c)) for c in second.changes] == [(ChangeKind.NEW, "j1")]
    assert second.previous == first.digest


def test_an_entry_belongs_to_the_day_on_which_it_starts():
    told = brief([event("night", when=fixed("12-31 23:00", "2027-01-01 01:00"))])
    first = publish(told, plan(told, [booking("night", "12-31 23:00", "2027-01-01 01:00", BookingState.FIXED)]))
    assert "night" in [e.id for e in january(first).entries]


def test_an_event_brought_forward_from_outside_the_horizon_moves_and_is_not_doubled():
    second = january(december())
    told = after(second, [event("e1"), event("j1")])
    rows = [booking("e1", "12-08 09:00", "12-08 10:30"), booking("j1", "12-29 09:00", "12-29 10:00")]
    third = publish(
        told,
        plan(told, rows, research=[BLOCK]),
        second,
        "12-26 10:00",
    )
    assert [e.id for e in third.entries].count("j1") == 1
    assert [(c.kind, after_id(c)) for c in third.changes] == [(ChangeKind.MOVED, "j1")]


def test_what_the_plan_no_longer_holds_is_dropped_only_within_its_horizon():
    second = january(december())
    told = after(second, horizon=days("12-01", "12-31"))
    third = publish(told, plan(told), second, "12-26 10:00")
    assert [e.id for e in third.entries] == ["j1"]
    assert {c.kind for c in third.changes} == {ChangeKind.DROPPED}
    assert [c.before.id for c in third.changes if c.before] == ["e1", BLOCK.id]


def test_a_time_is_announced_since_it_has_stood_and_anew_when_it_moves():
    first = december()
    told = after(first, [event("e1")])
    same = publish(told, plan(told, [booking("e1", "12-08 09:00", "12-08 10:30")]), first, "11-28 10:00")
    moved = publish(told, plan(told, [booking("e1", "12-08 09:30", "12-08 11:00")]), first, "11-28 10:00")
    assert entry(same, "e1").announced_at == at("11-27 10:00")
    assert entry(moved, "e1").announced_at == at("11-28 10:00")


def test_leaders_of_before_stay_while_an_entry_names_them():
    first = december()
    told = after(
        first, horizon=days("2027-01-01", "2027-01-31"), leaders=LEADERS[:2], pairs=(), ledger=Ledger(year=2027)
    )
    second = publish(told, plan(told), first, "12-25 10:00")
    assert second.leaders == (*LEADERS[:2], DEP_A)
    assert "dep-b" in second.feeds  # his row of tombstones lives on


# weeks that go out


def test_issuing_a_week_settles_what_was_planned_in_it_and_nothing_else():
    first = december()
    second = signed(first, "2026-W50", "12-04 16:00")
    assert (second.kind, second.number, second.previous) == (PublicationKind.ISSUE, 2, first.digest)
    assert second.covers == DateRange(first=date(2026, 12, 7), last=date(2026, 12, 13))
    assert entry(second, "e1").state is BookingState.ISSUED
    assert entry(second, BLOCK.id).state is BookingState.PLANNED
    assert second.issued_weeks == ("2026-W50",)
    assert second.changes == ()
    assert (second.plan, second.audit, second.brief) == (first.plan, first.audit, first.brief)


def test_what_its_host_has_fixed_stays_fixed_when_its_week_goes_out():
    told = brief([event("f", when=fixed("12-08 09:00", "12-08 10:00"))])
    first = publish(told, plan(told, [booking("f", "12-08 09:00", "12-08 10:00", BookingState.FIXED)]))
    assert entry(signed(first, "2026-W50", "12-04 16:00"), "f").state is BookingState.FIXED


@pytest.mark.parametrize("week", ["2026-W51", "2026-W54", "2026-50", "２０２６-W50", "2026-W5", "W50", ""])
def test_a_week_that_is_empty_or_none_is_not_issued(week):
    told = brief([event("e1")])
    first = publish(told, plan(told, [booking("e1", "12-08 09:00", "12-08 10:30")]))
    with pytest.raises(Refused):
        signed(first, week, "12-04 16:00")


def test_a_week_goes_out_once_and_again_only_for_what_was_added():
    second = signed(december(), "2026-W50", "12-04 16:00")
    with pytest.raises(Refused, match="已经印发"):
        signed(second, "2026-W50", "12-04 17:00")
    told = after(second, [event("e1"), event("e2")])
    rows = [booking("e1", "12-08 09:00", "12-08 10:30"), booking("e2", "12-09 09:00", "12-09 10:00")]
    third = publish(told, plan(told, rows, research=[BLOCK]), second, "12-06 10:00")
    assert (entry(third, "e1").state, entry(third, "e2").state) == (BookingState.ISSUED, BookingState.PLANNED)
    fourth = signed(third, "2026-W50", "12-06 11:00")
    assert entry(fourth, "e2").state is BookingState.ISSUED


def test_an_issued_item_that_moves_is_planned_again_whatever_the_plan_calls_it():
    second = signed(december(), "2026-W50", "12-04 16:00")
    told = after(second, [event("e1")])
    moved = plan(told, [booking("e1", "12-09 09:00", "12-09 10:30", BookingState.ISSUED)], research=[BLOCK])
    assert entry(publish(told, moved, second, "12-06 10:00"), "e1").state is BookingState.PLANNED


# what the next brief has to know


def test_the_next_brief_knows_bookings_seats_and_research_blocks():
    first = december()
    known = published_of(first)
    assert (known.number, known.digest) == (1, first.digest)
    assert [(b.event, b.start, b.announced_at) for b in known.bookings] == [
        ("e1", at("12-08 09:00"), at("11-27 10:00"))
    ]
    assert known.seats == (Seating(event="e1", seat="s1", taken_by="dep-a"),)
    assert known.research == (BLOCK,)


@pytest.mark.parametrize("half_days", [1, 2, 3, 5])
@pytest.mark.parametrize("start", ["07-14/am", "12-15/pm"])
def test_a_research_block_comes_back_as_it_went(start, half_days):
    block = BLOCK.model_copy(update={"start": half(start), "half_days": half_days, "topic": ""})
    told = brief(horizon=days("07-01", "12-31"))
    assert published_of(publish(told, plan(told, research=[block]))).research == (block,)
