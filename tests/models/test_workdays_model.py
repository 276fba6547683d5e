"""The calendar's own arithmetic, on calendars written out by hand."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from pydantic import ValidationError

from models.errors import BadInput, DateOutsideCalendar
from models.spans import DateRange
from models.workdays import (
    AWAITING_NOTICE,
    PLAIN_WEEK,
    DayException,
    DaysOff,
    Notice,
    OfficeHours,
    WorkCalendar,
)


def said(day: str, work: bool, provisional: bool = False) -> DayException:
    name = "调休上班" if work else "假日"
    return DayException(day=date.fromisoformat(day), work=work, name=name, source="手写", provisional=provisional)


# Monday 2 March to Sunday 29 March 2026; Wednesday the 11th is off, Saturday the 14th is worked
MARCH = WorkCalendar(
    first=date(2026, 3, 2),
    last=date(2026, 3, 29),
    exceptions=(said("2026-03-11", False), said("2026-03-14", True)),
    provisional=(DateRange(first=date(2026, 3, 23), last=date(2026, 3, 29)),),
)


def march(day: int) -> date:
    return date(2026, 3, day)


def test_weekdays_are_worked_and_weekends_are_not_unless_said_otherwise():
    worked = [day for day in range(2, 30) if MARCH.is_workday(march(day))]
    assert worked == [2, 3, 4, 5, 6, 9, 10, 12, 13, 14, 16, 17, 18, 19, 20, 23, 24, 25, 26, 27]


def test_every_day_answers_with_its_name_and_source():
    assert (MARCH.name_of(march(11)), MARCH.source_of(march(11))) == ("假日", "手写")
    assert (MARCH.name_of(march(14)), MARCH.source_of(march(14))) == ("调休上班", "手写")
    assert (MARCH.name_of(march(12)), MARCH.source_of(march(12))) == (None, PLAIN_WEEK)
    assert (MARCH.name_of(march(23)), MARCH.source_of(march(23))) == (None, AWAITING_NOTICE)


def test_provisional_is_the_stretch_and_any_exception_that_says_so():
    calendar = MARCH.model_copy(update={"exceptions": (said("2026-03-04", False, provisional=True),)})
    assert [day for day in range(2, 30) if calendar.is_provisional(march(day))] == [4, *range(23, 30)]
    assert not MARCH.is_provisional(march(22))


def test_working_days_of_a_range_include_both_ends():
    assert MARCH.workdays(march(10), march(14)) == tuple(map(march, (10, 12, 13, 14)))
    assert MARCH.workdays(march(7), march(8)) == ()
    assert MARCH.workdays(march(14), march(10)) == ()
    assert len(MARCH.workdays(MARCH.first, MARCH.last)) == 20


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [(16, 1, 14), (16, 2, 13), (16, 4, 10), (15, 1, 14), (14, 1, 13), (12, 1, 10), (11, 1, 10), (3, 1, 2)],
)
def test_counting_back_does_not_count_the_start_and_crosses_make_up_saturdays(start, n, expected):
    assert MARCH.workdays_before(march(start), n) == march(expected)


@pytest.mark.parametrize(
    ("start", "n", "expected"), [(10, 1, 12), (13, 1, 14), (13, 2, 16), (14, 1, 16), (8, 1, 9), (26, 1, 27)]
)
def test_counting_forward_does_not_count_the_start_either(start, n, expected):
    assert MARCH.workdays_after(march(start), n) == march(expected)


def test_counting_back_and_forward_undo_each_other_on_working_days():
    worked = MARCH.workdays(MARCH.first, MARCH.last)
    for place, day in enumerate(worked):
        for n in range(1, place + 1):
            assert MARCH.workdays_before(day, n) == worked[place - n]
            assert MARCH.workdays_after(worked[place - n], n) == day


def test_a_count_below_one_is_no_question():
    with pytest.raises(ValueError, match="不小于 1"):
        MARCH.workdays_before(march(10), 0)
    with pytest.raises(ValueError, match="不小于 1"):
        MARCH.workdays_after(march(10), -1)


@pytest.mark.parametrize(
    "ask",
    [
        lambda c: c.is_workday(march(1)),
        lambda c: c.is_workday(march(30)),
        lambda c: c.name_of(march(30)),
        lambda c: c.source_of(march(30)),
        lambda c: c.is_provisional(march(1)),
        lambda c: c.workdays(march(1), march(5)),
        lambda c: c.workdays(march(20), march(30)),
        lambda c: c.workdays_before(march(30), 1),
        lambda c: c.workdays_before(march(2), 1),
        lambda c: c.workdays_before(march(10), 7),
        lambda c: c.workdays_after(march(1), 1),
        lambda c: c.workdays_after(march(27), 1),
        lambda c: c.last_workday_of_month(2026, 3),
        lambda c: c.last_workday_of_year(2026),
    ],
)
def test_everything_outside_the_calendar_is_refused_by_name(ask):
    with pytest.raises(DateOutsideCalendar, match="2026-03-02 至 2026-03-29"):
        ask(MARCH)


def test_the_edges_themselves_are_inside():
    assert MARCH.covers(march(2))
    assert MARCH.covers(march(29))
    assert not MARCH.covers(march(1))
    assert not MARCH.covers(march(30))
    assert MARCH.workdays_before(march(10), 6) == march(2)


def test_last_working_days_of_month_and_year_step_over_days_off():
    calendar = WorkCalendar(first=date(2026, 5, 20), last=date(2027, 1, 3), exceptions=(said("2026-12-31", False),))
    assert calendar.last_workday_of_month(2026, 5) == date(2026, 5, 29)  # the 31st is a Sunday
    assert calendar.last_workday_of_month(2026, 6) == date(2026, 6, 30)
    assert calendar.last_workday_of_year(2026) == date(2026, 12, 30)


def test_a_month_without_working_days_is_said_and_not_answered_from_the_month_before():
    days = DateRange(first=date(2026, 3, 1), last=date(2026, 3, 31)).days()
    calendar = WorkCalendar(
        first=date(2026, 2, 1),
        last=date(2026, 4, 30),
        exceptions=tuple(said(day.isoformat(), False) for day in days),
    )
    with pytest.raises(BadInput, match="没有一个工作日"):
        calendar.last_workday_of_month(2026, 3)


def test_a_month_whose_covered_part_has_no_working_day_is_outside():
    calendar = WorkCalendar(first=date(2026, 5, 30), last=date(2026, 6, 5))  # Saturday
    with pytest.raises(DateOutsideCalendar):
        calendar.last_workday_of_month(2026, 5)


def test_json_round_trip_is_exact_and_untouched_by_use():
    before = MARCH.model_dump_json()
    fresh = WorkCalendar.model_validate_json(before)
    assert MARCH.is_workday(march(14))
    assert fresh == MARCH
    assert hash(fresh) == hash(MARCH)
    assert MARCH.model_dump_json() == fresh.model_dump_json() == before


def test_a_copy_with_other_exceptions_does_not_answer_from_old_tables():
    assert not MARCH.is_workday(march(11))
    assert MARCH.model_copy(update={"exceptions": ()}).is_workday(march(11))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"last": "2026-03-01"}, "早于第一天"),
        ({"exceptions": [said("2026-03-14", True), said("2026-03-11", False)]}, "按日期排列"),
        ({"exceptions": [said("2026-03-11", True), said("2026-03-11", False)]}, "每天只写一次"),
        ({"exceptions": [said("2026-03-30", False)]}, "2026-03-30 超出"),
        ({"provisional": [{"first": "2026-03-28", "last": "2026-03-30"}]}, "2026-03-30 超出"),
        (
            {
                "provisional": [
                    {"first": "2026-03-03", "last": "2026-03-05"},
                    {"first": "2026-03-05", "last": "2026-03-06"},
                ]
            },
            "互不重叠",
        ),
    ],
)
def test_a_disorderly_calendar_is_refused(fields, message):
    with pytest.raises(ValidationError, match=message):
        WorkCalendar.model_validate({"first": march(2), "last": march(29), **fields})


def test_unknown_fields_and_changes_are_refused():
    with pytest.raises(ValidationError):
        WorkCalendar.model_validate({"first": march(2), "last": march(29), "zone": "UTC"})
    with pytest.raises(ValidationError):
        MARCH.first = march(3)  # type: ignore[misc]  # frozen: that is what is tried


def notice(**fields: object) -> Notice:
    return Notice.model_validate(
        {
            "year": 2027,
            "number": "国办发明电〔2026〕1号",
            "entered_by": "王文员",
            "entered_at": datetime(2026, 11, 22, 1, tzinfo=UTC),
            "days_off": [{"first": "2027-01-01", "last": "2027-01-03", "name": "元旦"}],
            **fields,
        }
    )


def test_a_notice_may_reach_over_new_years_eve():
    entered = notice(
        days_off=[{"first": "2026-12-31", "last": "2027-01-02", "name": "元旦"}], workdays=["2026-12-27"]
    )
    assert entered.days_off[0].first == date(2026, 12, 31)
    assert Notice.model_validate_json(entered.model_dump_json()) == entered
    assert Notice.model_validate_json(entered.model_dump_json()).model_dump_json() == entered.model_dump_json()


def test_a_notice_keeps_its_days_in_order_whatever_the_order_of_typing():
    spring = {"first": "2027-02-05", "last": "2027-02-11", "name": "春节"}
    new_year = {"first": "2027-01-01", "last": "2027-01-03", "name": "元旦"}
    entered = notice(days_off=[spring, new_year], workdays=["2027-02-20", "2027-01-30"])
    assert [off.name for off in entered.days_off] == ["元旦", "春节"]
    assert entered.workdays == (date(2027, 1, 30), date(2027, 2, 20))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"workdays": ["2027-01-04"]}, "2027-01-04 不是周六或周日"),
        ({"workdays": ["2027-01-02"]}, "2027-01-02 既放假（元旦）又上班"),
        ({"workdays": ["2027-01-09", "2027-01-09"]}, "2027-01-09 写了两次"),
        ({"workdays": ["2026-11-28"]}, "2026-11-28 不属于 2027 年"),
        ({"days_off": [{"first": "2026-10-01", "last": "2026-10-07", "name": "国庆节"}]}, "不属于 2027 年"),
        ({"days_off": [{"first": "2026-12-28", "last": "2026-12-29", "name": "元旦"}]}, "不属于 2027 年"),
        (
            {
                "days_off": [
                    DaysOff(first=date(2027, 1, 1), last=date(2027, 1, 3), name="元旦"),
                    DaysOff(first=date(2027, 1, 3), last=date(2027, 1, 4), name="春节"),
                ]
            },
            "春节 2027-01-03 起的假期与 元旦 重叠",
        ),
        ({"days_off": []}, "days_off"),
        ({"number": " "}, "number"),
        ({"entered_at": datetime(2026, 11, 22, 9)}, "entered_at"),  # noqa: DTZ001 - naive is the point
    ],
)
def test_an_inconsistent_notice_is_refused_naming_the_day(fields, message):
    with pytest.raises(ValidationError, match=message):
        notice(**fields)


WINTER = ((time(8, 30), time(12)), (time(14, 30), time(18)))
SUMMER = ((time(8, 30), time(12)), (time(15), time(18, 30)))


@pytest.mark.parametrize(
    ("day", "sessions"),
    [("2026-04-30", WINTER), ("2026-05-01", SUMMER), ("2026-09-30", SUMMER), ("2026-10-01", WINTER)],
)
def test_hours_change_with_the_season(day, sessions):
    assert OfficeHours().sessions(date.fromisoformat(day)) == sessions


def test_a_default_day_has_seven_hours_in_both_seasons():
    for season in (OfficeHours().winter, OfficeHours().summer):
        lengths = [datetime.combine(march(2), end) - datetime.combine(march(2), start) for start, end in season]
        assert sum(lengths, timedelta()) == timedelta(hours=7)


def test_hours_are_settings_and_keep_through_json():
    hours = OfficeHours(winter=((time(9), time(12)), (time(13), time(17))), summer_from="06-01")
    assert hours.sessions(date(2026, 5, 31))[0] == (time(9), time(12))
    assert OfficeHours.model_validate_json(hours.model_dump_json()) == hours


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"summer_from": "02-30"}, "没有 02-30 这一天"),
        ({"summer_from": "5-1"}, "summer_from"),
        ({"summer_from": "10-01"}, "夏季作息的最后一天早于第一天"),
        ({"winter": [["08:30", "14:00"], ["13:30", "18:00"]]}, "冬季作息时间应依次"),
        ({"summer": [["08:30Z", "12:00Z"], ["15:00Z", "18:30Z"]]}, "不带时区"),
    ],
)
def test_impossible_hours_are_refused(fields, message):
    with pytest.raises(ValidationError, match=message):
        OfficeHours.model_validate(fields)
