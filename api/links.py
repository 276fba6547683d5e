"""Addresses of calendars: found by their hash alone, remembered for the store's bad hours, their reads noted.

An answer rests on what the store said at most half a second ago, so a revoked address is dead within a second.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from api.secrets import Sort, mint, new_id, sha_of
from models.accounts import FeedLink, FeedRead
from models.audience import OFFICE_ID, Audience
from models.trail import Act
from store.base import Store
from store.desk import Desk

log = logging.getLogger("richeng")

FRESH = 0.5  # seconds that the store's word on a link is good for
GONE = timedelta(days=30)  # how long a revoked address is told that it is; then it is as unknown as any
NOTE_EVERY = 60.0  # seconds
SYSTEM = "system"


class Word(StrEnum):
    """What there is to say of an address."""

    ALIVE = "alive"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    UNTOLD = "untold"  # the store cannot be read, and has never been asked of this one


class Found(NamedTuple):
    """An address: what there is to say of it, its office, and whose calendar it is."""

    word: Word
    office: str = ""
    audience: Audience | None = None
    id: str = ""


UNKNOWN = Found(Word.UNKNOWN)


class Links:
    """All addresses of a store."""

    def __init__(
        self, store: Store, now: Callable[[], datetime], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.store = store
        self.now = now
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[str, tuple[FeedLink, float]] = {}
        self._reads: dict[tuple[str, str], FeedRead] = {}
        self._noted = clock()

    def find(self, token: str) -> Found:
        """What there is to say of a token. While the store cannot be read, what it said last."""
        sha = sha_of(Sort.FEED, token)
        kept = self._known.get(sha)
        try:
            link = kept[0] if kept is not None and self._clock() - kept[1] < FRESH else self._ask(sha)
        except Exception as fault:  # whatever it is, phones keep what they have
            log.error("feed link: %s", type(fault).__name__)
            if kept is None:
                return Found(Word.UNTOLD)
            link = kept[0]
        if link is None:
            return UNKNOWN
        if link.revoked_at is not None:
            return Found(Word.REVOKED) if self.now() - link.revoked_at < GONE else UNKNOWN
        audience = Audience(None if link.audience == OFFICE_ID else link.audience)
        return Found(Word.ALIVE, link.office, audience, link.id)

    def _ask(self, sha: str) -> FeedLink | None:
        asked = self._clock()
        link = self.store.feed_link(sha)
        with self._lock:
            if link is None:
                self._known.pop(sha, None)
            else:
                self._known[sha] = (link, asked)
        return link

    def note(self, office: str, link: str) -> None:
        """Note a read, in memory for now."""
        now = self.now()
        with self._lock:
            was = self._reads.get((office, link))
            first, reads = (was.first, was.reads) if was else (now, 0)
            self._reads[office, link] = FeedRead(link=link, first=first, last=now, reads=reads + 1)

    def write_notes(self, *, at_once: bool = False) -> None:
        """Write what has been noted into the trail, once a minute; a store that cannot be written gets it later."""
        with self._lock:
            if not self._reads or not (at_once or self._clock() - self._noted >= NOTE_EVERY):
                return
            held, self._reads = self._reads, {}
            self._noted = self._clock()
        for office in sorted({office for office, _ in held}):
            reads = [read for (of, _), read in sorted(held.items()) if of == office]
            try:
                with self.store.write(office, Act(by=SYSTEM, at=self.now(), why="订阅读取")) as desk:
                    desk.trail.note_reads(reads)
            except Exception as fault:
                log.error("feed reads: %s", type(fault).__name__)
                with self._lock:
                    self._reads = {**{(office, read.link): read for read in reads}, **self._reads}

    def mint(
        self, desk: Desk, by: str, audience: str, title: str, follows: str | None = None
    ) -> tuple[FeedLink, str]:
        """A new address and its token, which is shown this once. Raises Unknown for a link to follow that is none."""
        token = mint(Sort.FEED)
        return self.keep(desk, by, audience, title, token, new_id(), follows), token

    def keep(
        self, desk: Desk, by: str, audience: str, title: str, token: str, id: str, follows: str | None = None
    ) -> FeedLink:
        """Keep a token that was made elsewhere (the demo office's own)."""
        link = FeedLink(
            sha256=sha_of(Sort.FEED, token),
            office=desk.office,
            id=id,
            audience=audience,
            title=title,
            created_by=by,
            created_at=self.now(),
            follows=follows,
        )
        desk.feed_links.mint(link)
        return link


def keep_demo_links(links: Links, office: str, tokens: dict[str, str]) -> None:
    """Make the demo office's own addresses known, once. tokens: by audience."""
    missing = {a: t for a, t in tokens.items() if links.find(t).word is Word.UNKNOWN}
    if not missing:
        return
    with links.store.write(office, Act(by=SYSTEM, at=links.now(), why="演示订阅")) as desk:
        for audience, token in missing.items():
            links.keep(desk, SYSTEM, audience, "演示", token, new_id())
