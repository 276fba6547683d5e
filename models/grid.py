"""Times on the grid: all that one length has within a half-day, known by their first and their last, built when asked
for."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import overload

from models.spans import HalfDay, Span


class Grid(Sequence[Span]):
    """Stretches of one length, a step apart, in order. half: where they all start; first: the start of the first of
    them. Of a year's grids most stretches lie outside office hours and are never built."""

    def __init__(self, half: HalfDay, first: datetime, step: timedelta, length: timedelta, count: int) -> None:
        self.half, self.first, self.step, self.length, self._count = half, first, step, length, max(0, count)
        self._within: tuple[Span, Grid] | None = None

    @property
    def closes(self) -> datetime:
        """When the last of them ends."""
        return self.first + (self._count - 1) * self.step + self.length

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """All of them; they are built unchecked, being many and right."""
        starts = (self.first + n * self.step for n in range(self._count))
        return tuple(Span.model_construct(start=start, end=start + self.length) for start in starts)

    def within(self, hours: Span) -> "Grid":
        """Those that lie inside a stretch; the last answer is kept, since every event of this length asks for it."""
        if self._within is None or self._within[0] is not hours:
            skipped = max(0, -((self.first - hours.start) // self.step))
            first = self.first + skipped * self.step
            fitting = (hours.end - self.length - first) // self.step + 1
            count = min(self._count - skipped, fitting)
            self._within = hours, Grid(self.half, first, self.step, self.length, count)
        return self._within[1]

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Span]:
        return iter(self.spans)

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Span]: ...
    def __getitem__(self, index: int | slice) -> Span | Sequence[Span]:
        return self.spans[index]
