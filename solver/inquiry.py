"""One brief, one plan of it, and questions: choices are forced on one sheet, solved, and taken back.

The whole horizon is solved for a question, so the answer is exact; a month takes tens of milliseconds, because what
is forced or forbidden is presolved away. Of a longer horizon some months are asked first (`solver/around.py`). The
tie between equally cheap plans goes to the one that is nearest to the plan at hand, so that nothing moves without
need.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import NamedTuple

from models.audit import Audit
from models.brief import Brief
from models.plan import Plan
from models.reasons import Wish
from models.spans import HalfDay
from rules import RULES, audit
from rules.base import FALSE, TRUE, Lit, Rule, no
from solver.grounds import Grounds
from solver.quick import engine
from solver.search import NoAnswer, search
from solver.sheet import CpSheet, Cut
from solver.wishes import literals


class Answered(NamedTuple):
    """A plan and what the law says of it."""

    plan: Plan
    audit: Audit


class Inquiry:
    """What is asked of one plan. Sheets are built when first needed and kept."""

    def __init__(self, brief: Brief, plan: Plan, rules: Sequence[Rule] = RULES, like: CpSheet | None = None) -> None:
        self.brief = brief.narrowed(plan.horizon)
        self.plan = plan
        self.rules = tuple(rules)
        self.by_code = {rule.code: rule for rule in self.rules}
        self._like = like
        self.near: dict[tuple[date, ...], Inquiry] = {}  # of some months alone (solver.around)
        self.cuts: list[Cut] = []
        self._lits: dict[Wish, list[Lit]] = {}

    @cached_property
    def audit(self) -> Audit:
        """What the law says of the plan."""
        return audit(self.brief, self.plan, self.rules)

    @cached_property
    def sheet(self) -> CpSheet:
        """The brief with costs."""
        return CpSheet(self.brief, self.rules, like=self._like)

    @cached_property
    def grounds(self) -> Grounds:
        """The brief with reasons."""
        return Grounds(CpSheet(self.brief, self.rules, explaining=True, like=self.sheet))

    def pinned(self, brief: Brief) -> "Inquiry":
        """The same asked of a brief with a minute more pinned."""
        return self if brief is self.brief else Inquiry(brief, self.plan, self.rules, like=self.sheet)

    def cheapest(self, lits: Sequence[Lit]) -> Plan | NoAnswer | None:
        """The cheapest plan in which these literals of the sheet are true; none: there is none."""
        if FALSE in lits:
            return None
        with self._forced(lits):
            return search(self.sheet, self.rules, engine, self.cuts)

    def nearest(self, lits: Sequence[Lit]) -> Answered | NoAnswer | None:
        """Of the cheapest plans in which these literals of the sheet are true the one that keeps the most of the
        plan at hand; none: there is none."""
        if FALSE in lits:
            return None
        said: list[Audit] = []
        with self._forced(lits), self._near() as scale:
            plan = search(self.sheet, self.rules, engine, self.cuts, scale=scale, said=said)
        return Answered(plan, said[0]) if isinstance(plan, Plan) else plan

    def lits(self, wish: Wish) -> list[Lit]:
        """What a wish asks to be true on the sheet; FALSE among it where the sheet has no such choice."""
        if wish not in self._lits:
            self._lits[wish] = literals(self.brief, self.sheet, wish)
        return self._lits[wish]

    def _made(self) -> list[Lit]:
        """Literals of the sheet that the plan at hand makes true, as far as the sheet has them."""
        brief, sheet = self.brief, self.sheet
        taken = {(s.event, s.seat): s.taken_by for s in self.plan.seats}
        found: list[Lit] = []
        begun = {b.event: HalfDay.of(b.start) for b in self.plan.bookings if b.event in brief.event_by_id}
        for id, start in begun.items():
            event = brief.event_by_id[id]
            found.append(sheet.at(event, start))
            for seat in brief.seats_by_event[id]:
                person = taken.get((id, seat.key))
                if person is not None:
                    found.append(sheet.takes(event, seat, person, start))
        stretches = {(b.leader, b.start, b.half_days) for b in self.plan.research}
        found += [
            b.lit
            for leader in brief.leaders
            for b in sheet.blocks(leader.id)
            if (leader.id, b.start, b.half_days) in stretches
        ]
        items = {item.id: item for item in brief.agenda}
        found += [
            sheet.tabled(items[t.item], brief.event_by_id[t.event], begun[t.event])
            for t in self.plan.agenda
            if t.item in items and t.event in begun
        ]
        return [lit for lit in dict.fromkeys(found) if lit != FALSE]

    @contextmanager
    def _forced(self, lits: Sequence[Lit]) -> Iterator[None]:
        variables = self.sheet.proto.variables
        was: list[tuple[int, list[int]]] = []
        try:
            for lit in lits:
                index, value = (lit, 1) if lit >= 0 else (no(lit), 0)
                if lit == TRUE:
                    continue
                domain = variables[index].domain
                was.append((index, list(domain)))
                domain.clear()
                domain.extend([value, value])
            yield
        finally:
            for index, domain in reversed(was):
                variables[index].domain.clear()
                variables[index].domain.extend(domain)

    @contextmanager
    def _near(self) -> Iterator[int]:
        """The objective scaled, with a little for every choice of the plan at hand that is given up."""
        sheet = self.sheet
        kept = self._made()
        scale = len(kept) + 1
        cost = {lit: price * scale for lit, price in sheet.cost.items()}
        for lit in kept:
            cost[lit] = cost.get(lit, 0) - 1
        try:
            _put(sheet, cost, sheet.cost_floor * scale + len(kept))
            yield scale
        finally:
            _put(sheet, sheet.cost, sheet.cost_floor)


def _put(sheet: CpSheet, cost: dict[int, int], floor: int) -> None:
    objective = sheet.proto.objective
    objective.vars.clear()
    objective.coeffs.clear()
    objective.vars.extend(list(cost))
    objective.coeffs.extend(list(cost.values()))
    objective.offset = floor
