"""What stands published, as columns of a sheet: where a new search of the same horizon begins."""

import numpy as np

from solver.engines.rows import Ints
from solver.sheet import CpSheet

__all__ = ["standing"]


def standing(sheet: CpSheet) -> tuple[Ints, set[int]]:
    """The published choices that the sheet still knows, all other columns zero; and the days, counted from the
    horizon's first, of events that the publication does not place where they can be."""
    brief = sheet.brief
    x = np.zeros(len(sheet.book.low), dtype=np.int64)
    origin = brief.horizon.first.toordinal()
    for wish in sheet.wishes:
        x[[leave.lit for leave in sheet.leaves(wish) if leave.absence.kept]] = 1
    for block in brief.published.research if brief.published else ():
        same = (b.lit for b in sheet.blocks(block.leader) if (b.start, b.half_days) == (block.start, block.half_days))
        x[list(same)] = 1
    loose: set[int] = set()
    for event in sheet.events:
        booking = brief.published_by_event.get(event.id)
        start = booking.halves[0] if booking is not None else None
        at = sheet.at(event, start) if start is not None else -1
        if start is None or at < 0 or sheet.book.high[at] == 0:
            loose |= {s.day.toordinal() - origin for s in sheet.starts(event)}
            continue
        x[at] = 1
        if sheet.keeps_start(event) > 0:
            x[sheet.keeps_start(event)] = 1
        for seat in brief.seats_by_event[event.id]:
            known = (event.id, seat.key) in brief.published_seats
            taker = brief.published_seats.get((event.id, seat.key)) if known else seat.options[0]
            away = [lit for lit in sheet.away(taker, start) if lit >= 0] if taker is not None else []
            takes = (
                sheet.takes(event, seat, taker, start)
                if taker is not None and not x[away].any() and 0 not in away
                else -1
            )
            x[takes if takes > 0 else sheet.empty(event, seat, start)] = 1
    return x, loose
