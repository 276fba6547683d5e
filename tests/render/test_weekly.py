"""The weekly table: who stands where, in which half-day, with what mark."""

import pytest

from models.audience import OFFICE, Audience
from models.audit import Audit, Verdict
from models.events import Kind, Role
from models.plan import BookingState
from models.publication import AgendaLine, ChangeKind
from render.week_model import Cell, Item, Line, Row, WeekTable
from render.weekly import week_table
from render.weeks import IsoWeek
from tests.render.week_sample import (
    CANARY,
    ENTRIES,
    LEADERS,
    MEMBERS,
    SECRET,
    STANDING,
    at,
    half,
    item,
    publication,
    seat,
    whole,
)

WEEK = IsoWeek(2026, 50)


@pytest.fixture(scope="module")
def table() -> WeekTable:
    return week_table(publication(), OFFICE, WEEK)


def with_entries(*entries, **more):
    return publication().model_copy(update={"entries": entries, "absences": (), "changes": (), **more})


def row(table: WeekTable, leader: str) -> Row:
    return next(row for row in table.rows if row.leader == leader)


def cell(table: WeekTable, leader: str, day: int, part: str) -> Cell:
    both = row(table, leader)
    return (both.am if part == "am" else both.pm)[day - 7]


def titles(cell: Cell) -> list[str]:
    return [item.title for item in cell.items]


def one(table: WeekTable, leader: str, day: int, part: str) -> Item:
    (found,) = cell(table, leader, day, part).items
    return found


def line(table: WeekTable, id_: str) -> Line:
    return next(line for line in table.lines if line.id == id_)


def test_the_head_of_the_paper_says_what_it_is(table):
    assert (table.title, table.mark, table.office) == ("区政府领导周工作预安排", "内部资料", "示例区人民政府")
    assert (table.week_zh, table.range_zh) == ("2026年第50周", "12月7日—13日")
    assert (table.version, table.sealed_zh, table.issued) == (3, "12月4日16:00", True)
    assert not week_table(publication(), OFFICE, IsoWeek(2026, 51)).issued


def test_rows_are_leaders_by_precedence_with_fourteen_half_days_each(table):
    assert [r.leader for r in table.rows] == [*(leader.id for leader in LEADERS), ""]
    assert all(len(r.am) == len(r.pm) == 7 for r in table.rows)


def test_a_meeting_of_all_stands_in_every_members_row(table):
    for member in MEMBERS:
        assert STANDING.title in titles(cell(table, member, 8, "am"))
    assert one(table, "head", 8, "am").role is Role.CHAIR
    assert one(table, "head", 8, "am").head


def test_half_days_are_split_at_one_oclock():
    noon = item("noon", "午间", Kind.TALK, at(8, "13:00"), 30, seat("head"))
    before = item("before", "之前", Kind.TALK, at(8, "12:00"), 60, seat("head"))
    split = week_table(with_entries(noon, before), OFFICE, WEEK)
    assert titles(cell(split, "head", 8, "am")) == ["之前"]
    assert titles(cell(split, "head", 8, "pm")) == ["午间"]


def test_an_item_across_half_days_says_until_when(table):
    fair = [cell(table, "dep-e", 12, "am"), cell(table, "dep-e", 13, "am")]
    assert [c.items[0].time for c in fair] == ["09:00", "至17:00"]
    assert fair[1].items[0].continued
    assert [c.rows for c in fair] == [2, 2]


def test_one_thing_all_day_is_one_cell(table):
    assert cell(table, "dep-c", 11, "am").rows == 2
    assert one(table, "dep-c", 11, "am").time == "全天"
    assert cell(table, "dep-c", 11, "pm").rows == 0
    assert cell(table, "dep-c", 11, "pm").items == ()


def test_a_day_that_holds_more_stays_two_cells():
    day = week_table(
        with_entries(
            whole("research/head/2026/1", "调研", "head", half(9, "am"), 2),
            item("night", "夜查", Kind.INSPECTION, at(9, "20:00"), 60, seat("head")),
        ),
        OFFICE,
        WEEK,
    )
    assert [len(cell(day, "head", 9, part).items) for part in ("am", "pm")] == [1, 2]
    assert [cell(day, "head", 9, part).rows for part in ("am", "pm")] == [1, 1]


