"""The feed as clients take it: read back by independent parsers, byte for byte, and steady over publications."""

import os
import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject
from ical.calendar_stream import IcsCalendarStream

from models.agenda import AgendaItem
from models.audience import OFFICE, Audience
from models.events import Body, Kind, Role, Seat, Secrecy, Who
from models.ledger import Ledger
from models.plan import BookingState, Tabling
from models.publication import Publication
from models.research import ResearchBlock
from models.sealing import issue_week
from models.spans import in_office_zone
from models.views import views
from render.ical import calendar, etag, uid
from tests.builders import absence, after, at, booking, brief, days, event, fixed, half, plan, publish, seat
from tests.canaries import CANARY, OUTSIDERS, history

GOLDEN = Path(__file__).parents[2] / "fixtures" / "golden"
AUDIENCES = [OFFICE, *(Audience(i) for i in ("head", "exec", "dep-a", "dep-b"))]
MEETING = event(
    "standing/2026-12/1",
    [seat("chair", "head", Role.CHAIR), Seat(id="members", who=Who(members_of=Body.STANDING))],
    title="区政府常务会议",
    kind=Kind.STANDING,
    venue="一楼常务会议室",
    organiser="区政府办公室",
)
EVENTS = (
    MEETING,
    event(
        "safety",
        ["dep-a"],
        title="全市安全生产工作会议，部署岁末年初工作",
        venue="市会议中心",
        note="着正装；请带材料",
    ),
    event("visit", ["dep-b"], title="走访慰问", kind=Kind.VISIT_CONDOLENCE, when=fixed("12-10 09:00", "12-10 11:00")),
    event("secret", ["exec", "dep-b"], title="专题研究", secrecy=Secrecy.RESTRICTED),
)
ROWS = (
    booking("standing/2026-12/1", "12-03 08:30", "12-03 12:00"),
    booking("safety", "12-08 09:00", "12-08 10:30"),
    booking("visit", "12-10 09:00", "12-10 11:00", BookingState.FIXED),
    booking("secret", "12-11 15:00", "12-11 16:30"),
)
BLOCK = ResearchBlock(
    id="research/dep-b/2026/1", leader="dep-b", start=half("12-16/am"), half_days=2, topic="冬季供暖"
)


def december() -> Publication:
    """A month with cover, an absence, an agenda and research; then the visit is cancelled and a week goes out."""
    facts: dict[str, Any] = {
        "absences": [absence("t1", "dep-a", "12-08 00:00", "12-09 12:00")],
        "agenda": [AgendaItem(id="heat", title="冬季供暖保障方案", owner="dep-b", unit="区住建局")],
    }
    more: dict[str, Any] = {"agenda": [Tabling(item="heat", event=MEETING.id)], "research": [BLOCK]}
    cover = {"safety/s1": "dep-b"}
    told = brief(EVENTS, **facts)
    first = publish(told, plan(told, ROWS, cover, **more))
    told = after(first, EVENTS, **facts)
    second = publish(told, plan(told, [r for r in ROWS if r.event != "visit"], cover, **more), first, "12-01 10:00")
    return issue_week(second, "2026-W49", at("12-01 16:00"), "文员", "政府办主任", "第49周安排")


Row = tuple[str, datetime | date, datetime | date, str, str, int]


def instant(value: Any) -> Any:
    """The same instant however a parser names its zone."""
    return in_office_zone(value).astimezone(UTC) if isinstance(value, datetime) else value


def by_icalendar(feed: bytes) -> Counter[Row]:
    events: list[Any] = icalendar.Calendar.from_ical(feed).walk("VEVENT")
    return Counter(
        (str(e["UID"]), instant(e.start), instant(e.end), str(e["SUMMARY"]), str(e["STATUS"]), int(e["SEQUENCE"]))
        for e in events
    )


def by_vobject(feed: bytes) -> Counter[Row]:
    events = getattr(vobject.readOne(feed.decode()), "vevent_list", [])
    rows = [[getattr(e, name).value for name in ("uid", "dtstart", "dtend", "summary", "status")] for e in events]
    sequences = [int(e.sequence.value) for e in events]
    return Counter((u, instant(a), instant(b), t, s, n) for (u, a, b, t, s), n in zip(rows, sequences, strict=True))


