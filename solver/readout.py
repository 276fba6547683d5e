"""What a solved sheet says: choices, research and, with exact times, the plan."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from ortools.sat.python import cp_model

from models.brief import Brief
from models.continuity import continued
from models.events import Event, EventId, Fixed
from models.occupations import field_occupation, occupation
from models.people import LeaderId
from models.plan import Booking, BookingState, LeaveStart, Plan, Proof, Seating, Tabling
from models.presence import begun
from models.research import Stretch
from models.spans import HalfDay, Span
from rules.base import Lit, no
from solver.placement import Chosen, Impossible
from solver.sheet import CpSheet, Cut

Reader = Callable[[Lit], bool]


def reader(solver: cp_model.CpSolver) -> Reader:
    """Whether a literal is true in what the engine found."""
    return reading(list(solver.response_proto.solution))


def reading(values: Sequence[int]) -> Reader:
    """Whether a literal is true among the values of all variables."""
    return lambda lit: values[lit] == 1 if lit >= 0 else values[no(lit)] == 0


def choices(
    sheet: CpSheet, is_true: Reader, events: Iterable[Event] | None = None
) -> tuple[list[Chosen], dict[EventId, bool]]:
    """The sheet's choices (all of them, or those on some events), each event with the exact times that are left to
    it; and, of those in the half-day of their published minute, whether they keep it."""
    chosen = []
    keeps: dict[EventId, bool] = {}
    for event in sheet.events if events is None else events:
        start = next((s for s in sheet.starts(event) if is_true(sheet.at(event, s))), None)
        if start is None:
            continue
        takers = tuple(
            (seat.key, person)
            for seat in sheet.brief.seats_by_event[event.id]
            for person in sheet.takers(event, seat)
            if is_true(sheet.takes(event, seat, person, start))
        )
        times = tuple(sheet.times(event, start))
        kept = sheet.kept_span(event)
        if kept is not None and HalfDay.of(kept.start) == start:
            keeps[event.id] = is_true(sheet.keeps_start(event))
            if keeps[event.id]:
                times = (kept,)
            elif len(times) > 1:
                times = tuple(span for span in times if span != kept)
        chosen.append(Chosen(event.id, start, takers, tuple(occupation(event, span) for span in times)))
    return chosen, keeps


def stretches_of(sheet: CpSheet, is_true: Reader) -> list[Stretch]:
    """The research that the sheet chose."""
    return [
        (leader.id, block.start, block.half_days)
        for leader in sheet.brief.leaders
        for block in sheet.blocks(leader.id)
        if is_true(block.lit)
    ]


def leave_of(sheet: CpSheet, is_true: Reader) -> tuple[LeaveStart, ...]:
    """The leave that the sheet chose, after that which has begun."""
    chosen = (
        LeaveStart(absence=wish.id, start=leave.start)
        for wish in sheet.wishes
        for leave in sheet.leaves(wish)
        if is_true(leave.lit)
    )
    return (*begun(sheet.brief), *chosen)


def in_field(brief: Brief, stretches: Sequence[Stretch]) -> list[Chosen]:
    """Research as placement sees it: settled."""
    return [
        Chosen(id, start, (("", leader),), (field_occupation(brief, id, start, half_days),))
        for leader, start, half_days in stretches
        for id in (_field_id(leader, start),)
    ]


def _field_id(leader: LeaderId, start: HalfDay) -> str:
    return f"research/{leader}@{start}"  # no event's id holds an @


def cut_of(
    impossible: Impossible, chosen: Sequence[Chosen], keeps: Mapping[EventId, bool], stretches: Sequence[Stretch]
) -> Cut:
    """What cannot be placed together, as a cut: those who share it do not all take it at those half-days."""
    return Cut(
        takes=tuple(
            (choice.id, key, person, choice.start)
            for choice in chosen
            if choice.id in impossible.ids
            for key, person in choice.takers
            if person in impossible.people
        ),
        keeps=tuple(id for id in impossible.ids if keeps.get(id) is True),
        moved=tuple(id for id in impossible.ids if keeps.get(id) is False),
        research=tuple(s for s in stretches if _field_id(s[0], s[1]) in impossible.ids),
        person=min(impossible.people),
    )


def plan_of(
    sheet: CpSheet,
    is_true: Reader,
    chosen: Sequence[Chosen],
    times: dict[EventId, Span],
    proof: Proof,
) -> Plan:
    """The plan: bookings at their exact times, seats, research and agenda."""
    brief = sheet.brief
    bookings = [
        Booking(event=c.id, start=t.start, end=t.end, state=_state(brief, brief.event_by_id[c.id], t))
        for c in chosen
        for t in (times[c.id],)
    ]
    bookings.sort(key=lambda b: (b.start, b.event))
    taken = {(c.id, key): person for c in chosen for key, person in c.takers}
    seats = tuple(
        Seating(event=b.event, seat=seat.key, taken_by=taken.get((b.event, seat.key)))
        for b in bookings
        for seat in brief.seats_by_event[b.event]
    )
    agenda = tuple(
        Tabling(item=item.id, event=event.id)
        for item in brief.agenda
        for event in sheet.meetings(item)
        for start in sheet.starts(event)
        if is_true(sheet.tabled(item, event, start))
    )
    return Plan(
        brief=brief.digest,
        horizon=brief.horizon,
        bookings=tuple(bookings),
        seats=seats,
        research=continued(brief, stretches_of(sheet, is_true)),
        leave=leave_of(sheet, is_true),
        agenda=agenda,
        proof=proof,
    )


def _state(brief: Brief, event: Event, span: Span) -> BookingState:
    if isinstance(event.when, Fixed):
        return BookingState.FIXED
    was = brief.published_by_event.get(event.id)
    kept = was is not None and was.state is BookingState.ISSUED and was.start == span.start
    return BookingState.ISSUED if kept else BookingState.PLANNED
