"""An agenda item's gates as a clock: backwards from the meeting to each last day, forwards from what is done to the
soonest day (articles 22, 45 and 51).

Counting is in working days, the starting day not counted. What is late says so in words, whatever colour it has.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from models.agenda import AgendaItem, Gates
from models.policy_meetings import AgendaPolicy
from models.workdays import WorkCalendar

SOON = 2  # working days


class Step(NamedTuple):
    """A gate. field: its name in `models.agenda.Gates`; asks: its article."""

    field: str
    zh: str
    asks: str


STEPS = (
    Step("submitted", "报送", "第四十五条"),
    Step("deputy_read", "分管审阅", "第四十五条"),
    Step("consult_sent", "发出征求意见", "第五十一条"),
    Step("consulted", "意见一致", "第四十五条"),
    Step("review_sent", "送合法性审核", "第二十二条"),
    Step("review_done", "审核完成", "第二十二、四十五条"),
    Step("deputy_agreed", "分管同意", "第四十五条"),
    Step("head_agreed", "区长同意", "第四十五条"),
    Step("print_approved", "批准印发", "第四十五条"),
    Step("papers_printed", "印制完毕", "第四十五条"),
)
REVIEWED = ("review_done", "deputy_agreed", "head_agreed")
PRESUMED = {"consult_sent": "consulted", "review_sent": "review_done"}  # need no date once the later one has its own


class State(StrEnum):
    """How a gate stands."""

    DONE = "done"
    DONE_LATE = "done_late"
    OVERDUE = "overdue"
    TOO_LATE = "too_late"
    SOON = "soon"
    WAITING = "waiting"

    @property
    def is_loud(self) -> bool:
        """Whether it keeps the item off the meeting, or soon will."""
        return self in (State.DONE_LATE, State.OVERDUE, State.TOO_LATE)


class GateView(NamedTuple):
    """A gate of an item. latest: the last day for the meeting, none without one; soonest: counted from what is done;
    left: working days until the last day, below zero once it is over. word: the state in words; note: more of it."""

    step: Step
    done: date | None
    latest: date | None
    soonest: date
    state: State
    left: int | None
    word: str
    note: str = ""


class ItemClock(NamedTuple):
    """An item's gates. soonest: the first day on which it could be discussed."""

    gates: tuple[GateView, ...]
    soonest: date

    @property
    def state(self) -> State:
        """The gravest state among the gates."""
        order = (State.OVERDUE, State.DONE_LATE, State.TOO_LATE, State.SOON, State.WAITING, State.DONE)
        return min((gate.state for gate in self.gates), key=order.index)


def last_days(meeting: date, policy: AgendaPolicy, calendar: WorkCalendar) -> dict[str, date]:
    """The last working day for each gate before a meeting. Raises DateOutsideCalendar."""
    printed = calendar.workdays_before(meeting, policy.papers_workdays_before)
    reviewed = _on_or_before(meeting - timedelta(days=policy.review_days_before), calendar)
    sent = calendar.workdays_before(reviewed, policy.review_workdays_min)
    asked = calendar.workdays_before(sent, policy.consult_workdays)
    return {
        "submitted": asked, "deputy_read": asked, "consult_sent": asked, "consulted": sent, "review_sent": sent,
        "review_done": reviewed, "deputy_agreed": reviewed, "head_agreed": reviewed, "print_approved": printed,
        "papers_printed": printed,
    }  # fmt: skip


def soonest_days(
    item: AgendaItem, today: date, policy: AgendaPolicy, calendar: WorkCalendar
) -> tuple[dict[str, date], date]:
    """The soonest day of each gate, and of the meeting after them: what is done stands, the rest is from today on.

    Review takes its usual time, unless the item is urgent; opinions come within theirs. Raises DateOutsideCalendar.
    """
    start = _on_or_after(today, calendar)
    waits = {"consulted": policy.consult_workdays, "review_done": 0 if item.urgent else policy.review_workdays_min}
    found: dict[str, date] = {}
    at = start
    for step in STEPS:
        done: date | None = getattr(item.gates, step.field) or _presumed(item.gates, step.field)
        if done is None:
            wait = waits.get(step.field, 0)
            done = max(start, calendar.workdays_after(at, wait) if wait else at)
        found[step.field] = done
        at = done if step is STEPS[0] else max(at, done)
    agreed = max(found[field] for field in ("review_done", "deputy_agreed", "head_agreed"))
    by_papers = calendar.workdays_after(found["papers_printed"], policy.papers_workdays_before)
    meeting = max(start, _on_or_after(agreed + timedelta(days=policy.review_days_before), calendar), by_papers)
    return found, meeting


