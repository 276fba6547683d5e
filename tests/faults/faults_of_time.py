"""Faults of time: overlaps, roads, hours, days off, windows, things moved, dropped or doubled."""

from datetime import datetime, timedelta
from random import Random

from models.brief import Brief
from models.decided import Pin
from models.events import Event, Fixed, Kind
from models.plan import Booking, Plan
from models.research import ResearchBlock
from models.spans import OFFICE_TZ, HalfDay
from tests.faults.edits import Fault, attendees, booked, in_town, moved, ours, pick, rebrief, replan, without

MINUTE = timedelta(minutes=1)


def _two_of_one_leader(brief: Brief, plan: Plan) -> list[tuple[Event, Booking, Event, Booking]]:
    """Two things of one leader at different times of one day."""
    held = [(e, b) for e, b in booked(brief, plan) if isinstance(e.when, Fixed) or e.when.minutes is not None]
    people = {e.id: set(attendees(plan, e.id)) for e, _ in held}
    return [
        (one, first, other, second)
        for one, first in held
        for other, second in held
        if one is not other and first.start.date() == second.start.date() and people[one.id] & people[other.id]
    ]


def overlap_by_a_minute(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """A leader's next thing starts a minute before the first one ends."""
    one, first, other, _ = pick(rng, _two_of_one_leader(brief, plan))
    broken = replan(brief, plan, bookings=moved(plan, other.id, first.end - MINUTE))
    return Fault(brief, broken, "house-no-double-booking", (one.id, other.id))


def road_short_by_a_minute(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """There is a minute too little for the road."""
    far = []
    for one, first, other, _ in _two_of_one_leader(brief, plan):
        same_place = one.venue != "" and (one.venue, one.area) == (other.venue, other.area)
        road = 0 if same_place else brief.policy.travel.between(one.area, other.area)
        if road > 0:
            far.append((one, first, other, road))
    one, first, other, road = pick(rng, far)
    start = first.end + timedelta(minutes=road) - MINUTE
    return Fault(
        brief,
        replan(brief, plan, bookings=moved(plan, other.id, start)),
        "house-no-double-booking",
        (one.id, other.id),
    )


def outside_office_hours(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """What we place runs past closing time, or starts before opening."""
    event, _, booking = pick(rng, ours(brief, plan))
    half = HalfDay.of(booking.start)
    opens, closes = brief.policy.hours.sessions(half.day)[half.pm]
    step = timedelta(minutes=30 * rng.randint(1, 3))
    if rng.random() < 0.5:
        start = datetime.combine(half.day, closes, OFFICE_TZ) - (booking.end - booking.start) + step
    else:
        start = datetime.combine(half.day, opens, OFFICE_TZ) - step
    return Fault(brief, replan(brief, plan, bookings=moved(plan, event.id, start)), "house-office-hours", (event.id,))


def on_a_day_off(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """What we place falls on a day off."""
    event, _, booking = pick(rng, ours(brief, plan))
    day = pick(rng, [d for d in brief.horizon.days() if not brief.calendar.is_workday(d)])
    start = booking.start.replace(year=day.year, month=day.month, day=day.day)
    return Fault(brief, replan(brief, plan, bookings=moved(plan, event.id, start)), "house-office-hours", (event.id,))


def window_missed(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """What we place falls outside its window, on a working day at a good hour."""
    options = []
    for event, window, booking in ours(brief, plan):
        for day in brief.horizon.days():
            start = booking.start.replace(year=day.year, month=day.month, day=day.day)
            missed = start < window.earliest or start + (booking.end - booking.start) > window.latest
            if missed and brief.calendar.is_workday(day):
                options.append((event, start))
    event, start = pick(rng, options)
    return Fault(brief, replan(brief, plan, bookings=moved(plan, event.id, start)), "house-window", (event.id,))


def fixed_item_moved(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """A host's time is changed by some minutes."""
    event, booking = pick(rng, [(e, b) for e, b in booked(brief, plan) if isinstance(e.when, Fixed)])
    shift = timedelta(minutes=rng.choice((-60, -30, -5, -1, 1, 5, 30, 60)))
    broken = replan(brief, plan, bookings=moved(plan, event.id, booking.start + shift))
    return Fault(brief, broken, "house-fixed-time", (event.id,))


def pinned_item_moved(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """An officer pinned the time, and the plan holds another."""
    event, _, booking = pick(rng, ours(brief, plan))
    pinned = rebrief(brief, pins=(*brief.pins, Pin(event=event.id, start=booking.start, by="政府办主任")))
    start = booking.start + timedelta(minutes=rng.choice((-60, -30, 30, 60, 24 * 60)))
    return Fault(pinned, replan(pinned, plan, bookings=moved(plan, event.id, start)), "house-pins", (event.id,))


def must_event_dropped(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """Something that has to be held is left out."""
    musts = [
        e.id
        for e, b in booked(brief, plan)
        if brief.is_must(e) and e.kind is not Kind.STANDING and b.start >= brief.as_of
    ]
    name = pick(rng, musts)
    return Fault(brief, without(brief, plan, name), "house-musts-held", (name,))


def event_doubled(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """An event stands in the plan twice."""
    _, booking = pick(rng, booked(brief, plan))
    shift = timedelta(days=rng.randint(0, 3))
    again = Booking(event=booking.event, start=booking.start + shift, end=booking.end + shift, state=booking.state)
    doubled = replan(brief, plan, bookings=(*plan.bookings, again))
    return Fault(brief, doubled, "house-one-booking", (booking.event,))


def research_on_top_of_a_seat(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """A block of research shares a half-day with something the leader attends."""
    options = [
        (event, half, who)
        for event, booking in booked(brief, plan)
        for half in booking.span.half_days()
        for who in attendees(plan, event.id)
        if half.day in brief.horizon and in_town(brief, who, booking.span)
    ]
    event, half, who = pick(rng, options)
    name = f"research/{who}/{half.day.year}/{900 + rng.randint(0, 99)}"
    block = ResearchBlock(id=name, leader=who, start=half, half_days=1)
    broken = replan(brief, plan, research=(*plan.research, block))
    return Fault(brief, broken, "house-no-double-booking", (event.id, block.id))
