"""The schema is led up from the first files without loss; whoever is killed on the way leaves the old one."""

import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy import event as event_of_sql

from models.errors import Refused
from models.publication import FIRST, NEWEST, Publication
from store.base import sealed
from store.engine import open_engine
from store.migrate import HERE, migrate
from store.migrate import NEWEST as NEWEST_SCHEMA
from store.sql import SqlStore
from store.tables import METADATA
from tests.store.contract_publications import edition
from tests.store.desk_tools import OTHER

ISSUE_2 = (  # what the program of issue 2 made, word for word
    """CREATE TABLE heads (
	office VARCHAR(40) NOT NULL,
	number INTEGER NOT NULL,
	seal VARCHAR(64) NOT NULL,
	PRIMARY KEY (office)
)""",
    """CREATE TABLE publications (
	office VARCHAR(40) NOT NULL,
	number INTEGER NOT NULL,
	seal VARCHAR(64) NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (office, number)
)""",
    """CREATE TABLE briefs (
	office VARCHAR(40) NOT NULL,
	digest VARCHAR(64) NOT NULL,
	seal VARCHAR(64) NOT NULL,
	body {blob} NOT NULL,
	PRIMARY KEY (office, digest)
)""",
)


def as_of_issue_2(publication: Publication) -> tuple[str, str]:
    """A publication's stored text and seal from before publications named their schema."""
    body, _ = sealed(publication)
    old = body.replace(f'"schema":"{NEWEST}",', "", 1)
    assert old != body
    return old, Publication.opened(old).digest


def old_database(url: str) -> list[tuple[str, int, str, str]]:
    """Make a database of issue 2 with two offices, three publications and a brief; its publications."""
    engine = create_engine(url)
    blob = "BYTEA" if engine.dialect.name == "postgresql" else "BLOB"
    rows = []
    first, first_seal = as_of_issue_2(edition())
    second = edition().model_copy(update={"number": 2, "previous": first_seal, "reason": "第二版"})
    for office, publications in (("shili", [first, as_of_issue_2(second)[0]]), ("bieqi", [])):
        for number, body in enumerate(publications, 1):
            rows.append((office, number, Publication.opened(body).digest, body))
    other, other_seal = as_of_issue_2(edition(office=OTHER))
    rows.append(("bieqi", 1, other_seal, other))
    with engine.begin() as connection:
        for words in ISSUE_2:
            connection.exec_driver_sql(words.format(blob=blob))
        for office, number, seal, body in rows:
            values = {"office": office, "number": number, "seal": seal, "body": body}
            connection.execute(text("INSERT INTO publications VALUES (:office, :number, :seal, :body)"), values)
        for office, number, seal in (("shili", 2, rows[1][2]), ("bieqi", 1, other_seal)):
            values = {"office": office, "number": number, "seal": seal}
            connection.execute(text("INSERT INTO heads VALUES (:office, :number, :seal)"), values)
        seal = "5cd3a1f0" + "0" * 56
        brief = {"office": "shili", "digest": "d" * 64, "seal": seal, "body": b"\x00raw"}
        connection.execute(text("INSERT INTO briefs VALUES (:office, :digest, :seal, :body)"), brief)
    engine.dispose()
    return rows


def tables(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with engine.begin() as connection:
        names = sorted(inspect(connection).get_table_names())
        return {
            name: sorted(map(tuple, connection.execute(text(f"SELECT * FROM {name}"))), key=repr) for name in names
        }


def differences(engine: Engine) -> list[Any]:
    """What `alembic check` would find between the database and the tables that the code knows."""
    with engine.begin() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), METADATA))


