"""Every plan of a tiny brief, on a grid wider than the sheet allows; and every plan on the sheet's own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import chain, combinations, product
from math import prod
from random import Random

from models.agenda import AgendaItem
from models.brief import Brief
from models.events import Event, EventId, Fixed
from models.occupations import session, start_times, whole_span
from models.people import LeaderId
from models.plan import Booking, LeaveStart, Plan, Seating, Tabling
from models.research import ResearchBlock, Stretch
from models.spans import OFFICE_TZ, HalfDay, Span
from solver.sheet import CpSheet

Option = tuple[Booking, tuple[Seating, ...]] | None
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Tiny:
    """A brief small enough that all its plans can be told.

    clocks: times of day at which items of ours are tried, on every day of the horizon and the days beside it.
    research: sets of stretches that are tried, each set a whole plan's research; leave: likewise.
    takers: who is tried in a seat (``event/seat``), where not everybody and nobody.
    in_part: not all research that could be worth having is tried, so the cheapest plan may not be among them.
    """

    name: str
    brief: Brief
    clocks: tuple[str, ...] = ("08:00", "09:00", "10:00", "15:00", "17:00")
    research: tuple[tuple[Stretch, ...], ...] = ((),)
    leave: tuple[tuple[LeaveStart, ...], ...] = ((),)
    takers: dict[str, tuple[LeaderId | None, ...]] = field(default_factory=dict)
    in_part: bool = False

    def __str__(self) -> str:
        return self.name


def every_plan(tiny: Tiny) -> Iterator[Plan]:
    """Every plan: each event left out, or at each time with anybody or nobody in each seat; research; agenda."""
    brief = tiny.brief
    options = [list(_options(tiny, event)) for event in brief.events]
    return _plans(brief, options, tiny.research, tiny.leave)


def own_plans(
    sheet: CpSheet,
    research: Iterable[Sequence[Stretch]] = ((),),
    leave: Sequence[tuple[LeaveStart, ...]] = ((),),
) -> Iterator[Plan]:
    """Every plan that the sheet can speak of: its starts, times and takers."""
    brief = sheet.brief
    options: list[list[Option]] = []
    for event in sheet.events:
        rows: list[Option] = [None]
        seats = brief.seats_by_event[event.id]
        for start in sheet.starts(event):
            for span in sheet.times(event, start):
                people = [[None, *sheet.takers(event, seat)] for seat in seats]
                rows += [_option(event, span, [s.key for s in seats], row) for row in product(*people)]
        options.append(rows)
    return _plans(brief, options, research, leave)


def how_many(sheet: CpSheet, research: Sequence[Sequence[Stretch]] = ((),), leave: int = 1) -> int:
    """How many plans the sheet can speak of, agenda items aside. leave: how many sets of leave are tried."""
    many = len(research) * leave
    for event in sheet.events:
        people = [1 + len(sheet.takers(event, seat)) for seat in sheet.brief.seats_by_event[event.id]]
        many *= 1 + sum(len(sheet.times(event, start)) for start in sheet.starts(event)) * prod(people)
    return many


def _plans(
    brief: Brief,
    options: Sequence[Sequence[Option]],
    research: Iterable[Sequence[Stretch]],
    leave: Sequence[tuple[LeaveStart, ...]],
) -> Iterator[Plan]:
    digest = brief.digest
    blocks = [_blocks(stretches) for stretches in research]
    for rows in product(*options):
        held = [row for row in rows if row is not None]
        bookings = tuple(booking for booking, _ in held)
        seats = tuple(chain.from_iterable(seats for _, seats in held))
        for agenda in product(*(_tablings(brief, item, bookings) for item in brief.agenda)):
            tabled = tuple(chain.from_iterable(agenda))
            for stretches, away in product(blocks, leave):
                yield Plan.model_construct(
                    brief=digest,
                    horizon=brief.horizon,
                    bookings=bookings,
                    seats=seats,
                    research=stretches,
                    leave=away,
                    agenda=tabled,
                )


def _options(tiny: Tiny, event: Event) -> Iterator[Option]:
    brief = tiny.brief
    seats = brief.seats_by_event[event.id]
    anybody: tuple[LeaderId | None, ...] = (None, *brief.leader_by_id)
    people = [tiny.takers.get(f"{event.id}/{seat.key}", anybody) for seat in seats]
    yield None
    for span in _spans(tiny, event):
        for row in product(*people):
            yield _option(event, span, [seat.key for seat in seats], row)


def _option(event: Event, span: Span, keys: Sequence[str], takers: Sequence[LeaderId | None]) -> Option:
    seats = tuple(Seating(event=event.id, seat=k, taken_by=t) for k, t in zip(keys, takers, strict=True))
    return Booking(event=event.id, start=span.start, end=span.end), seats


def _spans(tiny: Tiny, event: Event) -> Iterator[Span]:
    """Times on the wider grid: outside office hours, on days off, outside the window and the horizon too."""
    brief, when = tiny.brief, event.when
    days = [brief.horizon.first - DAY, *brief.horizon.days(), brief.horizon.last + DAY]
    grid = timedelta(minutes=brief.policy.plan.grid_minutes)
    if isinstance(when, Fixed):
        yield when.span
        yield Span(start=when.start + grid, end=when.end + grid)
    elif when.minutes is not None:
        length = timedelta(minutes=when.minutes)
        for start in (_at(day, clock) for day in days for clock in tiny.clocks):
            yield Span(start=start, end=start + length)
        start = _at(days[1], tiny.clocks[len(tiny.clocks) > 1])
        yield Span(start=start, end=start + length + grid)
    else:
        many = when.half_days or 1
        yield from (whole_span(brief, HalfDay(day, pm), many) for day in days for pm in (False, True))
        first = HalfDay(days[1], False)
        yield whole_span(brief, first, many + 1)
        whole = whole_span(brief, first, many)
        yield Span(start=whole.start, end=whole.end - grid)


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), OFFICE_TZ)


def _tablings(brief: Brief, item: AgendaItem, bookings: Sequence[Booking]) -> Iterator[tuple[Tabling, ...]]:
    """On no agenda, on each booked event's, and on every two."""
    each = [Tabling(item=item.id, event=booking.event) for booking in bookings]
    return chain([()], ((one,) for one in each), combinations(each, 2))


