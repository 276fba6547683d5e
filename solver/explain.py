"""Why there is no plan: the rules and the facts that clash, shrunk until each one is needed.

Without a rule or a fact the rest must have a plan to the minute, not on half-days alone, so what the sheet lets
through is placed too. An infeasible answer has been wrong in released versions of the engine: every conflict is
shown twice, by another configuration and on a brief that holds its causes alone (solver/causes.py).
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from ortools.sat.python import cp_model

from models.brief import Brief
from models.reasons import Conflict, Stuck
from rules.base import Fact, Lit, Rule, no
from solver.causes import Asked, causes_of
from solver.placement import place
from solver.readout import choices, cut_of, in_field, reader, stretches_of
from solver.sheet import CpSheet, Cut
from solver.telling import FRAME, clash_of

__all__ = ["Conflicts", "Stuck", "Undecided", "explain"]

MOST_CONFLICTS = 8
MOST_CUTS = 60
QUICK, THOROUGH = 0.03, 20.0  # deterministic time
DOUBLE_BOOKING = "house-no-double-booking"


class Undecided(Exception):
    """The limits ran out while a conflict was shrunk; nothing is claimed then."""


def explain(brief: Brief, rules: Sequence[Rule], cuts: Sequence[Cut] = (), like: CpSheet | None = None) -> Stuck:
    """Every conflict among the musts, one after the other; none shares a demand with another. None at all: the
    limits ran out before one was shown, and nothing is claimed."""
    sheet = CpSheet(brief, rules, explaining=True, like=like)
    for cut in cuts:
        sheet.cut(cut)
    found: list[Conflict] = []
    with suppress(Undecided):
        found.extend(Conflicts(sheet, rules).all())
    return Stuck(conflicts=tuple(found))


class Conflicts:
    """Conflicts on one sheet built for explaining."""

    def __init__(self, sheet: CpSheet, rules: Sequence[Rule]) -> None:
        self.sheet = sheet
        self.rules = tuple(rules)
        self._by_code = {rule.code: rule for rule in rules}
        self._hint_at_nothing()

    def _hint_at_nothing(self) -> None:
        """Choices that nothing asks for are not to be made: they would only have to be placed."""
        sheet, hint = self.sheet, self.sheet.proto.solution_hint
        nothing = {sheet.left_out(event): 1 for event in sheet.events}
        nothing |= {sheet.at(event, start): 0 for event in sheet.events for start in sheet.starts(event)}
        nothing |= {block.lit: 0 for leader in sheet.brief.leaders for block in sheet.blocks(leader.id)}
        hint.vars.clear()
        hint.values.clear()
        hint.vars.extend(list(nothing))
        hint.values.extend(list(nothing.values()))

    def all(self) -> Iterator[Conflict]:
        """One after the other: the demands of each are given up before the next is looked for."""
        given_up: set[Fact] = set()
        for _ in range(MOST_CONFLICTS):
            found = self._minimal((), given_up)
            if found is None:
                return
            facts, minimal = found
            yield self._told(facts, minimal, None)
            demands = self._demands(facts)
            if not demands:
                return
            given_up |= demands

    def with_wish(self, asked: Asked, lits: Sequence[Lit]) -> Conflict | None:
        """Why these literals, which the wish asks for, cannot be true; none: they can."""
        found = self._minimal(lits, set())
        return None if found is None else self._told(*found, asked)

    def core_with(self, lits: Sequence[Lit]) -> list[Fact] | None:
        """The rules alone that clash with these literals; none: they can be true. Raises Undecided."""
        found = self._minimal(lits, set())
        return None if found is None else found[0]

    def _told(self, facts: Sequence[Fact], minimal: bool, asked: Asked | None) -> Conflict:
        causes, confirmed = causes_of(self.sheet.brief, self.rules, facts, asked)
        again = self._again(facts) if asked is None else True
        return Conflict(
            causes=causes,
            facts=tuple(clash_of(self.sheet.brief, self._by_code, fact) for fact in sorted(facts)),
            minimal=minimal and confirmed,
            confirmed=again and confirmed,
        )

    def _minimal(self, wish: Sequence[Lit], without: set[Fact]) -> tuple[list[Fact], bool] | None:
        """Facts that clash (with the wish), each needed; none: they do not. False: not shown for each of them."""
        always = [*wish, *(lit for fact, lit in self.sheet.assumptions.items() if fact.rule in FRAME)]
        by_lit = {
            lit: fact
            for fact, lit in self.sheet.assumptions.items()
            if fact.rule not in FRAME and fact not in without
        }
        core = self._core(always, by_lit, list(by_lit))
        if core is None:
            return None
        minimal = True
        for lit in sorted(core, key=lambda lit: _last(by_lit[lit])):
            if lit not in core:
                continue
            rest = [other for other in core if other != lit]
            try:
                smaller = self._core(always, by_lit, rest)
            except Undecided:
                minimal = False
                continue
            core = core if smaller is None else smaller
        return sorted(by_lit[lit] for lit in core), minimal

    def _core(self, always: Sequence[Lit], by_lit: dict[Lit, Fact], assumed: Sequence[Lit]) -> list[Lit] | None:
        """Those of the assumed facts that clash; none: they have a choice that can be placed to the minute."""
        people = {by_lit[lit].subject for lit in assumed if by_lit[lit].rule == DOUBLE_BOOKING}
        for _ in range(MOST_CUTS):
            solver, status = self._solve([*always, *assumed], quick=True)
            if status == cp_model.INFEASIBLE:
                core = set(solver.sufficient_assumptions_for_infeasibility())
                return [lit for lit in assumed if lit in core] if core else list(assumed)
            if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                break
            if not self._cut(solver, people):
                return None
        raise Undecided

    def _cut(self, solver: cp_model.CpSolver, people: set[str]) -> bool:
        """Forbid choices that these people cannot keep to the minute; whether there were any."""
        is_true = reader(solver)
        chosen, keeps = choices(self.sheet, is_true)
        chosen = [c._replace(takers=tuple(t for t in c.takers if t[1] in people)) for c in chosen]
        stretches = [s for s in stretches_of(self.sheet, is_true) if s[0] in people]
        impossible = place(self.sheet.brief, [*chosen, *in_field(self.sheet.brief, stretches)]).impossible
        for group in impossible:
            self.sheet.cut(cut_of(group, chosen, keeps, stretches))
        return bool(impossible)

    def _demands(self, facts: Sequence[Fact]) -> set[Fact]:
        """Those that ask for something: doing nothing at all does not meet them."""
        sheet = self.sheet
        nothing = [sheet.left_out(event) for event in sheet.events]
        nothing += [no(block.lit) for leader in sheet.brief.leaders for block in sheet.blocks(leader.id)]
        by_lit = {sheet.assumptions[fact]: fact for fact in facts}
        left = list(by_lit)
        while left:
            solver, status = self._solve([*nothing, *left], quick=True)
            core = set(solver.sufficient_assumptions_for_infeasibility()) & set(left)
            if status != cp_model.INFEASIBLE or not core:
                break
            left = [lit for lit in left if lit not in core]
        return {by_lit[lit] for lit in by_lit.keys() - set(left)}

    def _again(self, facts: Sequence[Fact]) -> bool:
        """The conflict once more, by another configuration."""
        frame = [lit for fact, lit in self.sheet.assumptions.items() if fact.rule in FRAME]
        _, status = self._solve([*frame, *(self.sheet.assumptions[fact] for fact in facts)], quick=False)
        return status == cp_model.INFEASIBLE

    def _solve(self, assumed: Sequence[Lit], *, quick: bool) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
        """quick: first without presolve and relaxation, which names most conflicts at once; counting needs them."""
        proto = self.sheet.proto
        proto.assumptions.clear()
        proto.assumptions.extend(list(assumed))
        if quick:
            solver = _engine(QUICK)
            solver.parameters.cp_model_presolve = False
            solver.parameters.linearization_level = 0
            solver.parameters.symmetry_level = 0
            status = solver.solve(self.sheet.model)
            if status != cp_model.UNKNOWN:
                return solver, status
        solver = _engine(THOROUGH)
        solver.parameters.linearization_level = 2
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.max_presolve_iterations = 1
        return solver, solver.solve(self.sheet.model)


def _engine(effort: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = effort
    return solver


def _last(fact: Fact) -> tuple[bool, str, str]:
    """Rules of ours are dropped first, so that the law is named where it can be."""
    return (not fact.rule.startswith("house-"), fact.rule, fact.subject)
