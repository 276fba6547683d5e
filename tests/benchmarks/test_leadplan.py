"""The adapter and the engines on small years: one optimum for all, one cost by solver, audit and the peers' model."""

import time
from typing import Any

import numpy as np
import pytest

from benchmarks.leadplan.at_once import AtOnce
from benchmarks.leadplan.book import rules_of
from benchmarks.leadplan.brief import answer_of, brief_of, plan_of_answer
from benchmarks.leadplan.instance import BadInstance, Instance
from benchmarks.leadplan.solve import in_time
from benchmarks.leadplan.solve import solve as solve_instance
from benchmarks.peers.naive import Naive
from benchmarks.peers.tables import Tables
from models.plan import Plan
from rules import audit
from solver.engines.base import Budget, Progress
from solver.engines.deeds import Deeds
from solver.engines.exact import solve_exact
from solver.engines.greedy import Hand
from solver.engines.linear import relax, solve_linear
from solver.engines.places import window
from solver.engines.search import Ladder, by_dive, by_highs, dearest, dive, sweep, windows, years
from solver.portfolio import LongSearch, plan_long
from solver.sheet import CpSheet
from solver.solve import solve
from tests.benchmarks.test_peers import judged, optimum
from tests.benchmarks.tiny_years import tiny_year

SEEDS = range(6)
ROLES = ("head", "exec", "deputy")


def instance(seed: int, **changes: Any) -> Instance:
    """A small year in the format's full dress."""
    raw = tiny_year(seed)
    for leader in raw["leaders"]:
        leader["role"] = ROLES[leader["id"]]
    grid = {"slot_minutes": 30, "slots_per_half": 7}
    return Instance({**raw, "format": "leadplan-bench/1", "grid": grid, **changes})


def searched(one: Instance) -> LongSearch:
    """A search at its beginning."""
    return LongSearch(CpSheet(brief_of(one), rules_of(one)), time.monotonic, time.monotonic())


@pytest.mark.parametrize("seed", SEEDS)
def test_the_months_solver_finds_the_peers_optimum_and_the_audit_its_cost(seed: int):
    one = instance(seed)
    plan = solve(brief_of(one), rules_of(one))
    assert isinstance(plan, Plan)
    assert plan.proof is not None
    tables = Tables(one.raw)
    assert plan.proof.objective == audit(brief_of(one), plan, rules_of(one)).cost == optimum(Naive(tables))
    assert judged(tables, answer_of(one, plan)) == plan.proof.objective


@pytest.mark.parametrize("seed", SEEDS)
def test_a_long_plan_is_as_cheap_proven_and_not_called_repeatable(seed: int):
    one = instance(seed)
    told: list[Progress] = []
    plan = plan_long(brief_of(one), rules_of(one), seconds=20, clock=time.monotonic, report=told.append)
    assert isinstance(plan, Plan)
    assert plan.proof is not None
    assert plan.proof.objective == plan.proof.bound == optimum(Naive(Tables(one.raw)))
    assert not plan.proof.repeatable
    costs = [p.objective for p in told if p.objective is not None]
    assert costs == sorted(costs, reverse=True)
    assert all(p.bound <= plan.proof.objective for p in told)


@pytest.mark.parametrize("seed", SEEDS)
def test_engines_agree_on_the_optimum_of_the_rows_and_the_relaxation_is_below(seed: int):
    rows = searched(instance(seed)).board.rows
    exact, linear, loose = solve_exact(rows, seconds=20), solve_linear(rows, 20), relax(rows, 20)
    assert loose is not None
    assert exact.x is not None
    assert linear.x is not None
    assert exact.closed
    assert linear.closed
    assert exact.cost == linear.cost == rows.price(exact.x)
    assert loose.bound <= rows.price(exact.x)
    assert rows.holds(exact.x)
    assert rows.holds(linear.x)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_dive_stands_to_the_minute_and_no_part_makes_it_worse(seed: int):
    search = searched(instance(seed))
    board, budget = search.board, Budget(time.monotonic, time.monotonic() + 30)
    board.relaxation = relax(board.rows, 20)
    dive(board, budget)
    assert board.cost is not None
    last = board.cost
    ladder = Ladder(board, search.places)
    for engine in (by_highs, by_dive):
        sweep(board, years(search.places, 1), engine, budget, 5.0, seed)
        ladder.sweep(budget, seed)
        assert board.cost <= last
        last = board.cost
    best = board.best
    assert best is not None
    assert board.rows.holds(best)
    assert board.rows.price(best) == last
    assert board.accept(best) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plan_by_hand_holds_stands_to_the_minute_and_is_worth_more_than_none(seed: int):
    search = searched(instance(seed))
    board = search.board
    nothing = board.follow(np.where(board.dated, board.rows.low, board.rows.high))
    assert nothing is not None
    assert search.by_hand()
    assert board.best is not None
    assert board.rows.holds(board.best)
    assert board.accept(board.best) == []
    assert board.cost == board.rows.price(board.best)
    assert board.cost < board.rows.price(nothing)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_hand_takes_back_what_does_not_pay_and_leaves_no_trace(seed: int):
    search = searched(instance(seed))
    rows = search.board.rows
    nothing = search.board.follow(np.where(search.board.dated, rows.low, rows.high))
    assert nothing is not None
    hand = Hand(rows, search.board.dated, nothing)
    for deed in Deeds(search.sheet, search.core).all():
        for way in deed.ways:
            before = np.array(hand.x)
            went = hand.go(way)
            after = np.array(hand.x)
            assert rows.holds(after)
            assert rows.price(after) < rows.price(before) if went else np.array_equal(before, after)


