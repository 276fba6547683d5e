"""An instance of leadplan-bench/1, read and checked."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORMAT = "leadplan-bench/1"
SLOT = 30  # minutes
SLOTS = 7  # in a half-day


class BadInstance(Exception):
    """What is wrong with an instance, in a sentence."""


@dataclass(frozen=True)
class Option:
    """Who may take a seat, at what cost, and only while whom is away."""

    leader: int
    cost: int
    if_away: int | None


@dataclass(frozen=True)
class Item:
    """An event. slot: of its fixed half-day, none where it has a window; halves: where it may be, in order."""

    id: str
    kind: str
    duration: int
    price: int
    slot: int | None
    halves: tuple[int, ...]
    first: int
    last: int
    seats: tuple[tuple[Option, ...], ...]


@dataclass(frozen=True)
class Meeting:
    """A meeting of all leaders in town; `after`: not sooner than `gap` days behind that one."""

    id: str
    duration: int
    halves: tuple[int, ...]
    first: int
    last: int
    after: str | None
    gap: int


class Instance:
    """An instance. `raw` is the JSON as it came; days, half-days and leaders are counted from zero.

    Raises BadInstance where a field is missing, of the wrong type or out of range.
    """

    def __init__(self, raw: dict[str, Any]) -> None:
        try:
            self._read(raw)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as fault:
            raise BadInstance(f"not a {FORMAT} instance: {type(fault).__name__}: {fault}") from fault

    def _read(self, raw: dict[str, Any]) -> None:
        if raw["format"] != FORMAT:
            raise BadInstance(f"the format is {raw['format']!r}, not {FORMAT!r}")
        if raw["grid"] != {"slot_minutes": SLOT, "slots_per_half": SLOTS}:
            raise BadInstance(f"the grid is {raw['grid']}, not {SLOTS} slots of {SLOT} minutes")
        self.raw = raw
        self.weights: dict[str, Any] = raw["weights"]
        self.rules: dict[str, int] = raw["rules"]
        self.days: list[dict[str, Any]] = raw["days"]
        self.leaders: list[dict[str, Any]] = raw["leaders"]
        self.published: dict[str, Any] | None = raw.get("published") or None
        self.frozen = int(raw.get("frozen_before_day") or 0)
        self.partner = [self._leader(k["b"]) for k in self.leaders]
        if not self.days or not self.leaders or [k["id"] for k in self.leaders] != list(range(len(self.leaders))):
            raise BadInstance("days and leaders must be there, leaders numbered from zero")
        self.away = [[False] * self.half_count for _ in self.leaders]
        for absence in raw["absences"]:
            for h in range(absence["from_half"], absence["to_half"] + 1):
                self.away[self._leader(absence["leader"])][self._half(h)] = True
        self.items = tuple(self._item(event) for event in raw["events"])
        self.meetings = tuple(self._meeting(meeting) for meeting in raw["meetings"])
        ids = [e.id for e in self.items] + [m.id for m in self.meetings]
        if len(set(ids)) != len(ids):
            raise BadInstance("events and meetings must have ids of their own")
        for leave in raw["leave"]:
            self._leader(leave["leader"])
            if leave["earliest"] < 0 or leave["latest"] + leave["days"] > len(self.days) or leave["days"] < 1:
                raise BadInstance(f"leave {leave['id']} lies outside the days")

    @property
    def half_count(self) -> int:
        """How many half-days there are."""
        return 2 * len(self.days)

    def _leader(self, leader: int) -> int:
        if not 0 <= leader < len(self.leaders):
            raise BadInstance(f"there is no leader {leader}")
        return leader

    def _half(self, half: int) -> int:
        if not 0 <= half < self.half_count:
            raise BadInstance(f"there is no half-day {half}")
        return half

    def _halves(self, first: int, last: int, sides: list[int]) -> tuple[int, ...]:
        return tuple(self._half(2 * day + side) for day in range(first, last + 1) for side in sorted(set(sides)))

    def _item(self, event: dict[str, Any]) -> Item:
        weights = self.weights
        duration = int(event["duration"])
        if not 1 <= duration <= SLOTS:
            raise BadInstance(f"event {event['id']} takes {duration} slots, a half-day has {SLOTS}")
        if "fixed" in event:
            at = event["fixed"]
            first = last = int(at["day"])
            slot, halves = int(at["slot"]), self._halves(first, first, [at["half"]])
            if not 0 <= slot <= SLOTS - duration:
                raise BadInstance(f"event {event['id']} does not lie inside its half-day")
        else:
            at = event["window"]
            first, last, slot = int(at["day_from"]), int(at["day_to"]), None
            halves = self._halves(first, last, at["halves"])
        seats = tuple(tuple(self._option(o) for o in seat["options"]) for seat in event["seats"])
        price = (
            weights["mandatory_unserved"] if event["mandatory"] else weights["event_unserved"][str(event["priority"])]
        )
        return Item(str(event["id"]), event["kind"], duration, price, slot, halves, first, last, seats)

    def _option(self, option: dict[str, Any]) -> Option:
        away = option["if_away"]
        return Option(
            self._leader(option["leader"]), int(option["cost"]), None if away is None else self._leader(away)
        )

    def _meeting(self, meeting: dict[str, Any]) -> Meeting:
        first, last = int(meeting["day_from"]), int(meeting["day_to"])
        halves = self._halves(first, last, meeting["halves"])
        return Meeting(
            str(meeting["id"]),
            int(meeting["duration"]),
            halves,
            first,
            last,
            meeting["gap_after"],
            meeting["gap_days"],
        )


def load(path: Path) -> Instance:
    """Read an instance. Raises BadInstance for what is none."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise BadInstance(f"cannot read {path}: {fault.strerror}") from fault
    except ValueError as fault:
        raise BadInstance(f"{path} is not JSON: {fault}") from fault
    if not isinstance(raw, dict):
        raise BadInstance(f"{path} holds no instance")
    return Instance(raw)
