"""Limits: too little effort is no answer and never "impossible"; what is too large is refused before it is built."""

from dataclasses import replace
from pathlib import Path

import pytest

from intake.brief import read_brief
from models.errors import TooLarge
from models.plan import Plan, ProofStatus
from models.reasons import Stuck
from rules import audit
from solver.solve import Effort, Limits, NoAnswer, admit, solve
from tests.builders import event, leader, seat, window
from tests.house.tiny import policy, tiny_brief
from tests.solver.test_conflicts import CONFLICTS

DEMO = Path(__file__).parents[2] / "fixtures" / "demo" / "2026-12.json"
EFFORTS = (1e-9, 1e-3, 1e-2, 5e-2)


@pytest.fixture(scope="module")
def december():
    return read_brief(DEMO.read_bytes())


@pytest.mark.parametrize("effort", EFFORTS)
def test_too_little_effort_is_no_answer_or_an_honest_plan(december, effort: float):
    answer = solve(december, limits=replace(Limits(), effort=effort))
    assert isinstance(answer, Plan | NoAnswer)
    if isinstance(answer, NoAnswer):
        assert "没有证明无解" in answer.why or "轮次" in answer.why
    else:
        assert answer.proof is not None
        assert answer.proof.bound <= answer.proof.objective == audit(december, answer).cost
        assert (answer.proof.status is ProofStatus.OPTIMAL) == (answer.proof.bound == answer.proof.objective)


def test_the_least_effort_finds_nothing(december):
    assert isinstance(solve(december, limits=replace(Limits(), effort=1e-9)), NoAnswer)


@pytest.mark.parametrize("make", CONFLICTS, ids=lambda make: make.__name__)
def test_a_conflict_is_told_only_where_there_is_one(make):
    answer = solve(make(), limits=replace(Limits(), effort=1e-9))
    assert isinstance(answer, Stuck | NoAnswer)


def test_what_it_took_is_told(december):
    ticks = iter(range(1_000))
    effort = Effort(clock=lambda: float(next(ticks)))
    plan = solve(december, effort=effort)
    assert isinstance(plan, Plan)
    assert plan.proof is not None
    assert (effort.rounds, effort.cuts) == (plan.proof.rounds, plan.proof.cuts)
    assert effort.build == 1.0
    assert effort.solve == effort.place == float(effort.rounds)
    assert (effort.variables, effort.constraints) == (plan.proof.variables, plan.proof.constraints)


def test_too_large_is_refused_before_it_is_built():
    leaders = tuple(leader(f"dep-{n}") for n in range(60))
    events = [
        event(f"e{n}", [seat("s1", "dep-1"), seat("s2", "dep-2")], window("01-01 00:00", "2027-01-31 00:00"))
        for n in range(700)
    ]
    huge = tiny_brief(events, "01-01", "2027-01-31", leaders=leaders, policy=policy(research={"block_max": 20}))
    with pytest.raises(TooLarge, match="超过上限"):
        solve(huge)
    admit(huge.model_copy(update={"events": huge.events[:10]}))
