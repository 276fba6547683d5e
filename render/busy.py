"""When leaders are busy, and nothing else: what departments see who ask for their time.

No titles, no venues, no kinds; a trip, leave and research look like any meeting. Times are rounded outward to half
hours, so that not even a length tells one thing from another.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from models.people import LeaderId
from models.publication import Publication
from models.spans import OFFICE_TZ, DateRange, HalfDay, Span, in_office_zone

HALF_HOUR = timedelta(minutes=30)
CORE = {False: (time(8, 30), time(12)), True: (time(14, 30), time(18))}  # busy so long, nothing of it is free


class BusyHalf(NamedTuple):
    """A half-day of a leader. times: when he is busy, ``09:00—10:30``; whole: all of it."""

    day: date
    pm: bool
    times: tuple[str, ...]
    whole: bool

    @property
    def text(self) -> str:
        """As the page says it."""
        return "有安排" if self.whole else "、".join(self.times) if self.times else "空"


class BusyRow(NamedTuple):
    """A leader's days, a morning and an afternoon each, in order."""

    leader: LeaderId
    title: str
    halves: tuple[BusyHalf, ...]


def busy_rows(publication: Publication, days: DateRange) -> tuple[BusyRow, ...]:
    """Every leader's half-days, in order of precedence."""
    spans: dict[LeaderId, list[Span]] = {leader.id: [] for leader in publication.leaders}
    for entry in publication.entries:
        if entry.span.overlaps(days.span):
            for taker in {seat.taken_by for seat in entry.seats if seat.taken_by is not None}:
                spans.setdefault(taker, []).append(entry.span.widened() if entry.whole_half_days else entry.span)
    for away in publication.absences:
        spans.setdefault(away.leader, []).append(Span(start=away.first.start, end=away.last.end))
    return tuple(
        BusyRow(leader.id, leader.title, tuple(_half(half, spans[leader.id]) for half in days.half_days()))
        for leader in publication.leaders
    )


def _half(half: HalfDay, spans: Iterable[Span]) -> BusyHalf:
    first, last = (datetime.combine(half.day, at, OFFICE_TZ) for at in CORE[half.pm])
    found = list(_joined(_inside(half.start, half.end, spans)))
    whole = any(start <= first and end >= last for start, end in found)
    times = tuple(f"{in_office_zone(start):%H:%M}—{in_office_zone(end):%H:%M}" for start, end in found)
    return BusyHalf(half.day, half.pm, () if whole else times, whole)


def _inside(opens: datetime, shuts: datetime, spans: Iterable[Span]) -> Iterator[tuple[datetime, datetime]]:
    for span in spans:
        if span.start < shuts and opens < span.end:
            late = (span.end - opens) % HALF_HOUR
            start = span.start - (span.start - opens) % HALF_HOUR
            yield max(opens, start), min(shuts, span.end + (HALF_HOUR - late if late else timedelta()))


def _joined(found: Iterable[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    last: tuple[datetime, datetime] | None = None
    for start, end in sorted(found):
        if last is None or start > last[1]:
            if last is not None:
                yield last
            last = (start, end)
        else:
            last = (last[0], max(last[1], end))
    if last is not None:
        yield last
