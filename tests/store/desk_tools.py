"""What the store's tests share: acts, offices, and changes behind the store's back."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sqlalchemy import text

from models.brief import Office
from models.errors import Refused
from models.trail import Act
from store.desk import Desk
from store.sql import SqlStore
from tests.builders import OFFICE, at

OTHER = OFFICE.model_copy(update={"id": "bieqi", "name": "别旗人民政府"})
ACT = Act(by="clerk", at=at("11-20 09:00"), why="试验")


def act(by: str = "clerk", when: str = "11-20 09:00", why: str = "试验") -> Act:
    """Somebody's deed."""
    return Act(by=by, at=at(when), why=why)


def founded(store: SqlStore, *offices: Office) -> SqlStore:
    """The store with the offices in it, the sample's own where none is named."""
    for office in offices or (OFFICE,):
        store.found(office, ACT)
    return store


def fail(store: SqlStore, deed: Callable[[Desk], object]) -> None:
    """Do something in the sample office, and then have it refused."""
    told = "不行"
    with suppress(Refused), store.write("shili", ACT) as desk:
        deed(desk)
        raise Refused(told)


def run_sql(store: SqlStore, words: str, **values: object) -> int:
    """Change rows behind the store's back; how many."""
    with store._writing.begin() as connection:
        return connection.execute(text(words), values).rowcount


def rows(store: SqlStore, table: str, office: str | None = None) -> list[tuple[Any, ...]]:
    """All rows of a table, or one office's, in some lasting order."""
    where = f" WHERE office = '{office}'" if office else ""
    with store._engine.begin() as connection:
        return sorted((tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}{where}"))), key=repr)
