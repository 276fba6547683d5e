"""Bad days, made from a seed: a published month in which, on one day, much happens at once.

A deputy has to leave town for two to five days, urgent items come at times set by others, one item is moved by its
host and one cancelled. What was before that day is past, and the weeks up to the next have been issued.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from models.absences import Absence, AbsenceKind, Approval, ApprovalState
from models.audit import Audit
from models.brief import Brief
from models.events import Duty, Event, Fixed, Host, Kind, Seat, Who
from models.people import Post
from models.plan import Plan
from models.publication import Publication
from models.sealing import issue_week, published_of, seal
from models.spans import OFFICE_TZ, HalfDay, Span

TRIP = "bad-day/trip"
URGENT = "bad-day/urgent"


def sealed(brief: Brief, plan: Plan) -> Publication:
    """The plan as the office's first publication; what it leaves open counts as decided."""
    clean = Audit(brief=brief.digest, plan=plan.digest, findings=())
    return seal(
        brief=brief, plan=plan, audit=clean, previous=None, sealed_at=brief.as_of + timedelta(hours=1),
        proposed_by="区政府办公室", signed_by="政府办主任", reason="月度安排",
    )  # fmt: skip


def on(brief: Brief, publication: Publication, day: date | None = None) -> Brief:
    """The brief on top of its publication; with a day: as it stands on that evening, the weeks up to the next
    issued."""
    if day is None:
        return brief.model_copy(update={"published": published_of(publication)})
    now = datetime.combine(day, datetime.min.time(), OFFICE_TZ) + timedelta(hours=17)
    for week in _weeks(publication, day + timedelta(days=7 - day.weekday() + 6)):
        publication = issue_week(publication, week, publication.sealed_at, "区政府办公室", "政府办主任", "印发")
    return brief.model_copy(update={"published": published_of(publication), "as_of": now})


def _weeks(publication: Publication, last: date) -> list[str]:
    days = {entry.start.date() for entry in publication.entries if entry.start.date() <= last}
    return sorted({f"{day:%G-W%V}" for day in days})


def bad_day(brief: Brief, publication: Publication, seed: int) -> Brief:
    """The brief on top of its publication on a day chosen by the seed, with all that has happened."""
    chance = Random(seed)
    days = brief.calendar.workdays(brief.horizon.first, brief.horizon.last)
    day = chance.choice(days[:-4])
    now = on(brief, publication, day)
    ahead = [d for d in days if d > day]
    events = list(_cancelled(now, chance, day))
    events = list(_moved(now, events, chance, ahead))
    events += _urgent(now, chance, ahead[: 5 if len(ahead) > 5 else len(ahead)])
    trip = _trip(now, chance, ahead)
    return now.model_copy(update={"events": tuple(events), "absences": (*now.absences, trip)})


def _trip(brief: Brief, chance: Random, ahead: list[date]) -> Absence:
    who = chance.choice([leader.id for leader in brief.leaders if leader.post is Post.DEPUTY])
    first = chance.choice(ahead[:3])
    last = min(first + timedelta(days=chance.randint(1, 4)), brief.horizon.last)
    span = Span(start=_at(first, 8), end=_at(last, 18))
    approval = Approval(state=ApprovalState.APPROVED, by=Post.HEAD.zh, at=brief.as_of)
    return Absence(
        id=TRIP, leader=who, kind=AbsenceKind.TRIP, span=span, requested_at=brief.as_of, approval=approval,
        place="省城", contact="见报备单", reason="临时任务",
    )  # fmt: skip


def _urgent(brief: Brief, chance: Random, days: list[date]) -> Iterator[Event]:
    people = [leader.id for leader in brief.leaders if leader.post is not Post.OFFICE_DIRECTOR]
    used: set[tuple[str, HalfDay]] = set()
    for n in range(3):
        start = _at(chance.choice(days), chance.choice((9, 10, 15, 16)))
        who = chance.choice(people)
        if brief.is_away(who, [HalfDay.of(start)]) or (who, HalfDay.of(start)) in used:
            continue
        used.add((who, HalfDay.of(start)))
        when = Fixed(start=start, end=start + timedelta(minutes=chance.choice((60, 90))))
        yield Event(
            id=f"{URGENT}-{n}", title=f"临时事项{n + 1}", kind=Kind.WORK, when=when,
            duty=chance.choice((Duty.MUST, Duty.WANTED)),
            host=chance.choice((Host.OWN, Host.SUPERIOR)), priority=1,
            seats=(Seat(id="main", who=Who(leader=who)),),
        )  # fmt: skip


def _cancelled(brief: Brief, chance: Random, day: date) -> Iterator[Event]:
    """All but one of the published wanted items that are still to come."""
    known = brief.published_by_event
    ahead = [e for e in brief.events if e.id in known and known[e.id].start.date() > day and e.duty is Duty.WANTED]
    gone = chance.choice(ahead).id if ahead else ""
    return (event for event in brief.events if event.id != gone)


def _moved(brief: Brief, events: list[Event], chance: Random, ahead: list[date]) -> Iterator[Event]:
    """One item with a set time, put by its host on another day at the same hour."""
    known = brief.published_by_event
    fixed = [
        e for e in events
        if isinstance(e.when, Fixed) and e.id in known and known[e.id].start.date() in ahead
        and e.when.start.date() == e.when.end.date() and not e.kind.facts.heads_meeting
    ]  # fmt: skip
    moving = chance.choice(fixed).id if fixed else ""
    for event in events:
        if event.id == moving and isinstance(event.when, Fixed):
            shift = chance.choice(ahead) - event.when.start.date()
            when = Fixed(start=event.when.start + shift, end=event.when.end + shift)
            yield event.model_copy(update={"when": when})
        else:
            yield event


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=OFFICE_TZ)
