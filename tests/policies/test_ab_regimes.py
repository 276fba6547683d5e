"""Eight governments' A/B regimes, each by its policy file alone: one week's stories, told under every one of them.

乙 and 丙 are each other's B, and 甲 stands as their C in the table. On Tuesday the head is away and has entrusted
nobody; on Wednesday 乙 and 丙 are both away; on Thursday 丁, who has the police, is; on Friday 乙 is at a course.
"""

from typing import Any, NamedTuple

import pytest

from intake.brief import freeze
from intake.policy import under
from models.audit import Verdict
from models.brief import Brief
from models.plan import Plan
from models.policy import Policy
from rules import audit
from tests.policies.office import DEPUTIES, away, fixed, leaders, plan, seat, shipped

ABOVE = {"host": "superior", "summoned": True, "duty": "must"}
OURS = {"area": "compound", "venue": "机关会议室"}


class Story(NamedTuple):
    """Who takes the seats that are told of, none: it stays open; and whether the pair may be away together."""

    both_away: str | None = None
    police: str | None = "dep-a"
    course: str | None = None
    head: str | None = None
    clash: bool = False
    busy: bool = False
    together: bool = True
    silent_partner: bool = True


STORIES = {
    "seed": Story(),
    "ab-kaifeng-2015": Story(course="dep-c", clash=True),
    "ab-yancheng-2023": Story(police=None, together=False, silent_partner=False),
    "ab-qingdao-2011": Story(both_away="dep-a", course="dep-c", clash=True),
    "ab-ankang-2023": Story(busy=True, together=False),
    "ab-zhaotong": Story(both_away="exec"),
    "ab-wuzhou-2020": Story(head="exec"),
    "ab-lizhou-2017": Story(both_away="dep-a"),
}
REGIMES = pytest.mark.parametrize("name", STORIES)


def week() -> list[dict[str, Any]]:
    """The week's events."""
    return [
        fixed("busy-1", "meeting.coordination", "12-14T08:30", "12-14T09:00", [seat("main", "dep-a")], **OURS),
        fixed("busy-2", "meeting.coordination", "12-14T09:30", "12-14T10:00", [seat("main", "dep-a")], **OURS),
        fixed("busy-3", "meeting.coordination", "12-14T10:30", "12-14T11:00", [seat("main", "dep-a")], **OURS),
        fixed("clash-1", "meeting.superior", "12-14T14:30", "12-14T16:00", [seat("main", "exec")], **ABOVE),
        fixed("clash-2", "meeting.work", "12-14T15:00", "12-14T16:00", [seat("main", "exec")]),
        fixed("head-tue", "meeting.superior", "12-15T09:00", "12-15T10:30", [seat("main", "head")], **ABOVE),
        fixed("city-wed", "meeting.superior", "12-16T09:00", "12-16T10:30", [seat("main", "dep-b")], **ABOVE),
        fixed("police-thu", "meeting.superior", "12-17T09:00", "12-17T10:30",
              [{"id": "main", "who": {"portfolio": "公安"}}], **ABOVE),
        fixed("course-fri", "meeting.superior", "12-18T09:00", "12-18T10:30", [seat("main", "dep-b")], **ABOVE),
    ]  # fmt: skip


def office(policy: Policy, **more: Any) -> Brief:
    """The week's brief under a policy."""
    trips = [
        away("away-head", "head", "12-15T08:00", "12-15T18:00"),
        away("away-b", "dep-b", "12-16T08:00", "12-16T18:00", requested="11-09"),
        away("away-c", "dep-c", "12-16T08:00", "12-16T18:00", requested="11-10"),
        away("away-d", "dep-d", "12-17T08:00", "12-17T18:00"),
        away("course-b", "dep-b", "12-18T08:00", "12-18T18:00", kind="training"),
    ]
    document = {
        "schema": "richeng.brief/1",
        "office": {"id": "shili", "name": "示例区人民政府"},
        "as_of": "2026-11-20T17:00+08:00",
        "horizon": {"first": "2026-12-14", "last": "2026-12-18"},
        "leaders": leaders(),
        "pairs": [
            {"a": "head", "b": "exec", "first": "2026-01-01"},
            {"a": "exec", "b": "dep-a", "first": "2026-01-01"},
            {"a": "dep-b", "b": "dep-c", "first": "2026-01-01", "c": "dep-a"},
            {"a": "dep-d", "b": "dep-a", "first": "2026-01-01"},
        ],
        "ledger": {
            "year": 2026,
            "research": dict.fromkeys(("head", "exec", *DEPUTIES), 42),
            "meetings": [{"id": "standing/2026-12/1", "on": "2026-12-08"}],
        },
        "events": week(),
        "absences": trips,
    }
    return under(freeze(document | more), policy)


