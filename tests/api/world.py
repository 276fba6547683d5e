"""Two offices with people of every role, behind one app: who may do what is asked of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from api.app import create_app
from api.gate import Needs, Public
from api.jobs.desk_jobs import DeskJobs
from api.jobs.work import Workshop
from api.links import Links
from api.people import People
from api.records import import_brief
from api.secrets import Sort, hash_password, mint, sha_of
from api.vouching import Vouching
from models.accounts import Account, ApiKey, Role
from models.brief import Office
from models.publication import Publication
from models.runs import PlanRun
from models.trail import Act
from store.sql import SqlStore
from tests.api.conftest import office_now

OFFICES = ("demo", "other")
OWN, OTHER, ABSENT = "demo", "other", "nowhere"
PASSWORD = "a long password, not for real"
LEADER = "dep-a"
HASH = hash_password(PASSWORD, "anybody at all")
ACT = Act(by="test", at=office_now(), why="试验")


class World:
    """The app over a store, a key for each role in each office, and an account for each role in the first.

    works: what is asked for is solved before the answer, by a workshop of this process; else nobody works.
    """

    def __init__(self, store: SqlStore, chain: tuple[Publication, ...], *, works: bool = False) -> None:
        self.store = store
        self.works = works
        self.vouching: Vouching | None = None
        self.now = [office_now()]
        for publication in chain:
            store.append(publication, expecting=publication.number - 1 or None)
        for office in OFFICES:
            store.found(Office(id=office, name="示例单位"), ACT)
        self.keys = {(office, role): self._key(office, role) for office in OFFICES for role in Role}
        with store.write(OWN, ACT) as desk:
            for role in Role:
                desk.accounts.put(account(role), expecting=None)
        self.start()
        self.links = Links(store, self.clock)
        self.people = People(store, self.clock)

    def start(self) -> None:
        """Start the service; what it had in memory is gone."""
        self.app = create_app(
            store=self.store, office_id=OWN, access_key=None, today=lambda: date(2026, 12, 9), guests=False,
            now=self.clock, jobs=DeskJobs(self.store, self._work, self.clock), vouching=self.vouching,
        )  # fmt: skip
        self.client = TestClient(self.app, base_url="http://127.0.0.1:8000", follow_redirects=False)

    def _work(self, office: str, run: PlanRun) -> None:
        if self.works:
            Workshop(self.store, "here", now=self.clock).work(office, run.id, run.fence + 1)

    def clock(self) -> Any:
        """The time, which a test may move."""
        return self.now[0]

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.now[0] += timedelta(**by)

    def _key(self, office: str, role: Role) -> str:
        secret = mint(Sort.KEY)
        key = ApiKey(
            sha256=sha_of(Sort.KEY, secret), office=office, id=f"k-{role}", title=role.zh, prefix=secret[:10],
            roles=(role,), created_by="test", created_at=office_now(),
        )  # fmt: skip
        with self.store.write(office, ACT) as desk:
            desk.api_keys.mint(key)
        return secret

    def as_(self, role: Role, office: str = OWN, **headers: str) -> dict[str, str]:
        """Headers of a program of a role."""
        return {"Authorization": f"Bearer {self.keys[office, role]}", **headers}

    def sign_in(self, role: Role) -> TestClient:
        """A browser in which somebody of a role has signed in."""
        browser = TestClient(self.app, base_url="http://127.0.0.1:8000", follow_redirects=False)
        answer = browser.post("/api/session", json={"login": f"login-{role}", "password": PASSWORD})
        assert answer.status_code == 201, answer.text
        return browser

    def import_month(self, raw: bytes) -> None:
        """Bring a brief file's records in."""
        import_brief(self.store, raw, ACT)


def account(role: Role) -> Account:
    """The account of a role."""
    return Account(
        id=f"u-{role}", login=f"login-{role}", title=role.zh, roles=(role,),
        leader=LEADER if role is Role.LEADER else None, password=HASH, created_at=office_now(),
    )  # fmt: skip


def routes_of(app: FastAPI) -> Iterator[tuple[APIRoute, list[Needs | Public]]]:
    """Every route of an app with what it says of permission."""
    for route in flat(app.routes):
        if isinstance(route, APIRoute):
            yield route, [call for call in calls(route.dependant) if isinstance(call, Needs | Public)]


def flat(routes: list[Any]) -> Iterator[Any]:
    """Routes, those of included routers too."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is None:
            yield route
        else:
            yield from flat(inner.routes)


def calls(dependant: Dependant) -> Iterator[Any]:
    """Everything that a route depends on."""
    for one in dependant.dependencies:
        yield one.call
        yield from calls(one)
