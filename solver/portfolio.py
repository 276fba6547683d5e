"""Plans for long horizons, a year say: the engines together, against a clock, with the gap told as it closes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.metadata import version

import numpy as np

from models.brief import Brief
from models.events import EventId
from models.plan import Plan, Proof, ProofStatus
from models.reasons import Stuck
from rules import RULES, audit
from rules.base import Rule
from solver.chosen import chosen
from solver.engines.base import Budget, Clock, Progress, gap_of
from solver.engines.board import Board
from solver.engines.core import core_of
from solver.engines.deeds import Deeds
from solver.engines.exact import solve_exact
from solver.engines.greedy import Hand, held_together
from solver.engines.places import event_of, places_of
from solver.engines.race import Helper, race
from solver.engines.repair import repair
from solver.engines.rows import FAR, Clause, Ints, part, rows_of
from solver.explain import explain
from solver.left_out import reasons
from solver.placement import Chosen, place, running_in
from solver.readout import choices, cut_of, in_field, plan_of, stretches_of
from solver.search import SEED, NoAnswer, agree
from solver.sheet import CpSheet, Cut
from solver.solve import admit
from solver.standing import standing

ENGINE = "CP-SAT windows with HiGHS"
UNDOING = 12  # rounds in which a plan by hand may lose what has no minutes

Peek = Callable[[], Plan | None]


def plan_long(
    brief: Brief,
    rules: Sequence[Rule] = RULES,
    *,
    seconds: float,
    clock: Clock,
    report: Callable[[Progress], None] = lambda progress: None,
    should_stop: Callable[[], bool] = lambda: False,
    start: Plan | None = None,
    peek: Callable[[Peek], None] = lambda best: None,
) -> Plan | Stuck | NoAnswer:
    """Plan a brief of any length as well as `seconds` of wall clock allow, on two cores.

    seconds: for all of it, model included; a little more may pass, since the audit is not cut short. clock: seconds,
    as time.monotonic. report: called from the engines' threads whenever the best plan or the bound changes.
    should_stop: asked between parts; true means: stop and keep the best. start: a plan to begin from. peek:
    handed a function once the search begins, which tells the best plan at hand from any thread (none yet).

    The answer stands to the minute and has passed the audit; its proof carries objective, bound and gap, and is
    marked as not repeatable. A conflict is told where the rules leave no plan at all; NoAnswer where the time was too
    short for a first plan.

    Raises TooLarge before building what would not fit, and SolverDisagrees if the audit contradicts the engines.
    """
    begun = clock()
    admit(brief)
    sheet = CpSheet(brief, rules)
    search = LongSearch(sheet, clock, begun, report)
    budget = Budget(clock, begun + seconds, should_stop)
    peek(lambda: search.at_hand(rules))
    search.run(budget, None if start is None else solution_of(sheet, start, budget.within(seconds / 4).left))
    if search.board.best is None:
        if search.board.impossible:
            stuck = explain(brief, rules, search.cuts, sheet)
            if stuck.conflicts:
                return stuck
        return NoAnswer("在限定的时间内没有得到方案，也没有证明无解；请延长时间、缩短计划范围或放宽限制后再试。")
    plan = search.plan()
    verdict = audit(brief, plan, tuple(rules))
    agree(verdict, search.board.cost or 0)
    return plan.model_copy(update={"left_out": reasons(brief, plan)})


class LongSearch:
    """One sheet, its rows, and what the engines have found so far."""

    def __init__(
        self,
        sheet: CpSheet,
        clock: Clock,
        begun: float,
        report: Callable[[Progress], None] = lambda progress: None,
        at_hand: Callable[[], Plan | None] = lambda: None,
    ) -> None:
        """at_hand: a plan that somebody has made already, to begin from where one has to be made by hand."""
        self.sheet, self._at_hand = sheet, at_hand
        self.clock, self.begun, self.report = clock, begun, report
        self.core = core_of(rows_of(sheet.book))
        self.places = places_of(sheet, self.core.column)
        self.board = Board(self.core.rows, self._place, self.places.first >= 0, self._tell)
        self.board.impossible = not self.core.possible
        self._event = event_of(sheet, self.core.column)
        self._stood: Ints | None = None
        self._chosen: dict[EventId, tuple[Chosen, range]] = {}  # and the days that it touches
        self._keeps: dict[EventId, bool] = {}
        self.cuts: list[Cut] = []
        blocks = [(who.id, b) for who in sheet.brief.leaders for b in sheet.blocks(who.id)]
        self._stretches = [(who, b.start, b.half_days) for who, b in blocks]
        self._block_lits = np.array([b.lit for _, b in blocks], dtype=np.int64)
        self._before = running_in(sheet.brief)

    def run(self, budget: Budget, start: Ints | None = None) -> None:
        """Search until the plan is proven or the budget is spent, and not a moment longer: an engine that is still at
        work then finds the board closed.

        start: a solution of the sheet to begin with; without one, what stands published, if anything does.
        """
        if not self.core.possible:
            return
        work = Helper(lambda: self._search(budget, start))
        work.start()
        while work.is_alive() and budget.left > 0 and not self.board.closed:
            work.join(0.02)
        self.board.stop()
        work.check()

    def _search(self, budget: Budget, start: Ints | None) -> None:
        if start is not None:
            self.board.offer(self.core.within(start))
        elif self.sheet.brief.published is not None:
            x, loose = standing(self.sheet)
            repair(self.board, self.places, self.core.within(x), loose, budget)
        race(self.board, self.places, budget, self.by_hand)

    def by_hand(self) -> bool:
        """A first plan without any engine: that at hand, or one move after the other; what of it has no minutes is
        taken back. False: nothing may be left undone that is not, or it would not settle."""
        board = self.board
        made = self._at_hand()
        ready = None if made is None else self._following(made)
        if ready is not None and board.offer(ready):
            return True
        empty = board.follow(np.where(board.dated, board.rows.low, board.rows.high))
        if empty is None:
            return False
        hand = Hand(board.rows, board.dated, empty)
        hand.do(Deeds(self.sheet, self.core).all())
        out = self.core.column[[self.sheet.left_out(event) for event in self.sheet.events]]
        price = np.where(out >= 0, board.rows.cost[out], FAR)  # what may not be left out is taken back last
        for _ in range(UNDOING):
            known = board.rows.count
            if board.offer(np.array(hand.x, dtype=np.int64)):
                return True
            rows = board.rows
            for n in range(known, rows.count):
                columns = rows.column[rows.start[n] : rows.start[n + 1]].tolist()
                hand.drop(held_together(hand, self._event, price, columns))
        return board.offer(empty)

    def _following(self, plan: Plan) -> Ints | None:
        """A plan's choices, and what follows from them; none where the rows do not admit them."""
        lits = chosen(self.sheet, plan)
        if lits is None:
            return None
        own = self.core.column[[lit for lit in lits if lit >= 0]]
        x = np.zeros(self.board.rows.columns, dtype=np.int64)
        x[own[own >= 0]] = 1
        return self.board.follow(x)

    def _tell(self) -> None:
        board = self.board
        elapsed = self.clock() - self.begun
        self.report(Progress(elapsed, board.cost, board.bound, gap_of(board.cost, board.bound)))

    def _place(self, x: Ints) -> list[Clause]:
        """Nothing where the choices stand to the minute; else what does not go together. Only the days that differ
        from the last choices that stood are placed again."""
        whole = self.core.whole(x)
        is_true = _reader(whole)
        first_time = self._stood is None
        moved = np.arange(len(x)) if first_time else np.flatnonzero(x != self._stood)
        touched = [self.sheet.events[n] for n in np.unique(self._event[moved]) if n >= 0]
        events = self.sheet.events if first_time else touched  # those that are settled have no columns
        anew = {event.id for event in events}
        fresh, keeps = choices(self.sheet, is_true, events)
        chosen = {id: c for id, c in self._chosen.items() if id not in anew}
        chosen |= {c.id: (c, _days(c)) for c in fresh}
        kept = {id: k for id, k in self._keeps.items() if id not in anew} | keeps
        first, last = self.places.first[moved], self.places.last[moved]
        origin = self.sheet.brief.horizon.first.toordinal()
        near = {origin + int(day) + n for day in np.unique((first, last)) if day >= 0 for n in (-1, 0, 1)}
        stretches = [self._stretches[n] for n in np.flatnonzero(whole[self._block_lits])]
        everything = [*chosen.values(), *((c, _days(c)) for c in in_field(self.sheet.brief, stretches))]
        mine = [c for c, days in everything if first_time or not near.isdisjoint(days)]
        placed = place(self.sheet.brief, mine, self._before)
        if not placed.impossible:
            self._stood, self._chosen, self._keeps = x, chosen, kept
            return []
        all_chosen = [c for c, _ in chosen.values()]
        found = [cut_of(impossible, all_chosen, kept, stretches) for impossible in placed.impossible]
        self.cuts += found
        return [self.core.clause(clause_of(self.sheet, cut)) for cut in found]

    def at_hand(self, rules: Sequence[Rule] = RULES) -> Plan | None:
        """The best so far, if there is one and the audit finds nothing against it; the search goes on meanwhile."""
        with self.board.lock:
            board = replace(self.board)
        if board.best is None:
            return None
        plan = self.plan(board)
        verdict = audit(self.sheet.brief, plan, tuple(rules))
        agree(verdict, board.cost or 0)
        return plan

    def plan(self, board: Board | None = None) -> Plan:
        """The best that was found, as a plan. board: as it stood then. Raises ValueError where there is none."""
        board, sheet = board or self.board, self.sheet
        if board.best is None or board.cost is None:
            raise ValueError("no plan has been found")
        is_true = _reader(self.core.whole(board.best))
        chosen, _ = choices(sheet, is_true)
        stretches = stretches_of(sheet, is_true)
        placed = place(sheet.brief, [*chosen, *in_field(sheet.brief, stretches)])
        bound = min(board.bound, board.cost)
        proof = Proof(
            status=ProofStatus.OPTIMAL if bound >= board.cost else ProofStatus.FEASIBLE,
            objective=board.cost,
            bound=bound,
            gap=round(gap_of(board.cost, bound) or 0.0, 6),
            engine=f"ortools {version('ortools')} {ENGINE}",
            seed=SEED,
            events=len(sheet.events),
            variables=board.rows.columns,
            constraints=board.rows.count,
            cuts=len(self.cuts),
            rounds=1,
            repeatable=False,
        )
        return plan_of(sheet, is_true, chosen, placed.times, proof)


