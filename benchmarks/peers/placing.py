"""Minutes for a half-day solution: exact in each half-day, the cheapest left out where it will not go.

What was left out then looks for another place, as the clerk would, so that a relaxation's plan is not judged worse
than an engineer would leave it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.peers.clerk import leave_fixed
from benchmarks.peers.diary import Diary, mask
from benchmarks.peers.halves import Halves, Use
from benchmarks.peers.tables import SLOTS, Happening, Meeting

NODES = 20_000  # of the search in one half-day; never reached in practice


@dataclass(frozen=True)
class Piece:
    """Something to place in a half-day, and what it costs to leave it out."""

    what: Happening | Meeting
    who: tuple[int, ...]
    slots: tuple[int, ...]  # where it may begin
    loss: int


def placed(model: Halves, values: Sequence[float]) -> Diary:
    """A plan with minutes from a solution of the half-day program."""
    tables, diary = model.tables, Diary(model.tables)
    leave_fixed(diary)
    leaves = {leave.id: leave for leave in tables.leaves}
    for column, (name, start) in model.leave.items():
        if values[column] > 0.5 and name not in diary.leave:
            diary.take_leave(leaves[name], start)
    for column, (leader, h, n) in model.block.items():
        if values[column] > 0.5:
            for k in range(h, h + n):
                diary.do_research(leader, k)
    pieces: dict[int, list[Piece]] = {}
    meetings = {meeting.id: meeting for meeting in tables.meetings}
    for column, (name, h) in model.meeting.items():
        if values[column] > 0.5:
            pieces.setdefault(h, []).append(_meeting(diary, meetings[name], h))
    chosen: dict[str, list[Use]] = {}
    for use in model.uses:
        if values[use.column] > 0.5:
            chosen.setdefault(use.event.id, []).append(use)
    for uses in chosen.values():
        event = uses[0].event
        who = tuple(u.option.leader for u in sorted(uses, key=lambda u: u.seat))
        slot = uses[0].slot
        slots = tuple(range(SLOTS - event.duration + 1)) if slot is None else (slot,)
        pieces.setdefault(uses[0].half, []).append(Piece(event, who, slots, event.weight))
    for h, here in sorted(pieces.items()):
        for piece, slot in _half(here):
            if isinstance(piece.what, Meeting):
                diary.hold(piece.what, h, slot)
            else:
                diary.attend(piece.what, h, slot, list(piece.who))
    for event in sorted(tables.events, key=lambda e: -e.weight):
        if event.id not in diary.events:
            diary.fit(event)
    return diary


def _meeting(diary: Diary, meeting: Meeting, h: int) -> Piece:
    old = (diary.tables.published or {"meetings": {}})["meetings"].get(meeting.id)
    slots = tuple(range(SLOTS - meeting.duration + 1)) if meeting.held is None else (meeting.held % SLOTS,)
    if old is not None and old // SLOTS == h:
        slots = (old % SLOTS,)
    return Piece(meeting, tuple(diary.present(h)), slots, diary.tables.weights["meeting_missed"])


def _half(pieces: list[Piece]) -> list[tuple[Piece, int]]:
    """Where each begins, those that share nobody apart."""
    found: list[tuple[Piece, int]] = []
    left = list(pieces)
    while left:
        group, people = [left.pop()], set[int]()
        people.update(group[0].who)
        while near := [p for p in left if people.intersection(p.who)]:
            left = [p for p in left if p not in near]
            group += near
            people.update(k for p in near for k in p.who)
        found += _search(group)
    return found


def _search(group: list[Piece]) -> list[tuple[Piece, int]]:
    """Depth first: each piece at each slot or left out, the least loss kept."""
    order = sorted(group, key=lambda p: (len(p.slots), -p.what.duration, p.what.id))
    best: tuple[int, list[tuple[Piece, int]]] = (sum(p.loss for p in order) + 1, [])
    nodes = 0

    def go(n: int, loss: int, busy: dict[int, int], so_far: list[tuple[Piece, int]]) -> None:
        nonlocal best, nodes
        nodes += 1
        if loss >= best[0] or nodes > NODES:
            return
        if n == len(order):
            best = loss, so_far
            return
        piece = order[n]
        for slot in piece.slots:
            bits = mask(slot, piece.what.duration)
            if not any(busy.get(k, 0) & bits for k in piece.who):
                then = busy | {k: busy.get(k, 0) | bits for k in piece.who}
                go(n + 1, loss, then, [*so_far, (piece, slot)])
        go(n + 1, loss + piece.loss, busy, so_far)

    go(0, 0, {}, [])
    return best[1]
