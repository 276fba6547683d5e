"""What a case sheet says of a case does not hang on the order of its facts, nor on what else is in the brief, nor on
how its people are numbered."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from models.brief import Brief
from models.events import Event, Fixed, Host, Kind, Seat, Who
from models.plan import Booking, BookingState, Plan, Seating
from models.spans import OFFICE_TZ
from tests.rules import test_case_sheets as sheets
from tests.rules.case_sheets import Case

PRICED = "house-seats-filled"  # to which an optional seat that nobody takes is no stranger
NO_PEOPLE = {"policy", "post"}  # words there are posts, which share some names with ids
BESIDE = [pytest.param(case, id=f"{case.code}-{case.name}") for case in sheets.ALL if case.code != PRICED]


def reversed_case(case: Case) -> Case:
    """The case with its events and their seats, absences, papers and choices told from the last to the first."""
    told = ("events", "absences", "agenda", "decisions", "waivers", "delegations", "pins", "absence_papers")
    facts = {name: tuple(reversed(getattr(case.brief, name))) for name in told if hasattr(case.brief, name)}
    facts["events"] = tuple(e.model_copy(update={"seats": e.seats[::-1]}) for e in facts["events"])
    brief = case.brief.model_copy(update=facts)
    names = ("bookings", "seats", "research", "agenda")
    choices = {name: tuple(reversed(getattr(case.plan, name))) for name in names}
    return case._replace(brief=brief, plan=case.plan.model_copy(update={"brief": brief.digest, **choices}))


def with_night_duty(case: Case) -> Case:
    """The case with night duty first and last, which asks nobody to come."""
    day, last = case.brief.horizon.last, case.brief.leaders[-1].id
    nobody = Seat(id="s", who=Who(any_of=(last,)), required=False)
    events, bookings, seats = [], [], []
    for n, hour in enumerate((20, 22)):
        start = datetime(day.year, day.month, day.day, hour, tzinfo=OFFICE_TZ)
        when = Fixed(start=start, end=start + timedelta(minutes=30))
        events.append(
            Event(id=f"duty-{n}", title="值班", kind=Kind.DUTY, when=when, seats=(nobody,), host=Host.EXTERNAL)
        )
        bookings.append(Booking(event=f"duty-{n}", start=when.start, end=when.end, state=BookingState.FIXED))
        seats.append(Seating(event=f"duty-{n}", seat="s", taken_by=None))
    brief = case.brief.model_copy(update={"events": (events[0], *case.brief.events, events[1])})
    more = {
        "brief": brief.digest,
        "bookings": (bookings[0], *case.plan.bookings, bookings[1]),
        "seats": (seats[0], *case.plan.seats, seats[1]),
    }
    return case._replace(brief=brief, plan=case.plan.model_copy(update=more))


def renumbered_case(case: Case) -> Case:
    """The case with ids of its people that sort the other way round."""
    ids = sorted(leader.id for leader in case.brief.leaders)
    new = {old: f"{letter}-{old}" for old, letter in zip(reversed(ids), "abcdefghijkl", strict=False)}
    told = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, ids))})(?![\w-])")

    def anew(value: Any) -> Any:
        if isinstance(value, dict):
            kept = {key: part for key, part in value.items() if key in NO_PEOPLE}
            return {anew(key): anew(part) for key, part in value.items() if key not in NO_PEOPLE} | kept
        if isinstance(value, list):
            return [anew(part) for part in value]
        return told.sub(lambda found: new[found[1]], value) if isinstance(value, str) else value

    brief = Brief.model_validate(anew(case.brief.model_dump(mode="json", by_alias=True)))
    choices = anew(case.plan.model_dump(mode="json", by_alias=True))
    plan = Plan.model_validate({**choices, "brief": brief.digest})
    return case._replace(brief=brief, plan=plan, subject=anew(case.subject))


@pytest.mark.parametrize("case", sheets.CASES)
def test_order_changes_nothing(case: Case):
    sheets.test_the_rule_judges_as_the_sheet_says(reversed_case(case))
    sheets.test_the_oracle_agrees(reversed_case(case))


@pytest.mark.parametrize("case", BESIDE)
def test_what_is_beside_it_changes_nothing(case: Case):
    sheets.test_the_rule_judges_as_the_sheet_says(with_night_duty(case))
    sheets.test_the_oracle_agrees(with_night_duty(case))


@pytest.mark.parametrize("case", sheets.CASES)
def test_how_people_are_numbered_changes_nothing(case: Case):
    sheets.test_the_rule_judges_as_the_sheet_says(renumbered_case(case))
    sheets.test_the_oracle_agrees(renumbered_case(case))
