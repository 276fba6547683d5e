"""Re-planning told by small stories: what changed, what moves for it, and what stays."""

from datetime import timedelta

import pytest

from models.brief import Brief
from models.decided import Decision, Pin
from models.errors import BadInput
from models.events import Duty, Event, Kind
from models.plan import Plan
from models.policy import Policy
from models.reasons import MoveKind, Stuck
from models.replan import Disturbance, Replan, Tier, disturbance, judged_of
from models.sealing import issue_week, published_of
from models.spans import HalfDay
from rules import RULES, audit
from solver.replan import replan
from solver.replan_alternatives import alternatives
from solver.replan_damage import damaged
from solver.solve import solve
from tests.builders import absence, at, brief, days, event, fixed, publish, seat, window

WEEK = "2026-W50"


def week(events: list[Event], **more) -> Brief:
    """A week in which nobody owes research."""
    settings = {"research": {"applies_to": []}} | more.pop("policy", {})
    return brief(events, **({"horizon": days("12-07", "12-13"), "policy": Policy.model_validate(settings)} | more))


def published(made: Brief, *, issued: bool = False) -> Brief:
    """The brief on top of its own plan's publication, its week gone out or not."""
    planned = solve(made)
    assert isinstance(planned, Plan)
    publication = publish(made, planned)
    if issued:
        publication = issue_week(publication, WEEK, publication.sealed_at, "文员", "政府办主任", "印发")
    return made.model_copy(update={"published": published_of(publication)})


def arranged(now: Brief, **more) -> Replan:
    answer = replan(now, **more)
    assert isinstance(answer, Replan)
    assert audit(now, answer.plan).is_lawful
    return answer


def start_of(plan: Plan, id: str):
    return next(b.start for b in plan.bookings if b.event == id)


def talks(many: int = 3) -> list[Event]:
    """One-hour talks of 甲 in a window of three days."""
    return [
        event(f"talk-{n}", ["dep-a"], window("12-08 00:00", "12-11 00:00", 60), kind=Kind.TALK) for n in range(many)
    ]


def test_unchanged_input_changes_nothing():
    now = published(week([*talks(), event("call", ["head"], fixed("12-09 09:00", "12-09 10:00"))]))
    answer = arranged(now)
    assert answer.is_unchanged
    assert answer.damage == ()
    assert answer.headline.startswith("无须变动")
    was = judged_of(now.published, now) if now.published else None
    assert was is not None
    assert (answer.plan.bookings, answer.plan.seats) == (was.bookings, was.seats)


def test_time_going_by_changes_nothing():
    now = published(week(talks()))
    for moment in ("12-08 17:00", "12-09 12:00", "12-13 20:00"):
        assert arranged(now.model_copy(update={"as_of": at(moment)})).is_unchanged


def test_an_urgent_must_moves_the_one_item_in_its_way_and_no_other():
    now = published(week(talks()))
    assert now.published is not None
    hit = min(now.published.bookings, key=lambda b: b.start)
    urgent = event("urgent", ["dep-a"], fixed(f"{hit.start:%m-%d %H:%M}", f"{hit.end:%m-%d %H:%M}"), duty=Duty.MUST)
    answer = arranged(now.model_copy(update={"events": (*now.events, urgent)}))
    assert [(m.kind, m.subject) for m in answer.moves] == [(MoveKind.MOVED, hit.event), (MoveKind.ADDED, "urgent")]
    assert answer.disturbance.of(Tier.MOVED) == 1
    assert HalfDay.of(start_of(answer.plan, hit.event)) == HalfDay.of(hit.start)
    assert [d.subject for d in answer.damage] == ["urgent"]


def test_what_is_only_wanted_moves_nothing():
    now = published(week(talks()))
    assert now.published is not None
    hit = now.published.bookings[0]
    wish = event("wish", ["dep-a"], fixed(f"{hit.start:%m-%d %H:%M}", f"{hit.end:%m-%d %H:%M}"), priority=1)
    answer = arranged(now.model_copy(update={"events": (*now.events, wish)}))
    assert answer.is_unchanged
    assert "wish" not in {b.event for b in answer.plan.bookings}