def by_ical(feed: bytes) -> Counter[Row]:
    events: list[Any] = IcsCalendarStream.calendar_from_ics(feed.decode()).events
    return Counter(
        (e.uid, instant(e.dtstart), instant(e.dtend), e.summary, e.status.value, e.sequence) for e in events
    )


def by_feed(publication: Publication, audience: Audience) -> Counter[Row]:
    """What the feed is meant to say, counted without any parser."""
    from_ledger = publication.feeds[audience.id]
    rows: Counter[Row] = Counter()
    for view in (*views(publication, audience), *(r.tombstone for r in from_ledger.values() if r.tombstone)):
        start, end = instant(view.start), instant(view.end)
        if view.all_day:
            start, end = view.start.date(), view.end.date()
        wire = uid(publication.office.id, view.uid)
        rows[(wire, start, end, view.title, view.status, from_ledger[view.uid].sequence)] += 1
    return rows


def vevents(feed: bytes) -> dict[str, bytes]:
    """The bytes of every VEVENT, by UID."""
    found = re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", feed, re.DOTALL)
    return {re.search(rb"UID:(\S+)", body)[1].decode(): body for body in found}  # type: ignore[index]


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda a: a.id)
def test_three_parsers_read_what_the_feed_was_meant_to_say(audience):
    publication = december()
    feed = calendar(publication, audience)
    assert by_icalendar(feed) == by_vobject(feed) == by_ical(feed) == by_feed(publication, audience)


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda a: a.id)
def test_the_bytes_are_those_of_the_golden_feed(audience):
    golden = GOLDEN / f"december-{audience.id}.ics"
    feed = calendar(december(), audience)
    if os.environ.get("RICHENG_GOLDEN") == "write":
        golden.write_bytes(feed)
    assert feed == golden.read_bytes()


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda a: a.id)
def test_lines_are_short_whole_and_end_as_they_should(audience):
    feed = calendar(december(), audience)
    assert feed.endswith(b"END:VCALENDAR\r\n")
    assert not feed.startswith(b"\xef\xbb\xbf")
    for line in feed.removesuffix(b"\r\n").split(b"\r\n"):
        assert 0 < len(line) <= 75
        line.decode()
        assert b"\n" not in line
        assert b"\r" not in line


def test_the_calendar_says_what_clients_need_before_its_first_component():
    head = calendar(december(), Audience("dep-a")).split(b"BEGIN:VTIMEZONE")[0].replace(b"\r\n ", b"").decode()
    lines = head.splitlines()
    for wanted in (
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:副区长甲日程",
        "X-WR-CALNAME:副区长甲日程",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "X-WR-TIMEZONE:Asia/Shanghai",
        "LAST-MODIFIED:20261201T080000Z",
    ):
        assert wanted in lines
    assert not [line for line in lines if line.startswith(("UID", "SOURCE", "URL"))]


def test_the_zone_is_one_standard_time_in_eight_lines():
    zone = calendar(december(), OFFICE).split(b"BEGIN:VTIMEZONE\r\n")[1].split(b"END:VTIMEZONE")[0].decode()
    assert zone.splitlines() == [
        "TZID:Asia/Shanghai",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0800",
        "TZOFFSETTO:+0800",
        "TZNAME:CST",
        "END:STANDARD",
    ]


def test_the_zone_is_left_out_where_nothing_has_a_time():
    told = brief(absences=[absence("t1", "dep-a", "12-08 00:00", "12-10 00:00")])
    feed = calendar(publish(told, plan(told)), Audience("dep-a"))
    assert b"VTIMEZONE" not in feed
    assert b"DTSTART;VALUE=DATE:20261208\r\nDTEND;VALUE=DATE:20261210\r\n" in feed
    assert b"X-MICROSOFT-CDO-BUSYSTATUS:OOF" in feed


def test_every_event_has_the_office_as_organizer_and_nobody_is_invited():
    for audience in AUDIENCES:
        for body in vevents(calendar(december(), audience)).values():
            assert body.count(b"ORGANIZER") == 1
            for absent in (b"ATTENDEE", b"VALARM", b"RRULE", b"URL", b"REQUEST-STATUS"):
                assert absent not in body
            for present in (b"DTSTAMP", b"CREATED", b"LAST-MODIFIED", b"SEQUENCE", b"STATUS", b"TRANSP", b"CLASS"):
                assert body.count(b"\r\n" + present + b":") == 1


