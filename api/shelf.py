"""Publications within reach: read once, since they never change, with the feeds rendered from them.

Feeds outlive the store's bad hours: while it cannot be read, each audience gets its last good bytes.
"""

import gzip
import logging
import threading
from collections import OrderedDict
from datetime import date
from functools import cached_property

from models.audience import Audience
from models.publication import Entry, Publication, PublicationKind
from models.spans import DateRange, HalfDay
from render import ical
from store.base import Store

log = logging.getLogger("richeng")

KEPT = 16


class Feed:
    """A feed's bytes on a day and their tag. changed: since when they read as they do."""

    def __init__(self, publication: Publication, audience: Audience, today: date) -> None:
        reader = audience.on(today, publication.reads_ahead)
        self.body = ical.calendar(publication, reader)
        self.etag = ical.etag(self.body)
        sealed = publication.feed_changed.get(audience.id, publication.sealed_at)
        self.changed = sealed if reader.until is None else max(sealed, HalfDay(today, False).start)

    @cached_property
    def zipped(self) -> bytes:
        """The bytes under gzip; the same whenever they are made."""
        return gzip.compress(self.body, 6, mtime=0)


class Shelf:
    """One office's publications and feeds, in memory."""

    def __init__(self, store: Store, office: str) -> None:
        self.store = store
        self.office = office
        self._lock = threading.Lock()
        self._following = threading.Lock()
        self._read: OrderedDict[int, Publication] = OrderedDict()
        self._days: dict[int, DateRange | None] = {}
        self._last: dict[str, Entry] = {}
        self._last_of = 0
        self._feeds: dict[str, tuple[str, Feed]] = {}

    def numbers(self) -> tuple[int, ...]:
        """Numbers of all publications, in order; none before the first."""
        return tuple(sorted(self.store.numbers(self.office)))

    def head(self) -> Publication | None:
        """The newest publication, none before the first. Raises what the store raises."""
        numbers = self.numbers()
        return self.publication(numbers[-1]) if numbers else None

    def publication(self, number: int) -> Publication | None:
        """A publication, none where there is no such number."""
        with self._lock:
            found = self._read.get(number)
            if found is None and number in self.store.numbers(self.office):
                found = self.store.publication(self.office, number)
            if found is not None:
                self._read[number] = found
                self._read.move_to_end(number)
                if len(self._read) > KEPT:
                    self._read.popitem(last=False)
            return found

    def last_told(self) -> dict[str, Entry]:
        """Every item that was ever published, as the newest publication that holds it tells it."""
        with self._following:
            for number in self.numbers():
                if number > self._last_of and (found := self.publication(number)) is not None:
                    self._last = {**self._last, **{entry.id: entry for entry in found.entries}}
                    self._last_of = number
            return self._last

    def planned_days(self, number: int) -> DateRange | None:
        """The days that a publication's own plan decided, none for one that only issued a week."""
        if number not in self._days:
            found = self.publication(number)
            is_plan = found is not None and found.kind is PublicationKind.PLAN
            self._days[number] = found.covers if found is not None and is_plan else None
        return self._days[number]

    def feed(self, audience: Audience, today: date) -> Feed | None:
        """The audience's feed of the newest publication as it reads today, or the last that could be made; none where
        none could."""
        kept = self._feeds.get(audience.id)
        try:
            head = self.head()
            if head is None:
                return kept[1] if kept else None
            with self._lock:
                kept = self._feeds.get(audience.id)
                name = _name(head, audience.on(today, head.reads_ahead))
                if kept is None or kept[0] != name:
                    kept = (name, Feed(head, audience, today))
                    self._feeds[audience.id] = kept
        except Exception as fault:
            # whatever it is, phones keep what they have: an empty or broken feed would wipe them
            log.error("feed of %s: %s", audience.id, type(fault).__name__)
        return kept[1] if kept else None


class Shelves(dict[str, Shelf]):
    """Every office's shelf, made when it is first asked for."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __missing__(self, office: str) -> Shelf:
        return self.setdefault(office, Shelf(self.store, office))


def _name(publication: Publication, reader: Audience) -> str:
    """What tells a feed apart without hashing anything again: the publication's number, its place in the chain, and
    how far the reader reads."""
    return f"{publication.number} {publication.previous} {publication.sealed_at.isoformat()} {reader.until}"
