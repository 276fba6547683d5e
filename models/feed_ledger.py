"""The feed ledger: what each audience's feed has said of each item, so that phones follow without doubles or ghosts.

RFC 5546 2.1.4: an item's sequence and stamp rise when what that audience sees of it changes, and never otherwise.
A row outlives its item for as long as the calendar is kept: whoever comes back rises above what was told of the
going.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from models.audience import OFFICE, OFFICE_ID, Audience
from models.digest import digest_of
from models.publication import EntryView, FeedRow, Publication
from models.spans import HalfDay, Span
from models.views import feed_name, tombstone, views

PAST = timedelta(days=45)
AHEAD = timedelta(days=366)
MOURNING = timedelta(days=30)
TICK = timedelta(seconds=1)  # the finest that iCalendar tells apart


class FeedItem(NamedTuple):
    """An item as a feed tells it, with its sequence and stamps."""

    view: EntryView
    row: FeedRow


def with_feeds(publication: Publication, previous: Publication | None, since: datetime | None = None) -> Publication:
    """The publication with its feed ledger, carried on from the previous one.

    since: what ended before has left the calendar for good; none: nothing has.
    """
    ids = dict.fromkeys([OFFICE_ID, *(leader.id for leader in publication.leaders)])
    ids |= dict.fromkeys(previous.feeds if previous else ())
    audiences = [OFFICE if i == OFFICE_ID else Audience(i) for i in ids]
    feeds = {audience.id: _rows(publication, previous, audience, since) for audience in audiences}
    listed = publication.model_copy(update={"feeds": feeds})
    changed = {audience.id: _changed(listed, previous, audience) for audience in audiences}
    return listed.model_copy(update={"feed_changed": changed})


def feed_items(publication: Publication, audience: Audience) -> tuple[FeedItem, ...]:
    """What an audience's feed holds: items within its window and tombstones, in order of start and uid."""
    window = feed_window(publication.sealed_at)
    rows = publication.feeds.get(audience.id, {})
    found = [
        FeedItem(view, rows[view.uid])
        for view in views(publication, audience)
        if view.start < window.end and view.end > window.start
    ]
    found += [
        FeedItem(row.tombstone, row)
        for row in rows.values()
        if row.tombstone is not None and row.tombstone.start < window.end and audience.reaches(row.tombstone.start)
    ]
    return tuple(sorted(found, key=lambda item: (item.view.start, item.view.uid)))


def feed_window(sealed_at: datetime) -> Span:
    """The days that feeds hold: 45 back and a year ahead of the sealing."""
    return Span(start=HalfDay.of(sealed_at - PAST).start, end=HalfDay.of(sealed_at + AHEAD).end)


def _rows(
    publication: Publication, previous: Publication | None, audience: Audience, since: datetime | None
) -> dict[str, FeedRow]:
    before = previous.feeds.get(audience.id, {}) if previous else {}
    last = {view.uid: view for view in views(previous, audience)} if previous else {}
    now = {view.uid: view for view in views(publication, audience)}
    entries = {entry.id: entry for entry in publication.entries}
    at = publication.sealed_at.replace(microsecond=0)
    rows = {uid: _living(view, before.get(uid), at) for uid, view in now.items()}
    for uid, row in before.items():
        if uid in now:
            continue
        body = row.tombstone if row.gone else last.get(uid)
        if since is not None and _is_long_past(row, body, since):
            continue
        stone = tombstone(body, entries.get(uid), audience) if body is not None else None
        rows[uid] = _dead(stone, row, at)
    return rows


def _living(view: EntryView, row: FeedRow | None, at: datetime) -> FeedRow:
    content = digest_of(view)
    if row is None:
        return FeedRow(sequence=0, content=content, created=at, stamp=at)
    if row.content == content:  # a tombstone's never is
        return row
    return FeedRow(sequence=row.sequence + 1, content=content, created=row.created, stamp=_after(row, at))


def _dead(stone: EntryView | None, row: FeedRow, at: datetime) -> FeedRow:
    """The row of an item that is gone; its tombstone is dropped 30 days after its end and its cancelling."""
    if stone is None:
        return row
    content = digest_of(stone)
    if not row.gone or row.content != content:
        return row.model_copy(
            update={
                "sequence": row.sequence + 1, "content": content, "stamp": _after(row, at), "gone": True,
                "tombstone": stone,
            }
        )  # fmt: skip
    return row.model_copy(update={"tombstone": None}) if at > max(stone.end, row.stamp) + MOURNING else row


def _is_long_past(row: FeedRow, body: EntryView | None, since: datetime) -> bool:
    """Whether an item ended, or what its tombstone told was told, before all that is kept."""
    if body is not None:
        return not row.gone and body.end < since
    return row.stamp < since


def _after(row: FeedRow, at: datetime) -> datetime:
    return max(at, row.stamp + TICK)


def _changed(publication: Publication, previous: Publication | None, audience: Audience) -> datetime:
    at = publication.sealed_at.replace(microsecond=0)
    before = previous.feed_changed.get(audience.id) if previous else None
    if previous is None or before is None:
        return at
    same = _face(publication, audience) == _face(previous, audience)
    return before if same else max(at, before + TICK)


def _face(publication: Publication, audience: Audience) -> tuple[str, str, tuple[FeedItem, ...]]:
    return publication.office.name, feed_name(publication, audience), feed_items(publication, audience)
