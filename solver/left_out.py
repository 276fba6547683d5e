"""Why a wanted event or an agenda item found no place, told from the finished plan without solving again."""

from collections.abc import Iterator
from datetime import date

from models.agenda import AgendaItem
from models.brief import Brief
from models.docket import in_scope, price_left_out, unheld
from models.events import Event, Fixed
from models.occupations import Occupation, clash, diary, occupation
from models.people import LeaderId
from models.plan import Booking, LeftOut, Plan
from models.presence import options, price_denied, settled, wishes
from models.seats import ConcreteSeat
from models.spans import Span, in_office_zone
from rules import RULES
from rules.agenda_gate import AgendaGate


def reasons(brief: Brief, plan: Plan) -> tuple[LeftOut, ...]:
    """Every event, agenda item and leave that the plan leaves out, with its price and the reason in Chinese."""
    days, now = diary(brief, plan), settled(brief, plan)
    events = tuple(
        LeftOut(
            subject=event.id,
            title=event.title,
            reason=_why_event(now, event, days),
            price=price_left_out(brief, event),
            day=_day(brief, event),
        )
        for event in unheld(brief, plan)
    )
    return events + tuple(_items(brief, plan)) + tuple(_denied(brief, plan))


def _denied(brief: Brief, plan: Plan) -> Iterator[LeftOut]:
    """Leave that found no place."""
    granted = {leave.absence for leave in plan.leave}
    for wish in (wish for wish in wishes(brief) if wish.id not in granted):
        if wish.window.last > brief.horizon.last:
            reason = "时段跨到本期以后，留待下期安排"
        elif options(brief, wish):
            reason = "为会期和更要紧的事项让路"
        else:
            reason = f"申请的时段内没有连续{wish.workdays}个工作日不与外出重叠"
        title = f"{brief.zh(wish.leader)}休假{wish.workdays}个工作日"
        first = max(wish.window.first, brief.horizon.first)
        yield LeftOut(subject=wish.id, title=title, reason=reason, price=price_denied(brief, wish), day=first)


def _day(brief: Brief, event: Event) -> date:
    """Where somebody would look for it: its own day, or the first of its window within the horizon."""
    if isinstance(event.when, Fixed):
        return in_office_zone(event.when.start).date()
    return max(in_office_zone(event.when.earliest).date(), brief.horizon.first)


def _why_event(brief: Brief, event: Event, days: dict[LeaderId, list[Occupation]]) -> str:
    if brief.may_wait(event):
        return "时间窗跨到本期以后，留待下期安排"
    unasked = _unasked(brief, event)
    if unasked:
        return unasked
    if not isinstance(event.when, Fixed):
        return "时间窗内各位应出席领导没有够长的共同空档"
    blocked = [
        word
        for seat in brief.seats_by_event[event.id]
        if seat.required
        for word in _seat_blocked(brief, event, event.when.span, _asked(brief, event, seat), days)
    ]
    return "；".join(dict.fromkeys(blocked)) or "为更要紧的事项让路"


def _seat_blocked(
    brief: Brief,
    event: Event,
    span: Span,
    options: tuple[LeaderId, ...],
    days: dict[LeaderId, list[Occupation]],
) -> list[str]:
    """Words for a seat that nobody on its list is free for; none where somebody is."""
    here = occupation(event, span)
    words = []
    for person in options:
        if brief.is_away(person, span.half_days()):
            words.append(f"{brief.zh(person)}外出")
            continue
        rivals = [o for o in days.get(person, []) if clash(brief.policy.travel, here, o)]
        if not rivals:
            return []
        words.append(f"{brief.zh(person)}当时另有「{_title(brief, rivals[0].subject)}」")
    return words


def _asked(brief: Brief, event: Event, seat: ConcreteSeat) -> tuple[LeaderId, ...]:
    """Who would have to come: the owner, or those of several who may."""
    if seat.owner is not None:
        return (seat.owner,)
    if event.application is None or event.kind not in brief.policy.ceremony.kinds:
        return seat.options
    return tuple(p for p in seat.options if any(c.leader == p for c in event.application.consents))


def _unasked(brief: Brief, event: Event) -> str | None:
    if event.kind not in brief.policy.ceremony.kinds or not brief.policy.ceremony.consent_required:
        return None
    if event.application is None:
        return "未见单位申请（第六十一条）"
    if not event.application.consents:
        return "尚无领导同意出席（第六十一条）"
    return None


def _title(brief: Brief, subject: str) -> str:
    event = brief.event_by_id.get(subject)
    return event.title if event else "调研"


def _items(brief: Brief, plan: Plan) -> Iterator[LeftOut]:
    tabled = {tabling.item for tabling in plan.agenda}
    kinds = {event.kind for event in in_scope(brief)}
    meetings = [b for b in plan.bookings if b.event in brief.event_by_id]
    for item in brief.agenda:
        if item.id in tabled or item.meeting not in kinds:
            continue
        price = brief.policy.weights.agenda_item[item.priority - 1]
        booking = next((b for b in meetings if brief.event_by_id[b.event].kind is item.meeting), None)
        reason = _why_item(brief, item, booking) if booking else "本期不开这类会议"
        day = in_office_zone(booking.start).date() if booking else None
        yield LeftOut(subject=item.id, title=item.title, reason=reason, price=price, day=day)


def _why_item(brief: Brief, item: AgendaItem, booking: Booking) -> str:
    """What the gates say of the item on the day of the meeting."""
    day = in_office_zone(booking.start).date()
    gates = [rule for rule in RULES if isinstance(rule, AgendaGate)]
    lacking = [
        f"{missing.removeprefix('的')}（{gate.source}）"
        for gate in gates
        if (missing := gate.missing(brief, item, day))
    ]
    return "；".join(lacking) or "议程已满或为更要紧的议题让路"
