"""The layers: office override over entered notice over packaged data over computed statutory days."""

from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest

from intake.workdays import build_calendar, gathered, missing_statutory_days
from models.errors import BadInput, DateOutsideCalendar
from models.spans import DateRange
from models.workdays import AWAITING_NOTICE, DayException, Notice, WorkCalendar

YEAR_2026 = build_calendar(date(2025, 12, 1), date(2026, 12, 31))
TWO_YEARS = build_calendar(date(2026, 1, 1), date(2027, 12, 31))


def notice(year: int, off: dict[str, tuple[str, str]], work: tuple[str, ...] = (), hour: int = 1) -> Notice:
    return Notice.model_validate(
        {
            "year": year,
            "number": f"国办发明电〔{year - 1}〕{hour}号",
            "entered_by": "王文员",
            "entered_at": datetime(2026, 11, 22, hour, tzinfo=UTC),
            "days_off": [{"first": a, "last": b, "name": name} for name, (a, b) in off.items()],
            "workdays": work,
        }
    )


def override(day: str, work: bool) -> DayException:
    return DayException(day=date.fromisoformat(day), work=work, name="建城日", source="单位调整")


def last_workday_until(calendar: WorkCalendar, day: date) -> date:
    return day if calendar.is_workday(day) else calendar.workdays_before(day, 1)


@pytest.mark.parametrize(
    ("meeting", "done", "review_sent", "cosign_sent", "printed"),
    [
        ("2026-03-25", "2026-03-18", "2026-03-11", "2026-03-02", "2026-03-20"),
        ("2026-02-26", "2026-02-14", "2026-02-09", "2026-01-29", "2026-02-14"),
        ("2026-10-14", "2026-09-30", "2026-09-22", "2026-09-14", "2026-10-10"),
    ],
)
def test_backward_planning_of_the_rule_book(meeting, done, review_sent, cosign_sent, printed):
    day = date.fromisoformat(meeting)
    review_done = last_workday_until(YEAR_2026, day - timedelta(days=7))
    assert review_done == date.fromisoformat(done)
    sent = YEAR_2026.workdays_before(review_done, 5)
    assert sent == date.fromisoformat(review_sent)
    assert YEAR_2026.workdays_before(sent, 7) == date.fromisoformat(cosign_sent)
    assert YEAR_2026.workdays_before(day, 3) == date.fromisoformat(printed)


def test_2026_has_248_working_days_by_month():
    months = [
        DateRange(first=date(2026, m, 1), last=date(2026, m + 1, 1) - timedelta(days=1)) for m in range(1, 12)
    ] + [DateRange(first=date(2026, 12, 1), last=date(2026, 12, 31))]
    counts = [len(YEAR_2026.workdays(month.first, month.last)) for month in months]
    assert counts == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]
    assert sum(counts) == 248


def test_weeks_of_2026_with_none_and_with_six_working_days():
    def worked(monday: date) -> int:
        return len(YEAR_2026.workdays(monday, monday + timedelta(days=6)))

    mondays = [date(2025, 12, 29) + timedelta(weeks=n) for n in range(52)]
    assert [day.isocalendar().week for day in mondays if worked(day) == 0] == [8]
    assert [day.isocalendar().week for day in mondays if worked(day) == 6] == [7, 38]


def test_every_packaged_day_is_as_the_package_says():
    calendar = build_calendar(date(2004, 1, 1), date(2026, 12, 31))
    days = list(DateRange(first=calendar.first, last=calendar.last).days())
    assert [d for d in days if calendar.is_workday(d) != chinese_calendar.is_workday(d)] == []
    assert [
        d for d in days if (calendar.name_of(d) is None) != (chinese_calendar.get_holiday_detail(d)[1] is None)
    ] == []
    assert calendar.provisional == ()


def test_packaged_days_carry_names_and_source():
    assert YEAR_2026.name_of(date(2026, 4, 5)) == "清明节"
    assert YEAR_2026.name_of(date(2026, 2, 17)) == "春节"
    assert YEAR_2026.name_of(date(2026, 2, 14)) == "调休上班"
    assert YEAR_2026.is_workday(date(2026, 2, 14))
    assert YEAR_2026.source_of(date(2026, 2, 14)).startswith("国办通知(chinese-calendar ")


