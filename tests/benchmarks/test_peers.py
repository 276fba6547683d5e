"""The peers say the same: intervals and half-days have one optimum, and what one plans the other admits."""

import pytest
from ortools.sat.python import cp_model

from benchmarks.peers.capacity import add_capacity
from benchmarks.peers.clerk import by_clerk
from benchmarks.peers.halves import Halves, build
from benchmarks.peers.incumbents import Incumbent, thinned
from benchmarks.peers.naive import Naive
from benchmarks.peers.placing import placed
from benchmarks.peers.tables import Tables
from tests.benchmarks.tiny_years import tiny_year

SEEDS = range(6)


def optimum(naive: Naive) -> int:
    """Of the interval model, proven."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    assert solver.solve(naive.model) == cp_model.OPTIMAL
    return round(solver.objective_value)


def judged(tables: Tables, plan: dict) -> int:
    """A plan's cost by the interval model, which must admit it."""
    naive = Naive(tables)
    for name, (served, start) in naive.event.items():
        booked = plan["events"].get(name)
        naive.model.add(served == (booked is not None))
        if booked is not None:
            naive.model.add(start == booked["start"])
            for seat, who in zip(naive.seats[name], booked["attendees"], strict=True):
                naive.model.add(sum(x for option, x in seat if option.leader == who) == 1)
    for (leader, h), x in naive.research.items():
        naive.model.add(x == (h in plan["research"][leader]))
    for variables, part in ((naive.leave, "leave"), (naive.meeting, "meetings")):
        for name, (taken, start) in variables.items():
            naive.model.add(taken == (name in plan[part]))
            if name in plan[part]:
                naive.model.add(start == plan[part][name])
    return optimum(naive)


def solved(halves: Halves) -> tuple[float, list[int]]:
    """The half-day program's optimum and a solution: CP-SAT reads its rows as they are, all being whole numbers."""
    program, model = halves.program, cp_model.CpModel()
    columns = [model.new_int_var(0, int(upper), "") for upper in program.upper]
    for n, (low, high) in enumerate(zip(program.low, program.high, strict=True)):
        span = range(program.start[n], program.start[n + 1])
        row = sum(int(program.value[k]) * columns[program.index[k]] for k in span)
        lower = int(low) if low > -1e9 else -(10**9)
        model.add_linear_constraint(row, lower, int(high) if high < 1e9 else 10**9)
    model.minimize(sum(int(cost) * x for cost, x in zip(program.cost, columns, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    return solver.objective_value + program.offset, [solver.value(x) for x in columns]


@pytest.mark.parametrize("seed", SEEDS)
def test_half_days_bound_the_minutes_and_their_placed_plan_is_admitted(seed):
    tables = Tables(tiny_year(seed))
    halves = build(tables)
    add_capacity(halves)
    bound, values = solved(halves)
    best = optimum(Naive(tables))
    cost = judged(tables, placed(halves, values).plan())
    assert bound <= best <= cost
    chosen = {use.event.id for use in halves.uses if values[use.column]}
    if chosen <= set(placed(halves, values).events):  # nothing fell out on the way to minutes
        assert bound == best == cost


@pytest.mark.parametrize("seed", SEEDS)
def test_the_clerk_breaks_nothing(seed):
    tables = Tables(tiny_year(seed))
    assert judged(tables, by_clerk(tables).plan()) >= optimum(Naive(tables))


def morning(slot: int, *movable: tuple[str, int, int]) -> dict:
    """One morning of one leader: a fixed event of three slots, and movable ones (id, slots, priority)."""
    seats = [{"options": [{"leader": 2, "cost": 0, "if_away": None}]}]
    common = {"kind": "business", "mandatory": False, "seats": seats}
    window = {"window": {"day_from": 0, "day_to": 0, "halves": [0]}}
    fixed = {**common, "id": "fixed", "duration": 3, "priority": 1, "fixed": {"day": 0, "half": 0, "slot": slot}}
    loose = [{**common, **window, "id": i, "duration": n, "priority": p} for i, n, p in movable]
    return {**tiny_year(1), "absences": [], "meetings": [], "leave": [], "events": [fixed, *loose]}


@pytest.mark.parametrize(
    ("slot", "there"),
    [
        pytest.param(2, {"fixed", "cheap", "dear"}, id="one before, one after"),
        pytest.param(1, {"fixed", "dear"}, id="only three slots in a row: the cheaper is left out"),
    ],
)
def test_minutes_are_exact_and_what_does_not_fit_costs_least(slot, there):
    halves = build(Tables(morning(slot, ("cheap", 2, 3), ("dear", 2, 2))))
    assert set(placed(halves, [float(c < 0) for c in halves.program.cost]).events) == there


def test_of_incumbents_close_together_the_last_is_placed_and_the_last_before_each_reading():
    found = [Incumbent(t, [], None) for t in (0.1, 0.2, 3.1, 9.9, 10.1, 10.2, 25.0)]
    assert [i.t for i in thinned(found)] == [0.2, 3.1, 9.9, 10.2, 25.0]
    assert list(thinned([])) == []
