"""Faults of decisions, waivers and pins that could never take effect, and notices of those that need not."""

from datetime import datetime, timedelta
from itertools import pairwise

from intake.checks import Faults, fault
from intake.draft import Draft
from models.brief import Brief
from models.decided import Decision
from models.events import Event, Fixed
from models.occupations import session, whole_span
from models.spans import HalfDay, Span, clock
from rules import RULES

Starts = dict[str, datetime]


def check_takers(draft: Draft, brief: Brief) -> Faults:
    """Nobody is decided upon for a time at which he is away."""
    if not draft.sound("leaders", "absences", "events", "pins"):
        return
    starts = _starts(brief)
    for n, decision in draft.each("decisions"):
        span = _time_of(brief, decision.event, starts)
        if span is not None and brief.is_away(decision.taken_by, span.half_days()):
            yield fault(
                f"{brief.zh(decision.taken_by)}在 {clock(span.start)} 已外出，不能出席 {decision.event}；"
                "请改定其他领导",
                "decisions", n, "taken_by",
            )  # fmt: skip


def check_waivers(draft: Draft, brief: Brief) -> Faults:
    """A waiver names a rule that there is."""
    codes = {rule.code for rule in RULES}
    for n, waiver in draft.each("waivers"):
        if waiver.rule not in codes:
            near = "、".join(sorted(code for code in codes if code.split("-")[0] == waiver.rule.split("-")[0])[:8])
            yield fault(
                "没有这一代码的规则，变通不会生效；" + (f"请改用 {near} 之一" if near else "代码见 docs/rules.md"),
                "waivers", n, "rule",
            )  # fmt: skip


def check_pinned_times(draft: Draft, brief: Brief) -> Faults:
    """A pin puts whole half-days at a session's start, and does not put one person into two places at once."""
    if not draft.sound("leaders", "pairs", "policy", "events", "pins"):
        return
    starts = _starts(brief)
    pinned: dict[str, tuple[int, Event, Span]] = {}
    for n, pin in draft.each("pins"):
        event = brief.event_by_id.get(pin.event)
        if event is None or pin.start is None:
            continue
        if not isinstance(event.when, Fixed) and event.when.half_days:
            opens = session(brief, HalfDay.of(pin.start)).start
            if pin.start != opens:
                yield fault(
                    f"{pin.event} 占整个半天，只能固定在半天开始的 {clock(opens)}，请改正时间", "pins", n, "start"
                )
                continue
        if (span := _time_of(brief, pin.event, starts)) is not None:
            pinned.setdefault(pin.event, (n, event, span))
    named = {(pin.event, pin.seat) for pin in brief.pins}
    booked: dict[str, list[tuple[Span, int, str]]] = {}
    for n, event, span in pinned.values():
        for leader in _only(brief, event, named):
            booked.setdefault(leader, []).append((span, n, event.id))
    for leader, rows in booked.items():
        rows.sort(key=lambda row: (row[0].start, row[1]))
        for (span, _, one), (then, n, other) in pairwise(rows):
            if span.overlaps(then):
                yield fault(
                    f"{one} 和 {other} 固定的时间重叠，而都只能由{brief.zh(leader)}出席，请改其中一项的时间",
                    "pins", n, "start",
                )  # fmt: skip


def _only(brief: Brief, event: Event, named: set[tuple[str, str | None]]) -> set[str]:
    """Who must come, since nobody else may take a required seat; seats pinned to a leader are told elsewhere."""
    return {
        seat.options[0]
        for seat in brief.seats_by_event[event.id]
        if seat.required
        and len(seat.options) == 1
        and (event.id, seat.key) not in brief.decided
        and (event.id, seat.key) not in named
    }


def _starts(brief: Brief) -> Starts:
    return {pin.event: pin.start for pin in brief.pins if pin.start is not None}


def _time_of(brief: Brief, event_id: str, starts: Starts) -> Span | None:
    """The one time of an event: set by its host, or pinned; none where it is still open."""
    event = brief.event_by_id.get(event_id)
    if event is None:
        return None
    if isinstance(event.when, Fixed):
        return event.when.span
    start = starts.get(event_id)
    if start is None:
        return None
    if event.when.minutes is not None:
        return Span(start=start, end=start + timedelta(minutes=event.when.minutes))
    return whole_span(brief, HalfDay.of(start), event.when.half_days or 1)


def idle_decisions(brief: Brief) -> list[Decision]:
    """Decisions on seats whose owner is in town at the event's set time: nothing there is open."""
    found = []
    starts = _starts(brief)
    for decision in brief.decisions:
        span = _time_of(brief, decision.event, starts)
        seat = next((s for s in brief.seats_by_event.get(decision.event, ()) if s.key == decision.seat), None)
        if span is None or seat is None or seat.owner is None:
            continue
        if decision.taken_by != seat.owner and not brief.is_away(seat.owner, span.half_days()):
            found.append(decision)
    return found