@pytest.mark.parametrize("year", [2007, 2008, 2012, 2019, 2023, 2024])
def test_one_year_alone_keeps_the_december_days_of_the_next_years_notice(year):
    alone = build_calendar(date(year - 1, 12, 20), date(year - 1, 12, 31))
    for day in DateRange(first=alone.first, last=alone.last).days():
        assert alone.is_workday(day) == chinese_calendar.is_workday(day)


def test_a_notice_does_not_hide_the_december_days_of_the_next_years_notice():
    entered = notice(2011, {"元旦": ("2011-01-01", "2011-01-03")})
    calendar = build_calendar(date(2011, 1, 1), date(2012, 12, 31), [entered])
    assert calendar.is_workday(date(2011, 12, 31))  # a Saturday, made up for New Year 2012
    assert calendar.is_workday(date(2011, 10, 3))  # the entered notice alone speaks for 2011


STATUTORY_2027 = {
    "元旦": ["2027-01-01"],
    "除夕": ["2027-02-05"],
    "春节": ["2027-02-06", "2027-02-07", "2027-02-08"],
    "春节（补假）": ["2027-02-09", "2027-02-10"],
    "清明节": ["2027-04-05"],
    "劳动节": ["2027-05-01", "2027-05-02"],
    "劳动节（补假）": ["2027-05-03", "2027-05-04"],
    "端午节": ["2027-06-09"],
    "中秋节": ["2027-09-15"],
    "国庆节": ["2027-10-01", "2027-10-02", "2027-10-03"],
    "国庆节（补假）": ["2027-10-04", "2027-10-05"],
}


def test_2027_has_its_statutory_days_and_all_of_it_is_provisional():
    named = {e.day.isoformat(): e.name for e in TWO_YEARS.exceptions if e.day.year == 2027}
    assert named == {day: name for name, days in STATUTORY_2027.items() for day in days}
    assert not any(e.work for e in TWO_YEARS.exceptions if e.day.year == 2027)
    assert all(e.provisional for e in TWO_YEARS.exceptions if e.day.year == 2027)
    assert len(TWO_YEARS.workdays(date(2027, 1, 1), date(2027, 12, 31))) == 248
    assert TWO_YEARS.provisional == (DateRange(first=date(2027, 1, 1), last=date(2027, 12, 31)),)
    assert TWO_YEARS.is_provisional(date(2027, 3, 3))
    assert TWO_YEARS.source_of(date(2027, 3, 3)) == AWAITING_NOTICE
    assert TWO_YEARS.source_of(date(2027, 2, 6)).startswith("法定节假日推算(holidays ")
    assert not TWO_YEARS.is_provisional(date(2026, 12, 31))


def test_a_computed_year_takes_no_swaps_from_old_notices():
    calendar = build_calendar(date(2003, 1, 1), date(2003, 12, 31))
    assert not [e for e in calendar.exceptions if e.work or e.name.startswith("休息日")]


