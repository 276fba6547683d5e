"""What cannot stand side by side: places and the roads between them, and groups of which one at most holds."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from models.policy import TravelPolicy

T = TypeVar("T")


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


def cliques(items: Sequence[T], clash: Callable[[T, T], bool]) -> Iterator[list[T]]:
    """Groups in which any two clash, so that every clash is within one of them; large ones first.

    Greedy: a group is grown from the item with most clashes that no group covers yet.
    """
    near = [0] * len(items)
    for n, one in enumerate(items):
        for m in range(n):
            if clash(one, items[m]):
                near[n] |= 1 << m
                near[m] |= 1 << n
    left = list(near)
    while True:
        seed = max(range(len(items)), key=lambda n: left[n].bit_count(), default=None)
        if seed is None or not left[seed]:
            return
        group, may_join, wanted = [seed], near[seed], left[seed]
        while may_join:
            nearest = wanted & may_join or may_join
            best = max(_bits(nearest), key=lambda n: (near[n] & may_join).bit_count())
            group.append(best)
            may_join &= near[best]
        mask = sum(1 << n for n in group)
        for n in group:
            left[n] &= ~mask
        yield [items[n] for n in sorted(group)]


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
