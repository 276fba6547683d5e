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
    origin = brief.horizon.first.toordinal()
    first = np.full(columns, NOWHEN, dtype=np.int64)
    last = np.full(columns, NOWHEN, dtype=np.int64)
    people: dict[str, list[int]] = {leader.id: [] for leader in brief.leaders}

    def put(lit: int, begin: int, end: int) -> None:
        own = column[lit] if lit > 0 else -1
        if own >= 0:
            first[own], last[own] = begin, end

    for event in sheet.events:
        seats = brief.seats_by_event[event.id]
        for start in sheet.starts(event):
            halves = sheet.halves(event, start)
            begin, end = halves[0].day.toordinal() - origin, halves[-1].day.toordinal() - origin
            whole = [sheet.at(event, start)]
            for seat in seats:
                whole.append(sheet.empty(event, seat, start))
                whole += [sheet.takes(event, seat, person, start) for person in sheet.takers(event, seat)]
            for lit in whole:
                put(lit, begin, end)
            for person in {person for seat in seats for person in sheet.takers(event, seat)}:
                people[person] += whole
        keep = sheet.keeps_start(event)
        if keep > 0:
            published = HalfDay.of(brief.published_by_event[event.id].start).day.toordinal() - origin
            put(keep, published, published)
            for person in {person for seat in seats for person in sheet.takers(event, seat)}:
                people[person].append(keep)
    for leader in brief.leaders:
        for block in sheet.blocks(leader.id):
            end = block.start.shifted(block.half_days - 1).day.toordinal() - origin
            put(block.lit, block.start.day.toordinal() - origin, end)
            people[leader.id].append(block.lit)
    for wish in sheet.wishes:
        for leave in sheet.leaves(wish):
            halves = list(leave.absence.span.half_days())
            put(leave.lit, halves[0].day.toordinal() - origin, halves[-1].day.toordinal() - origin)
            people[wish.leader].append(leave.lit)
    days = (brief.horizon.last - brief.horizon.first).days + 1
    return Places(first, last, tuple(_own(own, column) for own in people.values()), days)


def event_of(sheet: CpSheet, column: Ints) -> Ints:
    """For each of the engines' columns the place in `sheet.events` of the event that it decides on, -1: of none."""
    found = np.full(int(column.max(initial=-1)) + 1, -1, dtype=np.int64)
    for n, event in enumerate(sheet.events):
        lits = [sheet.keeps_start(event)]
        for start in sheet.starts(event):
            lits.append(sheet.at(event, start))
            for seat in sheet.brief.seats_by_event[event.id]:
                lits.append(sheet.empty(event, seat, start))
                lits += [sheet.takes(event, seat, person, start) for person in sheet.takers(event, seat)]
        own = column[[lit for lit in lits if lit > 0]]
        found[own[own >= 0]] = n
    return found


def _own(lits: list[int], column: Ints) -> Ints:
    own = np.unique(column[np.array(lits, dtype=np.int64)]) if lits else np.zeros(0, dtype=np.int64)
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