def _blocks(stretches: Sequence[Stretch]) -> tuple[ResearchBlock, ...]:
    return tuple(
        ResearchBlock(id=f"research/{who}/{start.day.year}/{n}", leader=who, start=start, half_days=length)
        for n, (who, start, length) in enumerate(stretches, 1)
    )


def stretches(brief: Brief, leader: LeaderId, most: int = 2, beyond: int = 0) -> list[tuple[Stretch, ...]]:
    """Every set of at most so many stretches of a leader in the horizon, overlapping or overlong ones too."""
    first = HalfDay(brief.horizon.first, False)
    count = 2 * len(list(brief.horizon.days()))
    lengths = range(1, brief.policy.research.block_max + beyond + 1)
    single = [(leader, first.shifted(n), length) for n in range(-beyond, count) for length in lengths]
    return list(chain.from_iterable(combinations(single, many) for many in range(most + 1)))


def every_research(brief: Brief, leaders: Iterable[LeaderId], **more: int) -> tuple[tuple[Stretch, ...], ...]:
    """Every set of stretches of several leaders."""
    rows = product(*(stretches(brief, leader, **more) for leader in leaders))
    return tuple(tuple(chain.from_iterable(row)) for row in rows)


def deformed(plan: Plan, brief: Brief, other: EventId = "nothing") -> Iterator[Plan]:
    """The plan deformed in ways that no solver would choose, but a hand might."""
    stranger = Booking(event=other, start=_at(brief.horizon.first, "09:00"), end=_at(brief.horizon.first, "10:00"))
    yield _but(plan, bookings=(*plan.bookings, stranger))
    yield _but(plan, agenda=(*plan.agenda, Tabling(item="no-item", event=other)))
    ghost = ResearchBlock(
        id="research/ghost/2026/1", leader="ghost", start=HalfDay(brief.horizon.first, False), half_days=1
    )
    yield _but(plan, research=(*plan.research, ghost))
    for booking in plan.bookings:
        yield _but(plan, bookings=(*plan.bookings, booking))
        yield _but(plan, seats=(*plan.seats, Seating(event=booking.event, seat="no-seat", taken_by=None)))
        yield _but(plan, bookings=tuple(b for b in plan.bookings if b is not booking))
        yield _but(plan, seats=tuple(s for s in plan.seats if s.event != booking.event))
        yield _but(plan, agenda=(*plan.agenda, Tabling(item="no-item", event=booking.event)))
        yield from (
            _but(plan, agenda=(*plan.agenda, Tabling(item=item.id, event=booking.event))) for item in brief.agenda
        )
    for n, seating in enumerate(plan.seats):
        stranger_sits = seating.model_copy(update={"taken_by": "ghost"})
        yield _but(plan, seats=(*plan.seats[:n], stranger_sits, *plan.seats[n + 1 :]))
        yield _but(plan, seats=(*plan.seats, seating))
        yield _but(plan, seats=plan.seats[:n] + plan.seats[n + 1 :])
    for tabling in plan.agenda:
        yield _but(plan, agenda=(*plan.agenda, tabling))
    for told in plan.leave:
        yield _but(plan, leave=(*plan.leave, told))
        yield _but(plan, leave=(*plan.leave, told.model_copy(update={"absence": "no-leave"})))
    for block in plan.research:
        yield _but(plan, research=(*plan.research, block))
        again = block.model_copy(update={"id": f"{block.id}9"})
        yield _but(plan, research=(*plan.research, again))
        yield _but(plan, research=(block.model_copy(update={"half_days": brief.policy.research.block_max + 1}),))


