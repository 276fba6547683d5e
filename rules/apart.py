"""What cannot stand side by side: places and the roads between them, and groups of which one at most holds."""

from collections.abc import Iterator
from datetime import datetime

from models.policy import TravelPolicy


def minute(instant: datetime) -> int:
    """An instant in minutes of the epoch."""
    return int(instant.timestamp()) // 60


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
