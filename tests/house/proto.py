"""A second reader of the sheet: its rows and prices, evaluated in plain Python for a whole assignment.

`Traced` remembers which line of which rule laid each row and named each price, so that every clause of the sheet
can be asked for by itself.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, NamedTuple

from models.brief import Brief
from rules.base import TRUE, Fact, Lit, Rule, no
from solver.sheet import CpSheet


class Site(NamedTuple):
    """A line of a rule: its code, and where in its file. The sheet's own rows have the code ``sheet``."""

    code: str
    line: int


LAYOUT = Site("sheet", 0)


class Traced(CpSheet):
    """The sheet, remembering whose word each row and each price is."""

    def __init__(self, brief: Brief, rules: Sequence[Rule]) -> None:
        self._site = LAYOUT
        self.rows: list[tuple[int, Site]] = []
        self.prices: list[tuple[Lit, int, Site]] = []
        self.slacks: list[Lit] = []
        self.derived: list[tuple[Lit, tuple[Lit, ...]]] = []
        super().__init__(brief, rules)

    def _traced(self, verb: Callable[..., Any], because: Fact, *args: Any, **more: Any) -> Any:
        caller = sys._getframe(2)
        own = caller.f_code.co_filename.rsplit("/", 2)[-2] == "solver"
        self._site = LAYOUT if own else Site(because.rule, caller.f_lineno)
        before = len(self.proto.constraints)
        answer = verb(*args, **more)
        self.rows += [(row, self._site) for row in range(before, len(self.proto.constraints))]
        self._site = LAYOUT
        return answer

    def either(self, lits: Sequence[Lit]) -> Lit:
        before = len(self.proto.variables)
        some = super().either(lits)
        if len(self.proto.variables) > before:
            self.derived.append((some, tuple(lits)))
        return some

    def require(self, lits: Iterable[Lit], because: Fact) -> None:
        self._traced(super().require, because, lits, because)

    def forbid(self, lits: Iterable[Lit], because: Fact) -> None:
        self._traced(super().forbid, because, lits, because)

    def imply(self, when_all: Iterable[Lit], then_any: Iterable[Lit], because: Fact) -> None:
        self._traced(super().imply, because, when_all, then_any, because)

    def at_most_one(self, lits: Iterable[Lit], because: Fact) -> None:
        self._traced(super().at_most_one, because, lits, because)

    def one_of(self, lits: Sequence[Lit], because: Fact) -> Lit:
        before = len(self.proto.variables)
        some: Lit = self._traced(super().one_of, because, lits, because)
        if len(self.proto.variables) > before:
            self.derived.append((some, tuple(lits)))
        return some

    def exactly_one(self, lits: Iterable[Lit], because: Fact) -> None:
        self._traced(super().exactly_one, because, lits, because)

    def between(
        self,
        low: int | None,
        lits: Sequence[Lit],
        high: int | None,
        because: Fact,
        weights: Sequence[int] | None = None,
    ) -> None:
        self._traced(super().between, because, low, lits, high, because, weights)

    def charge(
        self,
        price: int,
        lits: Sequence[Lit],
        because: Fact,
        *,
        above: int | None = None,
        below: int | None = None,
        weights: Sequence[int] | None = None,
    ) -> None:
        before = len(self.proto.variables)
        self._traced(super().charge, because, price, lits, because, above=above, below=below, weights=weights)
        self.slacks += range(before, len(self.proto.variables))

    def _pay(self, lit: Lit, price: int, because: Fact) -> None:
        self.prices.append((lit, price, self._site))
        super()._pay(lit, price, because)


class Reading(NamedTuple):
    """What the rows say of an assignment. broken: whose rows it does not satisfy; paid: whose prices are paid."""

    broken: frozenset[Site]
    cost: int
    paid: frozenset[Site]


class _Row(NamedTuple):
    low: int
    high: int
    site: Site


class _Slack(NamedTuple):
    """An integer variable that only a price holds down, and the one row that pushes it up (times ±1)."""

    lit: Lit
    row: int
    sign: int
    most: int


