"""What is left of the year: its plan, read against the ledger and the last publication, as targets of the months.

Research that has been done beyond the plan is taken off the months in proportion, what is missing is laid on those
with most working days left; leave and meetings that are published already are asked for no more.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from models.brief import Brief
from models.events import Event, Window
from models.ledger import Ledger
from models.people import LeaderId
from models.plan import LeaveStart, Plan
from models.published import Published
from models.sealed_facts import research_halves
from models.spans import DateRange, HalfDay
from models.year import MeetingTarget, ResearchTarget, YearTargets, month_of, week_of


def targets_of(year: Brief, plan: Plan) -> YearTargets:
    """What a year's plan hands to its months before any of them has begun."""
    return rest_of(year, plan, year.ledger, None, counted=year.horizon.first)


def rest_of(year: Brief, plan: Plan, ledger: Ledger, published: Published | None, *, counted: date) -> YearTargets:
    """What is left of a year for the months from a day on.

    year, plan: the year's brief and its plan. ledger: the year so far; what it counts lies before `counted`.
    published: the last publication; its research on that day and after is promised, its leave and meetings stand.
    """
    number = year.horizon.first.year
    spent = research_halves(year, plan)
    promised = _promised(published, counted)
    leaders = [leader.id for leader in year.leaders if leader.post in year.policy.research.applies_to]
    return YearTargets(
        year=number,
        plan=plan.digest,
        counted=counted,
        research=tuple(
            target
            for leader in leaders
            for target in _research(
                year,
                plan,
                leader,
                year.policy.research.quota - ledger.research_done(leader, number),
                {half for half in spent[leader] if half.day >= counted},
                promised.get(leader, set()),
                counted,
            )
        ),
        leave=_leave(plan, published, counted),
        meetings=_meetings(year, plan, ledger, published, counted),
    )


def _promised(published: Published | None, counted: date) -> dict[LeaderId, set[HalfDay]]:
    found: dict[LeaderId, set[HalfDay]] = {}
    for block in published.research if published else ():
        found.setdefault(block.leader, set()).update(half for half in block.halves() if half.day >= counted)
    return found


def _research(
    year: Brief,
    plan: Plan,
    leader: LeaderId,
    owed: int,
    planned: set[HalfDay],
    promised: set[HalfDay],
    counted: date,
) -> list[ResearchTarget]:
    months = _months(year.horizon, counted)
    wanted = [sum(half.day in month for half in planned) for month in months]
    stands = [sum(half.day in month for half in promised) for month in months]
    open_days = [2 * len(year.calendar.workdays(month.first, month.last)) for month in months]
    left = max(0, owed - sum(stands))
    still = [max(0, want - stand) for want, stand in zip(wanted, stands, strict=True)]
    if sum(still) < left:
        most = year.policy.research.month_max
        caps = [min(days, most or days) - stand for days, stand in zip(open_days, stands, strict=True)]
        still = _laid_on(still, left - sum(still), [max(0, cap) for cap in caps])
    else:
        still = apportion(left, still)
    return [
        ResearchTarget(
            leader=leader,
            month=month_of(month.first),
            half_days=extra + stand,
            topics=_topics(plan, leader, month),
        )
        for month, extra, stand in zip(months, still, stands, strict=True)
    ]


def _months(horizon: DateRange, counted: date) -> list[DateRange]:
    """The months of the horizon from a day on, the first of them from that day."""
    days = [day for day in horizon.days() if day >= counted]
    firsts = [day for n, day in enumerate(days) if n == 0 or day.day == 1]
    return [DateRange(first=first, last=max(d for d in days if month_of(d) == month_of(first))) for first in firsts]


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """So many whole ones in proportion to weights, the largest remainders first; all to none where all weigh none."""
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    shares = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda n: (-(total * weights[n] % whole), n))
    for n in order[: total - sum(shares)]:
        shares[n] += 1
    return shares


def _laid_on(have: Sequence[int], missing: int, caps: Sequence[int]) -> list[int]:
    """What is missing laid on the months with most room, as far as there is any."""
    room = [max(0, cap - own) for own, cap in zip(have, caps, strict=True)]
    more = apportion(min(missing, sum(room)), room)
    return [own + extra for own, extra in zip(have, more, strict=True)]


def _topics(plan: Plan, leader: LeaderId, month: DateRange) -> tuple[str, ...]:
    mine = [block for block in plan.research if block.leader == leader and block.start.day in month]
    return tuple(block.topic for block in sorted(mine, key=lambda block: block.start) if block.topic)


def _leave(plan: Plan, published: Published | None, counted: date) -> tuple[LeaveStart, ...]:
    stands = {told.absence for told in published.leave} if published else set()
    return tuple(told for told in plan.leave if told.start.day >= counted and told.absence not in stands)


def _meetings(
    year: Brief, plan: Plan, ledger: Ledger, published: Published | None, counted: date
) -> tuple[MeetingTarget, ...]:
    known = {meeting.id for meeting in ledger.meetings}
    known |= {booking.event for booking in published.bookings} if published else set()
    return tuple(
        MeetingTarget(event=booking.event, week=week_of(booking.start.date()))
        for booking in plan.bookings
        if booking.start.date() >= counted
        and booking.event not in known
        and (event := year.event_by_id.get(booking.event)) is not None
        and has_week(event)
    )


def has_week(event: Event) -> bool:
    """Whether the year tells the week of an event: a meeting of the head's, or a window over a month's border."""
    if not isinstance(event.when, Window):
        return False
    last = event.when.latest - timedelta(microseconds=1)
    return event.kind.facts.heads_meeting or month_of(event.when.earliest.date()) != month_of(last.date())


def handed(year: Brief, plan: Plan, month: Brief) -> Brief:
    """A month's brief with what the year's plan still asks of it, and with the wishes for leave that the year places.

    The month's ledger counts the year up to its first day; from there on its publication speaks.
    """
    known = {wish.id for wish in month.leave} | {absence.id for absence in month.absences}
    wishes = (*month.leave, *(wish for wish in year.leave if wish.id not in known))
    targets = rest_of(year, plan, month.ledger, month.published, counted=month.horizon.first)
    return month.model_copy(update={"targets": targets, "leave": wishes})