def taker(found: Plan, event: str) -> str | None:
    """Who takes the seat of an event."""
    return found.takers.get((event, "main"))


@REGIMES
def test_who_takes_the_seats_of_those_who_are_away(name: str):
    story, found = STORIES[name], plan(office(shipped(name)))
    assert taker(found, "city-wed") == story.both_away
    assert taker(found, "police-thu") == story.police
    assert taker(found, "course-fri") == story.course
    assert taker(found, "head-tue") == story.head


@REGIMES
def test_what_nobody_may_take_is_open_and_nothing_else_is(name: str):
    made = office(shipped(name))
    story, found = STORIES[name], plan(made)
    seats = {"city-wed": story.both_away, "police-thu": story.police, "course-fri": story.course,
             "head-tue": story.head}  # fmt: skip
    said = {finding.subject for finding in audit(made, found).of(Verdict.OPEN) if finding.seat is not None}
    assert said == {event for event, who in seats.items() if who is None}


@REGIMES
def test_whether_a_clash_of_duties_calls_in_the_partner(name: str):
    found = plan(office(shipped(name)))
    booked = {booking.event for booking in found.bookings}
    assert ("clash-2" in booked) is STORIES[name].clash
    if STORIES[name].clash:
        assert {taker(found, "clash-1"), taker(found, "clash-2")} == {"exec", "dep-a"}


@REGIMES
def test_whether_a_crowded_half_day_calls_in_the_partner(name: str):
    made = office(shipped(name))
    found = plan(made)
    went = [taker(found, f"busy-{n}") for n in (1, 2, 3)]
    assert went.count("dep-a") == (2 if STORIES[name].busy else 3)
    assert None not in went
    by_hand = {"busy-1": "dep-a", "busy-2": "dep-a", "busy-3": "exec"}
    seats = [s.model_copy(update={"taken_by": by_hand.get(s.event, s.taken_by)}) for s in found.seats]
    helped = audit(made, found.model_copy(update={"seats": tuple(seats)}))
    broken = {finding.code for finding in helped.of(Verdict.BROKEN) if finding.subject == "busy-3"}
    assert broken == (set() if STORIES[name].busy else {"7-d"})


@REGIMES
def test_whether_the_pair_may_be_away_together(name: str):
    made = office(shipped(name))
    broken = [f for f in audit(made, plan(made)).of(Verdict.BROKEN)]
    assert [(f.code, f.subject, f.given) for f in broken] == (
        [] if STORIES[name].together else [("variant-both-away", "away-c", True)]
    )
    word = {"rule": "variant-both-away", "subject": "away-c", "approver": "区长", "reason": "家事",
            "at": "2026-11-18T09:00"}  # fmt: skip
    excused = office(shipped(name), waivers=[word])
    assert audit(excused, plan(excused)).is_lawful


@REGIMES
def test_whether_the_partner_is_told_first(name: str):
    made = office(shipped(name))
    untold = {f.subject for f in audit(made, plan(made)).of(Verdict.OPEN) if f.code == "variant-partner-told"}
    assert bool(untold) is not STORIES[name].silent_partner


def test_in_wuzhou_a_month_away_ends_the_habit_of_cover():
    long = [away("away-d", "dep-d", "12-01T08:00", "12-31T18:00")]
    assert taker(plan(office(shipped("ab-wuzhou-2020"), absences=long)), "police-thu") is None
    assert taker(plan(office(shipped("seed"), absences=long)), "police-thu") == "dep-a"


def test_in_wuzhou_one_leaders_work_may_have_two_covers():
    pairs = [
        {"a": "dep-d", "b": "dep-a", "first": "2026-01-01", "portfolios": ["公安"]},
        {"a": "dep-d", "b": "dep-b", "first": "2026-01-01", "portfolios": ["信访"]},
    ]
    made = office(shipped("ab-wuzhou-2020"), pairs=pairs)
    found = plan(made)
    assert taker(found, "police-thu") == "dep-a"
    seats = [s.model_copy(update={"taken_by": "dep-b"}) if s.event == "police-thu" else s for s in found.seats]
    wrong = audit(made, found.model_copy(update={"seats": tuple(seats)}))
    assert {f.code for f in wrong.of(Verdict.BROKEN)} == {"7-e"}
    assert not [f for f in wrong.findings if f.code == "7-c-table" and f.verdict is Verdict.OPEN], "no matching asked"


def test_eight_regimes_are_shipped():
    assert len(STORIES) == 8
    assert (
        len({shipped(name).cover.model_dump_json() + str(shipped(name).leave.tell_partner) for name in STORIES}) == 8
    )