@pytest.mark.parametrize("seed", SEEDS)
def test_where_the_engines_come_too_late_a_plan_made_at_once_answers_without_a_bound(seed: int):
    one = instance(seed)
    answer = in_time(one, 0.3, time.monotonic())
    assert answer["status"] == "at once"
    assert answer["cost"] is answer["bound"] is None
    assert judged(Tables(one.raw), answer["plan"]) >= optimum(Naive(Tables(one.raw)))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_part_cut_out_is_the_whole_with_the_rest_as_it_stands(seed: int):
    board = searched(instance(seed)).board
    base = solve_exact(board.rows, seconds=20).x
    assert base is not None
    local = board.index.local(np.ones(board.rows.columns, dtype=bool), board.dated, base)
    assert local.piece.rows.price(local.hint) == board.rows.price(base)
    assert np.array_equal(local.whole(local.hint), base)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_published_and_unchanged_stays(seed: int):
    one = instance(seed)
    first = solve_instance(one, 20, time.monotonic())
    assert first is not None
    again = solve_instance(instance(seed, published=first["plan"]), 20, time.monotonic())
    assert again is not None
    assert again["plan"] == first["plan"]
    assert again["cost"] == first["cost"]


@pytest.mark.parametrize(
    "fault",
    [
        {"format": "leadplan-bench/2"},
        {"grid": {"slot_minutes": 15, "slots_per_half": 14}},
        {"days": []},
        {"absences": [{"id": "A", "leader": 9, "from_half": 0, "to_half": 1}]},
        {"absences": [{"id": "A", "leader": 1, "from_half": 0, "to_half": 99}]},
        {"events": [{"id": "E", "kind": "business"}]},
        {"weights": {}},
    ],
)
def test_what_is_no_instance_is_said(fault: dict[str, Any]):
    with pytest.raises(BadInstance):
        instance(0, **fault)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plan_made_at_once_is_one_of_the_sheets_and_is_where_a_search_by_hand_begins(seed: int):
    one = instance(seed)
    brief, made = brief_of(one), AtOnce(one).plan()
    assert answer_of(one, plan_of_answer(one, brief, made)) == made
    sheet = CpSheet(brief, rules_of(one))
    search = LongSearch(sheet, time.monotonic, 0.0, at_hand=lambda: plan_of_answer(one, brief, made))
    assert search.by_hand()
    tables = Tables(one.raw)
    assert search.board.cost is not None
    assert search.board.cost <= judged(tables, made)
    assert judged(tables, answer_of(one, search.plan())) == search.board.cost


@pytest.mark.parametrize("seed", SEEDS)
def test_what_two_threads_found_from_one_plan_is_joined_and_holds(seed: int):
    search = searched(instance(seed))
    board, places = search.board, search.places
    assert search.by_hand()
    base = board.best
    assert base is not None
    found = []
    for begin, end in ((0, places.days // 2), (places.days // 2, places.days)):
        local = board.index.local(window(places, begin, end), board.dated, base)
        piece = solve_exact(local.piece.rows, seconds=20)
        assert piece.x is not None
        found.append(local.whole(piece.x))
    for x in found:
        board.offer(x, base)
    assert board.cost is not None
    assert board.best is not None
    assert board.cost <= min(board.rows.price(x) for x in found if board.rows.holds(x))
    assert board.rows.holds(board.best)


def test_windows_in_which_most_is_paid_come_first():
    search = searched(instance(0))
    assert search.by_hand()
    parts = windows(search.places, 3)
    order = dearest(search.board, parts)
    index, best = search.board.index, search.board.best
    assert best is not None
    paid = [int((index.rows.cost * best)[index.near(parts[n].free, search.board.dated)].sum()) for n in order]
    assert sorted(order) == list(range(len(parts)))
    assert paid == sorted(paid, reverse=True)
    assert paid[0] > paid[-1]
