"""A plan changed by hand: an officer moves an item, gives a seat to somebody, takes an item out or puts one in.

Nothing is forbidden here: whatever comes of it is judged by the audit like any other plan.
"""

from collections.abc import Iterable
from datetime import timedelta

from pydantic import Field, model_validator

from models.brief import Brief
from models.errors import BadInput, Fault
from models.events import Event, Fixed
from models.occupations import Occupation, clash, diary, is_whole, session, whole_span
from models.people import LeaderId
from models.plan import Booking, BookingState, LeftOut, Plan, Seating
from models.seats import ConcreteSeat
from models.spans import Frozen, HalfDay, Instant, Span

TAKEN_OUT = "由经办人移出本期安排"


class HandChange(Frozen):
    """What is done to one item. item: an event's id, or a stretch of research's.

    half: it is held in that half-day, at its clock time if its people are free then, else at the first minute when
    they are. start: at that minute. Neither, and not `out`: an event goes to its own time, if its host set one.
    seat, taken_by: who takes a seat, none: it stays open. out: it is not held.
    """

    item: str = Field(min_length=1, max_length=80)
    half: HalfDay | None = None
    start: Instant | None = None
    seat: str | None = Field(default=None, min_length=1, max_length=80)
    taken_by: LeaderId | None = None
    out: bool = False

    @model_validator(mode="after")
    def _one_wish(self) -> "HandChange":
        if self.half is not None and self.start is not None:
            raise ValueError("half 和 start 只写一个")
        if self.out and (self.half or self.start or self.seat):
            raise ValueError("移出（out）不能同时改时间或席位")
        return self


def by_hand(brief: Brief, plan: Plan, changes: Iterable[HandChange]) -> Plan:
    """The plan with the changes made, one after the other; nothing proves it good any more. Raises BadInput for what
    the brief or the plan does not know, and for days outside the horizon."""
    made = plan
    for n, change in enumerate(changes):
        made = _changed(brief, made, change, f"changes[{n}]")
    return made.model_copy(update={"proof": None})


def as_published(brief: Brief) -> Plan:
    """What is published for the horizon, as a plan to be changed by hand: every item that is still known stands as it
    was published, what has come since and has a time of its own stands at it, and nothing else is placed. A seat that
    only a person's decision gave to somebody is open again, as long as the brief does not know the decision."""
    was = brief.published
    known = brief.event_by_id
    bookings = [b for b in was.bookings if b.event in known and b.start.date() in brief.horizon] if was else []
    held = {b.event for b in bookings}
    plan = Plan(
        brief=brief.digest,
        horizon=brief.horizon,
        bookings=tuple(Booking(event=b.event, start=b.start, end=b.end, state=b.state) for b in bookings),
        seats=tuple(seat for s in was.seats if s.event in held and (seat := _seat(brief, s))) if was else (),
        research=tuple(b for b in was.research if b.start.day in brief.horizon) if was else (),
        leave=tuple(
            told
            for told in (was.leave if was else ())
            if told.start.day in brief.horizon and any(wish.id == told.absence for wish in brief.leave)
        ),
        agenda=tuple(t for t in was.agenda if t.event in held and any(i.id == t.item for i in brief.agenda))
        if was
        else (),
    )
    left = set(was.left_out) if was else set()
    timed = [event for event in brief.in_scope if isinstance(event.when, Fixed) and event.id not in left]
    return by_hand(brief, plan, [HandChange(item=event.id) for event in timed])


def _seat(brief: Brief, was: Seating) -> Seating | None:
    """The seat as it was published; open where its taker is none of those who may take it and nobody has decided so;
    none where there is no such seat any more."""
    seat = next((seat for seat in brief.seats_by_event[was.event] if seat.key == was.seat), None)
    if seat is None:
        return None
    lawful = was.taken_by is None or was.taken_by in seat.options or (was.event, was.seat) in brief.decided
    return was if lawful else was.model_copy(update={"taken_by": None})


def _changed(brief: Brief, plan: Plan, change: HandChange, path: str) -> Plan:
    wanted = change.half.day if change.half else change.start.date() if change.start else None
    if wanted is not None and wanted not in brief.horizon:
        span = f"{brief.horizon.first}至{brief.horizon.last}"
        raise BadInput([Fault(f"{path}.half", f"{wanted}不在草案的日期范围（{span}）内，请改到范围内的日子")])
    event = brief.event_by_id.get(change.item)
    if event is None:
        return _research(plan, change, path)
    if change.out:
        return _without(plan, event)
    made = plan
    if change.seat is None or change.half or change.start or all(b.event != event.id for b in plan.bookings):
        made = _held(brief, plan, event, change, path)
    return made if change.seat is None else _seated(brief, made, event, change, path)


def _research(plan: Plan, change: HandChange, path: str) -> Plan:
    """A stretch of research moved, in whole days where it is of whole days, or given up."""
    block = next((b for b in plan.research if b.id == change.item), None)
    if block is None:
        raise BadInput([Fault(f"{path}.item", f"草案里没有 {change.item}，请刷新后再试")])
    if change.seat is not None and change.taken_by != block.leader:
        raise BadInput([Fault(f"{path}.taken_by", "调研须本人完成，不能换人；可以换个日子")])
    others = tuple(b for b in plan.research if b.id != block.id)
    half = change.half or (HalfDay.of(change.start) if change.start else None)
    if change.out:
        return plan.model_copy(update={"research": others})
    if half is None:
        return plan
    start = HalfDay(half.day, half.pm and block.half_days % 2 == 1)
    moved = sorted((*others, block.model_copy(update={"start": start})), key=lambda b: (b.leader, b.start, b.id))
    return plan.model_copy(update={"research": tuple(moved)})


