"""The order of rules changes nothing: no rule needs another to have spoken first."""

from pathlib import Path
from random import Random

import pytest

from intake.brief import read_brief
from models.brief import Brief
from models.plan import Plan
from rules import RULES
from solver.solve import solve
from tests.house.plans import Tiny
from tests.house.tinies import tinies

DEMO = Path(__file__).parents[2] / "fixtures" / "demo" / "2026-12.json"


def objective(brief: Brief, seed: int | None = None) -> int:
    """The optimum under the rules, in their own order or shuffled."""
    rules = list(RULES)
    if seed is not None:
        Random(seed).shuffle(rules)
    answer = solve(brief, tuple(rules))
    assert isinstance(answer, Plan)
    assert answer.proof is not None
    assert answer.proof.objective == answer.proof.bound
    return answer.proof.objective


@pytest.mark.parametrize("tiny", tinies(), ids=str)
def test_shuffled_rules_find_the_same_optimum(tiny: Tiny):
    expected = objective(tiny.brief)
    assert [objective(tiny.brief, seed) for seed in range(3)] == [expected] * 3


def test_shuffled_rules_find_the_same_optimum_of_a_month():
    december = read_brief(DEMO.read_bytes())
    assert objective(december, seed=1) == objective(december)
