"""Re-planning against every plan: on tiny briefs with a publication, told by audit and count alone."""

from random import Random

import pytest

from models.brief import Brief
from models.plan import Plan
from models.reasons import Stuck
from models.replan import Disturbance, Replan, disturbance, judged_of
from rules import RULES
from solver.replan import replan
from solver.sheet import CpSheet
from tests.house.chance import small_brief
from tests.house.plans import how_many, own_plans
from tests.house.test_brute_force import price

MOST_PLANS = 1_200


def published_brief(rng: Random) -> Brief:
    """A small brief by chance on a publication that another hand made, with few enough plans to tell them all."""
    while True:
        brief = small_brief(rng, idle=True)
        reached = brief.published is not None and judged_of(brief.published, brief) is not None
        if reached and how_many(CpSheet(brief, RULES)) <= MOST_PLANS:
            return brief


def least(brief: Brief) -> tuple[Disturbance, int] | None:
    """The least disturbance of all lawful plans, and the least cost beside it; none where no plan is lawful."""
    best: tuple[Disturbance, int] | None = None
    for plan in sorted(own_plans(CpSheet(brief, RULES)), key=lambda plan: disturbance(brief, plan).counts):
        counted = disturbance(brief, plan)
        if best is not None and best[0] < counted:
            break
        cost = price(brief, plan, below=None if best is None else best[1])
        best = best if cost is None else (counted, cost)
    return best


@pytest.mark.parametrize("seed", range(60))
def test_a_re_plan_disturbs_as_little_as_any_lawful_plan_and_costs_least_beside_it(seed: int):
    brief = published_brief(Random(seed))
    found, answer = least(brief), replan(brief)
    if found is None:
        assert isinstance(answer, Stuck)
        return
    assert isinstance(answer, Replan)
    assert (answer.disturbance.counts, answer.cost) == (found[0].counts, found[1])


@pytest.mark.parametrize("seed", range(60, 90))
def test_what_a_narrow_window_proves_is_the_least_of_all(seed: int):
    brief = published_brief(Random(seed))
    found, answer = least(brief), replan(brief, windows=5)
    if isinstance(answer, Replan):
        assert found is not None
        assert answer.disturbance.counts == found[0].counts
    else:
        assert found is None


def test_chance_makes_re_plans_that_disturb_and_some_that_do_not():
    answers = [replan(published_brief(Random(seed))) for seed in range(30)]
    told = [answer for answer in answers if isinstance(answer, Replan)]
    assert any(answer.disturbance.is_none for answer in told)
    assert sum(any(answer.disturbance.counts[1:]) for answer in told) > 5
    assert all(isinstance(answer.plan, Plan) for answer in told)
