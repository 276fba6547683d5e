"""A fortnight of many offices at full speed: solves, edits, publications and feed polls, and what each costs.

    python -m benchmarks.fleet                          six offices, two days: a look
    python -m benchmarks.fleet --offices 150 --days 14  the fortnight; hours on two cores
    python -m benchmarks.fleet --database URL           the same on PostgreSQL (an empty database)

Every office is the demo office under a name of its own. Polls go through the whole application (as ASGI, so the
server's own parsing of HTTP is not in them), edits and publications through the store's desks, solves through a run
and a worker's child. Costs are CPU of this process and its children; docs/scale.md extrapolates them.
"""

import argparse
import asyncio
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from fastapi import FastAPI

from api.app import create_app
from api.jobs.desk_jobs import DeskJobs
from api.jobs.port import Ask
from api.jobs.work import Workshop
from api.links import Links
from api.office import Office, Signature
from api.records import freeze_brief, import_brief
from benchmarks.measure import DEMO
from models.brief import Brief
from models.plan import Plan
from models.records import Edit, RecordKind
from models.spans import DateRange
from models.trail import Act
from store.base import Store
from store.sql import SqlStore

BEGIN = datetime.fromisoformat("2026-11-21T08:00:00+08:00")
MONTH = DateRange.model_validate({"first": "2026-12-01", "last": "2026-12-31"})
WEEK = DateRange.model_validate({"first": "2026-12-07", "last": "2026-12-13"})


class Costs(NamedTuple):
    """Of one deed: seconds on the wall, CPU seconds of this process, and of its children."""

    wall: float
    cpu: float
    child: float


@dataclass(frozen=True)
class Habits:
    """What an office does. links: subscribers; polls: of each, a day; edits: a day; weeks, months: solves a week."""

    links: int = 20
    polls: int = 48
    edits: int = 30
    weeks: int = 2
    months: int = 1


@dataclass
class Note:
    """A deed being done. child: CPU seconds of a process that is not ours to measure."""

    kind: str
    child: float = 0.0


@dataclass
class Ledger:
    """Costs by kind of deed."""

    rows: dict[str, list[Costs]] = field(default_factory=dict)

    @contextmanager
    def entry(self, kind: str) -> Iterator["Note"]:
        """Note what is done inside; whoever does it may say more exactly what it was."""
        wall, cpu = time.perf_counter(), time.process_time()
        note = Note(kind)
        yield note
        costs = Costs(time.perf_counter() - wall, time.process_time() - cpu, note.child)
        self.rows.setdefault(note.kind, []).append(costs)

    def tell(self) -> None:
        """One line a kind: how many; CPU of each (mean); wall (median, 99th)."""
        print(f"{'deed':14} {'n':>7} {'cpu ms':>9} {'child ms':>9} {'wall p50':>9} {'wall p99':>9}")
        for kind, rows in self.rows.items():
            wall = sorted(costs.wall * 1000 for costs in rows)
            cpu, child = (sum(getattr(c, name) for c in rows) / len(rows) * 1000 for name in ("cpu", "child"))
            p99 = wall[min(len(wall) - 1, int(len(wall) * 0.99))]
            print(
                f"{kind:14} {len(rows):7} {cpu:9.2f} {child:9.1f} {wall[len(wall) // 2]:9.2f} {p99:9.2f}", flush=True
            )

    def mean(self, kind: str) -> float:
        """CPU seconds of one, children's with them."""
        rows = self.rows.get(kind, [])
        return sum(c.cpu + c.child for c in rows) / len(rows) if rows else 0.0