def test_an_issued_item_stays_where_a_planned_one_can_give_way():
    first = event("first", ["dep-a"], window("12-08 00:00", "12-09 00:00", 210), kind=Kind.TALK)
    second = event("second", ["dep-a"], window("12-08 00:00", "12-10 00:00", 180), kind=Kind.TALK)
    now = published(week([first]), issued=True)
    assert now.published is not None
    late = now.model_copy(update={"events": (*now.events, second)})
    with_second = solve(late)
    assert isinstance(with_second, Plan)
    bookings = tuple(
        b.model_copy(update={"state": "issued" if b.event == "first" else "planned"}) for b in with_second.bookings
    )
    told = [dict(b) | {"announced_at": at("11-27 10:00")} for b in bookings]
    was = now.published.model_copy(
        update={
            "bookings": tuple(type(now.published.bookings[0]).model_validate(b) for b in told),
            "seats": with_second.seats,
        }
    )
    day = start_of(with_second, "second").date()
    trip = absence("trip", "dep-a", f"{day:%m-%d} 08:00", f"{day:%m-%d} 12:00")
    other = absence("b", "dep-b", "12-07 08:00", "12-12 18:00")
    answer = arranged(late.model_copy(update={"published": was, "absences": (trip, other)}))
    assert answer.disturbance.of(Tier.ISSUED_MOVED) <= 1
    assert answer.disturbance.counts == _least_by_hand(late, was, (trip, other))


def _least_by_hand(late: Brief, was, absences) -> tuple[int, ...]:
    """The same with everything free."""
    answer = replan(late.model_copy(update={"published": was, "absences": absences}), windows=0)
    assert isinstance(answer, Replan)
    return answer.disturbance.counts


def test_a_sudden_trip_hands_seats_to_b_and_moves_nothing():
    guests = event("guests", [seat("main", "dep-a")], fixed("12-09 15:00", "12-09 16:30"), kind=Kind.RECEPTION)
    now = published(week([guests, *talks()]))
    trip = absence("trip", "dep-a", "12-09 14:00", "12-09 18:00")
    answer = arranged(now.model_copy(update={"absences": (trip,)}))
    assert answer.plan.takers["guests", "main"] == "dep-b"
    assert answer.disturbance.of(Tier.RESEATED) >= 1
    assert answer.disturbance.of(Tier.OPEN) == 0


def test_an_absence_called_off_gives_the_seat_back():
    guests = event("guests", [seat("main", "dep-a")], fixed("12-09 15:00", "12-09 16:30"), kind=Kind.RECEPTION)
    now = published(week([guests], absences=(absence("trip", "dep-a", "12-09 14:00", "12-09 18:00"),)))
    assert now.published is not None
    assert now.published.seats[0].taken_by == "dep-b"
    answer = arranged(now.model_copy(update={"absences": ()}))
    assert answer.plan.takers["guests", "main"] == "dep-a"


def test_the_past_stands():
    now = published(week(talks()))
    assert now.published is not None
    past = min(now.published.bookings, key=lambda b: b.start)
    urgent = event("urgent", ["dep-a"], fixed("12-10 08:30", "12-10 18:00"), duty=Duty.MUST)
    later = now.model_copy(update={"events": (*now.events, urgent), "as_of": at("12-09 18:00")})
    answer = arranged(later)
    assert start_of(answer.plan, past.event) == past.start


def test_a_clash_of_musts_is_told_with_its_conflict():
    call = event("call", ["head"], fixed("12-09 09:00", "12-09 10:00"), duty=Duty.MUST, summoned=True)
    now = published(week([call]))
    twin = call.model_copy(update={"id": "twin", "title": "同时的一项"})
    answer = replan(now.model_copy(update={"events": (call, twin)}))
    assert isinstance(answer, Stuck)
    assert answer.minimal
    assert {"call", "twin"} <= {cause.id for conflict in answer.conflicts for cause in conflict.causes}


def test_without_a_publication_there_is_nothing_to_re_plan():
    with pytest.raises(BadInput, match="没有公布过安排"):
        replan(week(talks()))


# damage


def test_every_sort_of_change_is_damage():
    call = event("call", ["head"], fixed("12-09 09:00", "12-09 10:00"))
    guests = event("guests", [seat("main", "dep-a")], fixed("12-10 15:00", "12-10 16:30"), kind=Kind.RECEPTION)
    now = published(week([call, guests, *talks()]))
    was = judged_of(now.published, now) if now.published else None
    assert was is not None
    found = damaged(now, was, ())
    assert (found.told, found.events) == ((), frozenset())

    def of(**changes) -> set[str]:
        changed = now.model_copy(update=changes)
        return {damage.subject for damage in replan_damage(changed, was)}

    rest = tuple(e for e in now.events if e.id != "call")
    assert of(events=rest) == {"call"}
    assert of(events=(*rest, call.model_copy(update={"when": fixed("12-10 09:00", "12-10 10:00")}))) == {"call"}
    assert of(events=(*now.events, event("new", ["exec"], fixed("12-09 15:00", "12-09 16:00")))) == {"new"}
    assert of(absences=(absence("trip", "dep-a", "12-10 08:00", "12-10 18:00"),)) >= {"guests"}
    pin = Pin(event="talk-0", start=at("12-10 16:00"), by="文员")
    assert of(pins=(pin,)) == {"talk-0"}
    word = Decision(event="guests", seat="main", taken_by="exec", by="区长", reason="指定", at=at("11-27 08:00"))
    assert "guests" in of(decisions=(word,))


