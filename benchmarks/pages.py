"""A week of thirty leaders in a real Chromium: what the server takes to fill the page, and the browser to show it.

The demo's December, its deputies copied until there are thirty leaders, each with his own items in every half-day.
Needs playwright and a Chromium.
"""

import socket
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import sync_playwright

from api.app import create_app
from api.demo import FIXTURES
from intake.brief import read_brief
from models.people import Leader
from models.plan import Plan
from models.publication import Entry, Publication
from models.sealing import previewed
from models.spans import OFFICE_TZ
from render.weeks import IsoWeek
from rules import audit
from solver.solve import solve
from store.memory import MemoryStore

LEADERS, RUNS = 30, 5
WEEK = IsoWeek(2026, 50)
AT = datetime(2026, 11, 20, 17, 0, tzinfo=OFFICE_TZ)
CHROMIUM = Path("/usr/bin/chromium")


def run() -> None:
    """Print milliseconds, the middle one of some runs: filled, first painted, all there."""
    if not CHROMIUM.exists():
        print("no Chromium here")
        return
    publication = crowded()
    items = sum(entry.span.overlaps(WEEK.span) for entry in publication.entries)
    with served(publication) as url, sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        rows = [timed(page, f"{url}/office/week/{WEEK}") for _ in range(RUNS)]
        size = len(page.content().encode())
        chromium.close()
    print(f"{len(publication.leaders)} leaders, {items} items in the week, {size / 1024:.0f} KiB of HTML")
    for n, name in enumerate(("answered", "painted", "loaded")):
        print(f"{name:9} {statistics.median(row[n] for row in rows):6.0f} ms")
    sys.stdout.flush()


def crowded() -> Publication:
    """The demo's December as a publication of thirty leaders."""
    brief = read_brief((FIXTURES / "2026-12.json").read_bytes())
    plan = solve(brief)
    assert isinstance(plan, Plan)
    made = previewed(brief, plan, audit(brief, plan), None, AT)
    deputies = [leader for leader in made.leaders if leader.id.startswith("dep-")]
    copies: list[Leader] = []
    entries: list[Entry] = []
    for n in range(LEADERS - len(made.leaders)):
        like = deputies[n % len(deputies)]
        who = f"{like.id}-{n}"
        copies.append(like.model_copy(update={"id": who, "title": f"{like.title}{n + 1}"}))
        own = [e for e in made.entries if any(s.taken_by == like.id for s in e.seats) and len(e.seats) <= 2]
        entries += [copied(entry, like.id, who) for entry in own]
    together = sorted((*made.entries, *entries), key=lambda e: (e.start, e.id))
    return made.model_copy(update={"leaders": (*made.leaders, *copies), "entries": tuple(together)})


def copied(entry: Entry, old: str, new: str) -> Entry:
    """An entry as another leader's."""
    seats = tuple(
        seat.model_copy(update={"owner": new, "taken_by": new, "acting_for": None})
        for seat in entry.seats
        if seat.taken_by == old
    )
    return entry.model_copy(update={"id": f"{entry.id}-{new}", "seats": seats})


@contextmanager
def served(publication: Publication) -> Iterator[str]:
    """The publication on this machine, for anybody on it to read."""
    store = MemoryStore()
    store.append(publication, expecting=None)
    app = create_app(store=store, office_id=publication.office.id, access_key=None, today=lambda: date(2026, 12, 9))
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()


def timed(page: Any, url: str) -> tuple[float, float, float]:
    """Milliseconds from the click to the answer, to the first paint and to all being there."""
    page.goto(url)
    page.wait_for_load_state("load")
    told = page.evaluate(
        "() => { const n = performance.getEntriesByType('navigation')[0];"
        " const p = performance.getEntriesByName('first-contentful-paint')[0];"
        " return [n.responseEnd, p ? p.startTime : n.domComplete, n.loadEventEnd]; }"
    )
    return float(told[0]), float(told[1]), float(told[2])