def test_a_feed_that_holds_nothing_is_still_a_calendar():
    told = brief()
    feed = calendar(publish(told, plan(told)), OFFICE)
    assert by_icalendar(feed) == by_vobject(feed) == by_ical(feed) == Counter()


def test_a_leader_who_came_after_the_publication_has_an_empty_feed():
    assert by_icalendar(calendar(december(), Audience("newcomer"))) == Counter()


def test_one_item_has_one_uid_in_all_feeds_and_none_tells_its_id():
    publication = december()
    feeds = [set(vevents(calendar(publication, x))) for x in AUDIENCES]
    assert set.union(*feeds[1:]) == feeds[0]
    assert uid("shili", "safety") in feeds[3] & feeds[4]
    assert all(re.fullmatch(r"[0-9a-f]{32}@richeng\.invalid", found) for found in feeds[0])
    assert uid("shili", "safety") != uid("bieqi", "safety")


def test_the_same_publication_gives_the_same_bytes_and_tag():
    one, two = calendar(december(), OFFICE), calendar(december(), OFFICE)
    assert one == two
    assert etag(one) == etag(two)
    assert re.fullmatch(r'W/"[0-9a-f]{32}"', etag(one))
    assert etag(one) != etag(calendar(december(), Audience("head")))


def test_an_unchanged_republication_leaves_the_feed_byte_for_byte():
    told = brief(EVENTS)
    first = publish(told, plan(told, ROWS))
    told = after(first, EVENTS)
    second = publish(told, plan(told, ROWS), first, "11-28 10:00")
    for audience in AUDIENCES:
        assert calendar(second, audience) == calendar(first, audience)


def test_january_leaves_the_bytes_of_december_as_they_were():
    first = december()
    horizon = days("2027-01-01", "2027-01-31")
    told = after(first, [event("j1", ["dep-a", "exec"])], horizon=horizon, ledger=Ledger(year=2027))
    held = [booking("j1", "2027-01-05 09:00", "2027-01-05 10:00")]
    second = publish(told, plan(told, held), first, "12-28 10:00")
    for audience in AUDIENCES:
        before, now = vevents(calendar(first, audience)), vevents(calendar(second, audience))
        assert {u: body for u, body in now.items() if u in before} == before
        assert set(now) - set(before) <= {uid("shili", "j1")}


def test_a_change_moves_sequence_and_all_stamps_of_that_event_alone():
    told = brief(EVENTS)
    first = publish(told, plan(told, ROWS))
    moved = [booking("safety", "12-08 15:00", "12-08 16:30"), *(r for r in ROWS if r.event != "safety")]
    told = after(first, EVENTS)
    second = publish(told, plan(told, moved), first, "11-28 10:00")
    before, now = vevents(calendar(first, OFFICE)), vevents(calendar(second, OFFICE))
    changed = {u for u in before if before[u] != now[u]}
    assert changed == {uid("shili", "safety")}
    body = now[uid("shili", "safety")]
    assert b"SEQUENCE:1\r\n" in body
    assert body.count(b":20261128T020000Z") == 2
    assert b"CREATED:20261127T020000Z" in body


@pytest.mark.parametrize("leader", OUTSIDERS)
def test_an_outsiders_feed_holds_no_canary_in_any_version(leader):
    for publication in history():
        assert CANARY not in calendar(publication, Audience(leader)).replace(b"\r\n ", b"").decode()
    for publication in history():
        assert f"{CANARY}事由" not in calendar(publication, OFFICE).replace(b"\r\n ", b"").decode()


@pytest.mark.parametrize(
    ("name", "organizer"),
    [("示例区人民政府", "示例区人民政府办公室"), ("示例区人民政府办公室", "示例区人民政府办公室")],
)
def test_the_organizer_is_the_office_and_is_called_so_once(name: str, organizer: str):
    told = brief([event("e1")], office=brief().office.model_copy(update={"name": name}))
    body = calendar(publish(told, plan(told, [booking("e1", "12-08 09:00", "12-08 10:30")])), OFFICE)
    (found,) = icalendar.Calendar.from_ical(body).walk("VEVENT")
    assert found["ORGANIZER"].params["CN"] == organizer
