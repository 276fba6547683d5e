"""What the relaxation says of single columns holds for every whole solution."""

from itertools import product

import numpy as np
import pytest

from solver.engines.linear import relax
from solver.engines.rows import FAR, Rows

COLUMNS = 9


def cover(seed: int) -> Rows:
    """Twelve random rows, each of which wants one or two of its four columns."""
    chance = np.random.default_rng(seed)
    columns = np.concatenate([np.sort(chance.choice(COLUMNS, 4, replace=False)) for _ in range(12)])
    return Rows(
        low=np.zeros(COLUMNS, dtype=np.int64),
        high=np.ones(COLUMNS, dtype=np.int64),
        cost=chance.integers(1, 30, COLUMNS),
        offset=7,
        start=np.arange(0, 49, 4),
        column=columns.astype(np.int64),
        weight=np.ones(48, dtype=np.int64),
        least=chance.integers(1, 3, 12),
        most=np.full(12, FAR),
    )


@pytest.mark.parametrize("seed", range(12))
def test_what_stays_is_the_same_in_every_solution_that_costs_no_more(seed: int) -> None:
    rows = cover(seed)
    everything = [x for bits in product((0, 1), repeat=COLUMNS) if rows.holds(x := np.array(bits, dtype=np.int64))]
    prices = sorted(rows.price(x) for x in everything)
    lp = relax(rows, 10)
    assert lp is not None
    assert lp.bound <= prices[0]
    for limit in (prices[0], prices[len(prices) // 8], prices[-1]):
        stays = lp.stays(rows, limit)
        cheap = [x[stays] for x in everything if rows.price(x) <= limit]
        assert all(np.array_equal(x, cheap[0]) for x in cheap)


def test_something_stays_where_the_limit_is_the_best_there_is() -> None:
    found = 0
    for seed in range(12):
        rows = cover(seed)
        lp = relax(rows, 10)
        assert lp is not None
        found += int(lp.stays(rows, lp.bound).sum())
    assert found > 0
