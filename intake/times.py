"""Faults of windows that no office hour fits, and of what officers have pinned or decided."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from intake.checks import Faults, fault
from intake.draft import Draft
from models.brief import Brief
from models.decided import Pin
from models.errors import Fault
from models.events import Event, Fixed, Window
from models.occupations import halves, session, start_halves, start_times, whole_span
from models.seats import ConcreteSeat
from models.spans import HalfDay, Span, clock


def check_windows(draft: Draft, brief: Brief) -> Faults:
    """Every window that the horizon has to serve holds a time within office hours on working days."""
    if not draft.sound("horizon", "policy", "calendar"):
        return
    for n, event in draft.each("events"):
        if not isinstance(event.when, Window) or brief.may_wait(event):
            continue
        starts = start_halves(brief, event)
        if (starts or brief.horizon.span.overlaps(event.when.span)) and not _fits(brief, event, event.when, starts):
            yield fault(
                f"时间窗 {clock(event.when.earliest)} 至 {clock(event.when.latest)} 之内"
                f"没有放得下 {_length(event.when)}的工作时间，请放宽时间窗、缩短时长，或改为固定时间",
                "events", n, "when",
            )  # fmt: skip


def _length(window: Window) -> str:
    return f"{window.minutes} 分钟" if window.minutes else f"{window.half_days} 个半天"


def _fits(brief: Brief, event: Event, window: Window, starts: tuple[HalfDay, ...]) -> bool:
    for start in starts:
        touched = halves(event, start)
        if not all(brief.calendar.covers(h.day) and brief.calendar.is_workday(h.day) for h in touched):
            continue
        office = Span(start=session(brief, touched[0]).start, end=session(brief, touched[-1]).end)
        if window.minutes is not None and window.minutes > office.minutes:
            continue
        if any(window.span.holds(span) and office.holds(span) for span in start_times(brief, event, start)):
            return True
    return False


def check_decisions(draft: Draft, brief: Brief) -> Faults:
    """A decision fills one seat that is there, once."""
    seen: dict[tuple[str, str], int] = {}
    for n, decision in draft.each("decisions"):
        yield from _unknown(draft, brief, "decisions", n, decision.event, decision.seat)
        if (first := seen.setdefault((decision.event, decision.seat), n)) != n:
            yield fault(f"与 decisions[{first}] 是同一席位，请只留一条", "decisions", n, "seat")


def check_pins(draft: Draft, brief: Brief) -> Faults:
    """No two pins contradict each other, their events or their seats."""
    starts: dict[str, Pin] = {}
    takers: dict[tuple[str, str], str] = {}
    places: dict[tuple[str, str], int] = {}
    for n, pin in draft.each("pins"):
        yield from _unknown(draft, brief, "pins", n, pin.event, pin.seat)
        if pin.start is not None:
            if starts.setdefault(pin.event, pin).start != pin.start:
                yield fault(f"{pin.event} 已固定在另一个时间，请只留一个", "pins", n, "start")
            if wrong := _misplaced(brief, pin):
                yield fault(wrong, "pins", n, "start")
        if (pin.seat is None) != (pin.leader is None):
            yield fault("固定席位须同时写明 seat 和 leader，请补上", "pins", n)
        elif pin.seat is not None and pin.leader is not None:
            key = (pin.event, pin.seat)
            places.setdefault(key, n)
            if takers.setdefault(key, pin.leader) != pin.leader:
                yield fault(f"{pin.event} 的席位 {pin.seat} 已固定由另一位领导出席，请只留一位", "pins", n, "leader")
            elif (seat := _seat(brief, *key)) and pin.leader in brief.leader_by_id and not _may(brief, seat, pin):
                yield fault(
                    "这位领导不能坐这个席位，请改选该席位的领导或其B角；确需由其出席的，请改写为一条裁定（decisions）",
                    "pins", n, "leader",
                )  # fmt: skip
    yield from _twice_at_once(brief, starts, takers, places)


def _unknown(draft: Draft, brief: Brief, section: str, n: int, event: str, seat: str | None) -> Iterator[Fault]:
    if event in draft.named["events"]:
        return
    if event not in brief.event_by_id:
        yield fault(f"没有编号为 {event} 的事项，请改正编号，或删去这一条", section, n, "event")
    elif seat is not None and draft.sound("leaders", "policy", "pairs") and _seat(brief, event, seat) is None:
        keys = "、".join(s.key for s in brief.seats_by_event[event])
        yield fault(f"{event} 没有席位 {seat}，请改用 {keys} 之一", section, n, "seat")


def _seat(brief: Brief, event: str, key: str) -> ConcreteSeat | None:
    return next((seat for seat in brief.seats_by_event.get(event, ()) if seat.key == key), None)


def _may(brief: Brief, seat: ConcreteSeat, pin: Pin) -> bool:
    decided = brief.decided.get((seat.event, seat.key))
    return pin.leader in seat.options or (decided is not None and decided.taken_by == pin.leader)


def _misplaced(brief: Brief, pin: Pin) -> str:
    event = brief.event_by_id.get(pin.event)
    if event is None or pin.start is None:
        return ""
    if isinstance(event.when, Fixed):
        fits = pin.start == event.when.start
        return (
            "" if fits else f"{pin.event} 的时间由主办方定在 {clock(event.when.start)}，请删去这一时间，或改事项时间"
        )
    span = _pinned_span(brief, event, pin)
    if span is not None and event.when.span.holds(span):
        return ""
    return (
        f"固定的时间不在 {pin.event} 的时间窗 {clock(event.when.earliest)} 至 {clock(event.when.latest)} 之内，"
        "请改时间，或放宽时间窗"
    )


def _pinned_span(brief: Brief, event: Event, pin: Pin | None) -> Span | None:
    if isinstance(event.when, Fixed):
        return event.when.span
    if pin is None or pin.start is None:
        return None
    if event.when.minutes is not None:
        return Span(start=pin.start, end=pin.start + timedelta(minutes=event.when.minutes))
    return whole_span(brief, HalfDay.of(pin.start), event.when.half_days or 1)


def _twice_at_once(
    brief: Brief,
    starts: dict[str, Pin],
    takers: dict[tuple[str, str], str],
    places: dict[tuple[str, str], int],
) -> Iterator[Fault]:
    booked: dict[str, list[tuple[Span, str, int]]] = {}
    for (event_id, seat), leader in takers.items():
        event = brief.event_by_id.get(event_id)
        span = _pinned_span(brief, event, starts.get(event_id)) if event else None
        if span is not None:
            booked.setdefault(leader, []).append((span, event_id, places[event_id, seat]))
    for mine in booked.values():
        mine.sort(key=lambda row: (row[0].start, row[0].end, row[2]))
        for (one, event_id, _), (other, _, n) in pairwise(mine):
            if one.overlaps(other):
                yield fault(f"这位领导同一时间已固定在 {event_id}，请改换其中一项的时间或人选", "pins", n, "leader")
