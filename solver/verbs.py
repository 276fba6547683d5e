"""The verbs of a sheet: what rules say, written down as rows.

Literals are CP-SAT's own (index, negated as -index-1); rows are lists until CP-SAT is asked; variable 0 is
constant true.
"""

from collections.abc import Iterable, Sequence

from ortools.sat.python import cp_model

from rules.base import FALSE, TRUE, Fact, Lit, no
from solver.rowbook import Rowbook, Shape


class Verbs:
    """Rows and costs. `explaining`: every constraint hangs on an assumption named by its fact, and there are no
    costs, so that a conflict can be told."""

    def __init__(self, *, explaining: bool = False) -> None:
        self.book = Rowbook()
        self.explaining = explaining
        self.assumptions: dict[Fact, Lit] = {}
        self.cost: dict[int, int] = {}
        self.cost_floor = 0
        self._any: dict[tuple[Lit, ...], Lit] = {}
        self._new(1, 1)

    def either(self, lits: Sequence[Lit]) -> Lit:
        """Any of them is true."""
        if len(lits) == 1:
            return lits[0]
        key = tuple(lits)
        if key not in self._any:
            some = self._any[key] = self._new()
            self._clause([*lits, no(some)])
            for lit in lits:
                self._clause([no(lit), some])
        return self._any[key]

    def split(self, lit: Lit, other: Lit) -> tuple[Lit, Lit]:
        """The first without the second, and both; told as parts of the first, so that the relaxation knows it."""
        known = (no(lit), other) in self._any
        without, together = no(self.either([no(lit), other])), no(self.either([no(lit), no(other)]))
        if not known:
            self.book.add(Shape.EXACTLY_ONE, [without, together, no(lit)])
        return without, together

    # Verbs ------------------------------------------------------------------------------------------------

    def require(self, lits: Iterable[Lit], because: Fact) -> None:
        """All are true."""
        self._all(list(lits), because)

    def forbid(self, lits: Iterable[Lit], because: Fact) -> None:
        """None is true."""
        self._all([no(lit) for lit in lits], because)

    def imply(self, when_all: Iterable[Lit], then_any: Iterable[Lit], because: Fact) -> None:
        """If all of the first are true, at least one of the second is."""
        self._clause([*(no(lit) for lit in when_all), *then_any], because)

    def at_most_one(self, lits: Iterable[Lit], because: Fact) -> None:
        """At most one is true."""
        row = [lit for lit in lits if lit != FALSE]
        if len(row) < 2:
            return
        if self.explaining:
            self._linear(0, row, 1, [1] * len(row), because)
        elif len(row) == 2:
            self.book.add(Shape.ANY, [no(lit) for lit in row])
        else:
            self.book.add(Shape.AT_MOST_ONE, row)

    def one_of(self, lits: Sequence[Lit], because: Fact) -> Lit:
        """At most one is true; answers the literal that one of them is."""
        row = [lit for lit in lits if lit != FALSE]
        if len(row) < 2:
            return row[0] if row else FALSE
        if self.explaining:
            self.at_most_one(row, because)
            return self.either(row)
        some = self._new()
        self.book.add(Shape.EXACTLY_ONE, [*row, no(some)])
        return some

    def exactly_one(self, lits: Iterable[Lit], because: Fact) -> None:
        """Exactly one is true."""
        row = list(lits)
        if self.explaining:
            self._linear(1, row, 1, [1] * len(row), because)
        else:
            self.book.add(Shape.EXACTLY_ONE, row)

    def between(
        self,
        low: int | None,
        lits: Sequence[Lit],
        high: int | None,
        because: Fact,
        weights: Sequence[int] | None = None,
    ) -> None:
        """The weighted number of true literals lies in [low, high]."""
        w = [1] * len(lits) if weights is None else list(weights)
        total = sum(w)
        self._linear(0 if low is None else low, list(lits), total if high is None else high, w, because)

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
        """Cost: the price for each true literal, or for each one above or below a number."""
        if self.explaining or price == 0:
            return
        w = [1] * len(lits) if weights is None else list(weights)
        if above is None and below is None:
            for lit, weight in zip(lits, w, strict=True):
                self._pay(lit, price * weight, because)
            return
        total = sum(w)
        most = total - above if above is not None else below or 0
        if most <= 0:
            return
        slack = self._new(0, most)
        self._pay(slack, price, because)
        if above is not None:
            self._linear(-total, [*lits, slack], above, [*w, -1], None)
        elif below is not None:
            self._linear(below, [*lits, slack], total + most, [*w, 1], None)

    def charge_spread(
        self, price: int, groups: Sequence[Sequence[Lit]], because: Fact, *, total: int, unless: Sequence[Lit]
    ) -> None:
        """Cost: the price for each one that the fullest group has more than the emptiest."""
        if self.explaining or price == 0 or len(groups) < 2:
            return
        most = max(len(group) for group in groups)
        top, bottom = self._new(0, most), self._new(0, most)
        self._pay(top, price, because)
        self._pay(bottom, -price, because)
        for group in groups:
            self._linear(-most, [*group, top], 0, [*[1] * len(group), -1], None)
            self._linear(0, [*group, bottom], most, [*[1] * len(group), -1], None)
        if total % len(groups):
            self._linear(1, [top, bottom, *unless], most + len(unless), [1, -1, *[1] * len(unless)], None)

    # Below the verbs --------------------------------------------------------------------------------------

    def _new(self, low: int = 0, high: int = 1) -> int:
        return self.book.new(low, high)

    def assume(self, because: Fact) -> Lit:
        """The assumption that a fact holds (explaining only)."""
        if because not in self.assumptions:
            self.assumptions[because] = self._new()
        return self.assumptions[because]

    def _clause(self, lits: Sequence[Lit], because: Fact | None = None) -> None:
        self.book.add(Shape.ANY, list(lits), given=self._given(because))

    def _all(self, lits: Sequence[Lit], because: Fact) -> None:
        if lits:
            self.book.add(Shape.ALL, list(lits), given=self._given(because))

    def _given(self, because: Fact | None) -> Lit | None:
        return self.assume(because) if self.explaining and because is not None else None

    def _linear(self, low: int, lits: Sequence[Lit], high: int, weights: Sequence[int], because: Fact | None) -> None:
        if low > high:  # no number is wanted: a domain that the engine would call invalid, not infeasible
            self._clause([], because)
            return
        given = self._given(because)
        if not lits or min(lits) >= 0:
            self.book.add(Shape.LINEAR, list(lits), list(weights), low, high, given)
            return
        shift = sum(weight for lit, weight in zip(lits, weights, strict=True) if lit < 0)
        columns = [lit if lit >= 0 else no(lit) for lit in lits]
        signed = [weight if lit >= 0 else -weight for lit, weight in zip(lits, weights, strict=True)]
        self.book.add(Shape.LINEAR, columns, signed, low - shift, high - shift, given)

    def _pay(self, lit: Lit, price: int, because: Fact) -> None:
        if lit in (FALSE, TRUE) or price == 0:
            self.cost_floor += price if lit == TRUE else 0
            return
        if lit < 0:
            self.cost_floor += price
            lit, price = no(lit), -price
        self.cost[lit] = self.cost.get(lit, 0) + price

    def _finish(self) -> None:
        if self.explaining:
            self.book.close({}, 0, list(self.assumptions.values()))
        else:
            self.book.close(self.cost, self.cost_floor, [])

    @property
    def model(self) -> cp_model.CpModel:
        """The sheet as CP-SAT's model."""
        return self.book.model

    @property
    def proto(self) -> cp_model.CpModelProto:
        """The sheet as CP-SAT's proto; what is said later is added to it."""
        return self.book.model.proto
