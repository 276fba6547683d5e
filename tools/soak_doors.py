"""The doors over time: what a refusal's time tells, and whether an address that was replaced is dead at once.

python -m tools.soak_doors sign-in --tries 400     known and unknown names in turn, with and without the even refusal
python -m tools.soak_doors rotation --rounds 500   addresses replaced under 50 readers of two processes' worth of apps
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from api import people
from api.app import create_app
from api.links import Links
from models.accounts import FeedLink
from store.sql import SqlStore
from tests.api.conftest import office_now
from tests.api.world import ACT, OWN, World
from tests.render.week_sample import versions

DEAD_AFTER = 1.0  # seconds


async def answered(app: FastAPI, method: str, path: str, body: bytes = b"", tag: str = "") -> tuple[int, str]:
    """Status and tag of one request to an app. tag: what the asker has already."""
    sent: list[Any] = []
    given = {"host": "127.0.0.1", "content-type": "application/json", "content-length": str(len(body))}
    given |= {"if-none-match": tag} if tag else {}
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1), "state": {},
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return int(sent[0]["status"]), dict(sent[0]["headers"]).get(b"etag", b"").decode()


def sign_in(world: World, tries: int) -> int:
    """How long refusals of known and of unknown names take, in turn."""
    for refusal in (0.0, people.REFUSAL):
        people.REFUSAL = refusal
        known, unknown = asyncio.run(_tries(world, tries))
        later = sum(one > other for one in known for other in unknown) / (len(known) * len(unknown))
        told = "  ".join(f"{statistics.median(times) * 1000:.2f} ms" for times in (known, unknown))
        print(f"refused after {refusal} s: median known, unknown  {told}  known is later in {later:.1%}", flush=True)
    return 0


async def _tries(world: World, tries: int) -> tuple[list[float], list[float]]:
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(tries):
        for which, login in enumerate(("login-clerk", f"nobody-{number % 50}")):
            body = f'{{"login": "{login}", "password": "wrong wrong wrong"}}'.encode()
            begun = time.perf_counter()
            status, _ = await answered(world.app, "POST", "/api/session", body)
            times[which].append(time.perf_counter() - begun)
            assert status == 401, status
        world.later(minutes=1)  # so that nobody has tried too often
    return times


def rotation(world: World, apps: list[FastAPI], rounds: int, readers: int) -> int:
    """Addresses replaced under readers; how many answers came from an address that had been dead for a second."""
    alive, late, dead = asyncio.run(_rotate(world, apps, rounds, readers))
    print(f"{rounds} rotations under {readers} readers: {alive} answers, {dead} refusals, {late} too late")
    return late


async def _rotate(world: World, apps: list[FastAPI], rounds: int, readers: int) -> tuple[int, int, int]:
    links = Links(world.store, office_now)

    def minted(old: FeedLink | None) -> tuple[FeedLink, str]:
        with world.store.write(OWN, ACT) as desk:
            return links.mint(desk, "test", "office", "soak", follows=old.id if old else None)

    link, token = minted(None)
    ended: dict[str, float] = {}
    tokens, found, over = [token], {"alive": 0, "late": 0, "dead": 0}, asyncio.Event()

    async def read(number: int) -> None:
        tag = ""
        while not over.is_set():
            asked = tokens[-1 - (number % 3 if len(tokens) > number % 3 else 0)]
            begun = time.monotonic()
            known = tag if number % 2 else ""
            status, tag = await answered(apps[number % len(apps)], "GET", f"/feeds/{asked}.ics", tag=known)
            if status in (200, 304):
                found["alive"] += 1
                found["late"] += begun - ended.get(asked, begun) > DEAD_AFTER
            else:
                found["dead"] += 1
            await asyncio.sleep(0.01)

    async with asyncio.TaskGroup() as group:
        for number in range(readers):
            group.create_task(read(number))
        for _ in range(rounds):
            await asyncio.sleep(0.05)
            link, token = await asyncio.to_thread(minted, link)
            ended[tokens[-1]] = time.monotonic()
            tokens.append(token)
        await asyncio.sleep(2 * DEAD_AFTER)
        over.set()
    return found["alive"], found["late"], found["dead"]


def in_world(deed: Callable[[World, list[FastAPI]], int]) -> int:
    """Do something in an office of a file, behind two apps that know nothing of one another."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'richeng.sqlite3'}"
        store, other = SqlStore(url), SqlStore(url)
        world = World(store, versions())
        second = create_app(
            store=other, office_id=OWN, access_key=None, today=lambda: office_now().date(), guests=False,
            now=office_now,
        )  # fmt: skip
        try:
            return deed(world, [world.app, second])
        finally:
            store.close()
            other.close()


def main(words: list[str]) -> int:
    """Run what is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["sign-in", "rotation"])
    parser.add_argument("--tries", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--readers", type=int, default=50)
    given = parser.parse_args(words)
    if given.what == "sign-in":
        return in_world(lambda world, _: sign_in(world, given.tries))
    return in_world(lambda world, apps: min(1, rotation(world, apps, given.rounds, given.readers)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
