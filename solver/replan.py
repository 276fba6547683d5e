"""Re-plan: the facts have changed under a publication; what is published is disturbed least, then all else is best.

Tier by tier (`models.replan.Tier`) as little as can be is disturbed, the gravest first; among the plans that do so
the cheapest is taken, and among those the one that adds least of its own accord. The past stands, by the rules.

Only a window around the damage is free at first, the rest is held. When widening cannot help: held and loosened, the
sheet brackets the whole horizon's least disturbance (`solver.replan_sheet`); where both agree, no plan of the whole
horizon disturbs less. Where they do not, what the loosened sheet gave up becomes free and the window grows, until all
is free and nothing is left to prove. The cheapest cost beside that disturbance is the window's: a plan of the whole
horizon may disturb as little elsewhere, and a publication that was not the cheapest could be bettered far away.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from models.brief import Brief
from models.errors import BadInput, Fault
from models.plan import Plan
from models.reasons import Stuck
from models.replan import Damage, Disturbance, Replan, disturbance, judged_of
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

__all__ = ["Arranged", "NoAnswer", "Stuck", "arrange", "freedom", "replan"]

MARGIN, MORE = 1, 2  # days about the damage that are free, and by how many the window grows each time
WINDOWS = 3  # that are tried before everything is free
MOST_ROUNDS = 60


class Arranged(NamedTuple):
    """A plan than which none of the horizon disturbs less, and what was free to find it."""

    plan: Plan
    cost: int
    disturbance: Disturbance
    freedom: Freedom


def replan(brief: Brief, rules: Sequence[Rule] = RULES, *, windows: int = WINDOWS) -> Replan | Stuck | NoAnswer:
    """The plan of a brief that disturbs its publication least. windows: so many are tried before the whole horizon
    is free; with none it is from the start.

    Raises BadInput where the brief has no publication, or one that does not reach its horizon, and SolverDisagrees
    if audit or count contradict the solver.
    """
    was = published_plan(brief)
    found = damaged(brief, was, rules)
    answer = arrange(brief, was, found, rules, windows=windows)
    return told(brief, was, found.told, answer) if isinstance(answer, Arranged) else answer


def published_plan(brief: Brief) -> Plan:
    """The published plan of the horizon. Raises BadInput where there is none."""
    was = judged_of(brief.published, brief) if brief.published is not None else None
    if was is None:
        raise BadInput([Fault("published", "这份摘要的计划范围内还没有公布过安排，无从调整；请先用 plan 排出方案")])
    return was


def told(brief: Brief, was: Plan, why: tuple[Damage, ...], answer: Arranged, asks: tuple[str, ...] = ()) -> Replan:
    """An answer as a change slip."""
    changes, free = tuple(moves(brief, was, answer.plan)), answer.freedom
    number = brief.published.number if brief.published else 0
    if changes:
        headline = f"比第{number}版变动{len(changes)}处：{answer.disturbance.zh}"
    else:
        headline = f"无须变动：第{number}版的安排照旧"
    return Replan(
        brief=brief.digest, published=number, headline=headline, damage=why, disturbance=answer.disturbance,
        days=() if free.whole else tuple(sorted(free.days)), whole=free.whole, asks=asks, moves=changes,
        cost=answer.cost, plan=answer.plan,
    )  # fmt: skip


def arrange(
    brief: Brief, was: Plan, found: Damaged, rules: Sequence[Rule] = RULES, *, windows: int = WINDOWS
) -> Arranged | Stuck | NoAnswer:
    """The least disturbing plan in the smallest window that is enough, or why there is none."""
    free = freedom(brief, found)
    for _ in range(windows):
        if free.whole:
            break
        window = _Window(brief, was, free, rules)
        answer = window.answer()
        if isinstance(answer, Arranged):
            return answer
        if not isinstance(answer, Freedom):
            stuck = explain(brief, rules, window.cuts) if answer is None else None
            if stuck is not None and stuck.conflicts:
                return stuck
            break
        free = answer.clipped(brief.horizon)
    window = _Window(brief, was, free._replace(whole=True), rules)
    last = window.answer()
    if isinstance(last, Arranged | NoAnswer):
        return last
    stuck = explain(brief, rules, window.cuts)
    if stuck.conflicts:
        return stuck
    return NoAnswer("必办事项似有冲突，但在限定的计算量内没有查实；请缩短计划范围后再试。")


def freedom(brief: Brief, found: Damaged) -> Freedom:
    """The days about the damage, what is damaged, and whose it is."""
    days = frozenset(day for day in found.days() if day in brief.horizon)
    return Freedom(days, found.events, found.leaders).with_more((), (), MARGIN).clipped(brief.horizon)


class _Window:
    """One window: its sheet, the least disturbance in it, and whether more freedom could help."""

    def __init__(self, brief: Brief, was: Plan, free: Freedom, rules: Sequence[Rule]) -> None:
        self.brief, self.rules, self.free = brief, rules, free
        self.cuts: list[Cut] = []
        self.sheet = WindowSheet(brief, rules, was, free)
        if self.sheet.unholdable:
            self.free = free.with_more(self.sheet.unholdable, (), 0)
            self.sheet = WindowSheet(brief, rules, was, self.free)
        self.ladder = Ladder(self.sheet)

    def answer(self) -> Arranged | NoAnswer | Freedom | None:
        """The plan if nothing disturbs less anywhere; a wider freedom if that is not shown; none: no plan at all."""
        try:
            return self._answer()
        except Undecided:
            return NoAnswer("在限定的计算量内没有得到方案，也没有证明无解；请缩短计划范围或放宽限制后再试。")

    def _answer(self) -> Arranged | NoAnswer | Freedom | None:
        values: list[int] | None = None
        for _ in range(MOST_ROUNDS):
            values = self.ladder.settle(values)
            wider = self._wider(values)
            if wider is not None or values is None:
                return wider
            known = len(self.cuts)
            with _nearest(self.sheet) as scale:
                plan = search(self.sheet, self.rules, engine, self.cuts, rounds=1, scale=scale)
            if isinstance(plan, Plan):
                return self._checked(values, plan)
            if plan is None or len(self.cuts) == known:
                return plan
        return NoAnswer("各项事项到分钟的安排反复相撞，在限定的轮次内没有排定；请缩短计划范围或减少同日事项后再试。")

    def _wider(self, values: list[int] | None) -> Freedom | None:
        """What should be free too, if it is not shown that nothing less is possible anywhere."""
        if self.free.whole:
            return None
        with self.sheet.loosened():
            if values is None:
                self.ladder.hold([])
                below = self.ladder.solution if self.ladder.feasible() else None
            else:
                below = self.ladder.below(values)
        if values is not None:
            self.ladder.hold(values)
        return None if below is None else self.free.with_more(*self.sheet.given_up(below), MORE)

    def _checked(self, values: list[int], plan: Plan) -> Arranged:
        """The answer, its disturbance counted a second time from the plan alone."""
        counted, solved = disturbance(self.brief, plan), self.ladder.disturbance(values)
        if counted != solved:
            raise SolverDisagrees(
                f"求解结果未通过独立核算，已作废：变动核算为{counted.zh}，求解为{solved.zh}；"
                "请把摘要文件交给维护人员。"
            )
        cost = plan.proof.objective if plan.proof is not None else 0
        return Arranged(plan.model_copy(update={"proof": None}), cost, counted, self.free)


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
