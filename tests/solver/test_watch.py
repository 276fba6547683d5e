"""Looking on changes nothing; a stop keeps the best that stands."""

import time

from models.plan import Plan, ProofStatus
from rules import audit
from solver.engines.base import Progress
from solver.portfolio import Peek, plan_long
from solver.solve import solve
from solver.watch import Watch
from tests.jobs.months import december


def test_who_looks_on_is_told_and_the_plan_is_the_same():
    told: list[Progress] = []
    kept: list[Plan] = []
    brief = december()
    watch = Watch(time.monotonic, told.append, kept.append)
    answer = solve(brief, watch=watch)
    assert isinstance(answer, Plan)
    assert answer == solve(brief)
    objectives = [p.objective for p in told if p.objective is not None]
    assert answer.proof is not None
    assert objectives[-1] <= answer.proof.objective
    assert kept
    assert all(audit(brief, plan).is_lawful for plan in kept)


def test_a_stop_keeps_a_plan_that_stands():
    brief = december()
    watch = Watch(time.monotonic, keep=lambda plan: watch.stop())
    answer = solve(brief, watch=watch)
    assert isinstance(answer, Plan)
    assert answer.proof is not None
    assert audit(brief, answer).is_lawful
    assert answer.proof.status is ProofStatus.OPTIMAL or not answer.proof.repeatable


def test_a_long_search_tells_its_best_to_whoever_asks():
    brief = december()
    best: list[Peek] = []
    asked: list[Plan | None] = []
    answer = plan_long(
        brief,
        seconds=30,
        clock=time.monotonic,
        report=lambda progress: asked.append(best[0]()),
        peek=best.append,
    )
    assert isinstance(answer, Plan)
    plans = [plan for plan in asked if plan is not None]
    assert plans
    assert all(audit(brief, plan).is_lawful for plan in plans)
