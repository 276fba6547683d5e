"""The child process: its limits give no answer, its errors are ours, its plan is the same as in this process."""

import sys

import pytest

from api.jobs import Answer, ChildLimits, plan_in_child
from models.brief import Brief
from models.errors import DateOutsideCalendar, TooLarge
from models.plan import Plan
from models.reasons import Stuck
from models.workdays import WorkCalendar
from solver.solve import Limits, NoAnswer, solve
from tests.builders import day, event, fixed, leader, seat, window
from tests.house.tiny import agenda, policy, tiny_brief
from tests.solver.test_conflicts import two_places_at_once

MIB = 2**20


def small() -> Brief:
    """Two items on one day."""
    return tiny_brief(
        [
            event("e1", when=fixed("12-02 09:00", "12-02 10:00")),
            event("e2", when=window("12-02 00:00", "12-03 00:00")),
        ],
        "12-02",
        "12-02",
    )


def slow() -> Brief:
    """So many leaders and days that laying out the sheet alone takes seconds."""
    leaders = tuple(leader(f"dep-{n}") for n in range(60))
    return tiny_brief([], "01-01", "12-30", leaders=leaders, policy=policy(research={"block_max": 20}))


def test_a_plan_comes_back_whole_and_is_the_same_as_here():
    brief = small()
    answer = plan_in_child(brief)
    assert isinstance(answer, Answer)
    assert answer.result == solve(brief)
    assert isinstance(answer.result, Plan)
    assert answer.effort.rounds == 1
    assert answer.effort.clock is None
    assert answer.seconds > 0


def test_a_conflict_comes_back_whole():
    brief = two_places_at_once()
    assert plan_in_child(brief).result == solve(brief)
    assert isinstance(plan_in_child(brief).result, Stuck)


def test_out_of_time_is_no_answer():
    answer = plan_in_child(slow(), child=ChildLimits(seconds=0.4))
    assert isinstance(answer.result, NoAnswer)
    assert "时限" in answer.result.why
    assert answer.seconds < 3


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of memory there")
def test_out_of_memory_is_no_answer():
    answer = plan_in_child(slow(), child=ChildLimits(seconds=60, memory=64 * MIB))
    assert isinstance(answer.result, NoAnswer)
    assert "内存" in answer.result.why


def test_out_of_effort_is_no_answer():
    answer = plan_in_child(agenda().brief, limits=Limits(effort=1e-12))
    assert isinstance(answer.result, NoAnswer | Plan)


def test_a_refusal_of_the_child_is_raised_here():
    events = [
        event(f"e{n}", [seat("s1", "dep-1"), seat("s2", "dep-2")], window("01-01 00:00", "12-30 00:00"))
        for n in range(900)
    ]
    huge = slow().model_copy(update={"events": tuple(events)})
    with pytest.raises(TooLarge, match="超过上限"):
        plan_in_child(huge)


def test_an_error_with_arguments_of_its_own_is_raised_here():
    short = WorkCalendar(first=day("12-02"), last=day("12-02"))
    with pytest.raises(DateOutsideCalendar, match="不在工作日历 2026-12-02 至 2026-12-02 之内"):
        plan_in_child(small().model_copy(update={"calendar": short}))


def test_the_parent_goes_on_after_a_child_was_ended():
    plan_in_child(slow(), child=ChildLimits(seconds=0.2))
    assert isinstance(plan_in_child(small()).result, Plan)
