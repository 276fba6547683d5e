"""Timefold's defaults: Late Acceptance over change and swap moves, from the clerk's plan.

Plain Java (java/) against the jars inside the wheel `timefold`, not its bridge to Python, with an incremental score
calculator. A choice of an item is its whole settlement (start and attendees together; a block of research with its
length), which spares the default moves from passing through broken plans.

    python -m benchmarks.peers.timefold --prepare    compile, once
"""

import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.peers.clerk import by_clerk
from benchmarks.peers.diary import Diary
from benchmarks.peers.report import Plan, Report
from benchmarks.peers.tables import SLOTS, Happening, Tables

SOURCES = Path(__file__).parent / "java"
CLASSES = Path(sys.prefix) / "timefold-classes"
SACRED = 10**6  # the loss of leaving out what is pinned
EVENT, LEAVE, MEETING, RESEARCH = range(4)


def jars() -> str:
    """The class path inside the installed wheel."""
    folder = Path(sysconfig.get_paths()["purelib"]) / "timefold" / "solver" / "jars"
    return ":".join(str(jar) for jar in sorted(folder.glob("*.jar")))


def prepare() -> None:
    """Compile into this environment."""
    javac = shutil.which("javac")
    if javac is None:
        raise SystemExit("javac is not here: Timefold needs a JDK of 17 or newer")
    sources = [str(path) for path in sorted(SOURCES.glob("*.java"))]
    subprocess.run([javac, "-nowarn", "-cp", jars(), "-d", str(CLASSES), *sources], check=True)


class Item:
    """What the Java side settles, in its order of integers."""

    def __init__(self, kind: int, name: str, loss: int, length: int, leader: int = -1) -> None:
        self.kind, self.name, self.loss, self.length, self.leader = kind, name, loss, length, leader
        self.ceremonial, self.gap_after, self.gap_days = 0, -1, 0
        self.starts: list[int] = []
        self.seats: list[list[int]] = []
        self.first: list[int] = []  # start, length, who

    def numbers(self) -> Iterator[int]:
        """As Reader.java reads them."""
        yield from (self.kind, self.loss, self.length, self.leader, self.ceremonial, self.gap_after, self.gap_days)
        yield from (len(self.starts), *self.starts)
        if self.kind == EVENT:
            yield len(self.seats)
            for seat in self.seats:
                yield from (len(seat), *seat)
        yield from (len(self.first), *self.first)


