"""Disturbance on a sheet: what is published as units, each disturbed or not, and tiers solved one after the other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ortools.sat.python import cp_model

from models.brief import Brief
from models.replan import TIERS, Disturbance, Tier, is_open, published_agenda, published_leave, researched, standing
from models.spans import HalfDay
from rules.base import FALSE, TRUE, Lit, no
from solver.quick import engine
from solver.sheet import CpSheet

HEAVIEST = 10**9


class Unit(NamedTuple):
    """One thing that is published. keeps: it is undisturbed just when one of these is true (never more than one)."""

    tier: Tier
    keeps: tuple[Lit, ...]


class Undecided(Exception):
    """The limits ran out before a tier was settled; nothing is claimed then."""


def units(sheet: CpSheet) -> Iterator[Unit]:
    """Everything published, and every seat that must be filled, as the sheet speaks of it."""
    brief = sheet.brief
    for event in sheet.events:
        for seat in brief.seats_by_event[event.id]:
            if seat.required and not is_open(brief, seat):
                empties = [sheet.empty(event, seat, start) for start in sheet.starts(event)]
                yield from (Unit(Tier.OPEN, (no(empty),)) for empty in empties)
    for row in standing(brief):
        event, here = row.event, HalfDay.of(row.was.start)
        if row.issued:
            kept = sheet.keeps_start(event) if row.is_ours else no(sheet.left_out(event))
            yield Unit(Tier.ISSUED_MOVED, (kept,))
        else:
            yield Unit(Tier.DROPPED, (no(sheet.left_out(event)),))
        if row.is_ours:
            yield Unit(Tier.FAR, (sheet.at(event, here),))
            if not row.issued:
                yield Unit(Tier.MOVED, (sheet.keeps_start(event),))
        for seat in brief.seats_by_event[event.id]:
            who = brief.published_seats.get((event.id, seat.key))
            if who is not None:
                tier = Tier.ISSUED_RESEATED if row.issued else Tier.RESEATED
                yield Unit(tier, tuple(sheet.takes(event, seat, who, start) for start in sheet.starts(event)))
    items = {item.id: item for item in brief.agenda}
    for told in published_agenda(brief):
        event, item = brief.event_by_id[told.event], items[told.item]
        yield Unit(Tier.AGENDA, tuple(sheet.tabled(item, event, start) for start in sheet.starts(event)))
    for wish, begins in published_leave(brief):
        yield Unit(Tier.LEAVE, tuple(leave.lit for leave in sheet.leaves(wish) if leave.start == begins))
    yield from _research(sheet, brief)


def _research(sheet: CpSheet, brief: Brief) -> Iterator[Unit]:
    over: dict[tuple[str, int], list[Lit]] = defaultdict(list)
    whole: dict[tuple[str, int, int], Lit] = {}
    blocks = researched(brief)
    asked = {(was.leader, half.index) for was in blocks for half in was.halves()}
    for leader in {was.leader for was in blocks}:
        for block in sheet.blocks(leader):
            whole[leader, block.start.index, block.half_days] = block.lit
            for index in range(block.start.index, block.start.index + block.half_days):
                if (leader, index) in asked:
                    over[leader, index].append(block.lit)
    for was in blocks:
        for half in was.halves():
            if half.day in brief.horizon:
                yield Unit(Tier.RESEARCH, tuple(over[was.leader, half.index]))
        yield Unit(Tier.RECUT, (whole.get((was.leader, was.start.index, was.half_days), FALSE),))


class Bundle:
    """Tiers that one objective settles at once: each weighs more than all units of those below it together."""

    def __init__(self, tiers: dict[Tier, list[Unit]]) -> None:
        self.tiers = tiers
        self.weights: dict[Tier, int] = {}
        weight = 1
        for tier in reversed(tiers):
            self.weights[tier] = weight
            weight *= 1 + len(tiers[tier])
        self.constant = 0
        self.coefficients: dict[int, int] = defaultdict(int)
        for tier, own in tiers.items():
            for unit in own:
                self._add(unit, self.weights[tier])

    def _add(self, unit: Unit, weight: int) -> None:
        self.constant += weight
        for lit in unit.keeps:
            if lit == TRUE:
                self.constant -= weight
            elif lit >= 0:
                self.coefficients[lit] -= weight
            elif lit != FALSE:
                self.constant -= weight
                self.coefficients[no(lit)] += weight

    @property
    def least(self) -> int:
        """The value if everything that could be kept were."""
        kept = (tier for tier, own in self.tiers.items() for u in own if all(lit == FALSE for lit in u.keeps))
        return sum(self.weights[tier] for tier in kept)

    def counts(self, value: int) -> dict[Tier, int]:
        """A value as numbers of units, tier by tier."""
        found = {}
        for tier in self.tiers:
            found[tier], value = divmod(value, self.weights[tier])
        return found


def bundled(found: Sequence[Unit]) -> list[Bundle]:
    """The tiers in order, as few objectives as numbers allow."""
    by_tier: dict[Tier, list[Unit]] = {tier: [] for tier in TIERS}
    for unit in found:
        by_tier[unit.tier].append(unit)
    bundles: list[dict[Tier, list[Unit]]] = [{}]
    weight = 1
    for tier in TIERS:
        if bundles[-1] and weight * (1 + len(by_tier[tier])) > HEAVIEST:
            bundles.append({})
            weight = 1
        bundles[-1][tier] = by_tier[tier]
        weight *= 1 + len(by_tier[tier])
    return [Bundle(tiers) for tiers in bundles]


@dataclass
class Ladder:
    """The bundles of one sheet as rows and objectives; each is settled with those above it held at their best."""

    sheet: CpSheet
    bundles: list[Bundle] = field(default_factory=list)
    solution: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bundles = bundled(list(units(self.sheet)))
        self._rows = [self._row(bundle) for bundle in self.bundles]

    def _row(self, bundle: Bundle) -> int:
        proto = self.sheet.proto
        row = proto.constraints.add()
        row.linear.vars.extend(list(bundle.coefficients))
        row.linear.coeffs.extend(list(bundle.coefficients.values()))
        row.linear.domain.extend([-(2**60), 2**60])
        return len(proto.constraints) - 1

    def _bound(self, n: int, most: int | None) -> None:
        domain = self.sheet.proto.constraints[self._rows[n]].linear.domain
        domain.clear()
        domain.extend([-(2**60), 2**60 if most is None else most - self.bundles[n].constant])

    def hold(self, values: Sequence[int]) -> None:
        """From now on no bundle is worse than its value; those without one are free."""
        for n in range(len(self.bundles)):
            self._bound(n, values[n] if n < len(values) else None)

    def best(self, n: int) -> int | None:
        """The best value of a bundle with what is held now; none: nothing is possible. Raises Undecided."""
        bundle, objective = self.bundles[n], self.sheet.proto.objective
        objective.vars.clear()
        objective.coeffs.clear()
        objective.vars.extend(list(bundle.coefficients))
        objective.coeffs.extend(list(bundle.coefficients.values()))
        objective.offset = bundle.constant
        solver = engine()
        status = solver.solve(self.sheet.model)
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.OPTIMAL:
            raise Undecided
        self.solution = list(solver.response_proto.solution)
        return round(solver.objective_value)

    def settle(self, hoped: list[int] | None = None) -> list[int] | None:
        """The least disturbance, bundle by bundle; none: no plan at all. It is held afterwards. hoped: it cannot be
        less than this."""
        if hoped is not None:
            self.hold(hoped)
            if self.feasible():
                return hoped
        values: list[int] = []
        for n in range(len(self.bundles)):
            self.hold([*values, *(b.least for b in self.bundles[n:])])
            if self.feasible():
                return [*values, *(b.least for b in self.bundles[n:])]
            self.hold(values)
            value = self.best(n)
            if value is None:
                return None
            values.append(value)
        self.hold(values)
        return values

    def feasible(self) -> bool:
        """Whether there is anything with what is held now. Raises Undecided."""
        objective = self.sheet.proto.objective
        objective.vars.clear()
        objective.coeffs.clear()
        objective.offset = 0
        solver = engine()
        status = solver.solve(self.sheet.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE):
            raise Undecided
        self.solution = list(solver.response_proto.solution)
        return status != cp_model.INFEASIBLE

    def below(self, values: Sequence[int]) -> list[int] | None:
        """A solution of the sheet as it stands that is below the values, bundle by bundle; none: there is none."""
        for n, value in enumerate(values):
            self.hold(values[:n])
            if value > self.bundles[n].least:
                found = self.best(n)
                if found is None or found < value:
                    return None if found is None else self.solution
        return None

    def disturbance(self, values: Sequence[int]) -> Disturbance:
        """The values as a disturbance."""
        found: dict[Tier, int] = {}
        for bundle, value in zip(self.bundles, values, strict=True):
            found |= bundle.counts(value)
        return Disturbance(counts=tuple(found[tier] for tier in TIERS))
