"""Why there is no plan: the facts that clash, shrunk until each one is needed.

An infeasible answer has been wrong in released versions of the engine, so the conflict is solved once more, by
itself and with another configuration, before anybody is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from models.brief import Brief
from rules.base import Fact, Rule
from solver.sheet import CpSheet, Cut


@dataclass(frozen=True)
class Clash:
    """One fact of a conflict. rule, subject: codes; sentence: Chinese."""

    rule: str
    subject: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.rule}\t{self.subject}\t{self.sentence}"


@dataclass(frozen=True)
class Stuck:
    """The musts clash. facts: minimal, without any one of them there is a plan (when `minimal`)."""

    facts: tuple[Clash, ...]
    minimal: bool


def explain(brief: Brief, rules: Sequence[Rule], cuts: Sequence[Cut] = ()) -> Stuck:
    """Find a minimal conflict among the rules' facts; the cuts of placement count as facts of theirs."""
    sheet = CpSheet(brief, rules, explaining=True)
    for cut in cuts:
        sheet.cut(cut)
    by_lit = {lit: fact for fact, lit in sheet.assumptions.items()}
    core = _core(sheet, list(by_lit))
    if core is None:
        return Stuck((), minimal=False)
    minimal = True
    for lit in sorted(core, key=lambda lit: _last(by_lit[lit])):
        if lit not in core:
            continue
        rest = [other for other in core if other != lit]
        smaller = _core(sheet, rest)
        if smaller is not None:
            core = smaller
        elif not _confirmed_feasible(sheet, rest):
            minimal = False
    facts = sorted((by_lit[lit] for lit in core), key=lambda fact: (fact.rule, fact.subject))
    readings = {rule.code: rule for rule in rules}
    return Stuck(tuple(_tell(brief, readings[fact.rule], fact) for fact in facts), minimal)


def _last(fact: Fact) -> tuple[bool, str, str]:
    """Rules of ours are dropped first, so that the law is named where it can be."""
    return (not fact.rule.startswith("house-"), fact.rule, fact.subject)


def _solve(sheet: CpSheet, assumed: Sequence[int]) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
    proto = sheet.proto
    proto.assumptions.clear()
    proto.assumptions.extend(list(assumed))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = 20.0
    return solver, solver.solve(sheet.model)


def _core(sheet: CpSheet, assumed: Sequence[int]) -> list[int] | None:
    """Assumptions that clash among these; none: they do not, or it was not decided."""
    solver, status = _solve(sheet, assumed)
    if status != cp_model.INFEASIBLE:
        return None
    core = list(solver.sufficient_assumptions_for_infeasibility())
    return core or list(assumed)


def _confirmed_feasible(sheet: CpSheet, assumed: Sequence[int]) -> bool:
    _, status = _solve(sheet, assumed)
    return status in (cp_model.OPTIMAL, cp_model.FEASIBLE)


def _tell(brief: Brief, rule: Rule, fact: Fact) -> Clash:
    subject, _, leader = fact.subject.partition(":")
    event = brief.event_by_id.get(subject)
    if event is not None:
        name = f"「{event.title}」" + (brief.zh(leader) if leader else "")
    elif subject in brief.leader_by_id:
        name = brief.zh(subject)
    else:
        name = subject
    return Clash(fact.rule, fact.subject, f"{name}：{rule.title}（{rule.source}）")