def _but(plan: Plan, **changes: object) -> Plan:
    return plan.model_copy(update=changes)


def neighbours(plan: Plan, brief: Brief, rng: Random, many: int) -> Iterator[Plan]:
    """Plans one edit away, by chance: another taker, another half-day, one item less, research or an item more."""
    halves = list(brief.horizon.half_days())
    events = {booking.event for booking in plan.bookings} & brief.event_by_id.keys()
    for _ in range(many):
        edit = rng.choice(("seat", "seat", "seat", "time", "time", "drop", "research", "agenda", "hold", "hold"))
        if edit == "seat" and plan.seats:
            n = rng.randrange(len(plan.seats))
            other = plan.seats[n].model_copy(update={"taken_by": rng.choice((None, *brief.leader_by_id))})
            yield _but(plan, seats=(*plan.seats[:n], other, *plan.seats[n + 1 :]))
        elif edit == "time" and plan.bookings:
            n = rng.randrange(len(plan.bookings))
            moved = _elsewhere(brief, plan.bookings[n], rng.choice(halves))
            yield _but(plan, bookings=(*plan.bookings[:n], moved, *plan.bookings[n + 1 :]))
        elif edit == "drop" and plan.bookings:
            yield _without(plan, rng.choice(plan.bookings))
        elif edit == "research":
            who, start = rng.choice(brief.leaders).id, rng.choice(halves)
            length = rng.randint(1, brief.policy.research.block_max)
            again = ResearchBlock(id=f"research/{who}/{start.day.year}/99", leader=who, start=start, half_days=length)
            yield _but(plan, research=(*plan.research, again))
        elif edit == "agenda" and brief.agenda and events:
            item = Tabling(item=rng.choice(brief.agenda).id, event=rng.choice(sorted(events)))
            yield _but(plan, agenda=(*(t for t in plan.agenda if t.item != item.item), item))
        elif edit == "hold":
            left = [event for event in brief.in_scope if event.id not in events]
            if left:
                yield _holding(plan, brief, rng.choice(left), rng)


def _elsewhere(brief: Brief, booking: Booking, half: HalfDay) -> Booking:
    """The booking in another half-day, at the same distance from the session's opening."""
    was = HalfDay.of(booking.start)
    shift = session(brief, half).start - session(brief, was).start
    return booking.model_copy(update={"start": booking.start + shift, "end": booking.end + shift})


def _without(plan: Plan, booking: Booking) -> Plan:
    return _but(
        plan,
        bookings=tuple(b for b in plan.bookings if b is not booking),
        seats=tuple(s for s in plan.seats if s.event != booking.event),
        agenda=tuple(t for t in plan.agenda if t.event != booking.event),
    )


def _holding(plan: Plan, brief: Brief, event: Event, rng: Random) -> Plan:
    """The plan with one more event held, its seats taken by their owners."""
    start = rng.choice(brief.start_halves(event))
    spans = [s for s in start_times(brief, event, start) if session(brief, start).holds(s)]
    span = rng.choice(spans or start_times(brief, event, start) or (session(brief, start),))
    booking = Booking(event=event.id, start=span.start, end=span.end)
    seats = [
        Seating(event=event.id, seat=s.key, taken_by=s.owner or rng.choice(s.options or (None,)))
        for s in brief.seats_by_event[event.id]
    ]
    return _but(plan, bookings=(*plan.bookings, booking), seats=(*plan.seats, *seats))
