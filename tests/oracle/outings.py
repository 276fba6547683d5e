"""Absences marked minute by minute, and whether two items collide."""

from datetime import datetime

from models.brief import Brief
from tests.oracle.world import DAY, NOON, ceil_minute, day_of, floor_minute


def whole_halves(start: int, end: int) -> tuple[int, int]:
    """The minutes from start up to end, widened minute by minute to where a half-day begins and ends."""
    while start % DAY not in (0, NOON):
        start -= 1
    while end % DAY not in (0, NOON):
        end += 1
    return start, end


class Absentees:
    """Who is away in which minute, by what kind of absence, and for how many days in all."""

    def __init__(self, brief: Brief) -> None:
        self.marks: dict[str, list[tuple[int, int, str, int]]] = {leader.id: [] for leader in brief.leaders}
        for absence in brief.absences:
            if absence.approval.state.value == "approved":
                self.add(absence.leader, absence.span.start, absence.span.end, absence.kind.value)

    def add(self, leader: str, start: datetime, end: datetime, kind: str) -> tuple[int, int]:
        """Mark an absence; the minutes that it covers."""
        first, last = whole_halves(floor_minute(start), ceil_minute(end))
        self.marks[leader].append((first, last, kind, (day_of(last - 1) - day_of(first)).days + 1))
        return first, last

    def at(self, leader: str | None, minute: int) -> list[tuple[str, int]]:
        """The kinds and lengths of a leader's absences in a minute."""
        if leader is None:
            return []
        return [(kind, days) for first, last, kind, days in self.marks[leader] if first <= minute < last]


def collide(brief: Brief, one: tuple[int, int, str, str], two: tuple[int, int, str, str]) -> bool:
    """Whether two items, as (start, end, venue, area), overlap or leave too little for the road."""
    same = bool(one[2]) and one[2:] == two[2:]
    road = 0 if same else brief.policy.travel.between(one[3], two[3])
    early, late = (one, two) if one[0] <= two[0] else (two, one)
    return late[0] < early[1] + road
