"""The standing meeting's month: every working half-day, what it would cost to hold the meeting then, what keeps it
from there, and the fewest waivers that would let it.

One sheet serves for all: what propagation refuses needs no engine, the rest is forced and solved exactly.
"""

from collections.abc import Sequence

from ortools.sat.python import cp_model

from models.brief import Brief
from models.events import Event, Kind
from models.policy import Session
from models.reasons import Blocker, Cell, MonthMap
from models.repairs import Repair, RepairKind
from models.spans import HalfDay
from rules.base import Fact, Lit
from solver.edits import repaired
from solver.explain import Conflicts, Undecided
from solver.inquiry import Inquiry
from solver.quick import engine
from solver.search import NoAnswer
from solver.sheet import CpSheet
from solver.telling import blockers_of, cite_of


def month_map(inquiry: Inquiry, event_id: str | None = None, *, both_halves: bool = False) -> MonthMap:
    """The map of an event, the first standing meeting unless said otherwise.

    both_halves: also the half of the day in which it is not usually held. Raises KeyError where there is no such
    event.
    """
    event = _event(inquiry.brief, event_id)
    halves = _halves(inquiry.brief, event, both_halves)
    chosen = next((HalfDay.of(b.start) for b in inquiry.plan.bookings if b.event == event.id), None)
    cells = {half: _cell(inquiry, event, half, half == chosen) for half in halves}
    costs = [cost for _, cost in cells.values() if cost is not None]
    best = min(costs) if costs else None
    priced = [
        cell.model_copy(update={"price": None if cost is None or best is None else cost - best})
        for cell, cost in cells.values()
    ]
    told = tuple(_waived(inquiry, event, cell, best) for cell in priced)
    return MonthMap(event=event.id, title=event.title, best=best, cells=told)


def _event(brief: Brief, id: str | None) -> Event:
    if id is not None:
        return brief.event_by_id[id]
    found = next((event for event in brief.events if event.kind is Kind.STANDING), None)
    if found is None:
        raise KeyError("standing")
    return found


def _halves(brief: Brief, event: Event, both: bool) -> list[HalfDay]:
    session = brief.policy.standing.session
    wanted = (False, True) if both or session is Session.ANY or event.kind is not Kind.STANDING else None
    sides = wanted or ((session is Session.PM),)
    days = brief.calendar.workdays(brief.horizon.first, brief.horizon.last)
    return [HalfDay(day, pm) for day in days for pm in sides]


def _cell(inquiry: Inquiry, event: Event, half: HalfDay, chosen: bool) -> tuple[Cell, int | None]:
    lit = inquiry.sheet.at(event, half)
    if half not in inquiry.sheet.starts(event):
        return Cell(half=half, chosen=chosen, open=False, blockers=_outside(inquiry, event, half)), None
    grounds = inquiry.grounds
    clashes = grounds.refused([grounds.sheet.at(event, half)])
    if clashes:
        blockers = blockers_of(inquiry.brief, inquiry.by_code, clashes, event, half)
        return Cell(half=half, chosen=chosen, open=False, blockers=blockers), None
    answer = inquiry.nearest([lit])
    if isinstance(answer, NoAnswer):
        return Cell(half=half, chosen=chosen, open=False, decided=False), None
    if answer is None:
        return Cell(half=half, chosen=chosen, open=False, blockers=_shown(inquiry, event, half)), None
    words = [cite_of(f) for f in answer.audit.findings if f.subject == event.id and f.cost]
    return Cell(half=half, chosen=chosen, open=True, words=tuple(words)), answer.audit.cost


def _outside(inquiry: Inquiry, event: Event, half: HalfDay) -> tuple[Blocker, ...]:
    return blockers_of(inquiry.brief, inquiry.by_code, [frozenset({Fact("house-window", event.id)})], event, half)


def _shown(inquiry: Inquiry, event: Event, half: HalfDay) -> tuple[Blocker, ...]:
    """The conflict that only the engine finds."""
    sheet = inquiry.grounds.sheet
    try:
        facts = Conflicts(sheet, inquiry.rules).core_with([sheet.at(event, half)])
    except Undecided:
        facts = None
    return blockers_of(inquiry.brief, inquiry.by_code, [frozenset(facts)] if facts else [], event, half)


def _waived(inquiry: Inquiry, event: Event, cell: Cell, best: int | None) -> Cell:
    """The cell with the fewest waivers that would open it, verified by planning with them."""
    sheet = inquiry.grounds.sheet
    codes = {rule.code: rule for rule in inquiry.rules if rule.approver}
    if cell.open or not cell.decided or cell.half not in sheet.starts(event):
        return cell
    if not any(cite.code in codes for blocker in cell.blockers for cite in blocker.cites):
        return cell
    facts = _fewest(inquiry, [f for f in sheet.assumptions if f.rule in codes], sheet.at(event, cell.half))
    waivers = tuple(
        Repair(
            kind=RepairKind.WAIVE,
            subject=fact.subject,
            rule=fact.rule,
            who=codes[fact.rule].approver,
            sentence=f"请{codes[fact.rule].approver}准予变通：{codes[fact.rule].title}（{codes[fact.rule].source}）",
            price=0,
        )
        for fact in facts
    )
    if not waivers:
        return cell
    brief = inquiry.brief
    for waiver in waivers:
        brief = repaired(brief, waiver)
    waived = Inquiry(brief, inquiry.plan, inquiry.rules, like=inquiry.sheet)
    answer = waived.nearest([waived.sheet.at(event, cell.half)])
    if answer is None or isinstance(answer, NoAnswer):
        return cell
    price = answer.audit.cost - (best if best is not None else inquiry.audit.cost)
    return cell.model_copy(update={"waivers": waivers, "price_waived": price})


def _fewest(inquiry: Inquiry, waivable: Sequence[Fact], at: Lit) -> list[Fact]:
    """The fewest facts to be waived so that the literal can be true; none: no waiver helps."""
    sheet = inquiry.grounds.sheet
    objective = sheet.proto.objective
    free = [sheet.assumptions[fact] for fact in waivable]
    fixed = [lit for fact, lit in sheet.assumptions.items() if fact not in set(waivable)]
    sheet.proto.assumptions.clear()
    held = [*fixed, at]
    domains = [(lit, list(sheet.proto.variables[lit].domain)) for lit in held]
    try:
        for lit in held:
            _narrow(sheet, lit, [1, 1])
        objective.vars.extend([*free])
        objective.coeffs.extend([-1] * len(free))
        solver = engine()
        status = solver.solve(sheet.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return []
        values = list(solver.response_proto.solution)
        return [fact for fact in waivable if values[sheet.assumptions[fact]] == 0]
    finally:
        sheet.proto.clear_objective()
        for lit, domain in domains:
            _narrow(sheet, lit, domain)


def _narrow(sheet: CpSheet, variable: int, domain: Sequence[int]) -> None:
    row = sheet.proto.variables[variable].domain
    row.clear()
    row.extend(list(domain))