def clock_of(
    item: AgendaItem,
    meeting: date | None,
    today: date,
    policy: AgendaPolicy,
    calendar: WorkCalendar,
    has_deputy: bool,
) -> ItemClock:
    """The item's gates for a meeting. has_deputy: whether a deputy is in charge (article 10: not of the head's own).

    Raises DateOutsideCalendar.
    """
    soonest, discussed = soonest_days(item, today, policy, calendar)
    latest = last_days(meeting, policy, calendar) if meeting is not None else {}
    bounds = {}
    if meeting is not None:
        week = meeting - timedelta(days=policy.review_days_before)  # the law's own bound, a day off or not
        bounds = {"papers_printed": latest["papers_printed"], **dict.fromkeys(REVIEWED, week)}
    gates = []
    for step in STEPS:
        if not has_deputy and step.field.startswith("deputy"):
            continue
        done, last = getattr(item.gates, step.field), latest.get(step.field)
        left = workdays_between(today, last, calendar) if last is not None else None
        note = _review_note(item, today, policy, calendar) if step.field == "review_done" else ""
        if done is not None and done <= today:
            late = step.field in bounds and done > bounds[step.field]
            state, word = (State.DONE_LATE, "办晚了") if late else (State.DONE, "已办")
        elif done is None and _presumed(item.gates, step.field) is not None:
            state, word = State.DONE, "已过"
        else:
            state, word = _waiting(left, last, soonest[step.field])
        gates.append(GateView(step, done, last, soonest[step.field], state, left, word, note))
    return ItemClock(tuple(gates), discussed)


def _waiting(left: int | None, latest: date | None, soonest: date) -> tuple[State, str]:
    """How a gate stands that has not been passed."""
    if left is None or latest is None:
        return State.WAITING, "待办"
    if left < 0:
        return State.OVERDUE, f"逾期{-left}个工作日"
    if soonest > latest:
        return State.TOO_LATE, "赶不上"
    return State.SOON if left <= SOON else State.WAITING, "今天到期" if left == 0 else f"还有{left}个工作日"


def _presumed(gates: Gates, field: str) -> date | None:
    later = PRESUMED.get(field)
    return getattr(gates, later) if later else None


def _review_note(item: AgendaItem, today: date, policy: AgendaPolicy, calendar: WorkCalendar) -> str:
    """What article 22 says of the review's length, where it has begun."""
    sent, done = item.gates.review_sent, item.gates.review_done
    if sent is None:
        return ""
    took = workdays_between(sent, done if done is not None and done <= today else today, calendar)
    if took > policy.review_workdays_max:
        return f"审核已{took}个工作日，最长{policy.review_workdays_max}个"
    if done is not None and done <= today and took < policy.review_workdays_min and not item.urgent:
        return f"审核只有{took}个工作日，一般不少于{policy.review_workdays_min}个"
    return "" if done is not None else f"审核第{took}个工作日"


def workdays_between(first: date, last: date, calendar: WorkCalendar) -> int:
    """Working days from one day to another, the first not counted; below zero where the other came before."""
    if last >= first:
        return len(calendar.workdays(first + timedelta(days=1), last)) if last > first else 0
    return -len(calendar.workdays(last + timedelta(days=1), first))


def _after(day: date, workdays: int, calendar: WorkCalendar) -> date:
    return calendar.workdays_after(day, workdays) if workdays else day


def _on_or_after(day: date, calendar: WorkCalendar) -> date:
    return day if calendar.is_workday(day) else calendar.workdays_after(day, 1)


def _on_or_before(day: date, calendar: WorkCalendar) -> date:
    return day if calendar.is_workday(day) else calendar.workdays_before(day, 1)