def _days(chosen: Chosen) -> range:
    """The days that a choice touches, by ordinal."""
    span = chosen.spots[0].span
    return range(chosen.start.day.toordinal(), span.end.toordinal() + 1)


def clause_of(sheet: CpSheet, cut: Cut) -> Clause:
    """A cut as a row: not all of its choices together."""
    lits = sheet.lits_of(cut)
    return Clause(on=tuple(-lit - 1 for lit in lits if lit < 0), off=tuple(lit for lit in lits if lit >= 0))


def solution_of(sheet: CpSheet, plan: Plan, seconds: float) -> Ints | None:
    """A solution of the sheet that makes a plan's choices; none where its rows do not admit them, or not in time."""
    choices_made = chosen(sheet, plan)
    if choices_made is None:
        return None
    rows = rows_of(sheet.book)
    low = rows.low.copy()
    low[[lit for lit in choices_made if lit >= 0]] = 1
    piece = part(rows, low, rows.high)
    found = solve_exact(piece.rows, seconds=seconds, workers=2) if piece.possible else None
    return None if found is None or found.x is None else piece.whole(found.x)


def _reader(x: Ints) -> Callable[[int], bool]:
    values = np.asarray(x).tolist()
    return lambda lit: bool(values[lit] == 1 if lit >= 0 else values[-lit - 1] == 0)
