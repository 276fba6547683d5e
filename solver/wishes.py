"""Wishes: what somebody would rather have, as literals of a sheet and in words."""

from collections.abc import Sequence

from models.brief import Brief
from models.decided import Pin
from models.reasons import Cause, CauseKind, Wish
from models.spans import HalfDay
from rules.base import FALSE, Lit, no
from solver.sheet import CpSheet
from solver.telling import day_zh, name_of

WISHED = "设想"  # who pins what is only asked for


def literals(brief: Brief, sheet: CpSheet, wish: Wish) -> list[Lit]:
    """What a wish asks to be true; FALSE among them where the sheet has no such choice.

    A wish for a minute asks for its half-day: the minute is the brief's to pin. The sheet may grow by a literal.
    """
    if wish.item is not None:
        item = next((i for i in brief.agenda if i.id == wish.item), None)
        on = [sheet.tabled(item, e, s) for e in sheet.meetings(item) for s in sheet.starts(e)] if item else []
        return [_any(sheet, on)]
    event = brief.event_by_id.get(wish.event or "")
    if event is None or not sheet.starts(event):
        return [FALSE]
    half = half_of(wish)
    found = [no(sheet.left_out(event))] if half is None else [sheet.at(event, half)]
    if wish.seat is not None and wish.leader is not None:
        seat = next((s for s in brief.seats_by_event[event.id] if s.key == wish.seat), None)
        starts = sheet.starts(event) if half is None else [half]
        found.append(_any(sheet, [sheet.takes(event, seat, wish.leader, s) for s in starts] if seat else []))
    return found


def _any(sheet: CpSheet, lits: Sequence[Lit]) -> Lit:
    real = [lit for lit in lits if lit != FALSE]
    return sheet.either(real) if real else FALSE


def half_of(wish: Wish) -> HalfDay | None:
    """The half-day that a wish is for, none where any will do."""
    return wish.half or (HalfDay.of(wish.start) if wish.start else None)


def pinned(brief: Brief, wish: Wish) -> Brief:
    """The brief with the minute that is wished for pinned; as it was where none is."""
    if wish.start is None or wish.event is None:
        return brief
    pin = Pin(event=wish.event, start=wish.start, by=WISHED)
    return brief.model_copy(update={"pins": (*brief.pins, pin)})


def known(brief: Brief, wish: Wish) -> None:
    """Raise KeyError, naming it, for what a wish speaks of and the brief does not know."""
    if wish.event is not None and wish.event not in brief.event_by_id:
        raise KeyError(wish.event)
    if wish.leader is not None and wish.leader not in brief.leader_by_id:
        raise KeyError(wish.leader)
    if wish.item is not None and all(item.id != wish.item for item in brief.agenda):
        raise KeyError(wish.item)
    if wish.seat is not None and all(s.key != wish.seat for s in brief.seats_by_event.get(wish.event or "", ())):
        raise KeyError(wish.seat)


def question_of(brief: Brief, wish: Wish) -> str:
    """The wish as a question."""
    return f"{_wish_zh(brief, wish)}，行不行？"


def cause_of(brief: Brief, wish: Wish) -> Cause:
    """The wish as a cause among others."""
    return Cause(kind=CauseKind.WISH, id=wish.event or wish.item or "", sentence=f"设想：{_wish_zh(brief, wish)}")


def _wish_zh(brief: Brief, wish: Wish) -> str:
    if wish.item is not None:
        return f"{name_of(brief, wish.item)}列入本期会议"
    words = []
    if wish.start is not None:
        words.append(f"改在{day_zh(wish.start)} {wish.start:%H:%M}")
    elif wish.half is not None:
        words.append(f"放在{wish.half.zh}")
    if wish.leader is not None:
        words.append(f"由{brief.zh(wish.leader)}出席")
    return f"{name_of(brief, wish.event or '')}{'、'.join(words) or '安排进来'}"