class Model:
    """The rows of a sheet as sums over true variables; a slack takes the least value that satisfies its row."""

    def __init__(self, sheet: Traced) -> None:
        self.sheet = sheet
        self._rows: list[_Row] = []
        self._touching: dict[Lit, list[tuple[int, int]]] = defaultdict(list)
        self._slacks: list[_Slack] = []
        sites = dict(sheet.rows)
        slacks = set(sheet.slacks)
        for number, row in enumerate(sheet.proto.constraints):
            assert not row.enforcement_literal
            self._read(row, sites.get(number, LAYOUT), slacks)
        assert {slack.lit for slack in self._slacks} == slacks
        assert len(self._slacks) == len(slacks)
        pushed = {slack.row for slack in self._slacks}
        self._needy = [n for n, row in enumerate(self._rows) if n not in pushed and not row.low <= 0 <= row.high]
        self._pushed = pushed
        objective = sheet.proto.objective
        self._cost = dict(zip(objective.vars, objective.coeffs, strict=True))
        self._floor = round(objective.offset)
        self._paid: dict[Lit, list[tuple[int, Site]]] = defaultdict(list)
        for lit, price, site in sheet.prices:
            self._paid[lit].append((price, site))

    def _read(self, row: Any, site: Site, slacks: Collection[Lit]) -> None:
        if row.has_bool_or():
            self._add(row.bool_or.literals, None, 1, len(row.bool_or.literals), site)
        elif row.has_bool_and():
            for lit in row.bool_and.literals:
                self._add([lit], None, 1, 1, site)
        elif row.has_at_most_one():
            self._add(row.at_most_one.literals, None, 0, 1, site)
        elif row.has_exactly_one():
            self._add(row.exactly_one.literals, None, 1, 1, site)
        else:
            assert row.has_linear()
            low, high = row.linear.domain
            pushed = [(v, c) for v, c in zip(row.linear.vars, row.linear.coeffs, strict=True) if v in slacks]
            plain = [(v, c) for v, c in zip(row.linear.vars, row.linear.coeffs, strict=True) if v not in slacks]
            for lit, sign in pushed:
                assert len(pushed) == 1
                assert sign in (1, -1)
                most = self.sheet.proto.variables[lit].domain[1]
                self._slacks.append(_Slack(lit, len(self._rows), sign, most))
            self._add([v for v, _ in plain], [c for _, c in plain], low, high, site)

    def _add(self, lits: Sequence[Lit], weights: Sequence[int] | None, low: int, high: int, site: Site) -> None:
        number = len(self._rows)
        shift = 0
        for lit, weight in zip(lits, weights or [1] * len(lits), strict=True):
            if lit >= 0:
                self._touching[lit].append((number, weight))
            else:
                self._touching[no(lit)].append((number, -weight))
                shift += weight
        self._rows.append(_Row(low - shift, high - shift, site))

    def read(self, chosen: Collection[Lit]) -> Reading:
        """The word of every row and price on the assignment that makes just these literals true."""
        sums: dict[int, int] = defaultdict(int)
        true = {TRUE, *chosen}
        for some, lits in self.sheet.derived:
            if any(lit in true if lit >= 0 else no(lit) not in true for lit in lits):
                true.add(some)
        for lit in true:
            for row, weight in self._touching[lit]:
                sums[row] += weight
        rows = self._rows
        broken = {
            rows[n].site
            for n, total in sums.items()
            if n not in self._pushed and not rows[n].low <= total <= rows[n].high
        }
        broken |= {rows[n].site for n in self._needy if n not in sums}
        cost = self._floor + sum(self._cost.get(lit, 0) for lit in true)
        values = dict.fromkeys(true, 1)
        for slack in self._slacks:
            pushed, total = rows[slack.row], sums[slack.row]
            value = max(0, pushed.low - total if slack.sign == 1 else total - pushed.high)
            if value > slack.most or not pushed.low <= total + slack.sign * value <= pushed.high:
                broken.add(pushed.site)
            values[slack.lit] = value
            cost += self._cost.get(slack.lit, 0) * value
        return Reading(frozenset(broken), cost, self._sites_paid(values))

    def _sites_paid(self, values: dict[Lit, int]) -> frozenset[Site]:
        sums: dict[Site, int] = defaultdict(int)
        for lit, told in self._paid.items():
            value = values.get(lit, 0) if lit >= 0 else 1 - values.get(no(lit), 0)
            for price, site in told if value else ():
                sums[site] += price * value
        return frozenset(site for site, total in sums.items() if total)
