"""Where in time and with whom each column of a sheet is, so that an engine can free a part of the year."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from models.spans import HalfDay
from solver.engines.rows import Flags, Ints
from solver.sheet import CpSheet

NOWHEN = -1


class Places(NamedTuple):
    """first, last: the days that a column speaks of, counted from the horizon's first; -1: of no day (a price, a
    count, that something is left out). people: for each leader the columns that could take his time.
    days: of the horizon."""

    first: Ints
    last: Ints
    people: tuple[Ints, ...]
    days: int


def places_of(sheet: CpSheet, column: Ints) -> Places:
    """Read it off a sheet. column: for each of the sheet's columns its own among the engines' rows, -1: none."""
    columns = int(column.max(initial=-1)) + 1
    brief = sheet.brief
    laid: list[tuple[int, int, int, int]] = []  # from this variable to before that one: first and last half-day
    people: dict[str, list[tuple[int, int]]] = {leader.id: [] for leader in brief.leaders}
    for event in sheet.events:
        starts = sheet.starts(event)
        for start in starts:
            halves, own = sheet.halves(event, start), sheet.laid(event, start)
            laid.append((own.start, own.stop, halves[0].index, halves[-1].index))
        until = laid[-1][1]
        keep = sheet.keeps_start(event)
        if keep > 0:
            published, until = HalfDay.of(brief.published_by_event[event.id].start).index, keep + 1
            laid.append((keep, until, published, published))
        begin = sheet.laid(event, starts[0]).start
        for person in {person for seat in brief.seats_by_event[event.id] for person in sheet.takers(event, seat)}:
            people[person].append((begin, until))
    for leader in brief.leaders:
        for lit, start, half_days in sheet.blocks(leader.id):
            laid.append((lit, lit + 1, start.index, start.index + half_days - 1))
            people[leader.id].append((lit, lit + 1))
    for wish in sheet.wishes:
        for leave in sheet.leaves(wish):
            halves = leave.absence.halves
            laid.append((leave.lit, leave.lit + 1, halves[0].index, halves[-1].index))
            people[wish.leader].append((leave.lit, leave.lit + 1))
    table = np.array(laid, dtype=np.int64).reshape(-1, 4)
    mine = column[spread(table[:, 0], table[:, 1])]
    days = np.repeat(table[:, 2:] // 2 - brief.horizon.first.toordinal(), table[:, 1] - table[:, 0], axis=0)
    first, last = np.full((2, columns), NOWHEN, dtype=np.int64)
    first[mine[mine >= 0]], last[mine[mine >= 0]] = days[mine >= 0].T
    count = (brief.horizon.last - brief.horizon.first).days + 1
    return Places(first, last, tuple(_own(own, column) for own in people.values()), count)


def spread(begin: Ints, end: Ints) -> Ints:
    """All numbers of some ranges, one range after the other."""
    sizes = end - begin
    steps = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.asarray(np.repeat(begin, sizes) + steps, dtype=np.int64)


def event_of(sheet: CpSheet, column: Ints) -> Ints:
    """For each of the engines' columns the place in `sheet.events` of the event that it decides on, -1: of none."""
    found = np.full(int(column.max(initial=-1)) + 1, -1, dtype=np.int64)
    ranges = []
    for event in sheet.events:
        starts, keep = sheet.starts(event), sheet.keeps_start(event)
        until = keep + 1 if keep > 0 else sheet.laid(event, starts[-1]).stop
        ranges.append((sheet.laid(event, starts[0]).start, until))
    begin, end = np.array(ranges, dtype=np.int64).reshape(-1, 2).T
    own = column[spread(begin, end)]
    found[own[own >= 0]] = np.repeat(np.arange(len(ranges)), end - begin)[own >= 0]
    return found


def _own(ranges: list[tuple[int, int]], column: Ints) -> Ints:
    begin, end = np.array(ranges, dtype=np.int64).reshape(-1, 2).T
    own = np.unique(column[spread(begin, end)])
    return own[own >= 0]


def window(places: Places, begin: int, end: int) -> Flags:
    """The columns free in a window of days [begin, end): all that lies inside, and all that is of no day."""
    inside = (places.first >= begin) & (places.last < end)
    return np.asarray(inside | (places.first == NOWHEN), dtype=bool)


def near(places: Places, begin: int, end: int) -> Flags:
    """The columns that touch days [begin, end)."""
    return np.asarray((places.last >= begin) & (places.first < end) & (places.first != NOWHEN), dtype=bool)


def years_of(places: Places, leaders: Sequence[int]) -> Flags:
    """The columns free in the whole year of some leaders."""
    free = np.asarray(places.first == NOWHEN, dtype=bool)
    for leader in leaders:
        free[places.people[leader]] = True
    return free
