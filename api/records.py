"""An office's living records at work: a brief frozen from them, and a brief file brought into them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from intake.brief import freeze, read_brief
from intake.freeze import standing_meetings
from intake.huddles import huddles
from models.assembly import document, edits_of
from models.brief import Brief, Office
from models.errors import BadInput, Fault, Unknown
from models.publication import Publication
from models.records import Edit, Record, RecordKind
from models.spans import DateRange
from models.trail import Act
from store.base import Store


@dataclass(frozen=True)
class FrozenBrief:
    """A brief made of living records, and the office's revision that it was made at."""

    brief: Brief
    revision: int


@dataclass(frozen=True)
class Import:
    """What bringing a brief file in means: edits of records as they stand at a revision."""

    office: Office
    edits: tuple[Edit, ...]
    revision: int

    @property
    def struck_out(self) -> tuple[Edit, ...]:
        """Records that would be struck out."""
        return tuple(edit for edit in self.edits if edit.body is None)


def freeze_brief(
    store: Store, office: str, horizon: DateRange, as_of: datetime, edits: Iterable[Edit] = ()
) -> FrozenBrief:
    """The brief of a horizon from an office's records and its newest publication.

    edits: taken as if they had been made already; the revision is the one before them.
    Raises Unknown for no such office, BadInput with every fault of the records.
    """
    with store.read(office) as desk:
        owner = Office(id=desk.office, name=desk.name)
        absences = desk.records.all(RecordKind.ABSENCE)  # one may prolong another of before
        others = [kind for kind in RecordKind if kind is not RecordKind.ABSENCE]
        records = (*desk.records.all(*others, within=horizon.span), *absences)
        known = desk.records.ids(RecordKind.EVENT)
        head, revision = desk.publications.head(), desk.records.revision
    records = edited(records, edits) if edits else records
    return FrozenBrief(freeze(document(owner, records, head, horizon, as_of, known)), revision)


def preview_import(store: Store, raw: bytes) -> Import:
    """What a brief file would change. Raises BadInput with every fault; nothing is written."""
    brief = read_brief(raw)
    records, head, revision = _standing(store, brief.office.id)
    made = {event.id: event for event in (*standing_meetings(brief), *huddles(brief))}
    edits = edits_of(brief, made, records, head)
    after = freeze(document(brief.office, edited(records, edits), head, brief.horizon, brief.as_of))
    if after.calendar != brief.calendar:
        message = "与放假通知和调整推出的工作日历不同；请删去此项，特别的日子写入 overrides"
        raise BadInput([Fault("calendar", message)])
    return Import(brief.office, edits, revision)


def import_brief(store: Store, raw: bytes, act: Act) -> Import:
    """Bring a brief file into the records, all of it or nothing; what it changed.

    Afterwards a brief frozen for the same horizon at the same instant is the file's own. The office is founded where
    it is not there. Raises BadInput with every fault, Stale where somebody edits records meanwhile.
    """
    planned = preview_import(store, raw)
    with store.write(planned.office.id, act, founding=planned.office) as desk:
        desk.records.edit(planned.edits, expecting=planned.revision)
        desk.rename(planned.office.name)
    return planned


def _standing(store: Store, office: str) -> tuple[tuple[Record, ...], Publication | None, int]:
    """An office's records, newest publication and revision; nothing for one that is not there yet."""
    try:
        with store.read(office) as desk:
            return desk.records.all(), desk.publications.head(), desk.records.revision
    except Unknown:
        return (), None, 0


def edited(records: Iterable[Record], edits: Iterable[Edit]) -> tuple[Record, ...]:
    """Records as they would stand after edits, in order."""
    now = {(record.kind, record.id): record for record in records}
    for edit in edits:
        old = now.pop((edit.kind, edit.id), None)
        if edit.body is not None:
            place = edit.place if edit.place is not None else old.place if old else 0
            revision = (old.revision if old else 0) + 1
            now[edit.kind, edit.id] = Record(
                kind=edit.kind, id=edit.id, revision=revision, since=1, place=place, body=edit.body
            )
    return tuple(sorted(now.values(), key=lambda r: (r.kind, r.place, r.id)))
