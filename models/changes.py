"""What is new, moved, reseated, edited or dropped from one publication to the next."""

from collections.abc import Iterable

from models.publication import Change, ChangeKind, Entry
from models.spans import DateRange, Instant

# what readers see beside time and takers; whether a week has gone out is told by the publication's kind
SHOWN = (
    "title", "kind", "whole_half_days", "venue", "organiser", "note", "firmness", "secrecy", "knows", "provisional",
)  # fmt: skip


def changes(before: Iterable[Entry], after: Iterable[Entry], covers: DateRange) -> tuple[Change, ...]:
    """The changes from the entries before to those after, in order of time and id.

    An item is dropped only where the publication decides, on the days that it covers.
    """
    old = {entry.id: entry for entry in before}
    new = {entry.id: entry for entry in after}
    found = []
    for entry in new.values():
        kind = _kind(old.get(entry.id), entry)
        if kind is not None:
            found.append(Change(kind=kind, before=old.get(entry.id), after=entry))
    found += [
        Change(kind=ChangeKind.DROPPED, before=entry)
        for entry in old.values()
        if entry.id not in new and entry.start.date() in covers
    ]
    return tuple(sorted(found, key=_order))


def _kind(before: Entry | None, after: Entry) -> ChangeKind | None:
    if before is None:
        return ChangeKind.NEW
    if before.span != after.span:
        return ChangeKind.MOVED
    if _takers(before) != _takers(after):
        return ChangeKind.RESEATED
    if any(getattr(before, name) != getattr(after, name) for name in SHOWN) or _roles(before) != _roles(after):
        return ChangeKind.EDITED
    return None


def _takers(entry: Entry) -> dict[str, tuple[str | None, str | None]]:
    return {seat.key: (seat.taken_by, seat.acting_for) for seat in entry.seats}


def _roles(entry: Entry) -> dict[str, tuple[str, bool]]:
    return {seat.key: (seat.role, seat.required) for seat in entry.seats}


def _order(change: Change) -> tuple[Instant, str]:
    entry = change.after or change.before
    assert entry is not None  # every change has at least one side
    return entry.start, entry.id
