"""Plans that say a thing twice, of somebody unknown, or of days that are not theirs, which no case sheet can write:
every such word is found, and nothing else is blamed."""

from models.agenda import AgendaItem
from models.audit import Verdict
from models.brief import Brief
from models.events import Kind
from models.leave import LeaveWish
from models.plan import LeaveStart, Plan, Seating, Tabling
from models.published import Published, PublishedBooking
from models.research import ResearchBlock
from rules import (
    house_agenda_served,
    house_leave_placed,
    house_one_booking,
    house_past_stands,
    house_research_blocks,
    house_window,
)
from rules.base import Rule
from tests.builders import absence, at, booking, brief, days, event, fixed, half, plan, window

MORNING = ("12-08 09:00", "12-08 10:30")


def blamed(rule: Rule, told: Brief, made: Plan) -> list[tuple[str, str | None]]:
    """What the rule finds broken, in order: subject and seat."""
    return [(f.subject, f.seat) for f in rule.audit(told, made) if f.verdict is Verdict.BROKEN]


def research(id: str, who: str, start: str, half_days: int = 1) -> ResearchBlock:
    """A stretch of research."""
    return ResearchBlock(id=f"research/{who}/2026/{id}", leader=who, start=half(start), half_days=half_days)


def one_booking(**more: object) -> list[tuple[str, str | None]]:
    told = brief([event("e1"), event("e2")])
    made = plan(told, [booking("e1", *MORNING), booking("e2", "12-09 09:00", "12-09 10:30")])
    return blamed(house_one_booking.RULE, told, made.model_copy(update=more))


def test_a_plan_that_says_each_thing_once_is_kept():
    assert one_booking() == []
    assert one_booking(research=(research("1", "dep-a", "12-10/am"), research("2", "dep-b", "12-10/am"))) == []


def test_a_seat_told_twice_and_one_thrice():
    own = [Seating(event="e1", seat="s1", taken_by="dep-a"), Seating(event="e2", seat="s1", taken_by="dep-a")]
    assert one_booking(seats=(*own, own[0])) == [("e1", "s1")]
    assert one_booking(seats=(*own, own[1], own[1])) == [("e2", "s1")]


def test_a_seat_of_nobody_on_the_list():
    own = Seating(event="e2", seat="s1", taken_by=None)
    assert one_booking(seats=(own, Seating(event="e1", seat="s1", taken_by="stranger"))) == [("e1", "s1")]


def test_research_told_twice_or_of_nobody_on_the_list():
    first, second = research("1", "dep-a", "12-10/am"), research("1", "dep-a", "12-11/am")
    assert one_booking(research=(first, second)) == [("research/dep-a/2026/1", None)]
    assert one_booking(research=(first, second, second)) == [("research/dep-a/2026/1", None)]
    assert one_booking(research=(first, research("1", "stranger", "12-10/am"))) == [
        ("research/stranger/2026/1", None)
    ]


def test_an_item_and_an_event_that_nobody_knows():
    assert one_booking(agenda=(Tabling(item="i9", event="e1"), Tabling(item="i9", event="e2"))) == [("i9", None)]
    told = brief([event("e1")])
    made = plan(told, [booking("ghost", *MORNING), booking("e1", *MORNING), booking("e1", *MORNING)])
    assert blamed(house_one_booking.RULE, told, made)[:2] == [("ghost", None), ("e1", None)]


def item(id: str, meeting: Kind = Kind.STANDING) -> AgendaItem:
    return AgendaItem(id=id, title=id, owner="dep-a", meeting=meeting)


def test_an_item_on_two_agendas_and_one_whose_meeting_is_not_called():
    called = [event(f"standing/2026-12/{n}", ["head"], kind=Kind.STANDING) for n in (1, 2)]
    told = brief(called, agenda=[item("i0", Kind.OFFICE), item("i1"), item("i2")])
    held = [booking("standing/2026-12/1", *MORNING), booking("standing/2026-12/2", "12-15 09:00", "12-15 10:30")]
    once = [Tabling(item="i1", event="standing/2026-12/1")]
    twice = plan(told, held, agenda=(*once, Tabling(item="i1", event="standing/2026-12/2")))
    assert blamed(house_agenda_served.RULE, told, twice) == [("i1", None)]
    found = list(house_agenda_served.RULE.audit(told, plan(told, held, agenda=once)))
    assert [(f.subject, f.cost) for f in found] == [("i1", 0), ("i2", 80)]  # nothing is said of i0, nobody meets


