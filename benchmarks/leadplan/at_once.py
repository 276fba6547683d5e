"""A plan at once, straight from the instance: the answer where the time is up before the sheet is built.

What stays as it was comes first, then meetings, leave, fixed times (dearest first), research, windows; each is put
where it fits and costs least, and nothing is ever taken back. A leader's half-day is a mask of its slots.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.leadplan.instance import SLOTS, Instance, Item, Meeting
from benchmarks.leadplan.rules_published import Stays

FULL = (1 << SLOTS) - 1
HEAD, EXEC = 0, 1


class AtOnce:
    """What is written down so far."""

    def __init__(self, instance: Instance) -> None:
        self.instance, self.stays = instance, Stays(instance)
        self.people = range(len(instance.leaders))
        self.away = [list(row) for row in instance.away]
        self.busy = [[0] * instance.half_count for _ in self.people]
        self.pairs: dict[int, set[int]] = defaultdict(set)
        for one, other in enumerate(instance.partner):
            self.pairs[one] |= {other} - {one}
            self.pairs[other] |= {one} - {other}
        self.events: dict[str, tuple[int, tuple[int, ...]]] = {}
        self.meetings: dict[str, int] = {}
        self.leave: dict[str, int] = {}
        self.research: list[set[int]] = [set() for _ in self.people]

    def plan(self) -> dict[str, Any]:
        """The whole of it, in the format of the bench."""
        for wish in self.instance.raw["leave"]:
            if wish["id"] in self.stays.leave:
                self._go(wish, self.stays.leave[wish["id"]])
        for leader, half in self.stays.research:
            self._study(leader, half)
        items = sorted(self.instance.items, key=lambda item: (-item.price, len(item.halves)))
        for item in items:
            if item.id in self.stays.events:
                self._attend(item, *self.stays.events[item.id])
        for meeting in sorted(self.instance.meetings, key=lambda m: m.id not in self.stays.meetings):
            self._meet(meeting)
        self._leaves()
        for item in items:
            if item.slot is not None:
                self._fit(item)
        for leader in self.people:
            self._research(leader)
        for item in items:
            if item.slot is None:
                self._fit(item)
        return {
            "events": {id: {"start": t, "attendees": list(who)} for id, (t, who) in self.events.items()},
            "research": [sorted(own) for own in self.research],
            "leave": self.leave,
            "meetings": self.meetings,
        }

    def _free(self, who: int, half: int, bits: int = FULL) -> bool:
        return not self.away[who][half] and not self.busy[who][half] & bits

    def _fixed(self) -> Iterator[Item]:
        return (item for item in self.instance.items if item.slot is not None)

    def _meet(self, meeting: Meeting) -> None:
        """Where most are in town and the fixed times that it drives out are worth least."""
        lost = dict.fromkeys(meeting.halves, 0)
        for item in self._fixed():
            if item.halves[0] in lost:
                lost[item.halves[0]] += item.price
        pinned, absent = self.stays.meetings.get(meeting.id), self.instance.weights["meeting_absent"]
        slots: Iterable[int] = range(SLOTS - meeting.duration + 1) if pinned is None else (pinned % SLOTS,)
        halves = meeting.halves if pinned is None else (pinned // SLOTS,)
        places: list[tuple[int, int, int]] = []
        for half in halves:
            here = [who for who in self.people if not self.away[who][half]]
            quorum = 2 * len(here) > len(self.people) and (HEAD in here or EXEC in here)
            if quorum and self._is_apart(meeting, half // 2):
                for slot in slots:
                    if all(self._free(who, half, _mask(slot, meeting.duration)) for who in here):
                        places.append((absent * (len(self.people) - len(here)) + lost.get(half, 0), half, slot))
        if places:
            _, half, slot = min(places)
            self.meetings[meeting.id] = SLOTS * half + slot
            for who in self.people:
                if not self.away[who][half]:
                    self.busy[who][half] |= _mask(slot, meeting.duration)

    def _is_apart(self, meeting: Meeting, day: int) -> bool:
        for other in self.instance.meetings:
            then = self.meetings.get(other.id, 0) // (2 * SLOTS)
            if other.id in self.meetings:
                early = other.id == meeting.after and day < then + meeting.gap
                if early or (other.after == meeting.id and then < day + other.gap):
                    return False
        return True

    def _leaves(self) -> None:
        """Each where the fixed times that he could attend are worth least, by his share among those who could."""
        lost = [[0] * len(self.instance.days) for _ in self.people]
        for item in self._fixed():
            for options in item.seats:
                people = {o.leader for o in options}
                for who in people:
                    lost[who][item.halves[0] // 2] += item.price // len(people)
        for wish in self.instance.raw["leave"]:
            who, days = wish["leader"], wish["days"]
            if wish["id"] in self.stays.leave:
                continue
            starts = [d for d in range(wish["earliest"], wish["latest"] + 1) if self._may_go(who, d, days)]
            if starts:
                self._go(wish, min(starts, key=lambda d: sum(lost[who][d : d + days])))

    def _may_go(self, who: int, day: int, days: int) -> bool:
        halves = range(2 * day, 2 * (day + days))
        return all(self._free(who, h) and not any(self.away[p][h] for p in self.pairs[who]) for h in halves)

    def _go(self, wish: dict[str, Any], day: int) -> None:
        self.leave[wish["id"]] = day
        for half in range(2 * day, 2 * (day + wish["days"])):
            self.away[wish["leader"]][half] = True

    def _research(self, leader: int) -> None:
        """Run by run, an even share of what is left a month; then wherever some is missing."""
        target = self.instance.leaders[leader]["research_half_days"]
        months: dict[int, list[int]] = defaultdict(list)
        for half in range(self.instance.half_count):
            months[self.instance.days[half // 2]["month"]].append(half)
        done = self.research[leader]
        for n, halves in enumerate(months.values()):
            share = -(-(target - len(done)) // (len(months) - n))
            for half in self._run(leader, halves, min(share, self.instance.rules["research_run_max"])):
                if self._may_study(leader, half):  # the run before it may reach up to it
                    self._study(leader, half)
        for half in range(self.instance.half_count):
            if len(done) < target and self._may_study(leader, half):
                self._study(leader, half)

    def _run(self, leader: int, halves: list[int], wanted: int) -> list[int]:
        """The first run of so many half-days, or else the longest."""
        best: list[int] = []
        run: list[int] = []
        for half in halves:
            run = [*run, half] if self._may_study(leader, half) else []
            best = max(best, run, key=len)
            if len(best) >= wanted:
                break
        return best[: max(0, wanted)]

    def _may_study(self, leader: int, half: int) -> bool:
        done, month = self.research[leader], self.instance.days[half // 2]["month"]
        if half in done or not self._free(leader, half):
            return False
        first = last = half
        while first - 1 in done:
            first -= 1
        while last + 1 in done:
            last += 1
        so_far = sum(self.instance.days[h // 2]["month"] == month for h in done)
        rules = self.instance.rules
        return so_far < rules["research_month_max"] and last - first < rules["research_run_max"]

    def _study(self, leader: int, half: int) -> None:
        self.research[leader].add(half)
        self.busy[leader][half] = FULL

    def _fit(self, item: Item) -> None:
        """The cheapest time and people that are left, the earliest of those."""
        best: tuple[int, int, tuple[int, ...]] | None = None
        for half in item.halves if item.id not in self.events else ():
            for slot in range(SLOTS - item.duration + 1) if item.slot is None else (item.slot,):
                found = self._people(item, half, _mask(slot, item.duration))
                if found is not None and (best is None or found[0] < best[0]):
                    best = found[0], SLOTS * half + slot, found[1]
            if best is not None and best[0] == 0:
                break
        if best is not None:
            self._attend(item, *best[1:])

    def _people(self, item: Item, half: int, bits: int) -> tuple[int, tuple[int, ...]] | None:
        """Who may take the seats then at the least cost, seat by seat."""
        cost, chosen = 0, list[int]()
        for options in item.seats:
            own = [
                (o.cost, o.leader)
                for o in options
                if (o.if_away is None or self.away[o.if_away][half])
                and o.leader not in chosen
                and self._free(o.leader, half, bits)
            ]
            if not own:
                return None
            cost, chosen = cost + min(own)[0], [*chosen, min(own)[1]]
        return cost, tuple(chosen)

    def _attend(self, item: Item, start: int, people: tuple[int, ...]) -> None:
        self.events[item.id] = start, people
        for who in people:
            self.busy[who][start // SLOTS] |= _mask(start % SLOTS, item.duration)


def _mask(slot: int, duration: int) -> int:
    """The slots from one on, so many of them."""
    return ((1 << duration) - 1) << slot
