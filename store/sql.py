"""The memory in a database: an SQLite file by default, PostgreSQL by URL; in memory alone with ``sqlite://``."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Table, insert, select
from sqlalchemy.exc import IntegrityError

from models.accounts import ApiKey, FeedLink, Session
from models.brief import Office
from models.errors import Unknown
from models.publication import Publication
from models.runs import PlanRun, RunState
from models.spans import Frozen
from models.trail import START, Act
from store.base import overtaken
from store.desk import Desk
from store.engine import open_engine, reading, writing
from store.ground import Ground
from store.migrate import migrate
from store.people import value_of
from store.runs import run_of
from store.tables import API_KEYS, FEED_LINKS, OFFICES, RUNS, SESSIONS

T = TypeVar("T", bound=Frozen)

UNSIGNED = "（未署名）"


class SqlStore:
    """Offices in a database; its schema is made, or brought up to date, when it is opened."""

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        self._writing = writing(self._engine)
        self._reading = reading(self._engine)
        try:
            migrate(self._engine)
        except BaseException:
            self._engine.dispose()
            raise

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def offices(self) -> tuple[Office, ...]:
        """All offices, in order of their ids."""
        with self._reading.begin() as connection:
            rows = connection.execute(select(OFFICES).order_by(OFFICES.c.id)).all()
        return tuple(Office(id=row.id, name=row.name) for row in rows)

    def found(self, office: Office, act: Act) -> bool:
        """Make room for an office; whether it is new."""
        with self._writing.begin() as connection:
            return _found(connection, office, act)

    @contextmanager
    def read(self, office: str) -> Iterator[Desk]:
        """The office's desk for reading."""
        with self._reading.begin() as connection:
            yield Desk(Ground(connection, office, None))

    @contextmanager
    def write(self, office: str, act: Act | None, *, founding: Office | None = None) -> Iterator[Desk]:
        """The office's desk for one deed, all of it or nothing."""
        with self._writing.begin() as connection:
            if founding is not None and act is not None:
                _found(connection, founding, act)
            ground = Ground(connection, office, act)
            yield Desk(ground)
            ground.write_trail()

    def session(self, sha256: str) -> Session | None:
        """The session of a secret."""
        return self._by_secret(SESSIONS, Session, sha256)

    def api_key(self, sha256: str) -> ApiKey | None:
        """The program's key of a secret."""
        return self._by_secret(API_KEYS, ApiKey, sha256)

    def feed_link(self, sha256: str) -> FeedLink | None:
        """The calendar's link of a secret."""
        return self._by_secret(FEED_LINKS, FeedLink, sha256)

    def runs_at_work(self) -> tuple[tuple[str, PlanRun], ...]:
        """Runs of all offices that are not over."""
        states = [state for state in RunState if not state.is_over]
        asked = select(RUNS).where(RUNS.c.state.in_(states)).order_by(RUNS.c.asked_at, RUNS.c.office, RUNS.c.id)
        with self._reading.begin() as connection:
            return tuple((row.office, run_of(row)) for row in connection.execute(asked))

    def head(self, office: str) -> Publication | None:
        """The newest publication."""
        try:
            with self.read(office) as desk:
                return desk.publications.head()
        except Unknown:
            return None

    def publication(self, office: str, number: int) -> Publication | None:
        """A publication by its number."""
        try:
            with self.read(office) as desk:
                return desk.publications.get(number)
        except Unknown:
            return None

    def numbers(self, office: str) -> tuple[int, ...]:
        """The numbers of all publications."""
        try:
            with self.read(office) as desk:
                return desk.publications.numbers()
        except Unknown:
            return ()

    def append(self, publication: Publication, *, expecting: int | None, brief: bytes | None = None) -> None:
        """Make the publication the newest."""
        act = Act(by=publication.signed_by or UNSIGNED, at=publication.sealed_at, why=publication.reason)
        with self._writing.begin() as connection:
            if expecting is None:
                _found(connection, publication.office, act)
            try:
                ground = Ground(connection, publication.office.id, act)
            except Unknown:
                raise overtaken(expecting) from None
            desk = Desk(ground)
            if brief is not None:
                desk.briefs.save(publication.brief, brief)
            desk.publications.append(publication, expecting=expecting)
            ground.write_trail()

    def brief(self, office: str, digest: str) -> bytes | None:
        """A brief's bytes."""
        try:
            with self.read(office) as desk:
                return desk.briefs.get(digest)
        except Unknown:
            return None

    def _by_secret(self, table: Table, model: type[T], sha256: str) -> T | None:
        with self._reading.begin() as connection:
            row: Row[Any] | None = connection.execute(select(table).where(table.c.sha256 == sha256)).one_or_none()
        return value_of(model, row) if row else None


def _found(connection: Connection, office: Office, act: Act) -> bool:
    try:
        with connection.begin_nested():
            connection.execute(insert(OFFICES), {"id": office.id, "name": office.name, "trail_seal": START})
    except IntegrityError:
        return False
    ground = Ground(connection, office.id, act)
    ground.tell("office.founded", f"office/{office.id}", after=office.name)
    ground.write_trail()
    return True
