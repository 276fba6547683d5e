"""What each audience reads: titles, lines, states, and who is told what."""

import pytest

from models.agenda import AgendaItem
from models.audience import OFFICE, Audience
from models.events import Body, Firmness, Kind, Role, Seat, Secrecy, Who
from models.plan import BookingState, Tabling
from models.sealing import issue_week
from models.views import agenda_for, changes_for, entries_for, entry_view, feed_name, views
from tests.builders import (
    CALENDAR,
    absence,
    after,
    at,
    booking,
    brief,
    days,
    event,
    plan,
    publish,
    seat,
    window,
)

HEAD, EXEC, A, B = (Audience(i) for i in ("head", "exec", "dep-a", "dep-b"))
TIME = ("12-08 09:00", "12-08 10:30")


def sealed(*events, takers=None, previous=None, sealed_at="11-27 10:00", state=BookingState.FIXED, **more):
    """All events at one time, fixed by their hosts."""
    told = after(previous, events, **more) if previous else brief(events, **more)
    return publish(told, plan(told, [booking(e.id, *TIME, state) for e in events], takers), previous, sealed_at)


def only(publication, audience):
    (view,) = views(publication, audience)
    return view


def titles(changes):
    return [tuple(side and side.title for side in (c.before, c.after)) for c in changes]


def test_the_office_sees_every_item_and_a_leader_those_he_has_a_part_in():
    publication = sealed(event("e2", ["dep-b"]), event("e1", ["dep-a", "exec"]))
    assert [v.uid for v in views(publication, OFFICE)] == ["e1", "e2"]
    assert [v.uid for v in views(publication, A)] == ["e1"]
    assert [v.uid for v in views(publication, B)] == ["e2"]
    assert views(publication, HEAD) == ()


def test_the_owner_is_freed_and_the_taker_acts_for_him():
    publication = sealed(event("e1", [seat("s1", "dep-a", Role.SPEAKER)], title="现场会"), takers={"e1/s1": "dep-b"})
    freed, acting, office = (only(publication, x) for x in (A, B, OFFICE))
    assert (freed.title, freed.busy) == ("现场会（由副区长乙代）", False)
    assert (acting.title, acting.busy) == ("现场会（代副区长甲讲话）", True)
    assert office.title == "现场会"
    assert freed.uid == acting.uid == office.uid
    assert "讲话：副区长乙（代副区长甲）" in office.lines


def test_who_takes_a_seat_of_his_own_beside_the_covered_one_is_not_free():
    publication = sealed(
        event("e1", ["dep-a", seat("any", ("dep-a", "exec"))]), takers={"e1/s1": "dep-b", "e1/any": "dep-a"}
    )
    assert (only(publication, A).title, only(publication, A).busy) == ("会议e1", True)


def test_an_open_seat_is_told_as_such_and_is_in_nobodys_feed():
    publication = sealed(
        event("e1", ["dep-a", seat("s2", "dep-b", required=False)]), takers={"e1/s1": None, "e1/s2": None}
    )
    assert only(publication, OFFICE).lines == ("出席：待定",)
    assert views(publication, A) == ()


@pytest.mark.parametrize(
    ("state", "firmness", "tentative"),
    [
        (BookingState.FIXED, Firmness.FIRM, False),
        (BookingState.PLANNED, Firmness.FIRM, True),
        (BookingState.FIXED, Firmness.TENTATIVE, True),
    ],
)
def test_what_is_not_settled_says_so(state, firmness, tentative):
    view = only(sealed(event("e1", firmness=firmness), state=state), A)
    assert (view.title, view.status) == (("【暂定】会议e1", "TENTATIVE") if tentative else ("会议e1", "CONFIRMED"))


def test_an_issued_item_is_settled():
    publication = issue_week(
        sealed(event("e1"), state=BookingState.PLANNED), "2026-W50", at("12-04 16:00"), "文员", "主任", "周安排"
    )
    assert only(publication, A).status == "CONFIRMED"


def test_lines_say_who_does_what_who_prepares_and_what_to_mind():
    meeting = event(
        "e1",
        [seat("c", "head", Role.CHAIR), "exec", "dep-a"],
        organiser="区住建局",
        note="请带材料\n着正装",
        venue="三楼会议室",
        kind=Kind.WORK,
    )
    view = only(sealed(meeting), OFFICE)
    assert view.lines == (
        "主持：区长",
        "出席：常务副区长、副区长甲",
        "承办：区住建局",
        "备注：请带材料",
        "备注：着正装",
    )
    assert (view.venue, view.category) == ("三楼会议室", "工作会议")


def test_whole_half_days_are_counted_out():
    def lines(half_days, end):
        told = brief([event("e1", when=window("12-01 00:00", "12-31 00:00", half_days=half_days))])
        return only(publish(told, plan(told, [booking("e1", "12-08 08:30", end)])), OFFICE).lines[0]

    assert lines(1, "12-08 12:00") == "时间：12月8日上午，1个半天"
    assert lines(3, "12-09 12:00") == "时间：12月8日上午至12月9日上午，共3个半天"


