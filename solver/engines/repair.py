"""A plan that stands published and no longer fits: what clashes is freed, days around it, and solved exactly."""

from collections.abc import Iterable

import numpy as np

from solver.engines.base import Budget
from solver.engines.board import Board
from solver.engines.exact import solve_exact
from solver.engines.places import Places, window
from solver.engines.rows import FAR, Flags, Ints, Rows, part

AROUND = 4  # days freed on either side of damage
ROUNDS = 12


def repair(board: Board, places: Places, x: Ints, loose: Iterable[int], budget: Budget) -> bool:
    """Put a solution on the board that keeps what it can of x.

    x: columns as they were published; loose: days on which something has changed. Freed are those days and the days
    of every row that x breaks, some around them, and more where that is not enough. Whether there is one now.
    """
    rows = board.rows
    x = np.clip(np.where(board.dated, x, rows.low), rows.low, rows.high)
    free = ~board.dated
    for day in set(loose):
        free |= window(places, day - AROUND, day + AROUND + 1)
    for _ in range(ROUNDS):
        rows = board.rows
        low, high = np.where(free, rows.low, x), np.where(free, rows.high, x)
        broken = _broken(rows, low, high)
        if broken.any():
            free |= _around(rows, places, board.dated, broken)
            continue
        piece = part(rows, low, high)
        found = solve_exact(piece.rows, seconds=budget.left) if piece.possible else None
        if found is None or found.x is None:
            free |= _wider(places, free & board.dated)
            continue
        if board.offer(piece.whole(found.x)):
            return True
    return False


def _broken(rows: Rows, low: Ints, high: Ints) -> Flags:
    """Rows that cannot hold between the limits."""
    at, up = rows.of(), rows.weight > 0
    bottom = np.bincount(at, np.where(up, low[rows.column], high[rows.column]) * rows.weight, rows.count)
    top = np.bincount(at, np.where(up, high[rows.column], low[rows.column]) * rows.weight, rows.count)
    most, least = np.where(rows.most >= FAR, np.inf, rows.most), np.where(rows.least <= -FAR, -np.inf, rows.least)
    return np.asarray((bottom > most) | (top < least), dtype=bool)


def _around(rows: Rows, places: Places, dated: Flags, broken: Flags) -> Flags:
    """The days of broken rows and those around them: any column of a row may have to give."""
    columns = np.unique(rows.column[broken[rows.of()]])
    columns = columns[dated[columns]]
    free = np.zeros(rows.columns, dtype=bool)
    for day in np.unique(np.concatenate((places.first[columns], places.last[columns]))):
        free |= window(places, int(day) - AROUND, int(day) + AROUND + 1)
    free[columns] = True
    return free


def _wider(places: Places, free: Flags) -> Flags:
    """Some more days on either side of all that is free."""
    more = np.zeros(len(free), dtype=bool)
    for day in np.unique(places.first[free]):
        more |= window(places, int(day) - AROUND, int(day) + AROUND + 1)
    return more
