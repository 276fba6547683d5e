"""A leadplan-bench/1 instance as tables that every peer reads.

Half-days are h = 2 * day + half, slots t = 7 * h + slot, both counted from 0 over working days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

SLOTS = 7


@dataclass(frozen=True)
class Option:
    """Who may take a seat, at what cost, and whose absence he needs for it."""

    leader: int
    cost: int
    if_away: int | None


@dataclass(frozen=True)
class Happening:
    """An event: where it may lie, what it costs to leave it out. `slot` is set where its time is fixed."""

    id: str
    duration: int
    weight: int
    ceremonial: bool
    seats: tuple[tuple[Option, ...], ...]
    halves: tuple[int, ...]
    slot: int | None
    held: tuple[int, ...] | None  # the attendees that a pin or the frozen past demands


@dataclass(frozen=True)
class Leave:
    """Days in a row for one leader; `starts` are the days that his fixed absences and his pair's allow."""

    id: str
    leader: int
    days: int
    starts: tuple[int, ...]
    held: bool


@dataclass(frozen=True)
class Meeting:
    """A meeting that takes all leaders in town; `halves` are those with a chair and a quorum but for leave."""

    id: str
    duration: int
    halves: tuple[int, ...]
    gap_after: str | None
    gap_days: int
    held: int | None  # the slot a pin demands


class Tables:
    """Everything an engine asks of an instance, once."""

    def __init__(self, inst: dict[str, Any]) -> None:
        self.raw = inst
        self.days, self.people = inst["days"], inst["leaders"]
        self.weights, self.rules = inst["weights"], inst["rules"]
        self.day_count, self.leader_count = len(self.days), len(self.people)
        self.half_count = 2 * self.day_count
        self.published: dict[str, Any] | None = inst.get("published") or None
        self.frozen = inst.get("frozen_before_day", 0)
        self.away = [bytearray(self.half_count) for _ in self.people]  # fixed absences only
        for absence in inst["absences"]:
            for h in range(absence["from_half"], absence["to_half"] + 1):
                self.away[absence["leader"]][h] = 1
        self.pairs = sorted({(min(x["id"], x["b"]), max(x["id"], x["b"])) for x in self.people})
        self.partners = [{a + b - me for a, b in self.pairs if me in (a, b)} for me in range(self.leader_count)]
        self.leaves = [self._leave(r) for r in inst["leave"]]
        self.may_leave = [bytearray(self.day_count) for _ in self.people]
        for leave in self.leaves:
            for s in leave.starts:
                self.may_leave[leave.leader][s : s + leave.days] = b"\1" * leave.days
        self.meetings = [self._meeting(m) for m in inst["meetings"]]
        self.events = [self._event(e) for e in inst["events"]]
        self.pinned_research = {(p["leader"], p["half"]) for p in inst["pins"] if p["type"] == "research"}
        lengths: dict[int, int] = {}
        for day in self.days:
            lengths[day["quarter"]] = lengths.get(day["quarter"], 0) + 1
        self.quarters = [q for q, n in lengths.items() if n >= 50]  # those wholly inside the horizon

    @property
    def most_away(self) -> int:
        """How many may be away from a meeting that more than half must attend."""
        return (self.leader_count - 1) // 2

    def of(self, h: int, what: str) -> int:
        """The week, month or quarter of a half-day."""
        return int(self.days[h // 2][what])

    def can_be_away(self, leader: int, h: int) -> bool:
        """By a fixed absence, or by some leave."""
        return bool(self.away[leader][h] or self.may_leave[leader][h // 2])

    def usable(self, seat: tuple[Option, ...], h: int) -> Iterator[Option]:
        """Options of a seat that some choice of leave allows in a half-day."""
        for option in seat:
            if not self.away[option.leader][h] and (option.if_away is None or self.can_be_away(option.if_away, h)):
                yield option

    def _leave(self, r: dict[str, Any]) -> Leave:
        me, n = r["leader"], r["days"]
        out = [
            any(self.away[k][h] for k in ({me} | self.partners[me]) for h in (2 * d, 2 * d + 1))
            for d in range(self.day_count)
        ]
        starts = tuple(s for s in range(r["earliest"], r["latest"] + 1) if not any(out[s : s + n]))
        old = (self.published or {"leave": {}})["leave"].get(r["id"])
        held = old is not None and old < self.frozen
        return Leave(r["id"], me, n, (old,) if held else starts, held)

    def _meeting(self, m: dict[str, Any]) -> Meeting:
        pin = next((p["start"] for p in self.raw["pins"] if p["type"] == "meeting" and p["id"] == m["id"]), None)
        halves = [2 * d + half for d in range(m["day_from"], m["day_to"] + 1) for half in m["halves"]]
        if pin is not None:
            halves = [pin // SLOTS]
        good = [
            h
            for h in halves
            if sum(a[h] for a in self.away) <= self.most_away and not (self.away[0][h] and self.away[1][h])
        ]
        return Meeting(m["id"], m["duration"], tuple(good), m["gap_after"], m["gap_days"], pin)

    def _event(self, e: dict[str, Any]) -> Happening:
        w = self.weights
        weight = w["mandatory_unserved"] if e["mandatory"] else w["event_unserved"][str(e["priority"])]
        seats = tuple(tuple(Option(o["leader"], o["cost"], o["if_away"]) for o in s["options"]) for s in e["seats"])
        held = self._held(e["id"])
        slot: int | None
        if held is not None:
            halves, slot = (held[0] // SLOTS,), held[0] % SLOTS
            seats = tuple(tuple(o for o in s if o.leader == who) for s, who in zip(seats, held[1], strict=True))
        elif "fixed" in e:
            f = e["fixed"]
            halves, slot = (2 * f["day"] + f["half"],), f["slot"]
        else:
            window = e["window"]
            days = range(window["day_from"], window["day_to"] + 1)
            halves, slot = tuple(sorted(2 * d + half for d in days for half in window["halves"])), None
        ceremonial = e["kind"] == "ceremonial"
        return Happening(
            e["id"], e["duration"], weight, ceremonial, seats, halves, slot, held and tuple(held[1])
        )  # fmt: skip

    def _held(self, event: str) -> tuple[int, list[int]] | None:
        for pin in self.raw["pins"]:
            if pin["type"] == "event" and pin["id"] == event:
                return pin["start"], pin["attendees"]
        old = (self.published or {"events": {}})["events"].get(event)
        if old is not None and old["start"] // (2 * SLOTS) < self.frozen:
            return old["start"], old["attendees"]
        return None
