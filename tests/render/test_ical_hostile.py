"""Hostile text in every field: no byte of it can break a line, open a component, or hide what a title says."""

from typing import Any

import icalendar
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from models.audience import OFFICE, Audience
from models.brief import Office
from models.events import Kind
from models.plaintext import one_line
from render.ical import calendar
from tests.builders import LEADERS, booking, brief, event, leader, plan, publish

INJECTION = "会议\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil\r\nSUMMARY:假"
HOSTILE = [
    INJECTION,
    "会议\rBEGIN:VALARM\rACTION:EMAIL",
    "会议\nATTENDEE:mailto:a@b.c",
    "".join(map(chr, range(0x20))) + "\x7f" + "".join(map(chr, range(0x80, 0xA0))),
    "一\u2028二\u2029三\x85四\x0b五\x0c六",
    "\u202e倒过来\u202c \u2066隔\u2069 \u200e\u200f\u061c",
    "\ufeff零\u200b宽\u2060\ufffd\ufffe\uffff",
    "逗号,分号;反斜杠\\冒号:引号\"单引号'",
    "\\n不是换行\\N也不是\\,\\;",
    "=HYPERLINK(\"http://x\")<script>alert('x')</script>&amp;",
    "𠮷野家👨\u200d👩\u200d👧‌𝒳",
    "长" * 200,
    "a" * 74 + "界" + "b" * 75,
]
FORBIDDEN = (
    set(map(chr, range(0x20)))
    | {chr(n) for n in range(0x7F, 0xA0)}
    | set("\u2028\u2029\ufeff\ufffd\u200b\u202e\u2066")
)


def hostile_feed(text: str, audience: Audience = OFFICE) -> bytes:
    words: Any = {"title": text[:200], "venue": text[:100], "organiser": text[:100], "note": text}
    people = [leader("dep-a", title=text[:40]), *(x for x in LEADERS if x.id != "dep-a")]
    told = brief(
        [event("e1", ["dep-a"], kind=Kind.WORK, **words)], leaders=people, office=Office(id="shili", name=text[:60])
    )
    return calendar(publish(told, plan(told, [booking("e1", "12-08 09:00", "12-08 10:30")])), audience)


def check(text: str) -> None:
    for audience in (OFFICE, Audience("dep-a")):
        feed = hostile_feed(text, audience)
        for line in feed.removesuffix(b"\r\n").split(b"\r\n"):
            assert 0 < len(line) <= 75
            assert not FORBIDDEN & set(line.decode())
        assert feed.count(b"\r\nBEGIN:") == 3  # zone, its standard time, one event
        (one,) = icalendar.Calendar.from_ical(feed).walk("VEVENT")
        (two,) = vobject.readOne(feed.decode()).vevent_list
        (three,) = IcsCalendarStream.calendar_from_ics(feed.decode()).events
        title = one_line(text[:200]) or "未命名事项"
        assert str(one["SUMMARY"]) == two.summary.value == three.summary == f"【暂定】{title}"
        note = [f"备注：{one_line(line)}" for line in text.splitlines() if one_line(line)]
        lines = str(one.get("DESCRIPTION", ""))
        assert [line for line in lines.split("\n") if line.startswith("备注：")] == note
        if lines:
            assert two.description.value == three.description == lines
        assert not one.errors


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(text):
    check(text)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_any_text_stays_text(text):
    check(text)


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("  a \t b\r\nc ", "a b c"),
        ("家\u200d族\u200c文", "家\u200d族\u200c文"),
        ("\ud800\udfff半个字", "半个字"),
        ("\U0001fffe\ufdd0", ""),
        ("葛\U000e0100城区", "葛\U000e0100城区"),
    ],
)
def test_one_line_keeps_what_can_be_read(text, fit):
    assert one_line(text) == fit