def _without(plan: Plan, event: Event) -> Plan:
    if all(b.event != event.id for b in plan.bookings):
        return plan
    told = LeftOut(subject=event.id, title=event.title, reason=TAKEN_OUT, price=0)
    return plan.model_copy(
        update={
            "bookings": tuple(b for b in plan.bookings if b.event != event.id),
            "seats": tuple(s for s in plan.seats if s.event != event.id),
            "agenda": tuple(t for t in plan.agenda if t.event != event.id),
            "left_out": (*(each for each in plan.left_out if each.subject != event.id), told),
        }
    )


def _held(brief: Brief, plan: Plan, event: Event, change: HandChange, path: str) -> Plan:
    """The event held at a time, by its people of before, or by whoever is free of those who may take its seats."""
    was = next((b for b in plan.bookings if b.event == event.id), None)
    span = _span(brief, plan, event, change, was)
    if span is None:
        raise BadInput([Fault(f"{path}.half", f"「{event.title}」还没有定时间，请写明放在哪个半天")])
    fixed = isinstance(event.when, Fixed)
    booking = Booking(
        event=event.id,
        start=span.start,
        end=span.end,
        state=BookingState.FIXED if fixed else was.state if was else BookingState.PLANNED,
    )
    bookings = sorted((*(b for b in plan.bookings if b.event != event.id), booking), key=lambda b: (b.start, b.event))
    made = plan.model_copy(
        update={
            "bookings": tuple(bookings),
            "left_out": tuple(each for each in plan.left_out if each.subject != event.id),
        }
    )
    if was is not None:
        return made
    seats = tuple(s for s in made.seats if s.event != event.id) + tuple(_takers(brief, made, event, span))
    return made.model_copy(update={"seats": seats})


def _span(brief: Brief, plan: Plan, event: Event, change: HandChange, was: Booking | None) -> Span | None:
    when = event.when
    if change.half is None and change.start is None:
        return when.span if isinstance(when, Fixed) else was.span if was else None
    if is_whole(event):
        half = change.half or HalfDay.of(change.start or brief.as_of)
        return whole_span(brief, half, getattr(when, "half_days", None) or 1)
    own = when.span if isinstance(when, Fixed) else None
    length = (
        was.end - was.start
        if was
        else own.end - own.start
        if own
        else timedelta(minutes=getattr(when, "minutes", None) or brief.policy.plan.grid_minutes)
    )
    if change.start is not None:
        return Span(start=change.start, end=change.start + length)
    assert change.half is not None  # the first case is spent
    return _free(brief, plan, event, change.half, length, was.span if was else own)


def _free(brief: Brief, plan: Plan, event: Event, half: HalfDay, length: timedelta, was: Span | None) -> Span:
    """The minute in a half-day: the clock time of before if its people are free then, else the first when they are,
    else the opening of office hours."""
    hours = session(brief, half)
    step = timedelta(minutes=brief.policy.plan.grid_minutes)
    starts = [hours.start + n * step for n in range(max(1, (hours.end - hours.start - length) // step + 1))]
    if was is not None:
        same = half.start.replace(hour=was.start.hour, minute=was.start.minute)
        starts = [s for s in (same,) if half.start <= s < half.end] + starts
    people = {s.taken_by for s in plan.seats if s.event == event.id and s.taken_by}
    people = people or {seat.owner for seat in brief.seats_by_event[event.id] if seat.owner}
    booked = diary(brief, plan)
    busy = [o for who in people for o in booked.get(who, ()) if o.subject != event.id]
    spans = [Span(start=start, end=start + length) for start in starts]
    travel = brief.policy.travel
    free = (s for s in spans if not any(clash(travel, _there(event, s), other) for other in busy))
    return next(free, spans[0])


def _there(event: Event, span: Span) -> Occupation:
    return Occupation(event.id, span, event.venue, event.area, is_whole(event))


def _takers(brief: Brief, plan: Plan, event: Event, span: Span) -> Iterable[Seating]:
    """Who sits in an event that is newly held: of each seat's options the first who is in town, the free first."""
    booked = diary(brief, plan)
    taken: set[LeaderId] = set()
    during = tuple(span.half_days())

    def rank(seat: ConcreteSeat, who: LeaderId) -> tuple[bool, bool]:
        here = _there(event, span)
        is_busy = any(clash(brief.policy.travel, here, other) for other in booked.get(who, ()))
        return who != seat.owner, is_busy

    for seat in brief.seats_by_event[event.id]:
        options = [who for who in seat.options if who not in taken and not brief.is_away(who, during)]
        who = min(options, key=lambda one: rank(seat, one), default=None)
        taken |= {who} if who else set()
        yield Seating(event=event.id, seat=seat.key, taken_by=who)


def _seated(brief: Brief, plan: Plan, event: Event, change: HandChange, path: str) -> Plan:
    if all(seat.key != change.seat for seat in brief.seats_by_event[event.id]):
        raise BadInput([Fault(f"{path}.seat", f"「{event.title}」没有席位 {change.seat}，请刷新后再试")])
    if change.taken_by is not None and change.taken_by not in brief.leader_by_id:
        raise BadInput([Fault(f"{path}.taken_by", f"没有领导 {change.taken_by}，请核对")])
    seat = Seating(event=event.id, seat=change.seat or "", taken_by=change.taken_by)
    others = tuple(s for s in plan.seats if (s.event, s.seat) != (seat.event, seat.seat))
    return plan.model_copy(update={"seats": (*others, seat)})