def test_counting_crosses_31_december():
    assert TWO_YEARS.workdays_after(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert TWO_YEARS.workdays_before(date(2027, 1, 5), 3) == date(2026, 12, 30)
    assert TWO_YEARS.last_workday_of_year(2026) == date(2026, 12, 31)
    assert TWO_YEARS.last_workday_of_month(2027, 1) == date(2027, 1, 29)


def test_override_beats_notice_beats_package():
    day = date(2026, 9, 20)  # the package: a make-up Sunday
    entered = notice(2026, {"国庆节": ("2026-10-01", "2026-10-07")}, ("2026-10-10",))
    packaged = build_calendar(day, day)
    noticed = build_calendar(day, day, [entered])
    overridden = build_calendar(day, day, [entered], [override("2026-09-20", True)])
    assert [c.is_workday(day) for c in (packaged, noticed, overridden)] == [True, False, True]
    assert overridden.source_of(day) == "单位调整"
    october = build_calendar(date(2026, 10, 1), date(2026, 10, 31), [entered], [override("2026-10-07", True)])
    assert october.source_of(date(2026, 10, 1)) == "单位录入通知 国办发明电〔2025〕1号"
    assert october.is_workday(date(2026, 10, 10))
    assert october.is_workday(date(2026, 10, 7))
    assert not october.is_workday(date(2026, 10, 6))


def test_a_notice_ends_the_provisional_state_of_its_whole_year():
    entered = notice(2027, {"元旦": ("2027-01-01", "2027-01-03"), "春节": ("2027-02-05", "2027-02-11")})
    calendar = build_calendar(date(2026, 11, 1), date(2028, 1, 31), [entered])
    assert calendar.provisional == (DateRange(first=date(2028, 1, 1), last=date(2028, 1, 31)),)
    assert calendar.is_workday(date(2027, 4, 5))  # the notice does not name it, so nothing else does
    assert not calendar.is_workday(date(2027, 2, 11))


def test_a_notice_reaches_over_the_border_of_its_year():
    entered = notice(2027, {"元旦": ("2026-12-31", "2027-01-02")}, ("2026-12-27",))
    calendar = build_calendar(date(2026, 12, 1), date(2026, 12, 31), [entered])
    assert not calendar.is_workday(date(2026, 12, 31))
    assert calendar.is_workday(date(2026, 12, 27))
    assert calendar.last_workday_of_year(2026) == date(2026, 12, 30)


def test_a_border_day_of_the_next_notice_is_firm_in_a_provisional_year():
    entered = notice(2028, {"元旦": ("2027-12-31", "2028-01-02")})
    calendar = build_calendar(date(2027, 12, 1), date(2028, 1, 31), [entered])
    assert not calendar.is_workday(date(2027, 12, 31))
    assert calendar.provisional == (DateRange(first=date(2027, 12, 1), last=date(2027, 12, 30)),)


def test_an_override_settles_its_day_in_a_provisional_year():
    calendar = build_calendar(
        date(2027, 3, 1), date(2027, 3, 5), overrides=[override("2027-03-03", False), override("2026-01-05", False)]
    )
    assert not calendar.is_workday(date(2027, 3, 3))
    assert [calendar.is_provisional(date(2027, 3, d)) for d in range(1, 6)] == [True, True, False, True, True]
    assert [e.day for e in calendar.exceptions] == [date(2027, 3, 3)]


def test_of_two_notices_for_a_year_the_one_entered_last_stands_alone():
    early = notice(2027, {"元旦": ("2027-01-01", "2027-01-03")}, hour=1)
    late = notice(2027, {"元旦": ("2026-12-31", "2027-01-01")}, hour=2)
    for order in ([early, late], [late, early]):
        calendar = build_calendar(date(2026, 12, 25), date(2027, 1, 10), order)
        assert not calendar.is_workday(date(2026, 12, 31))
        assert calendar.name_of(date(2027, 1, 3)) is None
        assert calendar.source_of(date(2027, 1, 1)) == "单位录入通知 国办发明电〔2026〕2号"


def test_two_overrides_of_one_day_are_refused():
    with pytest.raises(BadInput, match="2026-03-03 有两条单位调整"):
        build_calendar(
            date(2026, 1, 1), date(2026, 12, 31), (), [override("2026-03-03", True), override("2026-03-03", False)]
        )


@pytest.mark.parametrize("year", [1949, 2101])
def test_years_that_cannot_be_computed_are_refused_with_the_way_out(year):
    with pytest.raises(BadInput, match=f"推算不出 {year} 年的法定节假日.*录入该年的放假通知"):
        build_calendar(date(year, 1, 1), date(year, 12, 31))


def test_a_stretch_that_ends_before_it_starts_is_refused():
    with pytest.raises(BadInput, match="早于第一天"):
        build_calendar(date(2026, 2, 1), date(2026, 1, 1))


def test_days_outside_the_built_stretch_are_refused():
    with pytest.raises(DateOutsideCalendar, match="2028-01-01"):
        TWO_YEARS.is_workday(date(2028, 1, 1))


def test_two_years_of_calendar_travel_exactly_and_small():
    text = TWO_YEARS.model_dump_json()
    assert WorkCalendar.model_validate_json(text) == TWO_YEARS
    assert len(text.encode()) < 10_000


def test_a_notice_without_a_statutory_day_is_pointed_out():
    entered = notice(
        2027,
        {
            "元旦": ("2027-01-01", "2027-01-03"),
            "春节": ("2027-02-05", "2027-02-11"),
            "劳动节": ("2027-05-01", "2027-05-05"),
            "端午节": ("2027-06-09", "2027-06-09"),
            "国庆节": ("2027-10-01", "2027-10-07"),
        },
    )
    assert missing_statutory_days(entered) == ((date(2027, 4, 5), "清明节"), (date(2027, 9, 15), "中秋节"))


def test_days_are_gathered_into_unbroken_ranges():
    days = [date(2026, 1, d) for d in (1, 2, 5, 7, 8, 9)]
    assert [(r.first.day, r.last.day) for r in gathered(days)] == [(1, 2), (5, 5), (7, 9)]
    assert gathered([]) == ()
