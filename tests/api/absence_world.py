"""An office with a published week behind the app, and people of several posts who come in by sessions."""

from datetime import date, datetime
from typing import Any

from starlette.testclient import TestClient

from api.absences import Absences
from api.app import create_app
from models.accounts import Account, Role
from models.events import Event
from models.trail import Act
from store.base import Store
from tests.api.absence_office import CLERK, OFFICE, booking, guests, office, own, publish, week_of
from tests.api.world import HASH, PASSWORD
from tests.builders import at

START = at("12-01 09:00")
PEOPLE: dict[str, tuple[str, tuple[Role, ...], str | None]] = {
    "clerk": ("文员", (Role.CLERK,), None),
    "signer": ("政府办主任", (Role.APPROVER,), None),
    "head": ("区长", (Role.LEADER,), "head"),
    "exec": ("常务副区长", (Role.LEADER,), "exec"),
    "dep-a": ("副区长甲", (Role.LEADER,), "dep-a"),
    "dep-b": ("副区长乙", (Role.LEADER,), "dep-b"),
    "viewer": ("查看人", (Role.VIEWER,), None),
}  # fmt: skip


class AbsenceWorld:
    """The app over an office whose published week has dep-a's talk on Tuesday morning and a visit that afternoon."""

    def __init__(self, store: Store, events: tuple[Event, ...] = (), bookings: tuple[Any, ...] = ()) -> None:
        self.store, self.time = store, START
        talk, visit = booking("talk", "12-15 09:00", "12-15 10:00"), booking("guests", "12-15 15:00", "12-15 16:30")
        self.verbs: Absences = office(store, week_of(events or (own(), guests())), *(bookings or (talk, visit)))
        with store.write(OFFICE.id, Act(by="test", at=START, why="账号")) as desk:
            for login, (title, roles, leader) in PEOPLE.items():
                account = Account(
                    id=login, login=login, title=title, roles=roles, leader=leader, password=HASH, created_at=START
                )
                desk.accounts.put(account, expecting=None)
        self.app = create_app(
            store=store, office_id=OFFICE.id, access_key=None, today=self.today, now=self.now, guests=False
        )
        self.base = f"/api/offices/{OFFICE.id}/absences"
        self._browsers: dict[tuple[str, datetime], TestClient] = {}
        self.keys = 0

    def now(self) -> datetime:
        """The time, which a test may move."""
        return self.time

    def today(self) -> date:
        """The day."""
        return self.time.date()

    def as_(self, login: str) -> TestClient:
        """A browser in which somebody has signed in by today's clock; sessions end while time passes."""
        if (login, self.time) not in self._browsers:
            browser = TestClient(self.app, base_url="http://127.0.0.1:8000", follow_redirects=False)
            answer = browser.post("/api/session", json={"login": login, "password": PASSWORD})
            assert answer.status_code == 201, answer.text
            self._browsers[login, self.time] = browser
        return self._browsers[login, self.time]

    def get(self, login: str, path: str = "", **query: Any) -> Any:
        """What somebody reads."""
        return self.as_(login).get(f"{self.base}{path}", params=query)

    def post(self, login: str, path: str, body: dict[str, Any], etag: str | None = None) -> Any:
        """What somebody does: under a new key, on the revision named."""
        self.keys += 1
        headers = {"Idempotency-Key": f"k{self.keys}", **({"If-Match": etag} if etag else {})}
        return self.as_(login).post(f"{self.base}{path}", json=body, headers=headers)

    def etag(self, id: str) -> str:
        """How the record stands."""
        return str(self.get("clerk", f"/{id}").headers["etag"])

    def does(self, login: str, id: str, path: str, **body: Any) -> Any:
        """A step on the record as it stands."""
        return self.post(login, f"/{id}/{path}", body, self.etag(id))


def trip(who: str = "dep-a", start: str = "12-15 08:30", end: str = "12-15 18:00", **more: Any) -> dict[str, Any]:
    """The question as it is sent."""
    times = {"start": at(start).isoformat(), "end": at(end).isoformat()}
    return {"leader": who, **times, "place": "省城", **more}


__all__ = ["CLERK", "OFFICE", "AbsenceWorld", "publish", "trip"]
