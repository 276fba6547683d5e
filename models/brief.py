"""The brief: all that the Office hands in for a horizon, frozen at `as_of`."""

from collections.abc import Iterable
from functools import cached_property
from typing import Literal

from pydantic import ConfigDict, Field

from models.absences import Absence, OthersLeave, UnitLeave
from models.agenda import AgendaItem
from models.clearances import Programme
from models.decided import Decision, Pin, Waiver
from models.digest import digest_of
from models.events import Duty, Event, EventId, Fixed, Kind, Window
from models.grid import Grid
from models.leave import LeaveWish, PlacedLeave, leave_at
from models.ledger import Ledger
from models.people import Delegation, Department, DepartmentId, DeputyPair, Leader, LeaderId, Post
from models.plan import BookingState
from models.policy import Policy
from models.published import Published, PublishedBooking
from models.research import ResearchPlan
from models.seats import ConcreteSeat, expand
from models.spans import DateRange, Frozen, HalfDay, Instant, Span
from models.travel import SigningItem, TravelPlan
from models.workdays import DayException, Notice, WorkCalendar
from models.year import YearTargets


class Office(Frozen):
    """The office that the brief belongs to."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")
    name: str = Field(min_length=1, max_length=60)


class Brief(Frozen):
    """One office's facts for one horizon.

    `calendar` is the working calendar that the plan is made with; notices and overrides are its sources.
    Rules split past and future, pending and late, by `as_of` alone.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["richeng.brief/1"] = Field(default="richeng.brief/1", alias="schema")
    office: Office
    as_of: Instant
    horizon: DateRange
    leaders: tuple[Leader, ...] = Field(min_length=1, max_length=60)
    pairs: tuple[DeputyPair, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    departments: tuple[Department, ...] = ()
    programmes: tuple[Programme, ...] = ()
    events: tuple[Event, ...] = ()
    absences: tuple[Absence, ...] = ()
    leave: tuple[LeaveWish, ...] = Field(default=(), exclude_if=lambda leave: not leave)
    agenda: tuple[AgendaItem, ...] = ()
    research: tuple[ResearchPlan, ...] = ()
    travel_plans: tuple[TravelPlan, ...] = ()
    others_leave: tuple[OthersLeave, ...] = ()
    unit_leaves: tuple[UnitLeave, ...] = ()
    signing: tuple[SigningItem, ...] = ()
    ledger: Ledger
    policy: Policy = Policy()
    notices: tuple[Notice, ...] = ()
    overrides: tuple[DayException, ...] = ()
    calendar: WorkCalendar
    waivers: tuple[Waiver, ...] = ()
    decisions: tuple[Decision, ...] = ()
    pins: tuple[Pin, ...] = ()
    published: Published | None = None
    targets: YearTargets | None = Field(default=None, exclude_if=lambda targets: targets is None)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the brief's canonical JSON, hexadecimal."""
        return digest_of(self)

    @cached_property
    def leader_by_id(self) -> dict[LeaderId, Leader]:
        """Leaders by id."""
        return {leader.id: leader for leader in self.leaders}

    @cached_property
    def event_by_id(self) -> dict[EventId, Event]:
        """Events by id."""
        return {event.id: event for event in self.events}

    @cached_property
    def head(self) -> LeaderId | None:
        """The head's id, none in a brief without one."""
        return next((leader.id for leader in self.leaders if leader.post is Post.HEAD), None)

    @cached_property
    def executive_deputy(self) -> LeaderId | None:
        """The executive deputy's id, none in a brief without one."""
        return next((leader.id for leader in self.leaders if leader.post is Post.EXECUTIVE_DEPUTY), None)

    @cached_property
    def seats_by_event(self) -> dict[EventId, tuple[ConcreteSeat, ...]]:
        """Concrete seats of every event, by event id."""
        return {e.id: expand(e, self.leaders, self.pairs, self.policy) for e in self.events}

    @cached_property
    def department_by_id(self) -> dict[DepartmentId, Department]:
        """Departments by id."""
        return {department.id: department for department in self.departments}

    @cached_property
    def emergencies(self) -> tuple[Event, ...]:
        """Emergencies whose time is set (article 18)."""
        return tuple(e for e in self.events if e.kind is Kind.EMERGENCY and isinstance(e.when, Fixed))

    def holds(self, words: str, post: Post) -> bool:
        """Whether words mean the holder of a post: by his id, his title or the post's name."""
        return words == post.zh or any(words in (k.id, k.title) for k in self.leaders if k.post is post)

    @cached_property
    def published_leave(self) -> dict[str, HalfDay]:
        """Where the last publication puts leave, by the wish's id."""
        return {told.absence: told.start for told in self.published.leave} if self.published else {}

    @cached_property
    def begun_leave(self) -> tuple[PlacedLeave, ...]:
        """Published leave that began before `as_of` or before the horizon: a fact by now, and no decision."""
        begun = {
            id: s for id, s in self.published_leave.items() if self.is_past(s.start) or s.day < self.horizon.first
        }
        wishes = (wish for wish in self.leave if wish.id in begun)
        return tuple(leave_at(self.calendar, wish, begun[wish.id], kept=True, begun=True) for wish in wishes)

    @cached_property
    def absences_by_half(self) -> dict[LeaderId, dict[int, tuple[Absence, ...]]]:
        """Approved absences by leader and half-day index, widened outward (article 65: only these count); leave that
        a plan places is among them in the brief that `models.presence.settled` gives."""
        table: dict[LeaderId, dict[int, tuple[Absence, ...]]] = {leader.id: {} for leader in self.leaders}
        for absence in (*self.absences, *self.begun_leave):
            if absence.approved:
                row = table.setdefault(absence.leader, {})
                row.update((half.index, (*row.get(half.index, ()), absence)) for half in absence.span.half_days())
        return table

    @cached_property
    def _settled(self) -> list[tuple[tuple[Absence, ...], "Brief"]]:
        return []

    def with_absences(self, more: tuple[Absence, ...]) -> "Brief":
        """The brief with more absences. The last one is kept: every rule asks for the same, and nothing that was
        worked out leans on absences but who is away."""
        if not self._settled or self._settled[0][0] != more:
            made = self.model_copy(update={"absences": (*self.absences, *more)})
            leaning = {"absences_by_half", "digest", "_settled", *type(self).model_fields}
            made.__dict__.update({name: self.__dict__[name] for name in self.__dict__.keys() - leaning})
            self._settled[:] = [(more, made)]
        return self._settled[0][1]

    def absences_at(self, leader: LeaderId, half: HalfDay) -> tuple[Absence, ...]:
        """The approved absences of a leader in a half-day, none when in town."""
        return self.absences_by_half.get(leader, {}).get(half.index, ())

    def is_away(self, leader: LeaderId, during: Iterable[HalfDay]) -> bool:
        """Whether a leader is away by an approved absence in any of the half-days."""
        row = self.absences_by_half.get(leader)
        return row is not None and bool(row) and any(half.index in row for half in during)

    @cached_property
    def decided(self) -> dict[tuple[EventId, str], Decision]:
        """Decisions on what is open, by event and seat key."""
        return {(d.event, d.seat): d for d in self.decisions}

    @cached_property
    def published_by_event(self) -> dict[EventId, PublishedBooking]:
        """What the last publication says of events, by event id."""
        return {b.event: b for b in self.published.bookings} if self.published else {}

    @cached_property
    def published_seats(self) -> dict[tuple[EventId, str], LeaderId | None]:
        """Who took which seat in the last publication."""
        return {(s.event, s.seat): s.taken_by for s in self.published.seats} if self.published else {}

    @cached_property
    def _waived(self) -> dict[tuple[str, str], Waiver]:
        return {(w.rule, w.subject): w for w in self.waivers}

    def waiver(self, rule: str, subject: str) -> Waiver | None:
        """The waiver of a rule for a subject, if a person has given one."""
        return self._waived.get((rule, subject))

    def heads_waiver(self, rule: str, subject: str) -> Waiver | None:
        """The waiver, if it is the head's own: by his id, title or post."""
        waiver = self.waiver(rule, subject)
        words = {Post.HEAD.zh, *((self.head, self.zh(self.head)) if self.head else ())}
        return waiver if waiver is not None and waiver.approver in words else None

    def zh(self, leader: LeaderId) -> str:
        """A leader's title as tables show it."""
        known = self.leader_by_id.get(leader)
        return known.title if known else leader

    def is_issued(self, event: EventId) -> bool:
        """Whether the event's week has gone out."""
        booking = self.published_by_event.get(event)
        return booking is not None and booking.state is BookingState.ISSUED

    def may_wait(self, event: Event) -> bool:
        """Whether the event's window runs past the horizon, so that it may be placed in a later plan; not where an
        officer has pinned its time within the horizon."""
        if not isinstance(event.when, Window) or event.when.latest <= self.horizon.span.end:
            return False
        times = (pin.start for pin in self.pins if pin.event == event.id and pin.start is not None)
        return not any(start.date() in self.horizon for start in times)

    def is_must(self, event: Event) -> bool:
        """Whether the event has to be held within the horizon: a duty from above, the head's meeting, an emergency,
        pinned or issued."""
        if self.may_wait(event):
            return False
        return (
            event.duty is Duty.MUST
            or event.summoned
            or event.kind.facts.heads_meeting
            or event.kind is Kind.EMERGENCY
            or event.id in self._pinned
            or self.is_issued(event.id)
        )

    @cached_property
    def _pinned(self) -> frozenset[EventId]:
        return frozenset(pin.event for pin in self.pins)

    def narrowed(self, horizon: DateRange) -> "Brief":
        """The same brief for a part of its horizon; windows that run on may wait for a later plan."""
        return self if horizon == self.horizon else self.model_copy(update={"horizon": horizon})

    def is_over(self, event: Event) -> bool:
        """Whether an event's window closed before `as_of` without its having been published: too late to place."""
        late = isinstance(event.when, Window) and event.when.latest <= self.as_of
        return late and event.id not in self.published_by_event

    def is_past(self, instant: Instant) -> bool:
        """Whether an instant lies before `as_of`."""
        return instant < self.as_of

    def is_under_way(self, event: Event) -> bool:
        """Whether the event, whose time was ours, has been published to begin before the horizon and to run into it:
        it takes its people's time there, and is not placed again."""
        was = self.published_by_event.get(event.id)
        return was is not None and was.start < self.horizon.span.start < was.end and isinstance(event.when, Window)

    def start_halves(self, event: Event) -> tuple[HalfDay, ...]:
        """Half-days in which an event could start, in order, whatever the rules say; empty: outside the horizon, or
        under way as it begins."""
        if isinstance(event.when, Fixed):
            start = HalfDay.of(event.when.start)
            return (start,) if start.day in self.horizon else ()
        horizon = self.horizon.span
        if not horizon.overlaps(event.when.span) or self.is_under_way(event):
            return ()
        inside = Span(start=max(horizon.start, event.when.earliest), end=min(horizon.end, event.when.latest))
        found = tuple(inside.half_days())
        return found[: max(0, len(found) - (event.when.half_days or 1) + 1)]

    @cached_property
    def in_scope(self) -> tuple[Event, ...]:
        """Events that could start in the horizon: those that a plan has to place or leave out."""
        return tuple(event for event in self.events if self.start_halves(event))

    @cached_property
    def sessions(self) -> dict[int, Span]:
        """Office hours by half-day index, filled as they are asked for (`models.occupations.session`)."""
        return {}

    @cached_property
    def grids(self) -> dict[tuple[int, int], Grid]:
        """Times on the grid by half-day index and minutes, filled likewise (`models.occupations.start_times`)."""
        return {}

    def first_half_day(self, event: Event) -> HalfDay:
        """The half-day in which a fixed event starts or a window opens."""
        return HalfDay.of(event.when.start if isinstance(event.when, Fixed) else event.when.earliest)