def replan_damage(now: Brief, was: Plan):
    return damaged(now, was, RULES).told


# counting


def test_disturbance_is_counted_tier_by_tier():
    now = published(week(talks(1)))
    was = judged_of(now.published, now) if now.published else None
    assert was is not None
    [booking] = was.bookings
    assert disturbance(now, was).is_none
    later = booking.model_copy(
        update={"start": booking.start + timedelta(minutes=30), "end": booking.end + timedelta(minutes=30)}
    )
    moved = was.model_copy(update={"bookings": (later,)})
    assert _told(disturbance(now, moved)) == {Tier.MOVED: 1}
    reseated = was.model_copy(update={"seats": (was.seats[0].model_copy(update={"taken_by": "dep-b"}),)})
    assert _told(disturbance(now, reseated)) == {Tier.RESEATED: 1}
    emptied = was.model_copy(update={"seats": (was.seats[0].model_copy(update={"taken_by": None}),)})
    assert _told(disturbance(now, emptied)) == {Tier.OPEN: 1, Tier.RESEATED: 1}
    dropped = was.model_copy(update={"bookings": (), "seats": ()})
    assert _told(disturbance(now, dropped)) == {Tier.DROPPED: 1, Tier.MOVED: 1, Tier.RESEATED: 1, Tier.FAR: 1}
    issued = published(week(talks(1)), issued=True)
    assert _told(disturbance(issued, dropped)) == {Tier.ISSUED_MOVED: 1, Tier.ISSUED_RESEATED: 1, Tier.FAR: 1}


def _told(found: Disturbance) -> dict[Tier, int]:
    return {tier: n for tier in Tier if (n := found.of(tier))}


# other ways


def test_moving_one_is_set_against_a_way_that_moves_none():
    now = published(week(talks()))
    assert now.published is not None
    hit = min(now.published.bookings, key=lambda b: b.start)
    urgent = event("urgent", ["dep-a"], fixed(f"{hit.start:%m-%d %H:%M}", f"{hit.end:%m-%d %H:%M}"), duty=Duty.MUST)
    changed = now.model_copy(update={"events": (*now.events, urgent)})
    base = arranged(changed)
    ways = alternatives(changed, base)
    assert base.plan in [way.plan for way in ways]
    assert len({(way.moves, way.asks) for way in ways}) == len(ways)
    none_moved = [way for way in ways if way.disturbance.of(Tier.MOVED) == 0]
    assert none_moved
    assert all(way.asks for way in none_moved)
    given_up = next(way for way in ways if way.headline.startswith("「会议urgent」不办"))
    assert "urgent" not in {b.event for b in given_up.plan.bookings}
    assert given_up.disturbance.is_none
    assert all("代价" not in way.headline for way in ways)


def test_a_wanted_item_left_out_is_offered_at_the_price_of_what_it_moves():
    now = published(week(talks()))
    assert now.published is not None
    hit = now.published.bookings[0]
    wish = event("wish", ["dep-a"], fixed(f"{hit.start:%m-%d %H:%M}", f"{hit.end:%m-%d %H:%M}"), priority=1)
    changed = now.model_copy(update={"events": (*now.events, wish)})
    ways = alternatives(changed, arranged(changed))
    held = [way for way in ways if "wish" in {b.event for b in way.plan.bookings}]
    assert ways[0].is_unchanged
    assert [way.disturbance.of(Tier.MOVED) for way in held] == [1]


def test_a_seat_that_nobody_may_take_is_offered_to_whom_the_head_could_name():
    guests = event("guests", [seat("main", "dep-a")], fixed("12-09 15:00", "12-09 16:30"), kind=Kind.RECEPTION)
    now = published(week([guests.model_copy(update={"duty": Duty.MUST})]))
    both = (absence("a", "dep-a", "12-09 08:00", "12-09 18:00"), absence("b", "dep-b", "12-09 08:00", "12-09 18:00"))
    changed = now.model_copy(update={"absences": both})
    base = arranged(changed)
    assert base.disturbance.of(Tier.OPEN) == 1
    ways = alternatives(changed, base)
    assert ways[0].plan.takers["guests", "main"] in ("exec", "head")
    assert ways[0].asks
    assert "区长" in ways[0].asks[0]
