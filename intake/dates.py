"""Faults of dates: what lies beyond the brief's calendar, and words given after the brief was frozen."""

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from intake.checks import Faults, fault
from intake.draft import Draft
from models.brief import Brief


def check_reach(draft: Draft, brief: Brief) -> Faults:
    """No event, absence or agenda item lies wholly beyond the calendar: it would be passed over in silence."""
    if not draft.sound("horizon", "calendar"):
        return
    calendar = brief.calendar
    way_out = f"不在 {calendar.first} 至 {calendar.last} 之内，多半是年份写错；请改正，不属这次排期的请删去"
    for section, part in (("events", "when"), ("absences", "span")):
        for n, item in draft.each(section):
            time = getattr(item, part)
            span = getattr(time, "span", time)
            if span.start.date() > calendar.last or span.end.date() < calendar.first:
                yield fault(f"时间 {span.start.date()} {way_out}", section, n, part)
    for n, item in draft.each("agenda"):
        for place, day in _dates(item):
            if day > calendar.last:
                yield fault(f"日期 {day} {way_out}", "agenda", n, *place)


def _dates(model: BaseModel) -> Iterator[tuple[tuple[int | str, ...], date]]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        for place, one in enumerate(value) if isinstance(value, tuple) else [(None, value)]:
            at: tuple[int | str, ...] = (name,) if place is None else (name, place)
            if isinstance(one, BaseModel):
                yield from (((*at, *below), day) for below, day in _dates(one))
            elif isinstance(one, date):  # an instant, too
                yield at, one.date() if hasattr(one, "date") else one


def check_given(draft: Draft, brief: Brief) -> Faults:
    """Nobody has decided, granted or approved on a day after the brief was frozen."""
    if not draft.sound("as_of"):
        return
    frozen = brief.as_of.date()
    words = [
        *((one.at, ("decisions", n, "at")) for n, one in draft.each("decisions")),
        *((one.at, ("waivers", n, "at")) for n, one in draft.each("waivers")),
        *((one.approval.at, ("absences", n, "approval", "at")) for n, one in draft.each("absences")),
    ]
    for at, place in words:
        if at is not None and at.date() > frozen:
            yield fault(
                f"{at.date()} 晚于摘要的截止日 {frozen}，还没有发生；请改正日期，或把 as_of 改为其后的时刻", *place
            )