def test_the_agenda_is_for_the_office_and_for_those_who_sit_in_the_meeting():
    members = Seat(id="members", who=Who(members_of=Body.STANDING))
    meeting = event("m1", [seat("chair", "head", Role.CHAIR), members], kind=Kind.STANDING)
    items = [
        AgendaItem(id="i1", title="供热", owner="dep-a", unit="住建局"),
        AgendaItem(id="i2", title="防火", owner="dep-a"),
    ]
    told = brief([meeting, event("e2", ["dep-b"])], agenda=items)
    publication = publish(
        told,
        plan(
            told,
            [booking("m1", *TIME), booking("e2", *TIME)],
            {"m1/members:dep-b": None},
            agenda=[Tabling(item=i.id, event="m1") for i in items],
        ),
    )
    entry = next(e for e in publication.entries if e.id == "m1")
    for audience, sees in ((OFFICE, True), (HEAD, True), (A, True), (B, False)):
        lines = [x for x in entry_view(publication, entry, audience).lines if x.startswith("议题")]
        assert lines == (["议题1：供热（住建局）", "议题2：防火"] if sees else [])
        assert bool(agenda_for(publication, audience)) is sees


def test_days_without_their_notice_are_marked():
    calendar = CALENDAR.model_copy(update={"provisional": (days("12-01", "12-31"),)})
    assert only(sealed(event("e1"), calendar=calendar), A).lines[-1] == "日期待国务院通知"


def test_an_absence_is_outing_to_himself_and_named_with_cover_to_the_office():
    publication = sealed(absences=[absence("a1", "dep-a", "12-08 13:00", "12-10 12:00")])
    own, office = only(publication, A), only(publication, OFFICE)
    assert (own.uid, own.title, own.all_day, own.busy) == ("absence/a1", "外出", True, True)
    assert (own.start, own.end) == (at("12-08 00:00"), at("12-11 00:00"))
    assert own.lines == ("时间：12月8日下午至12月10日上午，共4个半天",)
    assert (office.title, office.busy) == ("副区长甲外出（补位：副区长乙）", False)
    assert views(publication, B) == ()
    alone = sealed(absences=[absence("a1", "exec", "12-08 00:00", "12-09 00:00")])
    assert only(alone, OFFICE).title == "常务副区长外出"


def test_a_restricted_item_reads_occupied_to_all_but_its_people_those_who_know_and_the_office():
    secret = event(
        "e1",
        ["dep-a"],
        secrecy=Secrecy.RESTRICTED,
        knows=("exec",),
        title="密",
        venue="密",
        organiser="密",
        note="密",
    )
    publication = sealed(secret)
    for audience, reads in ((OFFICE, True), (A, True), (EXEC, True), (HEAD, False), (B, False)):
        (entry,) = entries_for(publication, audience)
        assert (entry.title == "密") is reads
        view = entry_view(publication, entry, audience)
        assert view.title == ("密" if reads else "有安排")
        assert view.uid == "e1"
        if not reads:
            assert (view.venue, view.category, view.lines) == ("", "", ())
            assert entry.knows == ()
            assert [s.taken_by for s in entry.seats] == ["dep-a"]
            assert "密" not in entry.model_dump_json()


def test_a_change_of_a_restricted_item_tells_outsiders_its_time_alone():
    first = sealed(event("e1", title="公开时的题目"))
    secret = event("e1", title="密", secrecy=Secrecy.RESTRICTED)
    told = after(first, [secret])
    second = publish(told, plan(told, [booking("e1", "12-09 09:00", "12-09 10:00")]), first, "11-28 10:00")
    (change,) = changes_for(second, B)
    assert change.before is not None
    assert change.after is not None
    assert (change.before.title, change.after.title) == ("有安排", "有安排")
    assert (change.before.start, change.after.start) == (at("12-08 09:00"), at("12-09 09:00"))
    assert titles(changes_for(second, A)) == [("公开时的题目", "密")]


def test_an_edit_that_an_outsider_cannot_see_is_not_told_to_him():
    first = sealed(event("e1", title="密", secrecy=Secrecy.RESTRICTED))
    second = sealed(event("e1", title="更密", secrecy=Secrecy.RESTRICTED), previous=first, sealed_at="11-28 10:00")
    assert changes_for(second, B) == ()
    assert titles(changes_for(second, OFFICE)) == [("密", "更密")]
    third = sealed(previous=second, sealed_at="11-29 10:00")
    assert titles(changes_for(third, B)) == [("有安排", None)]


def test_pasted_text_is_made_fit_for_every_surface():
    messy = event("e1", title="一\u2028二\r\n三\u202e四\u200b\x00五", venue="\ufeff六 \t七", note="\u200b\n八\x0b九")
    view = only(sealed(messy), A)
    assert (view.title, view.venue) == ("一 二 三四 五", "六 七")
    assert [x for x in view.lines if x.startswith("备注")] == ["备注：八", "备注：九"]
    assert only(sealed(event("e1", title="\u200b")), A).title == "未命名事项"


def test_calendars_are_named_after_their_readers():
    publication = sealed()
    assert (feed_name(publication, OFFICE), feed_name(publication, A)) == ("示例区人民政府领导日程", "副区长甲日程")