class MigrationContract:
    """On every database; subclasses give the fixture `url` of an empty one."""

    def test_a_new_database_has_todays_tables(self, url: str):
        SqlStore(url).close()
        engine = open_engine(url)
        assert differences(engine) == []
        assert tables(engine)["alembic_version"] == [(NEWEST_SCHEMA,)]
        engine.dispose()

    def test_a_database_of_issue_2_is_led_up_without_loss(self, url: str):
        rows = old_database(url)
        store = SqlStore(url)
        assert differences(store._engine) == []
        assert [(o.id, o.name) for o in store.offices()] == [
            ("bieqi", "别旗人民政府"), ("shili", "示例区人民政府"),
        ]  # fmt: skip
        kept = tables(store._engine)
        assert kept["publications"] == sorted(rows, key=repr)
        assert [row[:4] for row in kept["briefs"]] == [("shili", "d" * 64, "5cd3a1f0" + "0" * 56, b"\x00raw")]
        head = store.head("shili")
        assert head is not None
        assert (head.number, head.digest, head.schema_, head.reason) == (2, rows[1][2], FIRST, "第二版")
        store.append(edition(head), expecting=2)
        third = store.head("shili")
        assert third is not None
        assert (third.number, third.previous, third.schema_) == (3, rows[1][2], NEWEST)
        for office in ("shili", "bieqi"):
            with store.read(office) as desk:
                assert desk.trail.verify() == ()
        store.close()

    def test_opening_again_changes_nothing(self, url: str):
        old_database(url)
        store = SqlStore(url)
        before = tables(store._engine)
        store.close()
        again = SqlStore(url)
        assert tables(again._engine) == before
        again.close()

    def test_a_newer_programs_database_is_left_alone(self, url: str):
        store = SqlStore(url)
        with store._writing.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        store.close()
        with pytest.raises(Refused, match="新版程序"):
            SqlStore(url)

    def test_two_that_open_at_once_lead_it_up_once(self, url: str):
        old_database(url)
        faults: list[BaseException] = []
        start = threading.Barrier(3)

        def open_it():
            engine = open_engine(url)
            start.wait()
            try:
                migrate(engine)
            except BaseException as fault:
                faults.append(fault)
            engine.dispose()

        threads = [threading.Thread(target=open_it) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert faults == []
        store = SqlStore(url)
        assert store.numbers("shili") == (1, 2)
        store.close()

    def test_whoever_is_killed_at_any_step_leaves_the_old_schema_or_the_new(
        self, url: str, emptied: Callable[[], None]
    ):
        """Every statement and every commit, in a process of its own that is killed (-9) there."""
        old_database(url)
        before = _tables_of(url)
        step = 0
        while True:
            step += 1
            if _killed_at(url, step):
                now = _tables_of(url)
                assert now == before or "offices" in now, f"step {step}"
                store = SqlStore(url)  # the next start goes the way to its end
                assert (differences(store._engine), store.numbers("shili")) == ([], (1, 2)), f"step {step}"
                store.close()
                emptied()
                old_database(url)
            else:
                break
        assert step > 30


def _tables_of(url: str) -> dict[str, list[tuple[Any, ...]]]:
    engine = open_engine(url)
    found = tables(engine)
    engine.dispose()
    return found


def _killed_at(url: str, step: int) -> bool:
    """Migrate in a child that kills itself before its n-th statement or commit; whether it came that far."""
    child = os.fork()
    if child == 0:
        try:
            _migrate_until(url, step)
            os._exit(0)
        except BaseException as fault:
            print(repr(fault), file=sys.stderr)  # noqa: T201 - a child has no other way to say so
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.waitstatus_to_exitcode(status) == 0
    return False


def _migrate_until(url: str, last: int) -> None:
    engine = open_engine(url)
    seen = 0

    def step(*_words: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)

    event_of_sql.listen(engine, "before_cursor_execute", step)
    event_of_sql.listen(engine, "commit", step)
    migrate(engine)


class TestSqliteMigrations(MigrationContract):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / 'richeng.db'}"

    @pytest.fixture
    def emptied(self, tmp_path: Path) -> Callable[[], None]:
        def empty() -> None:
            for path in tmp_path.glob("richeng.db*"):
                path.unlink()

        return empty

    def test_what_has_no_owner_is_noticed_and_nothing_is_changed(self, url: str, tmp_path: Path):
        old_database(url)
        raw = sqlite3.connect(tmp_path / "richeng.db")
        raw.execute("CREATE TABLE stray (office VARCHAR(40) REFERENCES heads (office))")
        raw.execute("INSERT INTO stray VALUES ('nemo')")
        raw.commit()
        raw.close()
        before = _tables_of(url)
        with pytest.raises(Refused, match="1行没有归属"):
            SqlStore(url)
        assert _tables_of(url) == before


@pytest.mark.postgres
class TestPostgresMigrations(MigrationContract):
    @pytest.fixture
    def url(self, schema: str) -> str:
        return schema

    @pytest.fixture
    def emptied(self, schema: str) -> Callable[[], None]:
        def empty() -> None:
            engine = create_engine(schema)
            with engine.begin() as connection:
                for name in inspect(connection).get_table_names():
                    connection.execute(text(f"DROP TABLE {name} CASCADE"))
            engine.dispose()

        return empty


def test_the_newest_schema_is_the_last_step():
    config = Config()
    config.set_main_option("script_location", str(HERE))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [NEWEST_SCHEMA]
    assert [step.revision for step in script.walk_revisions()] == [
        f"{n:04}" for n in range(int(NEWEST_SCHEMA), 0, -1)
    ]


def test_a_migration_runs_in_one_transaction(tmp_path: Path):
    """All statements between one BEGIN and one COMMIT."""
    url = f"sqlite:///{tmp_path / 'richeng.db'}"
    old_database(url)
    engine = open_engine(url)
    said: list[str] = []
    event_of_sql.listen(engine, "begin", lambda _: said.append("BEGIN"))
    event_of_sql.listen(engine, "commit", lambda _: said.append("COMMIT"))
    event_of_sql.listen(engine, "rollback", lambda _: said.append("ROLLBACK"))
    migrate(engine)
    assert said == ["BEGIN", "COMMIT"]
    engine.dispose()
