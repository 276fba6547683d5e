"""The ways out of a conflict, the cheapest first: each is made on the brief and planned anew before it is told.

Only rules that speak in principle are waived, by whom they name; what must be must be moved, sent to another, or
given up. Prices of repairs are the policy's own weights: a word with somebody like a change of taker, a moved time
like a moved booking, an absence like an issued one, and giving up a must like an open seat.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from models.brief import Brief
from models.events import Fixed
from models.plan import Plan
from models.reasons import CauseKind, Conflict, Stuck, Wish
from models.repairs import Repair, RepairKind, WayOut
from models.spans import Span
from rules import RULES
from rules.base import Fact, Rule
from solver.candidates import Candidates
from solver.causes import is_possible, on_its_own, plan_with, without
from solver.edits import opened, repaired, widened
from solver.explain import Conflicts
from solver.search import NoAnswer
from solver.sheet import CpSheet, Cut
from solver.telling import halves_zh, name_of, span_zh

MOST_DAYS = 4
MOST_STEPS = 4


@dataclass(frozen=True)
class Search:
    """How far to look. ways: as many are verified on the whole brief, the cheapest by their own price first; of
    them so many send somebody else to one seat."""

    ways: int = 8
    sent: int = 3
    kinds: tuple[RepairKind, ...] = tuple(RepairKind)


def ways_out(
    brief: Brief, stuck: Stuck, rules: Sequence[Rule] = RULES, look: Search = Search()
) -> Iterator[tuple[Conflict, tuple[WayOut, ...]]]:
    """Each conflict with its ways out, the demands of the other conflicts being given up meanwhile."""
    for conflict in stuck.conflicts:
        alone = brief
        for other in stuck.conflicts:
            if other is not conflict:
                kinds = (CauseKind.EVENT, CauseKind.PIN, CauseKind.RESEARCH)
                demands = [c for c in other.causes if c.kind in kinds and c not in conflict.causes]
                alone = without(alone, demands, _facts(other))
        yield conflict, ways(alone, conflict, rules, look=look)


def ways(
    brief: Brief,
    conflict: Conflict,
    rules: Sequence[Rule] = RULES,
    *,
    wish: Wish | None = None,
    look: Search = Search(),
    like: CpSheet | None = None,
    cuts: Sequence[Cut] = (),
) -> tuple[WayOut, ...]:
    """Ways out of one conflict, verified by planning the whole brief with them (and with the wish).

    like, cuts: a sheet of nearly the same brief, and what its placement has cut away.
    """
    finder = _Finder(brief, conflict, tuple(rules), wish, look, like or CpSheet(brief, rules), cuts)
    return finder.found()


class _Finder:
    def __init__(
        self,
        brief: Brief,
        conflict: Conflict,
        rules: tuple[Rule, ...],
        wish: Wish | None,
        look: Search,
        like: CpSheet,
        cuts: Sequence[Cut],
    ) -> None:
        self.brief, self.conflict, self.rules, self.wish, self.look = brief, conflict, rules, wish, look
        self.like = like
        self.cuts = list(cuts)
        self.small = on_its_own(brief, _facts(conflict), wish)
        self.small_like = CpSheet(self.small, rules)

    def found(self) -> tuple[WayOut, ...]:
        """Verified ways out, the cheapest first; where no single repair will do, giving up what is in the way."""
        candidates = [c for c in Candidates(self.brief, self.conflict, self.wish).all() if c.kind in self.look.kinds]
        ordered = sorted(candidates, key=lambda c: c.price)
        found: list[WayOut] = []
        sent: dict[tuple[str, str | None], int] = {}
        for repair in ordered:
            key = (repair.subject, repair.seat)
            if len(found) >= self.look.ways:
                break
            if repair.kind is RepairKind.SEND and sent.get(key, 0) >= self.look.sent:
                continue
            way = self._verified(repair) if self._helps(repair) else None
            if way is not None:
                found.append(way)
                sent[key] = sent.get(key, 0) + (repair.kind is RepairKind.SEND)
        if not found and self.wish is None:
            found = list(self._chained([c for c in ordered if self._helps(c)]))
        return tuple(sorted(found, key=lambda way: (way.total, way.steps[0].sentence)))

    def _chained(self, hopeful: Sequence[Repair]) -> Iterator[WayOut]:
        """Several repairs in a row, where no single one will do: the next conflict is looked for after each."""
        brief, steps = self.brief, [r for r in hopeful if r.kind not in (RepairKind.MOVE, RepairKind.WIDEN)][:1]
        while steps and len(steps) <= MOST_STEPS:
            brief = repaired(brief, steps[-1])
            sheet = CpSheet(brief, self.rules, explaining=True, like=self.like)
            conflict = next(Conflicts(sheet, self.rules).all(), None)
            if conflict is None:
                plan = plan_with(brief, self.rules, None, self.like)
                if isinstance(plan, Plan) and plan.proof is not None:
                    yield WayOut(steps=tuple(steps), cost=plan.proof.objective)
                return
            finder = _Finder(brief, conflict, self.rules, None, self.look, self.like, self.cuts)
            more = [
                c
                for c in Candidates(brief, conflict, None).all()
                if c.kind not in (RepairKind.MOVE, RepairKind.WIDEN)
            ]
            step = next((c for c in sorted(more, key=lambda c: c.price) if finder._helps(c)), None)
            if step is None:
                return
            steps.append(step)

    def _helps(self, repair: Repair) -> bool:
        """Whether the conflict by itself is solved; where it is moved to is found when it is verified."""
        if repair.kind in (RepairKind.MOVE, RepairKind.WIDEN):
            free = opened(self.small, self.small.event_by_id[repair.subject])
            return free is not None and is_possible(free, self.rules, self.wish, self.small_like) is True
        return is_possible(repaired(self.small, repair), self.rules, self.wish, self.small_like) is True

    def _verified(self, repair: Repair) -> WayOut | None:
        if repair.kind in (RepairKind.MOVE, RepairKind.WIDEN):
            placed = self._placed(repair)
            if placed is None:
                return None
            repair = placed
        plan = self._plan(repaired(self.brief, repair), repair)
        if not isinstance(plan, Plan) or plan.proof is None:
            return None
        cost = plan.proof.objective
        return WayOut(steps=(repair.model_copy(update={"cost": cost}),), cost=cost)

    def _plan(self, brief: Brief, repair: Repair) -> Plan | NoAnswer | None:
        """The brief planned; cuts hold but where the repair changes what they speak of."""
        known = [cut for cut in self.cuts if repair.subject not in _speaks_of(cut)]
        cuts = list(known)
        answer = plan_with(brief, self.rules, self.wish, self.like, cuts)
        self.cuts += [cut for cut in cuts[len(known) :] if repair.subject not in _speaks_of(cut)]
        return answer

    def _placed(self, repair: Repair) -> Repair | None:
        """Where the cheapest plan puts an event that is free to move; over several half-days, the nearest day on
        which it can keep its hours."""
        event = self.brief.event_by_id[repair.subject]
        if isinstance(event.when, Fixed) and len(list(event.when.span.half_days())) > 1:
            return self._another_day(repair, event.when)
        free = opened(self.brief, event)
        plan = self._plan(free, repair) if free is not None else None
        booking = next((b for b in plan.bookings if b.event == event.id), None) if isinstance(plan, Plan) else None
        if booking is None:
            return None
        if isinstance(event.when, Fixed):
            return self._moved(repair, event.when, booking.span)
        to = widened(event, booking.span)
        sentence = (
            f"{name_of(self.brief, event.id)}的时间窗由{halves_zh(event.when.span)}放宽到"
            f"{halves_zh(to.span)}，排在{span_zh(booking.span)}，须{repair.who}同意"
        )
        return repair.model_copy(update={"start": booking.start, "end": booking.end, "sentence": sentence})

    def _another_day(self, repair: Repair, when: Fixed) -> Repair | None:
        brief = self.brief
        first = max(brief.as_of.date() + timedelta(days=1), brief.horizon.first)
        days = brief.calendar.workdays(first, brief.horizon.last) if first <= brief.horizon.last else ()
        nearest = sorted(days, key=lambda day: abs((day - when.start.date()).days))
        for day in [day for day in nearest if day != when.start.date()][:MOST_DAYS]:
            shift = day - when.start.date()
            moved = self._moved(repair, when, Span(start=when.start + shift, end=when.end + shift))
            if is_possible(
                repaired(self.small, moved), self.rules, self.wish, self.small_like
            ) is True and isinstance(self._plan(repaired(brief, moved), repair), Plan):
                return moved
        return None

    def _moved(self, repair: Repair, when: Fixed, to: Span) -> Repair:
        sentence = f"{name_of(self.brief, repair.subject)}由{span_zh(when.span)}改到{span_zh(to)}，须{repair.who}同意"
        return repair.model_copy(update={"start": to.start, "end": to.end, "sentence": sentence})


def _speaks_of(cut: Cut) -> set[str]:
    return {*cut.keeps, *(take[0] for take in cut.takes)}


def _facts(conflict: Conflict) -> list[Fact]:
    return [Fact(fact.rule, fact.subject) for fact in conflict.facts]
