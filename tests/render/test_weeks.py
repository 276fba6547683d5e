"""Weeks by their ISO names, and the week that a page opens with."""

from datetime import date

import pytest

from models.errors import BadInput
from models.spans import HalfDay, Span
from render.weeks import IsoWeek, halves_zh, opening_week, span_zh
from tests.render.week_sample import at, half, publication


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 12, 7), "2026-W50"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
    ],
)
def test_a_day_lies_in_its_iso_week(day, name):
    assert str(IsoWeek.of(day)) == name
    assert IsoWeek.parse(name) == IsoWeek.of(day)
    assert day in IsoWeek.parse(name).days()


@pytest.mark.parametrize(
    "text",
    ["", "2026-50", "2026-W5", "2026-W54", "2027-W53", "0000-W01", "9999-W53", "0001-W01", "٢٠٢٦-W٠١", "2026-W50 "],
)
def test_what_is_no_week_is_refused_by_name(text):
    with pytest.raises(BadInput) as caught:
        IsoWeek.parse(text)
    assert "2026-W50" in caught.value.message


def test_a_week_across_months_or_years_names_both():
    assert IsoWeek(2026, 50).range_zh == "12月7日—13日"
    assert IsoWeek(2026, 49).range_zh == "11月30日—12月6日"
    assert IsoWeek(2026, 53).range_zh == "2026年12月28日—2027年1月3日"
    assert IsoWeek(2026, 53).shifted(1) == IsoWeek(2027, 1)
    assert IsoWeek(2026, 53).zh == "2026年第53周"


@pytest.mark.parametrize(
    ("today", "opens"),
    [
        (date(2026, 12, 9), "2026-W50"),
        (date(2026, 12, 20), "2026-W51"),  # an absence reaches into it
        (date(2026, 11, 10), "2026-W49"),  # nothing yet: the first week to come
        (date(2027, 3, 1), "2026-W53"),  # nothing any more: the last that was
        (date(2026, 12, 22), "2026-W53"),  # between two: the one to come
    ],
)
def test_a_page_opens_with_this_week_or_the_nearest_that_has_something(today, opens):
    assert str(opening_week(publication(), today)) == opens


def test_an_office_without_anything_opens_with_this_week():
    empty = publication().model_copy(update={"entries": (), "absences": ()})
    assert opening_week(empty, date(2026, 12, 9)) == IsoWeek(2026, 50)


def test_half_days_are_said_as_shortly_as_they_can_be():
    assert halves_zh(half(9, "am"), half(9, "am")) == "12月9日上午"
    assert halves_zh(half(9, "am"), half(9, "pm")) == "12月9日"
    assert halves_zh(half(9, "am"), half(11, "pm")) == "12月9日—11日"
    assert halves_zh(half(9, "pm"), half(11, "am")) == "12月9日下午—11日上午"
    assert halves_zh(half(31, "am"), HalfDay(date(2027, 1, 1), True)) == "12月31日—1月1日"


def test_minutes_are_said_with_the_day_they_end_on():
    assert span_zh(Span(start=at(8, "09:00"), end=at(8, "11:30")), False) == "12月8日 09:00—11:30"
    assert span_zh(Span(start=at(8, "09:00"), end=at(9, "11:30")), False) == "12月8日 09:00—12月9日 11:30"
    assert span_zh(Span(start=at(8, "08:30"), end=at(8, "12:00")), True) == "12月8日上午"
