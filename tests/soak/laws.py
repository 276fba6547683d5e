"""What must hold of every case: two faces, one word; two readings, one word; the optimum is the optimum."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice
from random import Random
from typing import NamedTuple

from ortools.sat.python import cp_model

from models.audit import Verdict
from models.brief import Brief
from models.occupations import start_times
from models.plan import Booking, Plan, ProofStatus
from models.reasons import Stuck
from rules import RULES, audit
from solver.search import NoAnswer, search
from solver.sheet import CpSheet
from solver.solve import solve
from tests.house.chance import shaken
from tests.house.plans import neighbours, own_plans
from tests.house.proto import Model, Site, Traced
from tests.house.survey import Heard, hear, weigh
from tests.oracle import judge, opened
from tests.soak.cases import Case

SOME = 24
WHO_SITS = {"6-a", "7-c", "7-d", "7-e", "7-g", "39", "43-a", "42-a", "house-seats-filled", "8"}
GIVEN_TO_ONE = {"variant-research-stay"}  # a stay that is ruled out anyway: the oracle does not ask whether it is
TOLD_APART = {  # what a plan says twice, or of a day off, each reading may count once or twice, or not at all
    "house-office-hours": {"66-a", "variant-research-quarter", "variant-research-spread"},
    "house-no-double-booking": {"66-a", "variant-research-quarter", "variant-research-spread"},
    "house-one-seat": {"61-d", "variant-speakers"},
    "65-b": {"variant-research-stay"},
    "house-research-blocks": {"66-a", "variant-research-quarter", "variant-research-spread"},
    "house-agenda": {"43-d"},
}


class Told(NamedTuple):
    """A plan, the audit's word on it, whose rows of the sheet refuse it, what it costs there and whose prices it
    pays."""

    plan: Plan
    heard: Heard
    refused: frozenset[Site]
    cost: int
    paid: frozenset[Site]


class Inquest:
    """One case looked into: its sheet, its plans, its optimum, each worked out once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.brief = case.brief

    def chance(self, what: str) -> Random:
        """Chance of its own for each purpose, so that a law can be asked by itself."""
        return Random(f"{what} {self.case.seed}")

    @cached_property
    def model(self) -> Model:
        """The sheet, traced."""
        return Model(Traced(self.brief, RULES))

    @cached_property
    def answer(self) -> Plan | Stuck | NoAnswer:
        """What the solver says."""
        return solve(self.brief)

    @property
    def optimum(self) -> int | None:
        """Its price; none where the musts clash."""
        if isinstance(self.answer, NoAnswer):
            raise AssertionError(f"no answer within the limits: {self.answer.why}")
        return self.answer.proof.objective if isinstance(self.answer, Plan) and self.answer.proof else None

    @cached_property
    def told(self) -> list[Told]:
        """Every plan that the sheet can say, or some; those beside the optimum; times that no rule should admit."""
        rng = self.chance("plans")
        sheet = self.model.sheet
        plans: Iterator[Plan] = self._every() if self.case.whole else shaken(sheet, rng, SOME)
        found = [self._word(plan) for plan in plans]
        if isinstance(self.answer, Plan):
            found += [self._word(plan) for plan in neighbours(self.answer, self.brief, rng, SOME // 2)]
            found += [self._word(plan) for plan in islice(off_the_grid(self.answer, self.brief, rng), 4)]
        return found

    def _every(self) -> Iterator[Plan]:
        return own_plans(self.model.sheet, self.case.research, self.case.leave)

    def _word(self, plan: Plan) -> Told:
        return Told(plan, hear(self.brief, plan), *weigh(self.model, plan))


def off_the_grid(plan: Plan, brief: Brief, rng: Random) -> Iterator[Plan]:
    """The plan with an item at any minute of any half-day it could start in, admitted or not."""
    for n, booking in enumerate(plan.bookings):
        event = brief.event_by_id.get(booking.event)
        starts = brief.start_halves(event) if event is not None else ()
        if event is None or not starts:
            continue
        span = rng.choice(start_times(brief, event, rng.choice(starts)))
        moved = Booking(event=event.id, start=span.start, end=span.end)
        yield plan.model_copy(update={"bookings": (*plan.bookings[:n], moved, *plan.bookings[n + 1 :])})


def agreement(inquest: Inquest) -> str | None:
    """The audit finds nothing broken ⇔ the sheet with the plan's choices fixed is feasible and its minutes stand."""
    for told in inquest.told:
        if bool(told.heard.broken) != bool(told.refused):
            return f"audit says {sorted(told.heard.broken)}, sheet {sorted(told.refused)} of {shown(told.plan)}"
        if not told.refused and told.heard.cost != told.cost:
            return f"audit counts {told.heard.cost}, sheet {told.cost} for {shown(told.plan)}"
    return None


def brute_force(inquest: Inquest) -> str | None:
    """The optimum is the least price of all plans; of a case too large to tell, no plan seen is cheaper."""
    costs = [told.cost for told in inquest.told if not told.heard.broken and not told.refused]
    least, best = min(costs, default=None), inquest.optimum
    if least is not None and (best is None or best > least):
        return f"solver says {best}, a lawful plan costs {least}"
    if inquest.case.whole and best != least:
        return f"solver says {best}, the cheapest of all plans costs {least}"
    return None


def ledger(inquest: Inquest) -> str | None:
    """The audit's price of the solver's plan is its objective, proved, and nothing in it is broken by the plan."""
    plan = inquest.answer
    if not isinstance(plan, Plan):
        return None
    verdict, proof = audit(inquest.brief, plan), plan.proof
    assert proof is not None
    if proof.status is not ProofStatus.OPTIMAL or (verdict.cost, verdict.cost) != (proof.objective, proof.bound):
        return f"audit counts {verdict.cost}, solver {proof.objective} with bound {proof.bound}"
    broken = [f for f in verdict.findings if f.verdict is Verdict.BROKEN and not f.given]
    return f"broken by the solver's plan: {broken[0]}" if broken else None


def two_readings(inquest: Inquest) -> str | None:
    """Audit and oracle name the same breaches and the same open questions.

    Where several rules meet on one wrongly taken seat each reading may name another of them, so those count as one.
    """
    rng = inquest.chance("readings")
    plans = [told.plan for told in inquest.told]
    some = rng.sample(plans, min(SOME, len(plans)))
    some += [inquest.answer] if isinstance(inquest.answer, Plan) else []
    for plan in some:
        findings = audit(inquest.brief, plan).findings
        told = {(f.code, f.subject) for f in findings if f.verdict is Verdict.BROKEN}
        words = judge(inquest.brief, plan)
        apart = {code for cause, _ in words for code in TOLD_APART.get(cause, ())}
        given = {(f.code, f.subject) for f in findings if f.given and f.code in GIVEN_TO_ONE}
        first = _grouped(row for row in told - given if row[0] not in apart)
        second = _grouped(row for row in words - given if row[0] not in apart)
        if first != second:
            return _apart("broken", first, second, plan)
        left = {(f.code, f.subject) for f in findings if f.verdict is Verdict.OPEN}
        other = opened(inquest.brief, plan)
        if left != other:
            return _apart("open", left, other, plan)
    return None


def _apart(what: str, first: set[tuple[str, str]], second: set[tuple[str, str]], plan: Plan) -> str:
    return f"{what} only to audit {sorted(first - second)}, only to oracle {sorted(second - first)}; {shown(plan)}"


def _grouped(words: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {("who sits" if code in WHO_SITS else code, subject.split(":")[0]) for code, subject in words}


def two_engines(inquest: Inquest) -> str | None:
    """Another configuration of the engine finds the same optimum, or none either."""
    other = price(inquest.brief)
    return None if other == inquest.optimum else f"one engine says {inquest.optimum}, another {other}"


def price(brief: Brief) -> int | None:
    """The optimum by another configuration than the house's own: one worker; none where there is no plan."""
    answer = search(CpSheet(brief, RULES), RULES, _one_worker, [])
    if isinstance(answer, NoAnswer):
        raise AssertionError(f"no answer within the limits: {answer.why}")
    return answer.proof.objective if answer is not None and answer.proof is not None else None


def _one_worker() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = 60
    return solver


def shown(plan: Plan) -> str:
    """A plan on one line."""
    booked = [f"{b.event} {b.start:%m-%d %H:%M}-{b.end:%H:%M}" for b in plan.bookings]
    seats = [f"{s.event}/{s.seat}={s.taken_by}" for s in plan.seats]
    field = [f"{b.leader} {b.start}+{b.half_days}" for b in plan.research]
    tabled = [f"{t.item}@{t.event}" for t in plan.agenda]
    return "; ".join(", ".join(part) for part in (booked, seats, field, tabled) if part)


class Law(NamedTuple):
    """What must hold of a case. ask: what is wrong, none where nothing is."""

    ask: Callable[[Inquest], str | None]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.ask.__name__

    def __call__(self, inquest: Inquest) -> str | None:
        """What is wrong, none where nothing is."""
        return self.ask(inquest)


LAWS = (Law(agreement), Law(brute_force), Law(ledger), Law(two_readings), Law(two_engines))
