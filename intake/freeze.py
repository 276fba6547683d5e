"""What a brief is given when it is frozen: its working calendar and each month's standing meetings."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby

from intake.draft import Draft
from intake.workdays import build_calendar
from models.brief import Brief
from models.errors import BadInput
from models.events import Body, Cover, Duty, Event, Kind, Role, Seat, Who, Window
from models.spans import OFFICE_TZ, DateRange, in_office_zone
from models.workdays import WorkCalendar

SEAT_ID_LENGTH = 40


def reach(horizon: DateRange) -> tuple[date, date]:
    """First and last day that a brief's calendar holds: gates of agenda items look back, deadlines ahead."""
    return date(horizon.first.year - 1, 1, 1), date(horizon.last.year + 1, 12, 31)


def fill_calendar(draft: Draft) -> None:
    """Build the calendar where the document has none; one handed in must reach as far as needed."""
    if not draft.sound("horizon", "calendar", "notices", "overrides"):
        draft.faulty.add("calendar")  # what leans on it is not asked
        return
    first, last = reach(draft.singles["horizon"])
    given: WorkCalendar | None = draft.singles.get("calendar")
    if given is not None:
        if not (given.covers(first) and given.covers(date(last.year - 1, 12, 31))):
            draft.fault(
                ("calendar",), f"工作日历须自 {first} 起至 {last.year - 1}-12-31 止，请补全，或删去此项由系统生成"
            )
        return
    items = draft.items
    try:
        draft.singles["calendar"] = build_calendar(
            first, last, tuple(items["notices"].values()), tuple(items["overrides"].values())
        )
    except BadInput as error:
        for fault in error.faults:
            own = fault.path.startswith(("overrides", "notices"))
            draft.fault((fault.path if own else "horizon",), fault.message)
        draft.faulty.add("calendar")


def add_standing_meetings(draft: Draft) -> None:
    """Add the standing meetings of each month that neither the events nor the ledger has (article 43).

    A meeting that the office has registered itself, under whatever number, is one of its month's. A month of which
    the horizon holds no working day, and which it ends, cannot have its meeting any more: that is a fault of the
    ledger, told there.
    """
    if not draft.sound("horizon", "leaders", "policy", "ledger", "calendar"):
        return
    brief = draft.brief()
    known = {*brief.event_by_id, *draft.named["events"], *(held.id for held in brief.ledger.meetings)}
    place = 1 + max(draft.items["events"], default=-1)
    for month, asked in groupby(standing_meetings(brief), _month_of):
        listed = list(asked)
        left = [meeting for meeting in listed if meeting.id not in known]
        others = _registered(brief, month) - {meeting.id for meeting in listed}
        for meeting in left[: max(0, len(left) - len(others))]:
            if not brief.may_wait(meeting) and not _has_workday(brief, meeting):
                draft.fault(
                    ("ledger", "meetings"),
                    f"{month:%Y-%m} 的常务会议没有登记，而排期内该月已无工作日；"
                    f"已经召开的请登记 {meeting.id} 和日期，未召开的请提前排期的第一天",
                )
                continue
            draft.items["events"][place] = meeting
            place += 1


def _month_of(meeting: Event) -> date:
    """The first day of the month in which a meeting falls due: that of its time, or of the end of its window."""
    if isinstance(meeting.when, Window):
        return (in_office_zone(meeting.when.latest) - timedelta(minutes=1)).date().replace(day=1)
    return in_office_zone(meeting.when.start).date().replace(day=1)


def _registered(brief: Brief, month: date) -> set[str]:
    """Standing meetings of a month that the office has registered, held by the ledger or called."""
    called = {e.id for e in brief.events if e.kind is Kind.STANDING and _month_of(e) == month}
    return called | {
        held.id
        for held in brief.ledger.meetings
        if held.id.startswith("standing/") and held.on.replace(day=1) == month
    }


def standing_meetings(brief: Brief) -> Iterator[Event]:
    """The standing meetings that every month touching the horizon asks for; none without a head."""
    if brief.head is None:
        return
    standing = brief.policy.standing
    observers = [x for x in brief.leaders if x.post in standing.observers and x.post not in standing.members]
    seats = (
        Seat(id="chair", role=Role.CHAIR, who=Who(leader=brief.head), cover=Cover.NONE),
        Seat(id="members", who=Who(members_of=Body.STANDING), cover=Cover.NONE),
        *(
            Seat(id=_seat_id(leader.id, n), who=Who(leader=leader.id), required=False, cover=Cover.NONE)
            for n, leader in enumerate(observers, 1)
        ),
    )
    length = {"half_days": standing.half_days} if standing.max_minutes is None else {"minutes": standing.max_minutes}
    month = brief.horizon.first.replace(day=1)
    while month <= brief.horizon.last:
        following = (month + timedelta(days=31)).replace(day=1)
        for n in range(1, standing.per_month_min + 1):
            yield Event(
                id=f"standing/{month:%Y-%m}/{n}",
                title="区政府常务会议" if standing.per_month_min == 1 else f"区政府常务会议（当月第{n}次）",
                kind=Kind.STANDING,
                when=Window(earliest=_midnight(month), latest=_midnight(following), **length),
                seats=seats,
                venue="一楼常务会议室",
                area="compound",
                organiser="区政府办公室",
                duty=Duty.MUST,
                note=f"固定列席：{'、'.join(standing.attendees_fixed)}" if standing.attendees_fixed else "",
            )
        month = following


def _seat_id(leader: str, n: int) -> str:
    named = f"observer-{leader}"
    return named if len(named) <= SEAT_ID_LENGTH else f"observer-{n}"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), OFFICE_TZ)


def _has_workday(brief: Brief, meeting: Event) -> bool:
    assert isinstance(meeting.when, Window)
    first = max(brief.horizon.first, meeting.when.earliest.date())
    last = min(brief.horizon.last, meeting.when.latest.date() - timedelta(days=1))
    return bool(brief.calendar.workdays(first, last))
