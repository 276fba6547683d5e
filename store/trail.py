"""The audit trail: read, verified against all that it speaks of, and told of reads of feeds in bulk."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from models.accounts import FeedRead
from models.digest import digest_of_json
from models.records import fingerprint
from models.trail import UNANCHORED, Anchor, TrailEntry, TrailFault, broken_links
from store.ground import Room
from store.publications import Publications
from store.records import is_filed
from store.tables import FEED_LINKS, FEED_READS, HISTORY, OFFICES, RECORDS, TRAIL

PUT, REMOVED, ERASED = "record.put", "record.removed", "record.erased"
READ, READS_ERASED = "feed.read", "feed.reads_erased"
STEP = 5000  # entries read at once


class Trail(Room):
    """What an office's people have done, in order."""

    @property
    def anchor(self) -> Anchor:
        """Where the trail ends now."""
        return self.ground.anchor

    def tell(self, what: str, subject: str, before: str = "", after: str = "") -> TrailEntry:
        """Note a deed that no other room notes by itself (somebody signed in, a document was taken out, …)."""
        return self.ground.tell(what, subject, before, after)

    def entries(self, *, after: int = 0, limit: int = 200, subject: str | None = None) -> tuple[TrailEntry, ...]:
        """Entries numbered above `after`, in order, at most `limit`; of one subject, where one is named."""
        return tuple(entry for entry, _ in self._sealed(after, limit, subject))

    def last_before(self, instant: datetime) -> int:
        """The number of the last entry of before an instant; 0: there is none."""
        asked = select(func.max(TRAIL.c.number)).where(TRAIL.c.office == self.ground.office, TRAIL.c.at < instant)
        return self.ground.connection.scalar(asked) or 0

    def count_since(self, what: str, subject: str, instant: datetime) -> int:
        """How often something has been told of a subject after an instant."""
        told = (TRAIL.c.office == self.ground.office, TRAIL.c.what == what, TRAIL.c.subject == subject)
        asked = select(func.count()).select_from(TRAIL).where(*told, TRAIL.c.at > instant)
        return self.ground.connection.scalar(asked) or 0

    def note_reads(self, reads: Sequence[FeedRead]) -> None:
        """Note reads of feed links: many at once, one entry for all, that the feeds themselves need not wait."""
        if not reads:
            return
        lines = [read.model_dump(mode="json") for read in reads]
        entry = self.ground.tell(READ, f"reads/{sum(read.reads for read in reads)}", after=digest_of_json(lines))
        rows = [{**dict(read), "entry": entry.number, "line": n} for n, read in enumerate(reads)]
        self.ground.add(FEED_READS, *rows)
        for read in reads:
            values = {"read_at": read.last, "reads": FEED_LINKS.c.reads + read.reads}
            self.ground.change(FEED_LINKS, values, FEED_LINKS.c.id == read.link)

    def reads(self, link: str) -> tuple[FeedRead, ...]:
        """What has been noted of a link's reads, oldest first."""
        rows = sorted(self.ground.rows(FEED_READS, FEED_READS.c.link == link), key=lambda row: (row.entry, row.line))
        return tuple(map(_read, rows))

    def erase_reads(self, up_to: int) -> int:
        """Erase for good what was noted of reads in entries up to a number; the entries themselves stay."""
        gone = self.ground.remove(FEED_READS, FEED_READS.c.entry <= up_to)
        if gone:
            self.ground.tell(READS_ERASED, "reads", after=str(up_to))
        return gone

    def verify(self, known: Anchor = UNANCHORED) -> tuple[TrailFault, ...]:
        """Everything that is not as it was written: the trail, and records, reads and publications beneath it.

        known: an anchor kept elsewhere, which shows what this database alone cannot.
        """
        rows = list(self._all())
        told = [entry for entry, _ in rows]
        asked = select(OFFICES.c.trail_number, OFFICES.c.trail_seal).where(OFFICES.c.id == self.ground.office)
        end = self.ground.connection.execute(asked).one()
        return (
            *broken_links(rows, Anchor(number=end.trail_number, seal=end.trail_seal), known),
            *self._records(told),
            *self._reads(told),
            *self._published(told),
        )

    def _all(self) -> Iterator[tuple[TrailEntry, str]]:
        after = 0
        while part := self._sealed(after, STEP, None):
            yield from part
            after = part[-1][0].number

    def _sealed(self, after: int, limit: int, subject: str | None) -> list[tuple[TrailEntry, str]]:
        named = (TRAIL.c.subject == subject,) if subject is not None else ()
        where = (TRAIL.c.office == self.ground.office, TRAIL.c.number > after, *named)
        rows = self.ground.connection.execute(select(TRAIL).where(*where).order_by(TRAIL.c.number).limit(limit))
        return [(_entry(row), row.seal) for row in rows]

    def _records(self, told: Iterable[TrailEntry]) -> Iterator[TrailFault]:
        """History against what was told of it, and living records against their history."""
        history = {(f"{row.kind}/{row.id}", int(row.revision)): row for row in self.ground.rows(HISTORY)}
        expected: dict[tuple[str, int], TrailEntry] = {}
        erased: set[tuple[str, int]] = set()
        latest: dict[str, int] = {}
        for entry in told:
            if entry.what in (PUT, REMOVED):
                latest[entry.subject] = latest.get(entry.subject, 0) + 1
                expected[entry.subject, latest[entry.subject]] = entry
            elif entry.what == ERASED:
                erased.add((entry.subject, int(entry.after)))
        for key in sorted(expected.keys() | history.keys()):
            row, deed = history.get(key), expected.get(key)
            if row is None or deed is None:
                yield _fault(f"{key[0]} 第{key[1]}稿{'不见了' if row is None else '没有留痕'}")
            elif not (_is_told(row, deed) and _is_whole(row, key in erased)):
                yield _fault(f"{key[0]} 第{key[1]}稿的内容与留痕不符")
        living = {f"{row.kind}/{row.id}": row for row in self.ground.rows(RECORDS)}
        for subject in sorted(latest.keys() | living.keys()):
            row, last = living.get(subject), latest.get(subject, 0)
            deed = expected.get((subject, last))
            if (
                row is None
                or deed is None
                or (row.revision, row.seal) != (last, deed.after)
                or not _is_whole(row, (subject, last) in erased)
                or not is_filed(row)
            ):
                yield _fault(f"{subject} 的现状与最后一次留痕不符")

    def _reads(self, told: Iterable[TrailEntry]) -> Iterator[TrailFault]:
        lines: dict[int, list[Row[Any]]] = {}
        for row in sorted(self.ground.rows(FEED_READS), key=lambda row: (row.entry, row.line)):
            lines.setdefault(row.entry, []).append(row)
        entries = {entry.number: entry for entry in told if entry.what == READ}
        erased = max((int(entry.after) for entry in told if entry.what == READS_ERASED), default=0)
        for number in sorted(entries.keys() | lines.keys()):
            found = [_read(row).model_dump(mode="json") for row in lines.get(number, ())]
            entry = entries.get(number)
            if entry is None or (entry.after != digest_of_json(found) and (found or number > erased)):
                yield TrailFault(number=number, sentence=f"第{number}条所记的订阅读取与留痕不符")

    def _published(self, told: Iterable[TrailEntry]) -> Iterator[TrailFault]:
        publications = Publications(self.ground)
        yield from publications.faults()
        for entry in told:
            if entry.what.startswith("publication."):
                number = int(entry.subject.partition("/")[2])
                if publications.seal_of(number) != entry.after:
                    yield TrailFault(number=entry.number, sentence=f"第{number}版安排与留痕不符")


def _entry(row: Row[Any]) -> TrailEntry:
    return TrailEntry(**{name: row._mapping[name] for name in TrailEntry.model_fields})


def _read(row: Row[Any]) -> FeedRead:
    return FeedRead(link=row.link, first=row.first, last=row.last, reads=row.reads)


def _is_told(row: Row[Any], entry: TrailEntry) -> bool:
    return (row.seal, row.by, row.at, row.why) == (entry.after, entry.by, entry.at, entry.why)


def _is_whole(row: Row[Any], erased: bool) -> bool:
    if row.body is None:
        return erased
    return bool(fingerprint(row.kind, row.id, row.revision, row.place, row.deleted, row.body) == row.seal)


def _fault(sentence: str) -> TrailFault:
    return TrailFault(number=None, sentence=sentence)
