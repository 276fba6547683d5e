"""The CP-SAT sheet: the one implementation of `rules.base.Sheet` that solves.

What there is to decide, and the questions that rules ask about it; what they say of it is written by `solver.verbs`.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.agenda import AgendaItem
from models.brief import Brief
from models.decided import Pin
from models.events import Event, EventId, Fixed, Window
from models.grid import Grid
from models.leave import LeaveWish
from models.occupations import halves, start_halves, start_times
from models.people import LeaderId
from models.presence import options, wishes
from models.research import Stretch
from models.seats import ConcreteSeat
from models.spans import HalfDay, Span
from rules.base import FALSE, TRUE, Block, Fact, Leave, Lit, Rule, no
from solver.rowbook import Shape
from solver.verbs import Verbs

_Choice = tuple[EventId, str, LeaderId, HalfDay]


class Cut(NamedTuple):
    """Choices that no placement of minutes can satisfy together.

    keeps, moved: events that stand at their published minute, and that stand off it in its half-day.
    """

    takes: tuple[_Choice, ...]
    keeps: tuple[EventId, ...]
    moved: tuple[EventId, ...]
    research: tuple[Stretch, ...]
    person: LeaderId


class CpSheet(Verbs):
    """One brief as decisions. `explaining`: every constraint hangs on an assumption named by its fact, and there
    are no costs, so that a conflict can be told. `like`: a sheet of nearly the same brief, whose exact times are
    taken over for events whose time nothing has changed (half of the work of a sheet)."""

    def __init__(
        self, brief: Brief, rules: Sequence[Rule], *, explaining: bool = False, like: "CpSheet | None" = None
    ) -> None:
        super().__init__(explaining=explaining)
        self.brief = brief
        self._like = like
        self._minute_rules = [rule for rule in rules if type(rule).admits is not Rule.admits]
        self._at: dict[tuple[EventId, int], Lit] = {}
        self._laid: dict[tuple[EventId, int], range] = {}
        self._across: dict[tuple[EventId, int], tuple[HalfDay, ...]] = {}
        self._left_out: dict[EventId, Lit] = {}
        self._takes: dict[tuple[EventId, str, LeaderId, int], Lit] = {}
        self._empty: dict[tuple[EventId, str, int], Lit] = {}
        self._tabled: dict[tuple[str, EventId, HalfDay], Lit] = {}
        self._keeps: dict[EventId, Lit] = {}
        self._blocks: dict[LeaderId, tuple[Block, ...]] = {}
        self._leaves: dict[str, tuple[Leave, ...]] = {}
        self._denied: dict[str, Lit] = {}
        self._away: dict[LeaderId, dict[int, list[Lit]]] = {leader.id: {} for leader in brief.leaders}
        self._takers: dict[tuple[EventId, str], tuple[LeaderId, ...]] = {}
        self._starts: dict[EventId, tuple[HalfDay, ...]] = {}
        self._times: dict[tuple[EventId, int], tuple[Span, ...]] = {}
        self._refusing: dict[tuple[EventId, int], str] = {}
        self._kept_spans: dict[EventId, Span] = {}
        self._pins: dict[EventId, list[Pin]] = {}
        for pin in brief.pins:
            self._pins.setdefault(pin.event, []).append(pin)
        self._lay_out()
        for rule in rules:
            rule.constrain(self)
        self._like = None
        self._finish()

    # What there is to decide ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._starts = {e.id: s for e in self.brief.events if (s := start_halves(self.brief, e))}
        self.events = tuple(e for e in self.brief.events if e.id in self._starts)
        for event in self.events:
            self._lay_out_event(event)
        for leader in self.brief.leaders:
            self._blocks[leader.id] = tuple(self._lay_out_blocks())
        self.wishes = wishes(self.brief)
        for wish in self.wishes:
            self._lay_out_leave(wish)
        for item in self.brief.agenda:
            for event in self.meetings(item):
                for start in self.starts(event):
                    lit = self._tabled[item.id, event.id, start] = self._new()
                    self._clause([no(lit), self.at(event, start)])

    def _lay_out_event(self, event: Event) -> None:
        self._left_out[event.id] = self._new()
        seats = self.brief.seats_by_event[event.id]
        for seat in seats:
            decision = self.brief.decided.get((event.id, seat.key))
            published = self.brief.published_seats.get((event.id, seat.key))
            extra = [p for p in (decision.taken_by if decision else None, published) if p is not None]
            self._takers[event.id, seat.key] = tuple(dict.fromkeys([*seat.options, *extra]))
        for start in self._starts[event.id]:
            at = self._at[event.id, start.index] = self._new()
            times = self._times[event.id, start.index] = self._admitted(event, start)
            if len(times) == 1 and isinstance(event.when, Window) and event.when.minutes is not None:
                self._across[event.id, start.index] = tuple(times[0].half_days())
            for seat in seats:
                empty = self._empty[event.id, seat.key, start.index] = self._new()
                lits = [empty]
                for person in self._takers[event.id, seat.key]:
                    lit = self._takes[event.id, seat.key, person, start.index] = self._new()
                    lits.append(lit)
                self.book.add(Shape.EXACTLY_ONE, [*lits, no(at)])
            self._laid[event.id, start.index] = range(at, len(self.book.low))
        self._lay_out_published(event)

    def _admitted(self, event: Event, start: HalfDay) -> tuple[Span, ...]:
        """Exact times that every rule admits; where there is none, the half-day is forbidden by the rules that
        refuse."""
        known = self._known(event, start)
        left, refusing = known if known is not None else self._asked(event, start)
        self._refusing[event.id, start.index] = refusing
        if not left:
            self.forbid([self._at[event.id, start.index]], Fact(refusing, event.id))
        return left

    def _known(self, event: Event, start: HalfDay) -> tuple[tuple[Span, ...], str] | None:
        """What the sheet at hand has worked out already, where nothing that decides it differs."""
        like, brief = self._like, self.brief
        if (
            like is None
            or (event.id, start.index) not in like._times
            or like.brief.event_by_id.get(event.id) is not event
        ):
            return None
        was = like.brief
        same = was.policy is brief.policy and was.calendar is brief.calendar and was.horizon is brief.horizon
        same = same and was.as_of == brief.as_of and like._minute_rules == self._minute_rules
        same = same and was.published_by_event.get(event.id) is brief.published_by_event.get(event.id)
        if not same or like._pins.get(event.id) != self._pins.get(event.id):
            return None
        return like._times[event.id, start.index], like._refusing[event.id, start.index]

    def _asked(self, event: Event, start: HalfDay) -> tuple[tuple[Span, ...], str]:
        """Exact times that every rule admits, and the code of the rule that refused the last of them."""
        spans = start_times(self.brief, event, start)
        extra = [p.start for p in self._pins.get(event.id, ()) if p.start is not None]
        was = self.brief.published_by_event.get(event.id)
        if was is not None:
            extra.append(was.start)
        here = dict.fromkeys(s for s in extra if HalfDay.of(s) == start)
        if here and not isinstance(event.when, Fixed) and event.when.minutes is not None and spans:
            length = spans[0].end - spans[0].start
            known = {span.start for span in spans}
            new = [Span(start=s, end=s + length) for s in here if s not in known]
            spans = [*spans, *new] if new else spans
        left = spans
        refusing = "house-window"
        for rule in self._minute_rules:
            if not left:
                break
            left = rule.admitted(self.brief, event, left)
            refusing = rule.code
        if isinstance(left, Grid):
            return left.spans, refusing
        return tuple(sorted(left, key=lambda span: span.start)), refusing

    def _lay_out_published(self, event: Event) -> None:
        was = self.brief.published_by_event.get(event.id)
        if was is None or isinstance(event.when, Fixed):
            return
        start = HalfDay.of(was.start)
        spans = [s for s in self._times.get((event.id, start.index), ()) if s.start == was.start]
        if spans:
            keep = self._keeps[event.id] = self._new()
            self._kept_spans[event.id] = spans[0]
            self._clause([no(keep), self._at[event.id, start.index]])

    def _lay_out_leave(self, wish: LeaveWish) -> None:
        self._denied[wish.id] = self._new()
        places = ((HalfDay.of(absence.span.start), absence) for absence in options(self.brief, wish))
        self._leaves[wish.id] = tuple(Leave(self._new(), start, absence) for start, absence in places)
        away = self._away.setdefault(wish.leader, {})
        for leave in self._leaves[wish.id]:
            for half in leave.absence.halves:
                away.setdefault(half.index, []).append(leave.lit)

    def _lay_out_blocks(self) -> Iterable[Block]:
        first = HalfDay(self.brief.horizon.first, False)
        count = 2 * ((self.brief.horizon.last - self.brief.horizon.first).days + 1)
        for offset in range(count):
            start = first.shifted(offset)
            for length in range(1, min(self.brief.policy.research.block_max, count - offset) + 1):
                yield Block(self._new(), start, length)

    # Questions --------------------------------------------------------------------------------------------

    def starts(self, event: Event) -> Sequence[HalfDay]:
        """Half-days in which the event may start."""
        return self._starts.get(event.id, ())

    def halves(self, event: Event, start: HalfDay) -> Sequence[HalfDay]:
        """Half-days that the event touches if it starts in this one: more than its own where a minute that an officer
        pinned, or the past, takes it across noon."""
        return self._across.get((event.id, start.index)) or halves(event, start)

    def laid(self, event: Event, start: HalfDay) -> range:
        """The variables of an event in one of its half-days: that it is held, and who takes its seats. Those of all
        its half-days follow one another, and behind them stands that it keeps its published minute."""
        return self._laid[event.id, start.index]

    def times(self, event: Event, start: HalfDay) -> Sequence[Span]:
        """Exact times in this half-day that every rule admits."""
        return self._times[event.id, start.index]

    def kept_span(self, event: Event) -> Span | None:
        """The published minute, where it is still possible."""
        return self._kept_spans.get(event.id)

    def at(self, event: Event, start: HalfDay) -> Lit:
        """The event is held, starting in this half-day."""
        return self._at.get((event.id, start.index), FALSE)

    def left_out(self, event: Event) -> Lit:
        """The event is not held."""
        return self._left_out[event.id]

    def keeps_start(self, event: Event) -> Lit:
        """The event is held at its published minute."""
        return self._keeps.get(event.id, FALSE)

    def takes(self, event: Event, seat: ConcreteSeat, person: LeaderId, start: HalfDay) -> Lit:
        """The person takes the seat of the event that starts in this half-day."""
        return self._takes.get((event.id, seat.key, person, start.index), FALSE)

    def empty(self, event: Event, seat: ConcreteSeat, start: HalfDay) -> Lit:
        """The event starts in this half-day and nobody takes the seat."""
        return self._empty[event.id, seat.key, start.index]

    def takers(self, event: Event, seat: ConcreteSeat) -> Sequence[LeaderId]:
        """Everybody who could take the seat."""
        return self._takers[event.id, seat.key]

    def blocks(self, person: LeaderId) -> Sequence[Block]:
        """Every possible stretch of research of a leader."""
        return self._blocks[person]

    def leaves(self, wish: LeaveWish) -> Sequence[Leave]:
        """Every possible place of a leave."""
        return self._leaves[wish.id]

    def denied(self, wish: LeaveWish) -> Lit:
        """The leave is not placed."""
        return self._denied[wish.id]

    def away(self, person: LeaderId, half: HalfDay) -> Sequence[Lit]:
        """Literals of which one is true just when the person is away then."""
        return (TRUE,) if self.brief.is_away(person, (half,)) else self._away.get(person, {}).get(half.index, ())

    def tabled(self, item: AgendaItem, event: Event, start: HalfDay) -> Lit:
        """The item is on the agenda of the meeting that starts in this half-day."""
        return self._tabled.get((item.id, event.id, start), FALSE)

    def meetings(self, item: AgendaItem) -> Sequence[Event]:
        """Meetings on whose agenda the item could be."""
        return [event for event in self.events if event.kind is item.meeting]

    # Cuts and fixed choices -------------------------------------------------------------------------------

    def cut(self, cut: Cut) -> None:
        """These choices do not go together: no minutes satisfy them."""
        self._clause([no(lit) for lit in self.lits_of(cut)], Fact("house-no-double-booking", cut.person))

    def lits_of(self, cut: Cut) -> list[Lit]:
        """The choices of a cut, which are not all made."""
        lits = [self._takes[event, seat, who, start.index] for event, seat, who, start in cut.takes] + [
            self._keeps[event] for event in cut.keeps
        ]
        lits += [no(self._keeps[event]) for event in cut.moved]
        return lits + [b.lit for who, *of in cut.research for b in self.blocks(who) if [b.start, b.half_days] == of]
