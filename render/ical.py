"""The feed: a publication as one audience's iCalendar (RFC 5545, RFC 7986), so that every phone shows the truth.

The bytes are a function of publication and audience alone. Each choice follows what calendar clients do with it:
one fixed-offset VTIMEZONE, no UID on the calendar, no attendees, stamps of the last change, tombstones.
"""

import hashlib
import re
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vCalAddress, vText

from models.audience import Audience
from models.events import Secrecy
from models.feed_ledger import FeedItem, feed_items
from models.plaintext import one_line
from models.publication import EntryView, Publication
from models.spans import OFFICE_TZ
from models.views import feed_name

PRODID = "-//richeng.invalid//Richeng//ZH"
ADDRESS = "noreply@richeng.invalid"
DOMAIN = "richeng.invalid"
ABOUT = "只读日历，以最新发布为准。手机更新可能滞后数小时，当日变动以电话通知为准。"
REFRESH = timedelta(hours=1)
COLOR, COLOR_RGB = "firebrick", "#B22222"
ZONE_SINCE = datetime(1970, 1, 1)  # noqa: DTZ001  (a zone's own start is local, RFC 5545 3.6.5)
ZONE_OFFSET = timedelta(hours=8)
NAME_LENGTH = 255  # Outlook names its folder so
CLASSES = {Secrecy.OPEN: "PUBLIC", Secrecy.INTERNAL: "PRIVATE", Secrecy.RESTRICTED: "CONFIDENTIAL"}


class Text(vText):
    """TEXT escaped once and no more (RFC 5545 3.3.11); icalendar takes a written ``\\N`` for a line break."""

    def to_ical(self) -> bytes:
        escaped = re.sub(r"([\\;,])", r"\\\1", self)
        return escaped.replace("\n", "\\n").encode()


def calendar(publication: Publication, audience: Audience) -> bytes:
    """An audience's feed of a publication."""
    items = feed_items(publication, audience)
    feed = _head(publication, audience)
    if not all(item.view.all_day for item in items):
        feed.add_component(_zone())
    organizer = _organizer(publication)
    for item in items:
        feed.add_component(_event(publication.office.id, organizer, item))
    written: bytes = feed.to_ical(sorted=False)
    return written


def etag(feed: bytes) -> str:
    """A weak entity tag of a feed's bytes (RFC 9110 8.8.3); weak ones survive proxies that compress."""
    return f'W/"{hashlib.sha256(feed).hexdigest()[:32]}"'


def uid(office: str, item: str) -> str:
    """An item's UID on the wire: opaque, lasting, and the same in all feeds of the office."""
    named = f"{office}\n{item}".encode()
    return f"{hashlib.sha256(named).hexdigest()[:32]}@{DOMAIN}"


def _head(publication: Publication, audience: Audience) -> Calendar:
    name = feed_name(publication, audience)[:NAME_LENGTH]
    feed = Calendar()
    feed.add("VERSION", "2.0")
    feed.add("PRODID", PRODID)
    feed.add("CALSCALE", "GREGORIAN")
    feed.add("METHOD", "PUBLISH")
    feed.add("NAME", Text(name))
    feed.add("X-WR-CALNAME", Text(name))
    feed.add("X-WR-CALDESC", Text(ABOUT))
    feed.add("X-WR-TIMEZONE", Text(OFFICE_TZ.key))
    feed.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    feed.add("X-PUBLISHED-TTL", Text("PT1H"))
    feed.add("COLOR", Text(COLOR))
    feed.add("X-APPLE-CALENDAR-COLOR", Text(COLOR_RGB))
    feed.add("LAST-MODIFIED", publication.feed_changed.get(audience.id, publication.sealed_at).astimezone(UTC))
    return feed


def _zone() -> Timezone:
    """One standard time without history: all that every client can read."""
    standard = TimezoneStandard()
    standard.add("DTSTART", ZONE_SINCE)
    standard.add("TZOFFSETFROM", ZONE_OFFSET)
    standard.add("TZOFFSETTO", ZONE_OFFSET)
    standard.add("TZNAME", "CST")
    zone = Timezone()
    zone.add("TZID", OFFICE_TZ.key)
    zone.add_component(standard)
    return zone


def _organizer(publication: Publication) -> vCalAddress:
    """The Office, so that no phone takes an item for an invitation from a leader."""
    organizer = vCalAddress(f"mailto:{ADDRESS}")
    name = one_line(publication.office.name)
    organizer.params["CN"] = name if name.endswith("办公室") else f"{name}办公室"
    return organizer


def _event(office: str, organizer: vCalAddress, item: FeedItem) -> Event:
    view, row = item.view, item.row
    stamp = row.stamp.astimezone(UTC)
    event = Event()
    event.add("UID", uid(office, view.uid))
    event.add("DTSTAMP", stamp)
    event.add("CREATED", row.created.astimezone(UTC))
    event.add("LAST-MODIFIED", stamp)
    event.add("SEQUENCE", row.sequence)
    event.add("DTSTART", view.start.date() if view.all_day else view.start)
    event.add("DTEND", view.end.date() if view.all_day else view.end)
    event.add("SUMMARY", Text(one_line(view.title)))
    if view.venue:
        event.add("LOCATION", Text(one_line(view.venue)))
    if view.lines:
        event.add("DESCRIPTION", Text("\n".join(map(one_line, view.lines))))
    if view.category:
        event.add("CATEGORIES", [view.category])
    event.add("ORGANIZER", organizer)
    event.add("STATUS", view.status)
    event.add("CLASS", CLASSES[view.secrecy])
    event.add("TRANSP", "OPAQUE" if view.busy else "TRANSPARENT")
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", Text(_busy_status(view)))
    return event


def _busy_status(view: EntryView) -> str:
    if not view.busy:
        return "FREE"
    if view.all_day:
        return "OOF"
    return "TENTATIVE" if view.status == "TENTATIVE" else "BUSY"