class Fleet:
    """Offices in one store, behind one application."""

    def __init__(self, store: Store, count: int, habits: Habits) -> None:
        self.store, self.habits, self.ledger = store, habits, Ledger()
        self.names = [f"office-{number:04}" for number in range(count)]
        self.at = BEGIN
        self.tokens: dict[str, list[str]] = {}
        self.tags: dict[str, str] = {}
        self.jobs = DeskJobs(store, now=lambda: self.at)
        self.shop = Workshop(store, "fleet", threads=1, now=lambda: self.at)
        self.app: FastAPI | None = None

    def found(self) -> None:
        """Bring every office's records in, publish its December, hand out its links."""
        raw = json.loads((DEMO / "2026-12.json").read_bytes())
        steps = json.loads((DEMO / "story.json").read_bytes())
        raw["decisions"] = [one for step in steps if step.get("plan") == "2026-12.json" for one in step["decisions"]]
        plan: Plan | None = None
        for name in self.names:
            raw["office"] = {"id": name, "name": name}
            with self.ledger.entry("import"):
                import_brief(self.store, json.dumps(raw).encode(), self._act("clerk"))
            brief = freeze_brief(self.store, name, MONTH, self.at).brief
            plan = plan or self._solve(name, MONTH, "month")
            with self.ledger.entry("publish"):
                self._publish(name, brief, plan)
            self._hand_out(name, brief)
        self.app = create_app(
            store=self.store,
            office_id=self.names[0],
            access_key=None,
            today=lambda: self.at.date(),
            now=lambda: self.at,
            guests=False,
        )

    def day(self, number: int) -> None:
        """One day of all offices, each deed in its turn."""
        habits = self.habits
        for name in self.names:
            for n in range(habits.edits):
                with self.ledger.entry("edit"):
                    self._edit(name, number * habits.edits + n)
        for index, name in enumerate(self.names):
            if (index + number) % 7 < habits.weeks:
                self._solve(name, WEEK, "week")
            if (index + number) % 7 < habits.months:
                self._solve(name, MONTH, "month")
        asyncio.run(self._polls(habits.polls))
        self.at += timedelta(days=1)

    def _solve(self, name: str, days: DateRange, kind: str) -> Plan:
        with self.ledger.entry(f"solve {kind}") as note:
            run = self.jobs.submit(name, Ask(days, self.at, 300), self._act("clerk"))
            self.shop.work(name, run.id, 1)
            note.child = self.jobs.progress(name, run.id).cpu
        with self.ledger.entry("land"):
            landing = self.jobs.result(name, run.id)
        if landing.run.best is None:
            raise RuntimeError(f"{name}: {landing.run.message}")
        return landing.run.best

    def _publish(self, name: str, brief: Brief, plan: Plan) -> None:
        """Publish the December."""
        mine = plan.model_copy(update={"brief": brief.digest})
        Office(self.store, name).publish(brief, mine, Signature("政府办", "区长", self.at, "月度安排"))

    def _hand_out(self, name: str, brief: Brief) -> None:
        links = Links(self.store, lambda: self.at)
        audiences = ["office", *(leader.id for leader in brief.leaders)]
        with self.store.write(name, self._act("clerk")) as desk:
            self.tokens[name] = [
                links.mint(desk, "clerk", audiences[n % len(audiences)], f"{n}")[1] for n in range(self.habits.links)
            ]

    def _edit(self, name: str, number: int) -> None:
        with self.store.write(name, self._act("clerk")) as desk:
            records = desk.records.all(RecordKind.PROGRAMME, RecordKind.DEPARTMENT)
            record = records[number % len(records)]
            desk.records.edit([Edit(kind=record.kind, id=record.id, body=record.body, expecting=record.revision)])

    async def _polls(self, rounds: int) -> None:
        for _ in range(rounds):
            for tokens in self.tokens.values():
                for token in tokens:
                    with self.ledger.entry("poll 304") as note:
                        if await self._poll(token) == 200:
                            note.kind = "poll 200"

    async def _poll(self, token: str) -> int:
        """The status of one poll by a phone that knows what it has."""
        assert self.app is not None
        sent: list[dict[str, Any]] = []
        tag = self.tags.get(token)
        headers = [(b"host", b"127.0.0.1"), (b"accept-encoding", b"gzip")]
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": f"/feeds/{token}.ics", "raw_path": f"/feeds/{token}.ics".encode(), "query_string": b"",
            "root_path": "", "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1), "state": {},
            "headers": headers + ([(b"if-none-match", tag.encode())] if tag else []),
        }  # fmt: skip

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        status, told = sent[0]["status"], dict(sent[0]["headers"])
        if status not in (200, 304):
            raise RuntimeError(f"a poll was answered {status}")
        self.tags[token] = told[b"etag"].decode()
        return int(status)

    def _act(self, by: str) -> Act:
        return Act(by=by, at=self.at, why="试验")


def per_year(fleet: Fleet, offices: int) -> None:
    """What so many offices come to, from the means."""
    habits, ledger = fleet.habits, fleet.ledger
    yearly = {
        "polls": (habits.links * habits.polls * 365, ledger.mean("poll 304")),
        "fresh polls": (habits.links * 60, ledger.mean("poll 200")),
        "edits": (habits.edits * 250, ledger.mean("edit")),
        "week solves": (habits.weeks * 52, ledger.mean("solve week")),
        "month solves": (habits.months * 52, ledger.mean("solve month")),
        "publications": (60, ledger.mean("publish")),
    }
    print(f"\n{offices} offices, a year:")
    total = 0.0
    for name, (count, each) in yearly.items():
        hours = offices * count * each / 3600
        total += hours
        print(f"  {name:13} {offices * count:12,} x {each * 1000:8.2f} ms = {hours:10,.0f} core hours")
    print(f"  together {total:,.0f} core hours: {total / 8760:.1f} cores at all times")
    monday = offices * (habits.weeks * ledger.mean("solve week") + habits.months * ledger.mean("solve month"))
    print(f"  all solves of a week between 08:00 and 10:00 on one morning: {monday / 7200:.1f} cores")
    peak = offices * habits.links * habits.polls / 86400
    print(
        f"  polls: {peak:.0f} a second, {peak * ledger.mean('poll 304'):.2f} cores; edits in office hours:", end=" "
    )
    print(f"{offices * habits.edits / 28800:.1f} a second")


def main(words: list[str]) -> int:
    """Replay, tell the costs, extrapolate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--offices", type=int, default=6)
    parser.add_argument("--days", type=int, default=2)
    parser.add_argument("--links", type=int, default=Habits.links)
    parser.add_argument("--polls", type=int, default=Habits.polls)
    parser.add_argument("--edits", type=int, default=Habits.edits)
    parser.add_argument("--database", default="")
    given = parser.parse_args(words)
    habits = Habits(given.links, given.polls, given.edits)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "richeng.sqlite3"
        store = SqlStore(given.database or f"sqlite:///{path}")
        fleet = Fleet(store, given.offices, habits)
        begun, cpu = time.perf_counter(), sum(os.times()[:4])
        fleet.found()
        for number in range(given.days):
            fleet.day(number)
        wall, cpu = time.perf_counter() - begun, sum(os.times()[:4]) - cpu
        fleet.ledger.tell()
        print(f"\n{given.offices} offices, {given.days} days: {wall:.0f} s on the wall, {cpu:.0f} s of CPU")
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"this process: {memory:.0f} MiB at its peak")
        if path.exists():
            print(f"the file: {path.stat().st_size / given.offices / 1024:.0f} KiB an office")
        store.close()
    for offices in (150, 2800):
        per_year(fleet, offices)
    return 0


def run() -> None:
    """A look."""
    main([])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
