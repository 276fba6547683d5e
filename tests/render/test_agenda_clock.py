"""An item's gates backwards and forwards, by the test vectors of the rule sheet; what is late is told in words."""

from datetime import date

import pytest

from intake.workdays import build_calendar
from models.agenda import AgendaItem, Gates
from models.policy_meetings import AgendaPolicy
from render.agenda_clock import STEPS, State, clock_of, last_days, soonest_days, workdays_between
from rules.article_45_papers_printed import RULE as PAPERS
from rules.article_45_review import RULE as REVIEW
from tests.builders import brief

CALENDAR = build_calendar(date(2025, 1, 1), date(2027, 12, 31))
POLICY = AgendaPolicy()
D = date.fromisoformat


def item(**gates: str) -> AgendaItem:
    return AgendaItem(id="a1", title="议题", owner="exec", gates=Gates(**{k: D(v) for k, v in gates.items()}))


def clock(one: AgendaItem, meeting: str | None, today: str, has_deputy: bool = True):
    on = D(meeting) if meeting else None
    return clock_of(one, on, D(today), POLICY, CALENDAR, has_deputy)


def words(one: AgendaItem, meeting: str | None, today: str) -> dict[str, str]:
    return {gate.step.field: gate.word for gate in clock(one, meeting, today).gates}


@pytest.mark.parametrize(
    ("meeting", "reviewed", "sent", "asked", "printed"),
    [
        ("2026-03-25", "2026-03-18", "2026-03-11", "2026-03-02", "2026-03-20"),
        ("2026-02-26", "2026-02-14", "2026-02-09", "2026-01-29", "2026-02-14"),
        ("2026-10-14", "2026-09-30", "2026-09-22", "2026-09-14", "2026-10-10"),
    ],
)
def test_last_days_are_those_of_the_rule_sheet(meeting, reviewed, sent, asked, printed):
    found = last_days(D(meeting), POLICY, CALENDAR)
    assert [found[name] for name in ("review_done", "deputy_agreed", "head_agreed")] == [D(reviewed)] * 3
    assert (found["review_sent"], found["consulted"]) == (D(sent), D(sent))
    assert (found["consult_sent"], found["submitted"]) == (D(asked), D(asked))
    assert (found["print_approved"], found["papers_printed"]) == (D(printed), D(printed))
    assert set(found) == {step.field for step in STEPS} == set(Gates.model_fields)


def test_whoever_keeps_every_last_day_is_let_onto_the_agenda_and_a_day_later_is_not():
    for meeting in ("2026-03-25", "2026-02-26", "2026-10-14"):
        last = last_days(D(meeting), POLICY, CALENDAR)
        kept = AgendaItem(id="a1", title="议题", owner="exec", gates=Gates(**last))
        world = brief(agenda=[kept], calendar=CALENDAR)
        assert not REVIEW.missing(world, kept, D(meeting))
        assert not PAPERS.missing(world, kept, D(meeting))
        late = kept.model_copy(
            update={"gates": Gates(**last | {"papers_printed": CALENDAR.workdays_after(last["papers_printed"], 1)})}
        )
        assert PAPERS.missing(world, late, D(meeting))


def test_forwards_each_step_takes_its_time_and_the_meeting_comes_after_all():
    soonest, meeting = soonest_days(item(), D("2026-03-02"), POLICY, CALENDAR)
    assert soonest["consulted"] == D("2026-03-11")
    assert soonest["review_done"] == soonest["papers_printed"] == D("2026-03-18")
    assert meeting == D("2026-03-25")
    ready = AgendaItem(id="a1", title="议题", owner="exec", gates=Gates(**soonest))
    world = brief(agenda=[ready], calendar=CALENDAR)
    assert not REVIEW.missing(world, ready, meeting)
    assert not PAPERS.missing(world, ready, meeting)
    assert REVIEW.missing(world, ready, meeting.replace(day=24))


def test_what_is_done_stands_and_an_urgent_item_need_not_wait_for_its_review():
    done = item(submitted="2026-02-02", deputy_read="2026-02-03", consulted="2026-02-12")
    soonest, _ = soonest_days(done, D("2026-03-02"), POLICY, CALENDAR)
    assert (soonest["submitted"], soonest["consult_sent"]) == (D("2026-02-02"), D("2026-02-12"))
    assert (soonest["review_sent"], soonest["review_done"]) == (D("2026-03-02"), D("2026-03-09"))
    urgent = done.model_copy(update={"urgent": "防汛"})
    assert soonest_days(urgent, D("2026-03-02"), POLICY, CALENDAR)[0]["review_done"] == D("2026-03-02")


def test_states_are_words():
    one = item(submitted="2026-02-25", deputy_read="2026-02-26", consult_sent="2026-02-27", consulted="2026-03-06")
    told = words(one, "2026-03-25", "2026-03-10")
    assert (told["submitted"], told["review_sent"]) == ("已办", "还有1个工作日")
    assert (told["review_done"], told["papers_printed"]) == ("还有6个工作日", "还有8个工作日")
    assert words(one, "2026-03-25", "2026-03-11")["review_sent"] == "今天到期"
    told = words(one, "2026-03-25", "2026-03-13")
    assert (told["review_sent"], told["review_done"]) == ("逾期2个工作日", "赶不上")
    assert clock(one, "2026-03-25", "2026-03-13").state is State.OVERDUE
    assert set(words(one, None, "2026-03-13").values()) == {"已办", "待办"}


def test_done_too_late_for_the_meeting_stays_loud_and_a_saturday_before_the_bound_is_in_time():
    done = {"submitted": "2026-02-02", "deputy_read": "2026-02-03", "consulted": "2026-02-12"}
    on_saturday = item(**done, review_done="2026-03-21")
    assert words(on_saturday, "2026-03-30", "2026-03-24")["review_done"] == "已办"
    assert words(on_saturday, "2026-03-27", "2026-03-24")["review_done"] == "办晚了"
    assert words(on_saturday, "2026-03-30", "2026-03-24")["review_sent"] == "已过"
    assert clock(on_saturday, "2026-03-27", "2026-03-24").state.is_loud


def test_article_22_s_review_has_its_shortest_and_longest_time():
    def note(today: str, **gates: str) -> str:
        gate = next(g for g in clock(item(**gates), None, today).gates if g.step.field == "review_done")
        return str(gate.note)

    assert note("2026-03-05", review_sent="2026-03-02") == "审核第3个工作日"
    assert note("2026-03-24", review_sent="2026-03-02") == "审核已16个工作日，最长15个"
    assert note("2026-03-24", review_sent="2026-03-02", review_done="2026-03-05").startswith("审核只有3个工作日")
    assert note("2026-03-24", review_sent="2026-03-02", review_done="2026-03-09") == ""
    assert note("2026-03-24") == ""


def test_the_head_s_own_work_has_no_deputy_s_gates():
    fields = [gate.step.field for gate in clock(item(), "2026-03-25", "2026-03-02", False).gates]
    assert not [field for field in fields if field.startswith("deputy")]


def test_working_days_between_are_counted_both_ways():
    assert workdays_between(D("2026-03-06"), D("2026-03-09"), CALENDAR) == 1
    assert workdays_between(D("2026-03-09"), D("2026-03-06"), CALENDAR) == -1
    assert workdays_between(D("2026-03-07"), D("2026-03-08"), CALENDAR) == 0
    assert workdays_between(D("2026-03-09"), D("2026-03-09"), CALENDAR) == 0
