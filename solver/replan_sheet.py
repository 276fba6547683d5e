"""A sheet on which most of a publication stands: only what is free has choices, so that it is built in no time.

It also tells whether more freedom could help. Loosened, it is a relaxation of the whole horizon: what is held may
vanish at the price of disturbing it, and of the rows only those are left that would be in any sheet of the brief:
exclusions among choices (`at_most_one`, upper bounds), and what speaks of one free event alone. Whatever plan the
whole horizon has, its choices, seen from here, satisfy those rows and cost no less. So where the loosened sheet
disturbs as much as the held one, widening cannot help.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import NamedTuple

from models.brief import Brief
from models.events import Event, EventId
from models.people import LeaderId
from models.plan import Plan
from models.spans import DateRange, HalfDay, Span
from rules.base import FALSE, TRUE, Block, Fact, Lit, Rule, no
from solver.sheet import CpSheet


class Freedom(NamedTuple):
    """What may move: events and leaders by id, and whatever stands on the days; whole: everything."""

    days: frozenset[date]
    events: frozenset[str]
    leaders: frozenset[LeaderId]
    whole: bool = False

    def frees(self, brief: Brief, event: Event) -> bool:
        """Whether an event has all its choices."""
        if self.whole or event.id in self.events:
            return True
        was = brief.published_by_event.get(event.id)
        if was is not None and was.start.date() in brief.horizon:
            return was.start.date() in self.days
        return any(half.day in self.days for half in brief.start_halves(event))

    def frees_research(self, leader: LeaderId, start: HalfDay, half_days: int) -> bool:
        """Whether a stretch of research may come and go."""
        if self.whole or leader in self.leaders:
            return True
        return all(start.shifted(n).day in self.days for n in range(half_days))

    def with_more(self, events: Iterable[str], leaders: Iterable[LeaderId], margin: int) -> "Freedom":
        """With these free too, and so many days about the days."""
        about = [timedelta(days=n) for n in range(-margin, margin + 1)]
        days = frozenset(day + shift for day in self.days for shift in about)
        return Freedom(days, self.events | frozenset(events), self.leaders | frozenset(leaders), self.whole)

    def clipped(self, horizon: DateRange) -> "Freedom":
        """Within a horizon; whole where that is all of it."""
        days = frozenset(day for day in self.days if day in horizon)
        return self._replace(days=days, whole=self.whole or len(days) > (horizon.last - horizon.first).days)


class HeldBrief(Brief):
    """A brief whose held events could start where they stand and nowhere else; all else is the same."""

    @staticmethod
    def of(brief: Brief, held: Mapping[EventId, HalfDay]) -> "HeldBrief":
        """The brief with these events held in these half-days."""
        made = HeldBrief.model_construct(**dict(brief))
        fields = type(brief).model_fields.keys()
        made.__dict__.update({name: value for name, value in brief.__dict__.items() if name not in fields})
        made.__dict__["held_in"] = dict(held)
        return made

    def start_halves(self, event: Event) -> tuple[HalfDay, ...]:
        """Half-days in which the event could start."""
        held: Mapping[EventId, HalfDay] = self.__dict__.get("held_in", {})
        return (held[event.id],) if event.id in held else super().start_halves(event)


class WindowSheet(CpSheet):
    """One brief as decisions, all but the free ones made as the publication has them.

    unholdable: published choices that the brief no longer has; where there are any, those items should be free.
    """

    def __init__(
        self, brief: Brief, rules: Sequence[Rule], plan: Plan, freedom: Freedom, *, explaining: bool = False
    ) -> None:
        self.freedom = freedom
        self._stood = {b.event: b.span for b in plan.bookings}
        self._stretches = {(b.leader, b.start, b.half_days) for b in plan.research}
        self._held_by: dict[int, LeaderId] = {}
        self._crossing: Lit | None = None
        self._crosses = self._defining = False
        self._owner: list[str | None] = []
        self._laying: str | None = None
        self._unsure: set[int] = set()
        self.held: list[Lit] = []
        self.unholdable: set[str] = set()
        halves = {e.id: h for e in brief.events if not freedom.frees(brief, e) and (h := self._stands_in(brief, e))}
        self._held_ids = frozenset(halves)
        super().__init__(HeldBrief.of(brief, halves), rules, explaining=explaining)
        self._hold(plan)
        self._force(self.held, True)

    def _stands_in(self, brief: Brief, event: Event) -> HalfDay | None:
        """Where a held event stands; the first possible place of one that is not held at all."""
        found = brief.start_halves(event)
        span = self._stood.get(event.id)
        if span is None:
            return found[0] if found else None
        return half if (half := HalfDay.of(span.start)) in found else None

    # Laying out -------------------------------------------------------------------------------------------

    def _admitted(self, event: Event, start: HalfDay) -> tuple[Span, ...]:
        if event.id not in self._held_ids:
            return super()._admitted(event, start)
        span = self._stood.get(event.id)
        if span is not None and all(rule.admits(self.brief, event, span) for rule in self._minute_rules):
            return (span,)
        if span is None:
            return ()
        self.unholdable.add(event.id)
        return ()

    def _lay_out_event(self, event: Event) -> None:
        self._laying = event.id
        super()._lay_out_event(event)
        self._laying = None

    def _lay_out_blocks(self) -> Iterable[Block]:
        """Of a leader who is not free, what is published and what lies on the free days."""
        leader = self.brief.leaders[len(self._blocks)].id
        first = HalfDay(self.brief.horizon.first, False)
        count = 2 * ((self.brief.horizon.last - self.brief.horizon.first).days + 1)
        most = self.brief.policy.research.block_max
        for offset in range(count):
            for length in range(1, min(most, count - offset) + 1):
                start = first.shifted(offset)
                stands = (leader, start, length) in self._stretches
                if stands or self.freedom.frees_research(leader, start, length):
                    yield Block(self._new(), start, length)

    def _new(self, low: int = 0, high: int = 1) -> int:
        variable = super()._new(low, high)
        self._owner.append(self._laying)
        if self._laying in self._held_ids:
            self._unsure.add(variable)
        return variable

    # Verbs: rows that need not hold in a wider sheet hang on one literal ---------------------------------

    def either(self, lits: Sequence[Lit]) -> Lit:
        """Any of them is true."""
        self._defining = True
        some = super().either(lits)
        self._defining = False
        return some

    def one_of(self, lits: Sequence[Lit], because: Fact) -> Lit:
        """At most one is true; answers the literal that one of them is: of all there are in a wider sheet."""
        row = [lit for lit in lits if lit != FALSE]
        if len(row) < 2:
            return row[0] if row else FALSE
        some = self._new()
        self._linear(len(row), [*map(no, row), some], len(row) + 1, [1] * (len(row) + 1), None)
        self._clause([*row, no(some)])
        return some

    def imply(self, when_all: Iterable[Lit], then_any: Iterable[Lit], because: Fact) -> None:
        """If all of the first are true, at least one of the second is."""
        when, then = list(when_all), list(then_any)
        with self._crossing_if(not then and len(when) < 2):
            super().imply(when, then, because)

    def exactly_one(self, lits: Iterable[Lit], because: Fact) -> None:
        """Exactly one is true."""
        row = list(lits)
        if self._of_one(row):
            super().exactly_one(row, because)
            return
        self.at_most_one(row, because)
        self._clause(row, because)

    def _clause(self, lits: Sequence[Lit], because: Fact | None = None) -> None:
        row = list(lits)
        excludes = len(row) > 1 and max(row) < 0
        defines = self._defining and len(row) == 2
        with self._crossing_if(not defines and (self._is_unsure(row) or not (excludes or self._of_one(row)))):
            super()._clause(row, because)

    def _all(self, lits: Sequence[Lit], because: Fact) -> None:
        row = list(lits)
        with self._crossing_if(self._is_unsure(row)):
            super()._all(row, because)

    def _linear(self, low: int, lits: Sequence[Lit], high: int, weights: Sequence[int], because: Fact | None) -> None:
        excludes = low <= 0 and (not lits or min(lits) >= 0) and min(weights, default=0) >= 0
        with self._crossing_if(because is not None and not excludes and not self._of_one(lits)):
            super()._linear(low, lits, high, weights, because)

    @contextmanager
    def _crossing_if(self, crosses: bool) -> Iterator[None]:
        was = self._crosses
        self._crosses = was or crosses
        yield
        self._crosses = was

    def _given(self, because: Fact | None) -> Lit | None:
        if not self._crosses or self.explaining:
            return super()._given(because)
        if self._crossing is None:
            self._crossing = self._new(1, 1)
        return self._crossing

    def _is_unsure(self, lits: Iterable[Lit]) -> bool:
        return any((lit if lit >= 0 else no(lit)) in self._unsure for lit in lits)

    def _of_one(self, lits: Iterable[Lit]) -> bool:
        """Whether all speak of one free event, whose choices are all here."""
        variables = [lit if lit >= 0 else no(lit) for lit in lits if lit != TRUE]
        owners = {self._owner[v] for v in variables}
        return len(owners) == 1 and None not in owners and not self._unsure.intersection(variables)

    # Holding ----------------------------------------------------------------------------------------------

    def _hold(self, plan: Plan) -> None:
        for event in self.events:
            if event.id in self._held_ids:
                self._hold_event(event, plan)
        if not self.freedom.whole:
            self._hold_research()
            self._hold_leave(plan)

    def _hold_event(self, event: Event, plan: Plan) -> None:
        if event.id not in self._stood:
            wanted = [self.left_out(event)]
        else:
            [start] = self.starts(event)
            wanted = [self.at(event, start)]
            if event.id in self._keeps:
                wanted.append(self.keeps_start(event))
            for seat in self.brief.seats_by_event[event.id]:
                who = plan.takers.get((event.id, seat.key))
                if who is not None:
                    wanted.append(self.takes(event, seat, who, start))
                elif (event.id, seat.key) in plan.takers:
                    wanted.append(self.empty(event, seat, start))
        if FALSE in wanted:
            self.unholdable.add(event.id)
        self.held += [lit for lit in wanted if lit != FALSE]

    def _hold_research(self) -> None:
        """Research of leaders who are not free stays as it is, but on the free days."""
        for leader in self.brief.leaders:
            for block in self.blocks(leader.id):
                if not self.freedom.frees_research(leader.id, block.start, block.half_days):
                    self._unsure.add(block.lit)
                    self._held_by[block.lit] = leader.id
                    self.held.append(block.lit)

    def _hold_leave(self, plan: Plan) -> None:
        """Leave of leaders who are not free stays where it is published, or unplaced."""
        placed = {told.absence: told.start for told in plan.leave}
        for wish in self.wishes:
            here = [leave.lit for leave in self.leaves(wish) if leave.start == placed.get(wish.id)]
            if wish.leader not in self.freedom.leaders and (here or wish.id not in placed):
                self._unsure.update([self.denied(wish), *(leave.lit for leave in self.leaves(wish))])
                own = here or [self.denied(wish)]
                self._held_by.update(dict.fromkeys(own, wish.leader))
                self.held += own

    def given_up(self, values: Sequence[int]) -> tuple[set[str], set[LeaderId]]:
        """The events, and the leaders of research and leave, of which a loosened answer gives up what is held."""
        variables = [(lit if lit >= 0 else no(lit), lit) for lit in self.held if lit != TRUE]
        lost = [variable for variable, lit in variables if (values[variable] == 1) != (lit >= 0)]
        events = {owner for variable in lost if (owner := self._owner[variable]) is not None}
        return events, {self._held_by[variable] for variable in lost if variable in self._held_by}

    def _force(self, lits: Iterable[Lit], forced: bool) -> None:
        variables = self.proto.variables
        for lit in lits:
            if lit != TRUE:
                index, value = (lit, 1) if lit >= 0 else (no(lit), 0)
                domain = variables[index].domain
                domain.clear()
                domain.extend([value, value] if forced else [0, 1])

    @contextmanager
    def loosened(self) -> Iterator[None]:
        """What is held may vanish, and what a wider sheet need not keep is not asked."""
        self._force(self.held, False)
        if self._crossing is not None:
            self._force([self._crossing], False)
            self._force([no(self._crossing)], True)
        try:
            yield
        finally:
            self._force(self.held, True)
            if self._crossing is not None:
                self._force([self._crossing], True)
