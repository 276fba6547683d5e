"""One office in one transaction: what every room of a desk stands on.

A transaction that writes locks the office's row first, so an office's deeds come one after the other, and what the
trail tells of them is sealed and written just before they are committed.
"""

from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select, update

from models.errors import Unknown
from models.trail import Act, Anchor, TrailEntry
from store.base import overtaken
from store.tables import OFFICES, TRAIL


class Ground:
    """A connection inside a transaction, the office it serves, and whose deed it is (none: nobody's deed)."""

    def __init__(self, connection: Connection, office: str, act: Act | None) -> None:
        self.connection = connection
        self.office = office
        self._act = act
        asked = select(OFFICES).where(OFFICES.c.id == office)
        row = connection.execute(asked.with_for_update() if act else asked).one_or_none()
        if row is None:
            raise Unknown(f"没有单位 {office}；请核对单位编号，或先建立这个单位。")
        self.name: str = row.name
        self.revision: int = row.revision
        self.anchor = Anchor(number=row.trail_number, seal=row.trail_seal)
        self._told: list[TrailEntry] = []

    @property
    def act(self) -> Act:
        """Whose deed it is. Raises RuntimeError where nobody's is: that is a fault of ours."""
        if self._act is None:
            raise RuntimeError("a deed without an act: open the desk with write(office, act)")
        return self._act

    def rows(self, table: Table, *where: Any) -> list[Row[Any]]:
        """The office's rows of a table."""
        return list(self.connection.execute(select(table).where(table.c.office == self.office, *where)))

    def row(self, table: Table, *where: Any) -> Row[Any] | None:
        """The office's one row of a table, none where there is none."""
        return self.connection.execute(select(table).where(table.c.office == self.office, *where)).one_or_none()

    def add(self, table: Table, *rows: dict[str, Any]) -> None:
        """Add rows of the office."""
        if rows:
            self.connection.execute(insert(table), [{"office": self.office, **row} for row in rows])

    def change(self, table: Table, values: dict[str, Any], *where: Any) -> int:
        """Change the office's rows of a table that answer; how many did."""
        changed = update(table).where(table.c.office == self.office, *where).values(values)
        return self.connection.execute(changed).rowcount

    def remove(self, table: Table, *where: Any) -> int:
        """Remove the office's rows of a table that answer; how many did."""
        return self.connection.execute(table.delete().where(table.c.office == self.office, *where)).rowcount

    def rename(self, name: str) -> None:
        """Give the office another name."""
        if name != self.name:
            self.connection.execute(update(OFFICES).where(OFFICES.c.id == self.office).values(name=name))
            self.tell("office.renamed", f"office/{self.office}", self.name, name)
            self.name = name

    def raise_revision(self) -> int:
        """The office's next revision, taken. Raises Refused where somebody else took it."""
        seen = (OFFICES.c.id == self.office, OFFICES.c.revision == self.revision)
        if self.connection.execute(update(OFFICES).where(*seen).values(revision=self.revision + 1)).rowcount != 1:
            raise overtaken(None)
        self.revision += 1
        return self.revision

    def tell(self, what: str, subject: str, before: str = "", after: str = "") -> TrailEntry:
        """Note a deed in the trail; it is written with the deed or not at all."""
        entry = TrailEntry(
            office=self.office,
            number=self.anchor.number + 1,
            at=self.act.at,
            by=self.act.by,
            what=what,
            subject=subject,
            before=before,
            after=after,
            why=self.act.why,
            previous=self.anchor.seal,
        )
        self._told.append(entry)
        self.anchor = Anchor(number=entry.number, seal=entry.seal)
        return entry

    def write_trail(self) -> None:
        """Write what has been told. Raises Refused where the trail has grown behind our back."""
        if not self._told:
            return
        first = self._told[0]
        seen = (
            OFFICES.c.id == self.office,
            OFFICES.c.trail_number == first.number - 1,
            OFFICES.c.trail_seal == first.previous,
        )
        end = {"trail_number": self.anchor.number, "trail_seal": self.anchor.seal}
        if self.connection.execute(update(OFFICES).where(*seen).values(end)).rowcount != 1:
            raise overtaken(None)
        self.connection.execute(insert(TRAIL), [_stored(entry) for entry in self._told])
        self._told.clear()


def _stored(entry: TrailEntry) -> dict[str, Any]:
    return {**dict(entry), "seal": entry.seal}


class Room:
    """A part of a desk, with methods for one sort of thing."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
