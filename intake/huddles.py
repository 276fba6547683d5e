"""The weekly huddle (碰头会) that some governments hold: added when a brief is frozen, where the policy has one."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from intake.draft import Draft
from models.brief import Brief
from models.events import Body, Cover, Duty, Event, Fixed, Kind, Seat, Who
from models.spans import OFFICE_TZ


def add_huddles(draft: Draft) -> None:
    """Add each week's huddle that the events do not have."""
    if not draft.sound("horizon", "leaders", "policy", "calendar"):
        return
    brief = draft.brief()
    known = {*brief.event_by_id, *draft.named["events"]}
    place = 1 + max(draft.items["events"], default=-1)
    for n, huddle in enumerate(h for h in huddles(brief) if h.id not in known):
        draft.items["events"][place + n] = huddle


def huddles(brief: Brief) -> Iterator[Event]:
    """One for each week of which the horizon holds a day to hold it on; none where the policy has no weekday."""
    policy = brief.policy.huddle
    if policy.weekday is None:
        return
    monday = brief.horizon.first - timedelta(days=brief.horizon.first.weekday())
    while monday <= brief.horizon.last:
        day = _day(brief, monday + timedelta(days=policy.weekday.number), monday + timedelta(days=6))
        if day is not None and day in brief.horizon:
            start = datetime.combine(day, policy.at, OFFICE_TZ)
            year, week, _ = monday.isocalendar()
            yield Event(
                id=f"huddle/{year}-W{week:02}",
                title="区政府领导碰头会",
                kind=Kind.HUDDLE,
                when=Fixed(start=start, end=start + timedelta(minutes=policy.minutes)),
                seats=(Seat(id="members", who=Who(members_of=Body.STANDING), required=False, cover=Cover.NONE),),
                venue="一楼常务会议室",
                area="compound",
                organiser="区政府办公室",
                duty=Duty.MUST,
            )
        monday += timedelta(days=7)


def _day(brief: Brief, wanted: date, sunday: date) -> date | None:
    """The day wanted, or the week's next working day."""
    return next(iter(brief.calendar.workdays(wanted, sunday)), None)
