"""Times on the grid against counting them out minute by minute."""

from datetime import date, datetime, timedelta
from random import Random

import pytest

from models.grid import Grid
from models.spans import OFFICE_TZ, HalfDay, Span

HALF = HalfDay(date(2026, 12, 8), pm=False)
MIDNIGHT = datetime(2026, 12, 8, tzinfo=OFFICE_TZ)


def minutes(n: int) -> datetime:
    return MIDNIGHT + timedelta(minutes=n)


def counted(first: int, step: int, length: int, until: int) -> list[Span]:
    return [Span(start=minutes(m), end=minutes(m + length)) for m in range(first, until - length + 1, step)]


@pytest.mark.parametrize("seed", range(60))
def test_a_grid_holds_what_counting_finds_and_within_hours_what_they_hold(seed: int) -> None:
    chance = Random(seed)
    first, step, length = chance.choice([0, 10, 390]), chance.choice([5, 20, 30]), chance.choice([30, 45, 120, 210])
    whole = counted(first, step, length, 780)
    grid = Grid(HALF, minutes(first), timedelta(minutes=step), timedelta(minutes=length), len(whole))
    assert list(grid) == whole
    assert grid.closes == whole[-1].end
    opens = chance.randrange(0, 700, 5)
    hours = Span(start=minutes(opens), end=minutes(opens + chance.randrange(5, 400, 5)))
    assert list(grid.within(hours)) == [span for span in whole if hours.holds(span)]
    assert list(grid.within(hours)) == list(grid.within(hours))
    other = Span(start=hours.start, end=hours.end + timedelta(minutes=30))
    assert list(grid.within(other)) == [span for span in whole if other.holds(span)]


def test_a_grid_of_none_is_empty_and_has_no_first() -> None:
    grid = Grid(HALF, minutes(0), timedelta(minutes=30), timedelta(minutes=60), -3)
    assert not grid
    assert list(grid) == []
    with pytest.raises(IndexError):
        grid[0]