def items_of(tables: Tables, first: Diary) -> list[Item]:
    """Meetings, leave, events, and blocks of research: a third as many as half-days asked for."""
    items: list[Item] = []
    number = {meeting.id: n for n, meeting in enumerate(tables.meetings)}
    for meeting in tables.meetings:
        item = Item(MEETING, meeting.id, tables.weights["meeting_missed"], meeting.duration)
        item.gap_after, item.gap_days = number.get(meeting.gap_after or "", -1), meeting.gap_days
        slots = range(SLOTS - meeting.duration + 1)
        item.starts = [SLOTS * h + s for h in meeting.halves for s in slots]
        if meeting.held is not None:
            item.starts, item.loss = [meeting.held], SACRED
        item.first = [first.meetings[meeting.id], 0] if meeting.id in first.meetings else []
        items.append(item)
    for leave in tables.leaves:
        item = Item(LEAVE, leave.id, tables.weights["leave_denied"], leave.days, leave.leader)
        item.starts = list(leave.starts)
        item.first = [first.leave[leave.id], 0] if leave.id in first.leave else []
        items.append(item)
    items += [_event(event, first) for event in tables.events]
    for leader in range(tables.leader_count):
        blocks = _blocks(sorted(first.research[leader]))
        free = [h for h in range(tables.half_count) if not tables.away[leader][h]]
        for n in range(max(len(blocks), tables.people[leader]["research_half_days"] // 3)):
            item = Item(RESEARCH, "", 0, 0, leader)
            item.starts = free
            item.first = list(blocks[n]) if n < len(blocks) else []
            items.append(item)
    return items


def _event(event: Happening, first: Diary) -> Item:
    item = Item(EVENT, event.id, event.weight if event.held is None else SACRED, event.duration)
    item.ceremonial = int(event.ceremonial)
    item.starts = [SLOTS * h + slot for h, slot in first.times(event)]
    for seat in event.seats:
        item.seats.append([x for o in seat for x in (o.leader, -1 if o.if_away is None else o.if_away, o.cost)])
    if event.id in first.events:
        start, who = first.events[event.id]
        item.first = [start, 0, *who]
    return item


def _blocks(halves: list[int]) -> list[tuple[int, int]]:
    """Runs as (first half-day, length)."""
    blocks: list[tuple[int, int]] = []
    for h in halves:
        if blocks and h == sum(blocks[-1]):
            blocks[-1] = blocks[-1][0], blocks[-1][1] + 1
        else:
            blocks.append((h, 1))
    return blocks


def numbers_of(tables: Tables, items: list[Item]) -> Iterator[int]:
    """The whole file for Reader.java; every list begins with its length."""
    w, r = tables.weights, tables.rules
    prices = [w[name] for name in ("ceremonial_range", "weekly_overload", "research_short")]
    prices += [w[name] for name in ("research_quarter_short", "research_block", "meeting_absent")]
    yield from (9, r["research_month_max"], r["research_run_max"], r["research_quarter_min"], *prices)
    quarters: list[int] = []
    for what in ("week", "month", "quarter"):
        numbers = [tables.of(h, what) for h in range(tables.half_count)]
        order = sorted(set(numbers))
        yield from (len(numbers), *(order.index(n) for n in numbers))
        quarters = order
    yield from (len(quarters), *(int(q in tables.quarters) for q in quarters))
    for what in ("research_half_days", "weekly_cap_slots"):
        yield from (tables.leader_count, *(person[what] for person in tables.people))
    for leader in range(tables.leader_count):
        partners = sorted(tables.partners[leader])
        away = [h for h in range(tables.half_count) if tables.away[leader][h]]
        yield from (len(partners), *partners, len(away), *away)
    yield len(items)
    for item in items:
        yield from item.numbers()


def plan_of(tables: Tables, items: list[Item], words: list[str]) -> Plan:
    """The bench's plan from the Java side's choices."""
    plan: Plan = {"events": {}, "research": [[] for _ in tables.people], "leave": {}, "meetings": {}}
    for item, word in zip(items, words, strict=True):
        if word == "-":
            continue
        start, length, *who = (int(n) for n in word.split(":"))
        if item.kind == EVENT:
            plan["events"][item.name] = {"start": start, "attendees": who}
        elif item.kind == RESEARCH:
            plan["research"][item.leader] += range(start, start + length)
        else:
            plan["leave" if item.kind == LEAVE else "meetings"][item.name] = start
    plan["research"] = [sorted(halves) for halves in plan["research"]]
    return plan


def main() -> None:
    """One run."""
    report = Report()
    tables = report.tables
    first = by_clerk(tables)
    plan = first.plan()
    report.tell(report.now(), plan)
    items = items_of(tables, first)
    java = shutil.which("java")
    if java is None:
        raise SystemExit("java is not here: Timefold needs 17 or newer")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "numbers"
        path.write_text(" ".join(map(str, numbers_of(tables, items))), encoding="ascii")
        clock = time.time() - report.now()  # this process's birth on the wall clock
        deadline = int((clock + report.asked.seconds) * 1000)
        command = [java, "-cp", f"{CLASSES}:{jars()}", "Peer", str(path), str(deadline)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
            assert child.stdout is not None
            for line in child.stdout:
                if not line[:1].isdigit():  # its log
                    continue
                when, hard, _, *words = line.split()
                if hard == "0":
                    plan = plan_of(tables, items, words)
                    report.tell(int(when) / 1000 - clock, plan)
        if child.returncode:
            raise SystemExit(child.returncode)
    report.close(plan)


if __name__ == "__main__":
    if sys.argv[1:] == ["--prepare"]:
        prepare()
    else:
        main()
