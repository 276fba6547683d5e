"""A plan being written by hand: who is away, which slots are taken, and what still fits.

A leader's half-day is a mask of 7 bits, one a slot. The clerk writes one from nothing; the half-day programs write
theirs from a solution and let what could not be placed look for another place.
"""

from collections.abc import Iterator
from typing import Any

from benchmarks.peers.tables import SLOTS, Happening, Leave, Meeting, Tables

FULL = (1 << SLOTS) - 1


def mask(slot: int, duration: int) -> int:
    """The slots from `slot` on, `duration` of them."""
    return ((1 << duration) - 1) << slot


class Diary:
    """What is held so far; every verb refuses what a hard rule of the bench forbids."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.away = [bytearray(a) for a in tables.away]
        self.busy = [[0] * tables.half_count for _ in tables.people]
        self.research: list[set[int]] = [set() for _ in tables.people]
        self.leave: dict[str, int] = {}
        self.meetings: dict[str, int] = {}
        self.events: dict[str, tuple[int, list[int]]] = {}

    def plan(self) -> dict[str, Any]:
        """In the bench's format."""
        return {
            "events": {e: {"start": t, "attendees": who} for e, (t, who) in self.events.items()},
            "research": [sorted(halves) for halves in self.research],
            "leave": dict(self.leave),
            "meetings": dict(self.meetings),
        }

    def free(self, leader: int, h: int, bits: int = FULL) -> bool:
        """In town and with these slots of the half-day untaken."""
        return not self.away[leader][h] and not self.busy[leader][h] & bits

    def can_leave(self, leave: Leave, start: int) -> bool:
        """Nothing there yet, and his pair in town."""
        halves = range(2 * start, 2 * (start + leave.days))
        pair = self.tables.partners[leave.leader]
        return all(self.free(leave.leader, h) and not any(self.away[k][h] for k in pair) for h in halves)

    def take_leave(self, leave: Leave, start: int) -> None:
        """Away on whole days."""
        self.leave[leave.id] = start
        for h in range(2 * start, 2 * (start + leave.days)):
            self.away[leave.leader][h] = 1

    def present(self, h: int) -> list[int]:
        """The leaders in town."""
        return [k for k in range(self.tables.leader_count) if not self.away[k][h]]

    def can_meet(self, meeting: Meeting, h: int, slot: int) -> bool:
        """Chair, quorum and every leader in town free, and far enough from the meetings beside it."""
        here = self.present(h)
        if 2 * len(here) <= self.tables.leader_count or not (0 in here or 1 in here):
            return False
        for other in self.tables.meetings:
            if (t := self.meetings.get(other.id)) is None:
                continue
            day = t // (2 * SLOTS)
            if other.id == meeting.gap_after and h // 2 < day + meeting.gap_days:
                return False
            if other.gap_after == meeting.id and day < h // 2 + other.gap_days:
                return False
        return all(self.free(k, h, mask(slot, meeting.duration)) for k in here)

    def hold(self, meeting: Meeting, h: int, slot: int) -> None:
        """With all in town."""
        self.meetings[meeting.id] = SLOTS * h + slot
        for k in self.present(h):
            self.busy[k][h] |= mask(slot, meeting.duration)

    def can_research(self, leader: int, h: int) -> bool:
        """Free, under the month's cap, in no run that grows too long."""
        done, t = self.research[leader], self.tables
        if h in done or not self.free(leader, h):
            return False
        month = t.of(h, "month")
        if sum(t.of(k, "month") == month for k in done) >= t.rules["research_month_max"]:
            return False
        low, high = h, h
        while low - 1 in done:
            low -= 1
        while high + 1 in done:
            high += 1
        return high - low < int(t.rules["research_run_max"])

    def do_research(self, leader: int, h: int) -> None:
        """The whole half-day."""
        self.research[leader].add(h)
        self.busy[leader][h] = FULL

    def takers(self, event: Happening, h: int, slot: int) -> tuple[int, list[int]] | None:
        """The cheapest distinct attendees for an event at a time, with their cost."""
        bits = mask(slot, event.duration)
        best: tuple[int, list[int]] | None = None

        def fill(n: int, cost: int, chosen: list[int]) -> None:
            nonlocal best
            if best is not None and cost >= best[0]:
                return
            if n == len(event.seats):
                best = cost, chosen
                return
            for o in sorted(event.seats[n], key=lambda o: o.cost):
                covered = o.if_away is None or self.away[o.if_away][h]
                if covered and o.leader not in chosen and self.free(o.leader, h, bits):
                    fill(n + 1, cost + o.cost, [*chosen, o.leader])

        fill(0, 0, [])
        return best

    def times(self, event: Happening) -> Iterator[tuple[int, int]]:
        """Every (half-day, slot) at which it may begin."""
        for h in event.halves:
            for slot in range(SLOTS - event.duration + 1) if event.slot is None else (event.slot,):
                yield h, slot

    def attend(self, event: Happening, h: int, slot: int, who: list[int]) -> None:
        """Write it down."""
        self.events[event.id] = SLOTS * h + slot, list(who)
        for k in who:
            self.busy[k][h] |= mask(slot, event.duration)

    def fit(self, event: Happening) -> bool:
        """The cheapest place left, the earliest of those; False where there is none."""
        best: tuple[int, int, int, list[int]] | None = None
        for h, slot in self.times(event):
            found = self.takers(event, h, slot)
            if found is not None and (best is None or found[0] < best[0]):
                best = found[0], h, slot, found[1]
                if found[0] == 0:
                    break
        if best is not None:
            self.attend(event, *best[1:])
        return best is not None
