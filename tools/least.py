"""A second opinion on a re-plan: is there a plan of the whole horizon that disturbs less?

Nothing of the window or of its proof is used: the plain sheet of the brief, one choice of the tier that is to be
bettered, another configuration of the engine, minutes and the audit.
"""

from collections.abc import Sequence

from ortools.sat.python import cp_model

from models.brief import Brief
from models.plan import Plan
from models.replan import TIERS, Disturbance, Tier
from rules import RULES
from rules.base import FALSE, TRUE, Rule, no
from solver.replan_tiers import Unit, units
from solver.search import SEED, NoAnswer, search
from solver.sheet import CpSheet


def less(brief: Brief, than: Disturbance, rules: Sequence[Rule] = RULES) -> Plan | NoAnswer | None:
    """A lawful plan that disturbs less; none: there is none."""
    sheet = CpSheet(brief, rules)
    by_tier: dict[Tier, list[Unit]] = {tier: [] for tier in TIERS}
    for unit in units(sheet):
        by_tier[unit.tier].append(unit)
    proto = sheet.proto
    better: list[int] = []
    for n, tier in enumerate(TIERS):
        if than.counts[n] == 0:
            continue
        proto.variables.add().domain.extend([0, 1])
        better.append(len(proto.variables) - 1)
        for m, above in enumerate(TIERS[:n]):
            _at_most(proto, by_tier[above], than.counts[m], better[-1])
        _at_most(proto, by_tier[tier], than.counts[n] - 1, better[-1])
    if not better:
        return None
    proto.constraints.add().bool_or.literals.extend(better)
    return search(sheet, rules, _engine, [])


def _at_most(proto: cp_model.CpModelProto, own: Sequence[Unit], most: int, given: int) -> None:
    """At most so many of the units are disturbed, where a literal holds."""
    weights: dict[int, int] = {}
    constant = 0
    for unit in own:
        constant += 1
        for lit in unit.keeps:
            if lit in (TRUE, FALSE):
                constant -= lit == TRUE
            elif lit >= 0:
                weights[lit] = weights.get(lit, 0) - 1
            else:
                constant -= 1
                weights[no(lit)] = weights.get(no(lit), 0) + 1
    row = proto.constraints.add()
    row.linear.vars.extend(list(weights))
    row.linear.coeffs.extend(list(weights.values()))
    row.linear.domain.extend([-(2**60), most - constant])
    row.enforcement_literal.append(given)


def _engine() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = SEED + 1
    parameters.num_workers = 2
    parameters.interleave_search = True
    parameters.subsolvers.extend(["max_lp", "reduced_costs"])
    parameters.use_lns = False
    parameters.max_deterministic_time = 60.0
    return solver