def test_research_is_told_in_half_days_but_a_meeting_that_fills_one_in_minutes():
    filled = item("long", "务虚会", Kind.WORK, at(9, "08:30"), 210, seat("head"), whole_half_days=True)
    day = week_table(with_entries(filled), OFFICE, WEEK)
    assert one(day, "head", 9, "am").time == "08:30"
    assert line(day, "long").when == "12月9日 08:30—12:00"


def test_cover_is_marked_in_both_rows(table):
    (acting,) = one(table, "dep-b", 10, "am").tags
    assert (acting.kind, acting.text) == ("acting", "代 副区长甲")
    freed = one(table, "dep-a", 10, "am")
    assert [(tag.kind, tag.text) for tag in freed.tags] == [("acted", "由 副区长乙 代")]
    assert not freed.busy
    assert line(table, "grain").chair == "副区长乙（代副区长甲）"


def test_an_open_seat_stands_in_its_owners_row_and_among_what_is_to_be_asked(table):
    (tag,) = one(table, "dep-a", 10, "pm").tags
    assert (tag.kind, tag.text) == ("open", "待定")
    assert [ask.line for ask in table.aside.asks] == ["flood", "volunteers"]
    assert table.aside.asks[0].seats == ("副区长甲的出席席位",)
    assert table.aside.asks[0].why[0].verdict is Verdict.OPEN


def test_a_seat_that_nobody_owns_stands_in_a_row_of_its_own(table):
    assert row(table, "").title == "人选待定"
    assert titles(cell(table, "", 12, "pm")) == ["志愿服务日活动"]
    assert line(table, "volunteers").attend == "人选（待定）"


def test_a_member_who_is_away_is_absent_and_nothing_to_be_asked():
    away = seat(None, owner="dep-a", key="members:dep-a")
    meeting = STANDING.model_copy(update={"seats": (seat("head", Role.CHAIR), away)})
    table = week_table(with_entries(meeting), OFFICE, WEEK)
    assert [tag.text for tag in one(table, "dep-a", 8, "am").tags] == ["外出"]
    assert table.aside.asks == ()


def test_an_optional_seat_left_empty_is_nothing_at_all():
    optional = seat(None, owner="dep-a").model_copy(update={"required": False})
    table = week_table(
        with_entries(item("x", "甲", Kind.WORK, at(8, "09:00"), 60, seat("head"), optional)), OFFICE, WEEK
    )
    assert cell(table, "dep-a", 8, "am").items == ()
    assert line(table, "x").attend == "区长"


def test_an_absence_is_hatched_and_says_who_covers(table):
    assert [(a.when, a.cover) for a in row(table, "dep-a").absences] == [("12月9日—11日", "副区长乙")]
    assert all(cell(table, "dep-a", day, "am").away for day in (9, 10, 11))
    assert not cell(table, "dep-a", 8, "pm").away
    assert cell(table, "dep-a", 11, "am").rows == 2
    assert [day.away for day in table.daily][2:5] == [("副区长甲（副区长乙补位）",)] * 3
    assert table.daily[6].away == ("副区长丁（下午）",)


def test_tentative_is_what_its_host_or_we_may_still_move(table):
    assert one(table, "dep-d", 10, "pm").tentative
    assert line(table, "drugs").state == "主办单位暂定"
    assert line(table, "safety").tentative
    assert line(table, "safety").state == "预排，印发前可调整"
    assert not line(table, STANDING.id).tentative
    assert line(table, STANDING.id).state == "已印发"
    assert line(table, "video").state == "时间已由主办单位确定"


def test_days_are_named_where_they_differ(table):
    assert [day.work for day in table.days] == [True] * 6 + [False]
    assert table.days[5].name == "调休上班"
    last = week_table(publication(), OFFICE, IsoWeek(2026, 53))
    assert [day.name for day in last.days][4] == "元旦"
    assert [day.provisional for day in last.days] == [False] * 4 + [True] * 3
    assert last.provisional
    assert "待国务院通知" in line(last, "new-year").remark


