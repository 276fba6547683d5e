"""A question asked about the months around it, all else standing as the plan has it: what a year costs to ask.

The answer is exact for a plan of which nothing outside those months moves, and says so; where there is none such, the
whole horizon is asked.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from models.audit import Verdict
from models.brief import Brief
from models.events import Event, Fixed
from models.plan import Plan
from models.reasons import CauseKind, Conflict, Wish
from models.spans import DateRange
from rules import RULES, audit
from rules.base import Lit, Rule
from solver.grounds import Grounds
from solver.inquiry import Answered, Inquiry
from solver.replan_sheet import Freedom, WindowSheet
from solver.search import NoAnswer
from solver.wishes import half_of

WHOLE = 45  # days of a horizon that is asked as a whole
MOST = 2  # months that a question may be about


class Named(Freedom):
    """Freedom of named events, and of research on the days."""

    def frees(self, brief: Brief, event: Event) -> bool:
        """Whether an event has all its choices."""
        return event.id in self.events


class Around(Inquiry):
    """What is asked of a plan of which some days alone may move: what stands on them, or could and stands nowhere."""

    def __init__(self, brief: Brief, plan: Plan, days: frozenset[date], rules: Sequence[Rule] = RULES) -> None:
        super().__init__(brief, plan, rules)
        self.days = days
        placed = {booking.event: booking.start.date() for booking in plan.bookings}
        free = {id for id, day in placed.items() if day in days}
        free |= {
            e.id
            for e in self.brief.in_scope
            if e.id not in placed and any(half.day in days for half in self.brief.start_halves(e))
        }
        self.freedom = Named(days, frozenset(free), frozenset())

    @cached_property
    def sheet(self) -> WindowSheet:
        """The brief with costs, nothing else to decide than what may move."""
        return WindowSheet(self.brief, self.rules, self.plan, self.freedom)

    @cached_property
    def grounds(self) -> Grounds:
        """The same with reasons."""
        return Grounds(WindowSheet(self.brief, self.rules, self.plan, self.freedom, explaining=True))

    def pinned(self, brief: Brief) -> Inquiry:
        """The same asked of a brief with a minute more pinned."""
        return self if brief is self.brief else Around(brief, self.plan, self.days, self.rules)

    def nearest(self, lits: Sequence[Lit]) -> Answered | NoAnswer | None:
        """As `Inquiry` has it, judged once more on the brief itself; none too where that judges otherwise."""
        answer = super().nearest(lits)
        if not isinstance(answer, Answered):
            return answer
        plan = answer.plan.model_copy(update={"brief": self.brief.digest})
        said = audit(self.brief, plan, self.rules)
        broken = any(f.verdict is Verdict.BROKEN and not f.given for f in said.findings)
        return None if broken or said.cost != answer.audit.cost else Answered(plan, said)


def from_near_to_far(inquiry: Inquiry, wish: Wish) -> Iterator[Inquiry]:
    """Whom to ask in turn: of the months around an event, where they are few; of the whole horizon."""
    near = around(inquiry, wish)
    if near is not inquiry:
        yield near
    yield inquiry


def around(inquiry: Inquiry, wish: Wish) -> Inquiry:
    """The inquiry into the months that a wish is about: the event's now, and those wished for; itself where the
    horizon is short, or the wish is about no event, or about too many months."""
    brief, event = inquiry.brief, inquiry.brief.event_by_id.get(wish.event or "")
    length = (brief.horizon.last - brief.horizon.first).days + 1
    if event is None or wish.item is not None or length <= WHOLE:
        return inquiry
    months = _months(inquiry, event, wish)
    if not 0 < len(months) <= MOST:
        return inquiry
    days = frozenset(day for day in brief.horizon.days() if day.replace(day=1) in months)
    key = tuple(sorted(months))
    if key not in inquiry.near:
        made = Around(brief, inquiry.plan, days, inquiry.rules)
        inquiry.near[key] = inquiry if made.sheet.unholdable else made
    return inquiry.near[key]


def _months(inquiry: Inquiry, event: Event, wish: Wish) -> set[date]:
    """First days of the months."""
    half = half_of(wish)
    days = [booking.start.date() for booking in inquiry.plan.bookings if booking.event == event.id]
    days += [half.day] if half is not None else []
    if not days:
        span = event.when.span
        if isinstance(event.when, Fixed):
            days = [span.start.date()]
        else:
            horizon = inquiry.brief.horizon
            days = list(DateRange(first=max(span.start.date(), horizon.first), last=horizon.last).days())
            days = [day for day in days if day <= event.when.latest.date()]
    return {day.replace(day=1) for day in days if day in inquiry.brief.horizon}


def rests_on_free(near: Inquiry, conflict: Conflict) -> bool:
    """Whether a conflict that stands by itself rests on nothing that is merely held, so that it would stand in the
    whole horizon too: on events that may move here or nowhere, absences, pins and decisions."""
    if not isinstance(near, Around):
        return True
    events = [near.brief.event_by_id[cause.id] for cause in conflict.causes if cause.kind is CauseKind.EVENT]
    plain = {CauseKind.EVENT, CauseKind.ABSENCE, CauseKind.PIN, CauseKind.DECISION, CauseKind.WISH}
    return all(cause.kind in plain for cause in conflict.causes) and all(
        isinstance(event.when, Fixed) or event.id in near.freedom.events for event in events
    )


def told(near: Inquiry) -> str:
    """What an answer says of the days it is about; nothing where it is about all of them."""
    if not isinstance(near, Around):
        return ""
    months = sorted({day.replace(day=1) for day in near.days})
    return f"（只动{'、'.join(f'{month.year}年{month.month}月' for month in months)}，其余照旧）"
