"""Re-planning over and over: unchanged input moves nothing, and on bad days nothing less is possible.

A few in the suite; a thousand and two hundred by ``python -m benchmarks.replan --prove``.
"""

from functools import cache
from random import Random

import pytest

from models.audit import Verdict
from models.brief import Brief
from models.plan import Plan
from models.publication import Publication
from models.reasons import Stuck
from models.replan import Replan, Tier, disturbance, judged_of
from rules import audit
from solver.replan import replan
from solver.solve import solve
from tools.bad_days import TRIP, bad_day, on, sealed
from tools.district_months import district_month
from tools.least import less


@cache
def month(seed: int) -> tuple[Brief, Publication]:
    brief = district_month(seed)
    plan = solve(brief)
    assert isinstance(plan, Plan)
    return brief, sealed(brief, plan)


def stands(plan: Plan) -> tuple[object, ...]:
    """All that a plan says of when and who."""
    research = {(block.id, block.start, block.half_days) for block in plan.research}
    return plan.bookings, set(plan.seats), set(plan.agenda), set(plan.leave), research


def same(seeds: range) -> list[int]:
    """Those of unchanged input, as time goes by too, on which anything was moved or added."""
    moved = []
    for n in seeds:
        brief, publication = month(n % 5)
        days = brief.calendar.workdays(brief.horizon.first, brief.horizon.last)
        now = on(brief, publication, Random(n).choice(days) if n % 2 else None)
        answer = replan(now)
        was = judged_of(now.published, now) if now.published else None
        assert was is not None
        assert isinstance(answer, Replan)
        if stands(answer.plan) != stands(was):
            moved.append(n)
    return moved


def could_be_less(seeds: range) -> list[int]:
    """Bad days on which a lawful plan disturbs less than the answer."""
    found = []
    for n in seeds:
        now = bad_day(*month(n % 5), n)
        answer = replan(now)
        if isinstance(answer, Stuck):
            assert answer.conflicts
            continue
        assert isinstance(answer, Replan)
        assert not [f for f in audit(now, answer.plan).of(Verdict.BROKEN) if not f.given]
        assert disturbance(now, answer.plan) == answer.disturbance
        if less(now, answer.disturbance) is not None:
            found.append(n)
    return found


def test_unchanged_input_moves_nothing():
    assert same(range(10)) == []


@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_unchanged_input_moves_nothing_a_thousand_times(block: int):
    assert same(range(block * 100, block * 100 + 100)) == []


def test_on_bad_days_nothing_less_is_possible():
    assert could_be_less(range(4)) == []


@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_on_two_hundred_bad_days_nothing_less_is_possible(block: int):
    assert could_be_less(range(block * 20, block * 20 + 20)) == []


def test_a_bad_day_is_bad_and_the_second_opinion_sees_what_is_more():
    now = bad_day(*month(0), 0)
    assert TRIP in {absence.id for absence in now.absences}
    answer = replan(now)
    assert isinstance(answer, Replan)
    assert answer.damage
    worse = list(answer.disturbance.counts)
    worse[[*Tier].index(Tier.ISSUED_MOVED)] += 1
    found = less(now, type(answer.disturbance)(counts=tuple(worse)))
    assert isinstance(found, Plan)
    assert disturbance(now, found) < type(answer.disturbance)(counts=tuple(worse))


def test_a_window_gives_what_the_whole_month_gives():
    for n in (1, 2, 5):
        now = bad_day(*month(n % 5), n)
        narrow, wide = replan(now), replan(now, windows=0)
        assert isinstance(narrow, Replan)
        assert isinstance(wide, Replan)
        assert not narrow.whole
        assert (narrow.disturbance, narrow.cost) == (wide.disturbance, wide.cost)