def test_the_list_tells_each_day_of_an_item_that_lasts(table):
    tour = [(day.day.date.day, each.time) for day in table.daily for each in day.lines if each.id == "tour"]
    assert tour == [(12, "09:00起"), (13, "至17:00")]
    assert table.daily[0].lines[0].time == "至15:00"  # began in the week before
    duty = week_table(publication(), OFFICE, IsoWeek(2026, 53))
    assert [each.time for day in duty.daily for each in day.lines] == ["18:00起", "全天", "至06:00"]


def test_what_was_dropped_stays_in_the_list_and_marked(table):
    (gone,) = [each for each in table.daily[5].lines if each.dropped]
    assert (gone.title, gone.remark, gone.state) == ("年货大集开幕式", "取消", "取消")
    assert gone.id == ""


def test_changes_are_marked_on_items_but_not_in_a_first_version(table):
    assert one(table, "dep-b", 10, "am").change is ChangeKind.MOVED
    first = week_table(publication(1), OFFICE, WEEK)
    assert all(i.change is None for r in first.rows for c in (*r.am, *r.pm) for i in c.items)
    assert first.aside.changes is None


def test_a_leaders_list_holds_his_own_alone_and_his_row_is_marked():
    own = week_table(publication(), Audience("dep-c"), WEEK)
    assert {each.title for day in own.daily for each in day.lines} == {
        e.title for e in ENTRIES if any("dep-c" in (s.taken_by, s.owner) for s in e.seats)
    }
    assert [r.leader for r in own.rows if r.mine] == ["dep-c"]
    assert own.audience_zh == "副区长丙"


def test_rules_words_and_what_was_left_out_are_the_offices_alone(table):
    assert [why.verdict for why in line(table, "grain").why] == [Verdict.KEPT]
    assert [r.line for r in table.aside.reasons] == [STANDING.id]
    assert len(table.aside.reasons[0].why) == 3
    assert [left.reason for left in table.aside.left_out]
    assert [why.article for why in table.aside.bent] == ["第六十一条"]
    assert dict(table.verdicts)[Verdict.OPEN] == 2
    for leader in LEADERS:
        other = week_table(publication(), Audience(leader.id), WEEK)
        side = other.aside
        assert (side.bent, side.broken, side.left_out, side.reasons, other.verdicts) == ((), (), (), (), ())
        assert all(each.why == () for each in other.lines)
        assert all(ask.why == () for ask in side.asks)


def test_research_of_all_is_for_the_office_the_head_and_the_director():
    def shown(audience):
        return [line.leader for line in week_table(publication(), audience, WEEK).aside.research]

    assert shown(OFFICE) == shown(Audience("head")) == shown(Audience("director")) == list(MEMBERS)
    assert shown(Audience("dep-c")) == ["dep-c"]
    (line,) = week_table(publication(), Audience("dep-a"), WEEK).aside.research
    assert (line.days, line.quota_days, line.behind) == ("15", "21", "5")
    (ahead,) = week_table(publication(), Audience("dep-c"), WEEK).aside.research
    assert ahead.behind == ""


def test_a_restricted_item_reads_busy_to_strangers_and_tells_nothing_else():
    hidden = one(week_table(publication(), Audience("dep-b"), WEEK), "head", 9, "pm")
    assert (hidden.title, hidden.hidden, hidden.line, hidden.venue, hidden.tags) == ("有安排", True, "", "", ())
    assert (hidden.change, hidden.role) == (None, None)


@pytest.mark.parametrize("leader", [leader.id for leader in LEADERS])
def test_no_canary_reaches_whoever_may_not_read_it(leader):
    text = week_table(publication(), Audience(leader), WEEK).model_dump_json()
    may = leader in SECRET.people
    assert (f"{CANARY}专案" in text) == may
    assert (f"{CANARY}约谈" in text) == (leader == "exec")
    assert (f"{CANARY}旧址" in text) is False
    assert "secret" not in text.replace("secret-case", "" if may else "secret-case")
    assert f"{CANARY}限知悉范围" not in text


