"""Why a choice is excluded: unit propagation over the sheet with reasons, so that all that stands in the way is
named at once and without the engine.

What propagation finds is sound and quick but not complete: a choice that it does not refuse may still be
impossible, which only the engine can tell.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rules.base import FALSE, TRUE, Fact, Lit, no
from solver.sheet import CpSheet

MOST_WAYS = 40
WIDE = 12  # rows with more settled literals are not branched on


class _Row(NamedTuple):
    """A weighted number of true literals in [low, high]; high none: no upper bound."""

    fact: Fact | None
    lits: tuple[Lit, ...]
    weights: tuple[int, ...] | None
    low: int
    high: int | None


class Grounds:
    """A sheet (built for explaining) as rows to propagate on."""

    def __init__(self, sheet: CpSheet) -> None:
        self.sheet = sheet
        self._rows = list(_read(sheet))
        self._in: dict[Lit, list[int]] = defaultdict(list)
        for index, row in enumerate(self._rows):
            for lit in row.lits:
                if row.high is not None:
                    self._in[lit].append(index)
                if row.low > 0:
                    self._in[no(lit)].append(index)
        self._true: dict[Lit, int] = {TRUE: -1}  # by which row a literal became true; -1: by itself
        self._order: dict[Lit, int] = {TRUE: 0}
        self._root_facts: dict[Lit, frozenset[Fact]] = {}
        shortest_first = sorted(range(len(self._rows)), key=lambda index: len(self._rows[index].lits))
        self._root_clashes = self._spread(shortest_first)
        self._root = len(self._order)

    def refused(self, lits: Sequence[Lit]) -> list[frozenset[Fact]]:
        """Every clash of facts that forcing these literals runs into; none: propagation knows of none."""
        false = [lit for lit in lits if no(lit) in self._true]
        if false:
            found = [facts for lit in false for facts in self._ways(no(lit), no(lit), 2)]
            return _smallest(found or [self._facts(no(lit)) for lit in false])
        touched: list[int] = []
        for lit in lits:
            if lit not in self._true:
                self._set(lit, -1)
                touched += self._in[lit]
        found = [self._facts_of(row, None) for row in self._spread(touched)]
        for lit in list(self._order)[self._root :]:
            del self._order[lit], self._true[lit]
        return _smallest(found)

    def _ways(self, lit: Lit, goal: Lit, depth: int) -> list[frozenset[Fact]]:
        """The several reasons, each by itself enough, for which a literal is true; none rests on the goal."""
        found: list[frozenset[Fact]] = []
        for index in dict.fromkeys([*self._in[lit], *self._in[no(lit)]]):
            row = self._rows[index]
            behind = self._behind(row, lit)
            if behind is None or goal in behind or len(found) > MOST_WAYS:
                continue
            own = frozenset({row.fact} if row.fact else ())
            options = []
            for side in behind:
                ways = self._ways(side, goal, depth - 1) if depth and len(behind) < WIDE else []
                rests = self._rests_on(side, goal)
                options.append(ways or ([] if rests else [self._facts(side)]))
            if all(options):
                firsts = [ways[0] for ways in options]
                found += [
                    own.union(*firsts[:n], way, *firsts[n + 1 :]) for n, ways in enumerate(options) for way in ways
                ] or [own]
        return found

    def _behind(self, row: _Row, lit: Lit) -> list[Lit] | None:
        """The settled literals by which a row makes this one true; none at all: it does not."""
        weights = row.weights or (1,) * len(row.lits)
        others = [(x, w) for x, w in zip(row.lits, weights, strict=True) if x not in (lit, no(lit))]
        own = sum(w for x, w in zip(row.lits, weights, strict=True) if x in (lit, no(lit)))
        if lit in row.lits and sum(w for x, w in others if no(x) not in self._true) < row.low:
            return [no(x) for x, _ in others if no(x) in self._true]
        full = sum(w for x, w in others if x in self._true)
        if no(lit) in row.lits and row.high is not None and full + own > row.high:
            return [x for x, _ in others if x in self._true]
        return None

    def _rests_on(self, lit: Lit, goal: Lit) -> bool:
        """Whether a literal is true because the goal is."""
        stack, seen = [lit], {lit}
        while stack:
            one = stack.pop()
            if one == goal:
                return True
            if self._true[one] < 0:
                continue
            row = self._rows[self._true[one]]
            for x in row.lits:
                for side in (x, no(x)):
                    settled = side in self._true and self._order[side] < self._order[one]
                    if settled and side not in seen and self._matters(row, one, side):
                        seen.add(side)
                        stack.append(side)
        return False

    def forbids(self, lit: Lit) -> frozenset[Fact]:
        """The facts by which a literal is false whatever is chosen; empty where it is not."""
        return self._facts(no(lit)) if no(lit) in self._true and lit != FALSE else frozenset()

    def _set(self, lit: Lit, row: int) -> None:
        self._true[lit] = row
        self._order[lit] = len(self._order)

    def _spread(self, rows: Iterable[int]) -> list[int]:
        """Propagate from these rows, in order, until nothing follows; the rows that clash.

        What comes first gives the reason that is told, so plain refusals should.
        """
        queue = deque(rows)
        clashes: dict[int, None] = {}
        while queue:
            index = queue.popleft()
            implied = self._implied(self._rows[index])
            if implied is None:
                clashes[index] = None
                continue
            for lit in implied:
                if lit not in self._true and no(lit) not in self._true:
                    self._set(lit, index)
                    queue += self._in[lit]
        return list(clashes)

    def _implied(self, row: _Row) -> list[Lit] | None:
        """Literals that the row makes true now; none at all: it can no longer be met."""
        true = self._true
        weights = row.weights or (1,) * len(row.lits)
        least, most = 0, 0
        undecided: list[tuple[Lit, int]] = []
        for lit, weight in zip(row.lits, weights, strict=True):
            if lit in true:
                least += weight
                most += weight
            elif no(lit) not in true:
                most += weight
                undecided.append((lit, weight))
        if most < row.low or (row.high is not None and least > row.high):
            return None
        implied = [lit for lit, weight in undecided if most - weight < row.low]
        if row.high is not None:
            implied += [no(lit) for lit, weight in undecided if least + weight > row.high]
        return implied

    def _facts(self, lit: Lit) -> frozenset[Fact]:
        """The facts by which a literal is true."""
        if self._true[lit] == -1:
            return frozenset()
        if self._order[lit] < getattr(self, "_root", 0) and lit in self._root_facts:
            return self._root_facts[lit]
        found = self._facts_of(self._true[lit], lit)
        if self._order[lit] < getattr(self, "_root", 0):
            self._root_facts[lit] = found
        return found

    def _facts_of(self, index: int, until: Lit | None) -> frozenset[Fact]:
        """The facts behind a row's clash, or behind the literal that it made true."""
        facts: set[Fact] = set()
        stack: list[tuple[int, Lit | None]] = [(index, until)]
        seen: set[Lit] = set()
        while stack:
            at, made = stack.pop()
            row = self._rows[at]
            if row.fact is not None:
                facts.add(row.fact)
            before = self._order[made] if made is not None else len(self._order)
            for lit in row.lits:
                for side in (lit, no(lit)):
                    if side in self._true and self._order[side] < before and side not in seen:
                        seen.add(side)
                        if self._matters(row, made, side) and self._true[side] >= 0:
                            stack.append((self._true[side], side))
        return frozenset(facts)

    def _matters(self, row: _Row, made: Lit | None, side: Lit) -> bool:
        """Whether a settled literal of the row had a part in what it did: true ones where the row was full, false
        ones where it ran short."""
        full = row.high is not None and (made is None or no(made) in row.lits)
        short = row.low > 0 and (made is None or made in row.lits)
        if made is None and full and short:
            weights = row.weights or (1,) * len(row.lits)
            full = sum(w for lit, w in zip(row.lits, weights, strict=True) if lit in self._true) > (row.high or 0)
            short = not full
        return (full and side in row.lits) or (short and no(side) in row.lits)


