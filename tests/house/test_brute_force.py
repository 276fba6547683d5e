"""Brute force: on small briefs the solver's optimum is the cheapest lawful plan of all that its sheet can say."""

from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.audit import Verdict
from models.brief import Brief
from models.plan import Plan, ProofStatus
from rules import RULES, audit
from rules.base import Rule
from solver.explain import Stuck
from solver.sheet import CpSheet
from solver.solve import solve
from tests.house.chance import small_brief
from tests.house.plans import Tiny, how_many, own_plans
from tests.house.survey import told
from tests.house.tinies import tinies

MOST_PLANS = 1_200
FIRST_ASKED = ("house-no-double-booking", "house-seats-filled", "house-musts-held", "65-b", "7-d")
IN_ORDER = sorted(RULES, key=lambda rule: rule.code not in FIRST_ASKED)


def price(brief: Brief, plan: Plan, rules: Iterable[Rule] = IN_ORDER, below: int | None = None) -> int | None:
    """What the audit says that a plan costs; none where it breaks a rule, or costs no less than that."""
    cost = 0
    for rule in rules:
        for finding in rule.audit(brief, plan):
            if finding.verdict is Verdict.BROKEN and not finding.given:
                return None
            cost += finding.cost
            if below is not None and cost >= below:
                return None
    return cost


def cheapest(brief: Brief, plans: Iterable[Plan]) -> int | None:
    """The least that a lawful plan costs; none where there is no lawful plan."""
    least: int | None = None
    for plan in plans:
        cost = price(brief, plan, below=least)
        least = least if cost is None else cost
    return least


def assert_cheapest(brief: Brief, least: int | None) -> None:
    """The solver finds that cost, or a conflict where there is none."""
    answer = solve(brief)
    if least is None:
        assert isinstance(answer, Stuck)
        return
    assert isinstance(answer, Plan)
    assert answer.proof is not None
    assert (answer.proof.objective, answer.proof.bound) == (least, least)
    assert answer.proof.status is ProofStatus.OPTIMAL
    assert audit(brief, answer).cost == least


@pytest.mark.parametrize("tiny", [tiny for tiny in tinies() if not tiny.in_part], ids=str)
def test_the_optimum_of_a_tiny_brief_is_the_cheapest_plan(tiny: Tiny):
    costs = [word.heard.cost for word in told(tiny.name) if not word.heard.broken]
    sheet = CpSheet(tiny.brief, RULES)
    least = min(costs)
    if how_many(sheet, tiny.research, len(tiny.leave)) <= 2 * MOST_PLANS:
        found = cheapest(tiny.brief, own_plans(sheet, tiny.research, tiny.leave))
        assert found is not None
        least = min(found, least)
    assert_cheapest(tiny.brief, least)


@pytest.mark.parametrize("tiny", [tiny for tiny in tinies() if tiny.in_part], ids=str)
def test_the_optimum_costs_no_more_than_any_plan_that_was_told(tiny: Tiny):
    costs = [word.heard.cost for word in told(tiny.name) if not word.heard.broken]
    answer = solve(tiny.brief)
    assert isinstance(answer, Plan)
    assert answer.proof is not None
    assert answer.proof.objective == audit(tiny.brief, answer).cost <= min(costs)


def enumerable(rng: Random) -> Brief:
    """A small brief by chance, its year's research done, with few enough plans to tell them all."""
    while True:
        brief = small_brief(rng, idle=True)
        if how_many(CpSheet(brief, RULES)) <= MOST_PLANS:
            return brief


@pytest.mark.parametrize("seed", range(100))
def test_the_optimum_of_a_chance_brief_is_the_cheapest_plan(seed: int):
    brief = enumerable(Random(seed))
    assert_cheapest(brief, cheapest(brief, own_plans(CpSheet(brief, RULES))))


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
@given(st.randoms(use_true_random=False))
def test_the_optimum_of_a_drawn_brief_is_the_cheapest_plan(rng: Random):
    brief = small_brief(rng, events=3, days=1, idle=True)
    sheet = CpSheet(brief, RULES)
    if how_many(sheet) <= MOST_PLANS:
        assert_cheapest(brief, cheapest(brief, own_plans(sheet)))
