"""The part of a horizon that a re-plan is worked out on: all of it up to two months, else the months touched.

What the judged plan holds outside stays as it is and is not in play: it is neither moved in nor asked for.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from models.audit import Audit
from models.brief import Brief
from models.plan import Plan
from models.spans import DateRange
from rules import audit
from rules.base import Rule

MOST_DAYS = 62


class Scene:
    """A brief whose published plan is the judged one, that plan, and what the law says of it."""

    def __init__(self, base: Brief, plan: Plan, rules: Sequence[Rule]) -> None:
        self.base = base
        self.plan = plan
        self.rules = tuple(rules)

    @cached_property
    def said(self) -> Audit:
        """What the law says of the judged plan."""
        return audit(self.base, self.plan, self.rules)


def months_around(horizon: DateRange, first: date, last: date) -> DateRange:
    """The whole months that two days lie in, within the horizon; all of a horizon that is short enough."""
    if (horizon.last - horizon.first).days < MOST_DAYS:
        return horizon
    end = last.replace(day=monthrange(last.year, last.month)[1])
    return DateRange(first=max(horizon.first, first.replace(day=1)), last=min(horizon.last, end))


def narrowed(base: Brief, plan: Plan, days: DateRange) -> tuple[Brief, Plan]:
    """Brief and plan for some days."""
    if days == base.horizon:
        return base, plan
    outside = {b.event for b in plan.bookings if b.start.date() not in days}
    bookings = tuple(b for b in plan.bookings if b.event not in outside)
    here = {b.event for b in bookings}
    part = plan.model_copy(
        update={
            "horizon": days,
            "bookings": bookings,
            "seats": tuple(s for s in plan.seats if s.event in here),
            "research": tuple(b for b in plan.research if b.start.day in days),
            "agenda": tuple(t for t in plan.agenda if t.event in here),
        }
    )
    events = tuple(e for e in base.events if e.id not in outside)
    agenda = tuple(i for i in base.agenda if i.id not in {t.item for t in plan.agenda if t.event in outside})
    return base.model_copy(update={"horizon": days, "events": events, "agenda": agenda}), part


def merged(plan: Plan, part: Plan) -> Plan:
    """The judged plan with a part of its horizon arranged anew."""
    if plan.horizon == part.horizon:
        return part
    days = part.horizon
    kept = tuple(b for b in plan.bookings if b.start.date() not in days)
    ids = {b.event for b in kept}
    return plan.model_copy(
        update={
            "bookings": (*kept, *part.bookings),
            "seats": (*(s for s in plan.seats if s.event in ids), *part.seats),
            "research": (*(b for b in plan.research if b.start.day not in days), *part.research),
            "agenda": (*(t for t in plan.agenda if t.event in ids), *part.agenda),
            "proof": None,
        }
    )