def _smallest(found: Sequence[frozenset[Fact]]) -> list[frozenset[Fact]]:
    """Each once, and none that holds another."""
    return [facts for facts in dict.fromkeys(found) if not any(other < facts for other in found)]


def _read(sheet: CpSheet) -> Iterator[_Row]:
    by_lit = {lit: fact for fact, lit in sheet.assumptions.items()}
    for constraint in sheet.proto.constraints:
        enforced = constraint.enforcement_literal
        fact = by_lit[enforced[0]] if len(enforced) else None
        if constraint.has_bool_or():
            yield _Row(fact, tuple(constraint.bool_or.literals), None, 1, None)
        elif constraint.has_bool_and():
            for lit in constraint.bool_and.literals:
                yield _Row(fact, (lit,), None, 1, None)
        elif constraint.has_exactly_one():
            yield _Row(fact, tuple(constraint.exactly_one.literals), None, 1, 1)
        else:
            yield _linear(fact, constraint.linear)


def _linear(fact: Fact | None, linear: object) -> _Row:
    variables, weights, domain = list(linear.vars), list(linear.coeffs), list(linear.domain)  # type: ignore[attr-defined]
    shift = -sum(w for w in weights if w < 0)
    lits = tuple(v if w > 0 else no(v) for v, w in zip(variables, weights, strict=True))
    sizes = tuple(abs(w) for w in weights)
    low, high = domain[0] + shift, domain[1] + shift
    plain = None if all(size == 1 for size in sizes) else sizes
    return _Row(fact, lits, plain, max(0, low), None if high >= sum(sizes) else high)
