"""Repairs as edits of a brief: what each one changes, and nothing else."""

from models.brief import Brief
from models.decided import Decision, Waiver
from models.events import Application, Consent, Event, Fixed, Window
from models.repairs import Repair, RepairKind
from models.spans import HalfDay, Span

ASKED = "为解开冲突拟请准予"


def repaired(brief: Brief, repair: Repair) -> Brief:
    """The brief with a repair made, as if whoever has to agree had agreed at `as_of`."""
    event = brief.event_by_id.get(repair.subject)
    match repair.kind:
        case RepairKind.DROP:
            return _without_event(brief, repair.subject)
        case RepairKind.BACK:
            absences = tuple(a for a in brief.absences if a.id != repair.subject)
            return brief.model_copy(update={"absences": absences})
        case RepairKind.UNPIN:
            return _unpinned(brief, repair.subject, seat=repair.seat, times=repair.seat is None)
        case RepairKind.WAIVE:
            waiver = Waiver(
                rule=repair.rule or "", subject=repair.subject, approver=repair.who, reason=ASKED, at=brief.as_of
            )
            return brief.model_copy(update={"waivers": (*brief.waivers, waiver)})
    if event is None:
        return brief
    match repair.kind:
        case RepairKind.SEND:
            return _sent(brief, event, repair)
        case RepairKind.CONSENT:
            return _consented(brief, event, repair)
        case RepairKind.MOVE if repair.start is not None and repair.end is not None:
            when: Fixed | Window = Fixed(start=repair.start, end=repair.end)
        case RepairKind.WIDEN if repair.start is not None and repair.end is not None:
            when = widened(event, Span(start=repair.start, end=repair.end))
        case _:
            return brief
    return _unpinned(_with_event(brief, event.model_copy(update={"when": when})), event.id, seat=None, times=True)


def open_to(brief: Brief, event: Event) -> Event | None:
    """The event with a window over all of the horizon that is left; none: it would not fit a window."""
    first, last = max(brief.as_of, brief.horizon.span.start), brief.horizon.span.end
    if first >= last:
        return None
    if isinstance(event.when, Window):
        if event.when.earliest <= first and last <= event.when.latest:
            return None
        return event.model_copy(update={"when": event.when.model_copy(update={"earliest": first, "latest": last})})
    halves = list(event.when.span.half_days())
    if len(halves) == 1 and 5 <= event.when.span.minutes <= 660:
        when = Window(earliest=first, latest=last, minutes=event.when.span.minutes)
    elif len(halves) <= 20:
        when = Window(earliest=first, latest=last, half_days=len(halves))
    else:
        return None
    return event.model_copy(update={"when": when})


def opened(brief: Brief, event: Event) -> Brief | None:
    """The brief with the event free to be at any time of the horizon; none: it cannot be."""
    free = open_to(brief, event)
    return None if free is None else _unpinned(_with_event(brief, free), event.id, seat=None, times=True)


def widened(event: Event, to: Span) -> Window:
    """The event's window, stretched to hold the half-days of a time."""
    assert isinstance(event.when, Window)  # a fixed time is moved, not widened
    halves = list(to.half_days())
    earliest, latest = min(event.when.earliest, halves[0].start), max(event.when.latest, halves[-1].end)
    return event.when.model_copy(update={"earliest": earliest, "latest": latest})


def _with_event(brief: Brief, event: Event) -> Brief:
    return brief.model_copy(update={"events": tuple(event if e.id == event.id else e for e in brief.events)})


def _without_event(brief: Brief, id: str) -> Brief:
    return brief.model_copy(
        update={
            "events": tuple(e for e in brief.events if e.id != id),
            "pins": tuple(p for p in brief.pins if p.event != id),
            "decisions": tuple(d for d in brief.decisions if d.event != id),
        }
    )


def _unpinned(brief: Brief, id: str, *, seat: str | None, times: bool) -> Brief:
    """Without the event's pinned times, or without what is pinned or decided for one of its seats."""
    pins = tuple(
        p
        for p in brief.pins
        if p.event != id or not ((times and p.start is not None) or (seat is not None and p.seat == seat))
    )
    decisions = tuple(d for d in brief.decisions if seat is None or (d.event, d.seat) != (id, seat))
    return brief.model_copy(update={"pins": pins, "decisions": decisions})


def _sent(brief: Brief, event: Event, repair: Repair) -> Brief:
    free = _unpinned(brief, event.id, seat=repair.seat, times=False)
    decision = Decision(
        event=event.id,
        seat=repair.seat or "",
        taken_by=repair.leader or "",
        by=repair.who,
        reason=ASKED,
        at=brief.as_of,
    )
    return free.model_copy(update={"decisions": (*free.decisions, decision)})


def _consented(brief: Brief, event: Event, repair: Repair) -> Brief:
    consent = Consent(leader=repair.leader or "", at=brief.as_of)
    was = event.application or Application(unit=event.organiser or "主办单位", at=brief.as_of)
    application = was.model_copy(update={"consents": (*was.consents, consent)})
    return _with_event(brief, event.model_copy(update={"application": application}))


def half_of(repair: Repair) -> HalfDay | None:
    """The half-day that a move or a wider window is for."""
    return HalfDay.of(repair.start) if repair.start is not None else None
