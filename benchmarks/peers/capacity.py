"""One leader, one half-day: what can lie in its seven slots, in rows of the half-day program."""

from benchmarks.peers.halves import Halves, Use
from benchmarks.peers.program import Program
from benchmarks.peers.tables import SLOTS


def add_capacity(model: Halves) -> None:
    """Slots of fixed events, capacity of the rest, research and leave to themselves, meetings above all."""
    t, p = model.tables, model.program
    uses: dict[tuple[int, int], list[Use]] = {}
    for use in model.uses:
        uses.setdefault((use.option.leader, use.half), []).append(use)
    for leader in range(t.leader_count):
        for h in range(t.half_count):
            if t.away[leader][h]:
                continue
            here = uses.get((leader, h), [])
            taken = model.taken.get((leader, h))
            blocks = [] if taken is None else [taken]
            gone = model.away(leader, h)
            closed = [*blocks, *([gone] if gone is not None else [])]  # each of these takes the whole half-day
            held = model.held.get(h, [])
            if not here:
                if gone is not None:
                    p.at_most_one(closed)
                if held and blocks:
                    p.at_most_one([*blocks, *(c for c, _ in held)])
                continue
            _together(p, here, closed)
            if held:
                p.row(
                    [*((u.column, u.event.duration) for u in here), *((b, SLOTS) for b in blocks), *held], high=SLOTS
                )
                shortest = min(u.event.duration for u in here)
                if all(shortest + n > SLOTS for _, n in held):
                    _together(p, here, [*blocks, *(c for c, _ in held)])


def _together(p: Program, here: list[Use], closed: list[int]) -> None:
    """The events of a half-day against each other and against what takes all of it."""
    fixed = [u for u in here if u.slot is not None]
    loose = [u for u in here if u.slot is None]
    seen: list[set[int]] = []
    for slot in range(SLOTS):
        over = {u.column for u in fixed if u.slot is not None and u.slot <= slot < u.slot + u.event.duration}
        if over and not any(over <= other for other in seen):
            seen = [other for other in seen if not other <= over] + [over]
    for over in seen:
        p.at_most_one([*sorted(over), *closed])
    if loose:
        p.row([*((u.column, u.event.duration) for u in here), *((c, SLOTS) for c in closed)], high=SLOTS)
        long = [u for u in loose if 2 * u.event.duration > SLOTS]
        if long:
            p.at_most_one([*(u.column for u in long), *closed])
    for f in fixed:
        _beside(p, f, loose)


def _beside(p: Program, f: Use, loose: list[Use]) -> None:
    """A fixed event against the loose ones that fit neither before nor after it."""
    assert f.slot is not None
    before, after = f.slot, SLOTS - f.slot - f.event.duration
    no_room = [u for u in loose if max(before, after) < u.event.duration and u.event.id != f.event.id]
    long = [u for u in no_room if 2 * u.event.duration > SLOTS]
    if long:
        p.at_most_one([f.column, *(u.column for u in long)])
    for u in no_room:
        if u not in long:
            p.at_most_one([f.column, u.column])
