"""What cannot stand side by side: places and the roads between them, and groups of which one at most holds."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property

from models.policy import TravelPolicy


def minute(instant: datetime) -> int:
    """An instant of the office's zone in minutes, counted from the calendar's beginning."""
    return instant.toordinal() * 1440 + instant.hour * 60 + instant.minute


class Roads:
    """Places by number, and the minutes between them, each worked out once."""

    def __init__(self, travel: TravelPolicy) -> None:
        self._travel = travel
        self._places: list[tuple[str, str]] = []
        self._numbers: dict[tuple[str, str], int] = {}
        self._between: dict[tuple[int, int], int] = {}

    def place(self, venue: str, area: str) -> int:
        """The number of a place."""
        number = self._numbers.setdefault((venue, area), len(self._places))
        if number == len(self._places):
            self._places.append((venue, area))
        return number

    @cached_property
    def longest(self) -> int:
        """No road takes more minutes."""
        return max((minutes for row in self._travel.minutes.values() for minutes in row.values()), default=0)

    def between(self, here: int, there: int) -> int:
        """Minutes on the road; none within one venue."""
        known = self._between.get((here, there))
        if known is None:
            (venue, area), other = self._places[here], self._places[there]
            known = 0 if venue and (venue, area) == other else self._travel.between(area, other[1])
            self._between[here, there] = known
        return known


def cliques(near: list[int]) -> Iterator[list[int]]:
    """Groups in which any two clash, so that every clash is within one of them.

    near: for each item the others that it clashes with, as bits. Greedy: a group is grown from the item with most
    clashes that no group covers yet.
    """
    left = list(near)
    open_ends = [n for n, mask in enumerate(left) if mask]
    while open_ends:
        seed = max(open_ends, key=lambda n: left[n].bit_count())
        group, may_join, wanted = 1 << seed, near[seed], left[seed]
        while may_join:
            best, most = -1, -1
            for n in _bits(wanted & may_join or may_join):
                if (count := (near[n] & may_join).bit_count()) > most:
                    best, most = n, count
            group |= 1 << best
            may_join &= near[best]
        members = list(_bits(group))
        for n in members:
            left[n] &= ~group
        open_ends = [n for n in open_ends if left[n]]
        yield members


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
