"""Re-plan: the facts have changed under a publication; what is published is disturbed least, then all else is best.

Tier by tier (`models.replan.Tier`) as little as can be is disturbed, the gravest first; among the plans that do so
the cheapest is taken, and among those the one that adds least of its own accord. The past stands, by the rules.

Only a window around the damage is free at first, the rest is held. When widening cannot help: held and loosened, the
sheet brackets the whole horizon's least disturbance (`solver.replan_sheet`); where both agree, no plan of the whole
horizon disturbs less. Where they do not, the window grows, until all is free and nothing is left to prove. The
cheapest cost beside that disturbance is the window's: a plan of the whole horizon may disturb as little elsewhere.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import NamedTuple

from models.brief import Brief
from models.errors import BadInput, Fault
from models.plan import Plan
from models.reasons import Stuck
from models.replan import Damage, Disturbance, Replan, disturbance, judged_of
from models.spans import DateRange
from rules import RULES
from rules.base import Lit, Rule, no
from solver.difference import moves
from solver.explain import explain
from solver.quick import engine
from solver.replan_damage import Damaged, damaged
from solver.replan_sheet import Freedom, WindowSheet
from solver.replan_tiers import Ladder, Undecided
from solver.search import NoAnswer, SolverDisagrees, search
from solver.sheet import Cut

__all__ = ["MARGINS", "Arranged", "NoAnswer", "Stuck", "arrange", "freedom", "replan"]

MARGINS = (1, 5)
"""Days about the damage, window after window."""
MOST_ROUNDS = 60


class Arranged(NamedTuple):
    """A plan that disturbs least. proven: nothing less is possible anywhere in the horizon."""

    plan: Plan
    cost: int
    disturbance: Disturbance
    proven: bool
    freedom: Freedom


def replan(
    brief: Brief, rules: Sequence[Rule] = RULES, *, margins: Sequence[int] = MARGINS
) -> Replan | Stuck | NoAnswer:
    """The plan of a brief that disturbs its publication least. margins: days about the damage that are free, one
    window after the other, before the whole horizon is; none: it is from the start.

    Raises BadInput where the brief has no publication, or one that does not reach its horizon, and SolverDisagrees
    if audit or count contradict the solver.
    """
    was = published_plan(brief)
    found = damaged(brief, was, rules)
    answer = arrange(brief, was, found, rules, margins=margins)
    return told(brief, was, found.told, answer) if isinstance(answer, Arranged) else answer


def published_plan(brief: Brief) -> Plan:
    """The published plan of the horizon. Raises BadInput where there is none."""
    was = judged_of(brief.published, brief) if brief.published is not None else None
    if was is None:
        raise BadInput([Fault("published", "这份摘要的计划范围内还没有公布过安排，无从调整；请先用 plan 排出方案")])
    return was


def told(brief: Brief, was: Plan, why: tuple[Damage, ...], answer: Arranged, asks: tuple[str, ...] = ()) -> Replan:
    """An answer as a change slip."""
    changes = tuple(moves(brief, was, answer.plan))
    number = brief.published.number if brief.published else 0
    if changes:
        headline = f"比第{number}版变动{len(changes)}处：{answer.disturbance.zh}"
    else:
        headline = f"无须变动：第{number}版的安排照旧"
    return Replan(
        brief=brief.digest, published=number, headline=headline, damage=why, disturbance=answer.disturbance,
        proven=answer.proven, first=answer.freedom.days.first, last=answer.freedom.days.last,
        whole=answer.freedom.whole, asks=asks, moves=changes, cost=answer.cost, plan=answer.plan,
    )  # fmt: skip


def arrange(
    brief: Brief, was: Plan, found: Damaged, rules: Sequence[Rule] = RULES, *, margins: Sequence[int] = MARGINS
) -> Arranged | Stuck | NoAnswer:
    """The least disturbing plan in the smallest window that is enough, or why there is none."""
    cuts: list[Cut] = []
    for free in windows(brief, found, margins):
        answer = _in_window(brief, was, free, rules, cuts)
        if isinstance(answer, Arranged) and (answer.proven or free.whole):
            return answer
        if free.whole and answer is not None:
            return answer
    stuck = explain(brief, rules, cuts)
    if stuck.conflicts:
        return stuck
    return NoAnswer("必办事项似有冲突，但在限定的计算量内没有查实；请缩短计划范围后再试。")


def windows(brief: Brief, found: Damaged, margins: Sequence[int]) -> Iterator[Freedom]:
    """What is free, from the damage alone to everything."""
    for margin in margins:
        yield freedom(brief, found, margin)
    yield Freedom(brief.horizon, found.events, frozenset(brief.leader_by_id), True)


def freedom(brief: Brief, found: Damaged, margin: int) -> Freedom:
    """The days within a margin of the damage, what is damaged, and whose it is."""
    first, last = found.days(brief) or (brief.horizon.first, brief.horizon.first)
    about = timedelta(days=margin)
    days = DateRange(first=max(brief.horizon.first, first - about), last=min(brief.horizon.last, last + about))
    return Freedom(days, found.events, found.leaders, days == brief.horizon)


def _in_window(
    brief: Brief, was: Plan, free: Freedom, rules: Sequence[Rule], cuts: list[Cut]
) -> Arranged | NoAnswer | None:
    """The least disturbing plan of one window; none: it has none."""
    sheet = WindowSheet(brief, rules, was, free)
    if sheet.unholdable:
        free = free._replace(events=free.events | sheet.unholdable)
        sheet = WindowSheet(brief, rules, was, free)
    ladder = Ladder(sheet)
    own: list[Cut] = []
    values: list[int] | None = None
    try:
        for _ in range(MOST_ROUNDS):
            values = ladder.settle(values)
            if values is None:
                return None
            known = len(own)
            with _nearest(sheet) as scale:
                answer = search(sheet, rules, engine, own, rounds=1, scale=scale)
            if isinstance(answer, Plan):
                proven = free.whole or _proven(sheet, ladder, values)
                return _checked(brief, ladder, values, answer, proven, free)
            if answer is None or len(own) == known:
                return answer
    except Undecided:
        return NoAnswer("在限定的计算量内没有得到方案，也没有证明无解；请缩短计划范围或放宽限制后再试。")
    finally:
        if free.whole:
            cuts += own
    return NoAnswer("各项事项到分钟的安排反复相撞，在限定的轮次内没有排定；请缩短计划范围或减少同日事项后再试。")


def _proven(sheet: WindowSheet, ladder: Ladder, values: list[int]) -> bool:
    with sheet.loosened():
        return ladder.is_least(values)


def _checked(brief: Brief, ladder: Ladder, values: list[int], plan: Plan, proven: bool, free: Freedom) -> Arranged:
    """The answer, its disturbance counted a second time from the plan alone."""
    counted, solved = disturbance(brief, plan), ladder.disturbance(values)
    if counted != solved:
        raise SolverDisagrees(
            f"求解结果未通过独立核算，已作废：变动核算为{counted.zh}，求解为{solved.zh}；请把摘要文件交给维护人员。"
        )
    cost = plan.proof.objective if plan.proof is not None else 0
    return Arranged(plan.model_copy(update={"proof": None}), cost, counted, proven, free)


@contextmanager
def _nearest(sheet: WindowSheet) -> Iterator[int]:
    """The sheet's costs as objective, and a little for whatever is added that nobody published."""
    extra = list(_additions(sheet))
    scale = sum(weight for _, weight in extra) + 1
    cost = {lit: price * scale for lit, price in sheet.cost.items()}
    floor = sheet.cost_floor * scale
    for lit, weight in extra:
        if lit < 0:
            floor += weight
            lit, weight = no(lit), -weight
        cost[lit] = cost.get(lit, 0) + weight
    objective = sheet.proto.objective
    objective.vars.clear()
    objective.coeffs.clear()
    objective.vars.extend(list(cost))
    objective.coeffs.extend(list(cost.values()))
    objective.offset = floor
    yield scale


def _additions(sheet: WindowSheet) -> Iterator[tuple[Lit, int]]:
    """Choices that nothing published asks for, each with how much it adds."""
    brief = sheet.brief
    booked = {id for id, was in brief.published_by_event.items() if was.start.date() in brief.horizon}
    for event in sheet.events:
        if event.id not in booked:
            yield no(sheet.left_out(event)), 1
            continue
        for seat in brief.seats_by_event[event.id]:
            if brief.published_seats.get((event.id, seat.key)) is None and not seat.required:
                yield from (
                    (sheet.takes(event, seat, person, start), 1)
                    for start in sheet.starts(event)
                    for person in sheet.takers(event, seat)
                )
    stood = {(b.leader, h.index) for b in (brief.published.research if brief.published else ()) for h in b.halves()}
    for leader in brief.leaders:
        for block in sheet.blocks(leader.id):
            halves = range(block.start.index, block.start.index + block.half_days)
            new = sum((leader.id, index) not in stood for index in halves)
            if new:
                yield block.lit, new