def test_what_became_restricted_hides_its_past_too():
    opened = SECRET.model_copy(update={"secrecy": "internal", "title": f"{CANARY}原名", "start": at(9, "16:00")})
    changes = (publication().changes[3].model_copy(update={"before": opened}),)
    changed = publication().model_copy(update={"changes": changes})
    text = week_table(changed, Audience("dep-b"), WEEK).model_dump_json()
    assert CANARY not in text


def test_the_rules_of_an_older_plan_speak_for_its_week():
    newer = publication().model_copy(update={"audit": Audit(brief="", plan="", findings=()), "left_out": ()})
    assert week_table(newer, OFFICE, WEEK).aside.reasons == ()
    older = week_table(newer, OFFICE, WEEK, (publication(),))
    assert [r.line for r in older.aside.reasons] == [STANDING.id]
    assert [left.reason for left in older.aside.left_out]


def test_titles_lose_what_cannot_be_seen_and_short_names_their_brackets():
    leaders = tuple(
        leader.model_copy(update={"title": "副区长丁（兼公安分局局长）"}) if leader.id == "dep-d" else leader
        for leader in LEADERS
    )
    odd = item("odd", "甲\u202e乙\u2028丙", Kind.WORK, at(8, "09:00"), 60, seat("dep-d"), state=BookingState.FIXED)
    table = week_table(with_entries(odd, leaders=leaders), OFFICE, WEEK)
    assert line(table, "odd").title == "甲乙 丙"
    assert line(table, "odd").attend == "副区长丁"
    assert (row(table, "dep-d").title, row(table, "dep-d").also) == ("副区长丁", "（兼公安分局局长）")


def test_an_empty_week_says_so():
    assert week_table(publication(), OFFICE, IsoWeek(2026, 20)).empty
    assert not week_table(publication(), OFFICE, IsoWeek(2026, 51)).empty  # an absence is something


def test_the_same_publication_gives_the_same_table():
    assert week_table(publication(), OFFICE, WEEK) == week_table(publication(), OFFICE, WEEK)


def test_a_meetings_agenda_is_for_the_office_and_those_who_sit_in_it():
    topic = AgendaLine(event=STANDING.id, item="a1", title="冬季供暖\u2028保障方案", unit="住建局", owner="dep-b")
    plain = AgendaLine(event="standing/2026-11/1", item="a2", title="旧议题", owner="dep-b")
    bare = AgendaLine(event=STANDING.id, item="a3", title="年度预算", owner="exec")
    with_agenda = publication().model_copy(update={"agenda": (topic, plain, bare)})
    for audience in (OFFICE, Audience("dep-c")):
        told = line(week_table(with_agenda, audience, WEEK), STANDING.id).agenda
        assert told == ("冬季供暖 保障方案（住建局）", "年度预算")
    alone = STANDING.model_copy(update={"seats": STANDING.seats[:2]})
    few = with_agenda.model_copy(update={"entries": (alone,)})
    assert line(week_table(few, Audience("dep-c"), WEEK), STANDING.id).agenda == ()


def test_whoever_has_left_the_office_is_named_by_what_is_known_of_him():
    past = item("past", "交接", Kind.TALK, at(8, "09:00"), 60, seat("head"), seat("gone", owner="dep-a"))
    table = week_table(with_entries(past), OFFICE, WEEK)
    assert line(table, "past").attend == "区长、gone（代副区长甲）"


def test_an_item_without_any_seat_still_stands_somewhere():
    alone = item("alone", "全区停水", Kind.EMERGENCY, at(8, "09:00"), 60)
    assert titles(cell(week_table(with_entries(alone), OFFICE, WEEK), "", 8, "am")) == ["全区停水"]


def test_what_was_left_out_of_this_week_comes_first_and_is_counted(table):
    found = table.aside
    assert ([left.subject for left in found.left_out], found.left_here) == (["model", "year-end"], 1)
    other = week_table(publication(), OFFICE, IsoWeek(2026, 51)).aside
    assert ([left.subject for left in other.left_out], other.left_here) == (["year-end", "model"], 0)