def test_a_leave_told_twice_and_one_that_has_begun():
    wish = LeaveWish(
        id="l1",
        leader="dep-a",
        workdays=1,
        window=days("12-03", "12-18"),
        requested_at=at("11-20 09:00"),
        approval=absence("x", "dep-a", "12-01 00:00", "12-02 00:00").approval,
    )
    other = wish.model_copy(update={"id": "l0", "leader": "dep-b"})
    told = brief(leave=(wish, other))
    ten, eleven = (LeaveStart(absence="l1", start=half(day)) for day in ("12-10/am", "12-11/am"))
    assert blamed(house_leave_placed.RULE, told, plan(told, leave=(ten,))) == []
    assert blamed(house_leave_placed.RULE, told, plan(told, leave=(ten, ten))) == [("l1", None)]
    assert blamed(house_leave_placed.RULE, told, plan(told, leave=(ten, ten, ten))) == [("l1", None)]
    was = Published(number=1, digest="0" * 64, leave=(ten,))
    begun = brief(leave=(wish, other), published=was, as_of=at("12-10 09:00"))
    kept = LeaveStart(absence="l0", start=half("12-15/am"))
    assert blamed(house_leave_placed.RULE, begun, plan(begun, leave=(kept, ten))) == []
    for moved in (eleven, LeaveStart(absence="l1", start=half("12-09/am"))):
        assert blamed(house_leave_placed.RULE, begun, plan(begun, leave=(kept, moved))) == [("l1", None)]


def test_research_on_days_that_are_not_the_plans():
    told = brief(horizon=days("12-08", "12-10"))
    outside = (("12-07/pm", 1), ("12-07/pm", 2), ("12-10/pm", 2))
    inside = (("12-08/am", 1), ("12-10/pm", 1))
    for (start, length), wrong in {**dict.fromkeys(outside, True), **dict.fromkeys(inside, False)}.items():
        made = plan(told, research=(research("1", "dep-a", start, length),))
        assert bool(blamed(house_research_blocks.RULE, told, made)) is wrong, start


def test_published_research_that_is_past_stands_and_none_is_added_to_it():
    past, later = research("1", "dep-a", "12-07/am", 2), research("2", "dep-a", "12-09/am", 2)
    was = Published(number=1, digest="0" * 64, research=(past, later))
    told = brief(horizon=days("12-07", "12-10"), as_of=at("12-08 09:00"), published=was)
    rule = house_past_stands.RULE
    assert blamed(rule, told, plan(told, research=(past, later))) == []
    assert blamed(rule, told, plan(told, research=(past,))) == []
    assert blamed(rule, told, plan(told, research=(research("1", "dep-a", "12-07/am"),))) == [(past.id, None)]
    new = research("3", "dep-b", "12-07/pm", 4)
    assert blamed(rule, told, plan(told, research=(past, new))) == [(new.id, None)]
    narrower = brief(horizon=days("12-08", "12-10"), as_of=at("12-08 09:00"), published=was)
    assert blamed(rule, narrower, plan(narrower)) == []


def published(id: str, start: str, end: str) -> Published:
    row = PublishedBooking(event=id, start=at(start), end=at(end), announced_at=at("11-20 09:00"))
    return Published(number=1, digest="0" * 64, bookings=(row,))


def test_a_window_binds_but_for_what_is_past_as_it_was_published():
    tomorrow = event("e1", when=window("12-09 00:00", "12-10 00:00"))
    was = published("e1", *MORNING)
    rule = house_window.RULE
    for as_of, start, wrong in (
        ("12-08 12:00", "09:00", False), ("12-08 12:00", "09:30", True), ("12-08 12:00", "08:30", True),
        ("12-08 09:00", "09:00", True),
    ):  # fmt: skip
        told = brief([tomorrow], published=was, as_of=at(as_of))
        end = f"12-08 {int(start[:2]) + (1 if start[3:] == '00' else 2):02}:{'30' if start[3:] == '00' else '00'}"
        made = plan(told, [booking("e1", f"12-08 {start}", end)])
        assert bool(blamed(rule, told, made)) is wrong, (as_of, start)


def test_what_its_host_has_fixed_may_run_past_the_last_day_and_what_we_place_may_not():
    rule = house_window.RULE
    long = ("12-10 20:00", "12-11 02:00")
    host = brief([event("e1", when=fixed(*long))], horizon=days("12-08", "12-10"))
    ours = brief(
        [event("e1", when=window("12-08 00:00", "12-12 00:00", minutes=360))], horizon=days("12-08", "12-10")
    )
    assert blamed(rule, host, plan(host, [booking("e1", *long)])) == []
    assert blamed(rule, ours, plan(ours, [booking("e1", *long)])) == [("e1", None)]


def test_what_is_past_is_held_at_its_minute_whatever_else_is_asked():
    rule, was = house_past_stands.RULE, published("e1", *MORNING)
    told = brief([event("e1")], published=was, as_of=at("12-08 12:00"))
    assert blamed(rule, told, plan(told, [booking("e1", *MORNING)])) == []
    assert blamed(rule, told, plan(told, [booking("e1", "12-08 08:30", "12-08 10:00")])) == [("e1", None)]
    assert blamed(rule, told, plan(told, [booking("e1", "12-09 09:00", "12-09 10:30")])) == [("e1", None)]
    assert blamed(rule, told, plan(told)) == [("e1", None)]
    later = brief([event("e1")], published=was, as_of=at("12-07 12:00"))
    assert blamed(rule, later, plan(later)) == []
    assert blamed(rule, later, plan(later, [booking("e1", "12-07 10:00", "12-07 11:30")])) == [("e1", None)]
