"""What a case sheet says of a case does not hang on the order of its facts, nor on what else is in the brief."""

from datetime import datetime, timedelta

import pytest

from models.events import Event, Fixed, Host, Kind, Seat, Who
from models.plan import Booking, BookingState, Seating
from models.spans import OFFICE_TZ
from tests.rules import test_case_sheets as sheets
from tests.rules.case_sheets import Case

PRICED = "house-seats-filled"  # to which an optional seat that nobody takes is no stranger
BESIDE = [pytest.param(case, id=f"{case.code}-{case.name}") for case in sheets.ALL if case.code != PRICED]


def reversed_case(case: Case) -> Case:
    """The case with its events, absences, papers and choices told from the last to the first."""
    told = ("events", "absences", "agenda", "decisions", "waivers", "delegations", "pins", "absence_papers")
    facts = {name: tuple(reversed(getattr(case.brief, name))) for name in told if hasattr(case.brief, name)}
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


@pytest.mark.parametrize("case", sheets.CASES)
def test_order_changes_nothing(case: Case):
    sheets.test_the_rule_judges_as_the_sheet_says(reversed_case(case))
    sheets.test_the_oracle_agrees(reversed_case(case))


@pytest.mark.parametrize("case", BESIDE)
def test_what_is_beside_it_changes_nothing(case: Case):
    sheets.test_the_rule_judges_as_the_sheet_says(with_night_duty(case))
    sheets.test_the_oracle_agrees(with_night_duty(case))
