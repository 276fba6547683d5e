"""Who acts for whom, as a feed of its own (RFC 5545): one all-office calendar of stints, holes marked 【待定】.

The bytes are a function of a brief and the days told: no clock. A stint's stamp is the last word said of any absence
that touches it, refused and cancelled ones too, and its SEQUENCE rises with that. Half-days are told as times, whole
days as days. Nothing is told of why, where, or how anybody is reached.
"""

import hashlib
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from models.absences import Absence
from models.brief import Brief
from models.in_charge import Stint, Way, timeline
from models.plaintext import one_line
from models.spans import OFFICE_TZ, DateRange, Span
from render.ical import DOMAIN, PRODID, REFRESH, Text

NAME = "谁在主持、谁代谁"
ABOUT = "只读日历，以办公室记录为准。手机更新可能滞后数小时，当日变动以电话通知为准。"
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)  # SEQUENCE counts minutes from here, so that it rises and stays small


def calendar(brief: Brief, days: DateRange) -> bytes:
    """The feed of these days: every stint in which somebody acts for another, or nobody does."""
    feed = Calendar()
    feed.add("VERSION", "2.0")
    feed.add("PRODID", PRODID)
    feed.add("CALSCALE", "GREGORIAN")
    feed.add("METHOD", "PUBLISH")
    title = f"{one_line(brief.office.name)}·{NAME}"
    feed.add("NAME", Text(title))
    feed.add("X-WR-CALNAME", Text(title))
    feed.add("X-WR-CALDESC", Text(ABOUT))
    feed.add("X-WR-TIMEZONE", Text(OFFICE_TZ.key))
    feed.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    feed.add("X-PUBLISHED-TTL", Text("PT1H"))
    for stint in timeline(brief, days):
        feed.add_component(_event(brief, stint))
    written: bytes = feed.to_ical(sorted=False)
    return written


def summary(stint: Stint) -> str:
    """``常务副区长代区长主持全面工作``; what nobody is in charge of stands behind 【待定】."""
    row = stint.charge
    if row.way is Way.NOBODY:
        return f"【待定】{row.owner_title}{f'（{row.work}）' if row.work else ''}外出，无人代行"
    if row.way is Way.ENTRUSTED:
        return f"{row.by_title}主持全面工作（代{row.owner_title}）"
    return f"{row.by_title}代{row.owner_title}{f'（{row.work}）' if row.work else ''}"


def stamp(brief: Brief, stint: Stint) -> datetime:
    """The last word said of any absence that touches a stint, whatever became of it: it never goes back."""
    span = Span(start=stint.first.start, end=stint.last.end)
    known = (*brief.absences, *brief.begun_leave)
    words = [at for absence in known if absence.span.overlaps(span) for at in _words(absence)]
    return max(words, default=span.start).astimezone(UTC)


def _words(absence: Absence) -> list[datetime]:
    told = [absence.requested_at, absence.approval.at, *(step.at for step in absence.steps)]
    return [at for at in told if at is not None]


def _event(brief: Brief, stint: Stint) -> Event:
    row, when = stint.charge, stamp(brief, stint)
    event = Event()
    event.add("UID", _uid(brief.office.id, stint))
    event.add("DTSTAMP", when)
    event.add("LAST-MODIFIED", when)
    event.add("SEQUENCE", max(0, int((when - EPOCH) / timedelta(minutes=1))))
    whole = not stint.first.pm and stint.last.pm
    start, end = stint.first.start, stint.last.end
    event.add("DTSTART", start.date() if whole else start.astimezone(UTC))
    event.add("DTEND", end.date() if whole else end.astimezone(UTC))
    event.add("SUMMARY", Text(one_line(summary(stint))))
    event.add("DESCRIPTION", Text(one_line(row.sentence)))
    event.add("CATEGORIES", [row.way.zh])
    event.add("STATUS", "TENTATIVE" if row.way is Way.NOBODY else "CONFIRMED")
    event.add("CLASS", "PRIVATE")
    event.add("TRANSP", "TRANSPARENT")
    return event


def _uid(office: str, stint: Stint) -> str:
    """The same for a stint whoever acts in it: when somebody is found for a hole, phones see it change."""
    named = f"{office}\nin-charge\n{stint.charge.owner}\n{stint.charge.work}\n{stint.first}"
    return f"{hashlib.sha256(named.encode()).hexdigest()[:32]}@{DOMAIN}"
