"""A brief on its way in: every section read by itself, so that one fault does not hide the others."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter, ValidationError

from intake.faults import LIST, Place, faults_of, place_of
from models.absences import Absence, OthersLeave, UnitLeave
from models.agenda import AgendaItem
from models.brief import Brief, Office
from models.clearances import Programme
from models.decided import Decision, Pin, Waiver
from models.errors import Fault
from models.events import Event, Fixed
from models.leave import LeaveWish
from models.ledger import Ledger
from models.people import Delegation, Department, DeputyPair, Leader, Post
from models.policy import Policy
from models.published import Published
from models.research import ResearchPlan
from models.spans import OFFICE_TZ, DateRange, Instant, Span
from models.travel import SigningItem, TravelPlan
from models.workdays import DayException, Notice, WorkCalendar
from models.year import YearTargets

SCHEMA = "richeng.brief/1"
FIRST_YEAR, LAST_YEAR = 2004, 2100
HORIZON_DAYS = 400
EVENT_DAYS = 60
ABSENCE_DAYS = 800
MOST_LEADERS = 60

LISTS: dict[str, TypeAdapter[Any]] = {
    "leaders": TypeAdapter(Leader),
    "pairs": TypeAdapter(DeputyPair),
    "delegations": TypeAdapter(Delegation),
    "departments": TypeAdapter(Department),
    "programmes": TypeAdapter(Programme),
    "events": TypeAdapter(Event),
    "absences": TypeAdapter(Absence),
    "leave": TypeAdapter(LeaveWish),
    "agenda": TypeAdapter(AgendaItem),
    "research": TypeAdapter(ResearchPlan),
    "travel_plans": TypeAdapter(TravelPlan),
    "others_leave": TypeAdapter(OthersLeave),
    "unit_leaves": TypeAdapter(UnitLeave),
    "signing": TypeAdapter(SigningItem),
    "notices": TypeAdapter(Notice),
    "overrides": TypeAdapter(DayException),
    "waivers": TypeAdapter(Waiver),
    "decisions": TypeAdapter(Decision),
    "pins": TypeAdapter(Pin),
}
SINGLES: dict[str, TypeAdapter[Any]] = {
    "office": TypeAdapter(Office),
    "as_of": TypeAdapter(Instant),
    "horizon": TypeAdapter(DateRange),
    "ledger": TypeAdapter(Ledger),
    "policy": TypeAdapter(Policy),
    "calendar": TypeAdapter(WorkCalendar),
    "published": TypeAdapter(Published | None),
    "targets": TypeAdapter(YearTargets | None),
}
REQUIRED = ("office", "as_of", "horizon", "leaders", "ledger")
NOBODY = Leader(id="nobody", post=Post.DEPUTY, title="（未填写）")
STAND_INS: dict[str, Any] = {  # for a section with a fault; what leans on it is not asked
    "office": Office(id="office", name="（未填写）"),
    "as_of": datetime(FIRST_YEAR, 1, 1, tzinfo=OFFICE_TZ),
    "horizon": DateRange(first=date(FIRST_YEAR, 1, 1), last=date(FIRST_YEAR, 1, 1)),
    "ledger": Ledger(year=FIRST_YEAR),
    "calendar": WorkCalendar(first=date(FIRST_YEAR, 1, 1), last=date(FIRST_YEAR, 1, 1)),
}


@dataclass
class Draft:
    """Sections that could be read, and the faults of those that could not.

    items: list sections, each item under its place in the document. named: ids of leaders and events whose
    own item has a fault; a reference to one of them is not a second fault.
    """

    singles: dict[str, Any] = field(default_factory=dict)
    items: dict[str, dict[int, Any]] = field(default_factory=lambda: {name: {} for name in LISTS})
    named: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in LISTS})
    faults: list[Fault] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)

    def fault(self, place: Place, message: str) -> None:
        """Note a fault of a section."""
        self.faults.append(Fault(place_of(place), message))
        self.faulty.add(str(place[0]))

    def sound(self, *sections: str) -> bool:
        """Whether all these sections are without a fault."""
        return self.faulty.isdisjoint(sections)

    def each(self, section: str) -> Iterator[tuple[int, Any]]:
        """Items of a list section with their places."""
        return iter(self.items[section].items())

    def brief(self) -> Brief:
        """The brief of all that could be read."""
        lists = {name: tuple(kept.values()) for name, kept in self.items.items()}
        return Brief.model_validate({**STAND_INS, **self.singles, **lists, "leaders": lists["leaders"] or (NOBODY,)})


def read_draft(document: Mapping[str, Any]) -> Draft:
    """Read every section of a document, all faults noted. Times that no calendar reaches are faults here."""
    draft = Draft()
    for name in REQUIRED:
        if name not in document:
            draft.fault((name,), "缺少此项，请补上")
    if document.get("schema", SCHEMA) != SCHEMA:
        draft.fault(("schema",), f"应为 {SCHEMA}，请改正，或换用相应版本的程序")
    for name, value in document.items():
        if name in LISTS:
            _read_list(draft, name, value)
        elif name in SINGLES:
            found = _read(draft, SINGLES[name], value, (name,))
            if name not in draft.faulty:
                draft.singles[name] = found
        elif name != "schema":
            draft.fault((name,), "没有这一项，请删去，或核对名称")
    leaders = document.get("leaders")
    if isinstance(leaders, list) and not 1 <= len(leaders) <= MOST_LEADERS:
        draft.fault(("leaders",), f"应有 1 至 {MOST_LEADERS} 位领导，请补上或删减")
    _limit_times(draft)
    return draft


def _read_list(draft: Draft, name: str, value: Any) -> None:
    if not isinstance(value, list | tuple):
        draft.fault((name,), LIST)
        return
    for place, raw in enumerate(value):
        before = len(draft.faults)
        item = _read(draft, LISTS[name], raw, (name, place))
        if len(draft.faults) == before:
            draft.items[name][place] = item
        elif isinstance(raw, dict) and isinstance(raw.get("id"), str):
            draft.named[name].add(raw["id"])


def _read(draft: Draft, adapter: TypeAdapter[Any], value: Any, place: Place) -> Any:
    try:
        try:
            return adapter.validate_python(value)
        except AttributeError:  # half-days outside JSON are read from text without a look
            return adapter.validate_json(json.dumps(value))
    except ValidationError as error:
        draft.faults += faults_of(error, place)
    except (OverflowError, RecursionError):
        draft.faults.append(Fault(place_of(place), "日期或数值超出范围，请改正"))
    draft.faulty.add(str(place[0]))
    return None


def _limit_times(draft: Draft) -> None:
    """Take out what lies in an unknown year or is too long to be counted through."""
    if "horizon" in draft.singles:
        horizon: DateRange = draft.singles["horizon"]
        if unknown := _unknown_year(horizon.first, horizon.last):
            draft.fault(("horizon",), unknown)
        elif (horizon.last - horizon.first).days >= HORIZON_DAYS:
            draft.fault(("horizon",), f"最多一次安排 {HORIZON_DAYS} 天，请缩短起止日期")
    if "as_of" in draft.singles and (unknown := _unknown_year(draft.singles["as_of"])):
        draft.fault(("as_of",), unknown)
    for name in ("horizon", "as_of"):
        if name in draft.faulty:
            draft.singles.pop(name, None)
    if (published := draft.singles.get("published")) and (unknown := _unknown_year(*_days_of(published))):
        draft.fault(("published",), unknown)
        del draft.singles["published"]
    for section, part, most in (
        ("events", "when", EVENT_DAYS),
        ("absences", "span", ABSENCE_DAYS),
        ("leave", "window", ABSENCE_DAYS),
        ("delegations", "span", ABSENCE_DAYS),
        ("unit_leaves", "span", ABSENCE_DAYS),
        ("signing", "due", 0),
        ("pins", "start", 0),
        ("overrides", "day", 0),
    ):
        for place, item in list(draft.each(section)):
            if wrong := _wrong_time(getattr(item, part), most):
                draft.fault((section, place, part), wrong)
                draft.named[section].add(getattr(item, "id", ""))
                del draft.items[section][place]


def _wrong_time(when: Any, most: int) -> str:
    if when is None:
        return ""
    if isinstance(when, date):  # an instant, too
        return _unknown_year(when)
    if isinstance(when, Fixed | Span):
        if not (wrong := _unknown_year(when.start, when.end)) and when.end - when.start > timedelta(days=most):
            wrong = f"超过 {most} 天，请核对起止时间，或分成几项"
        return wrong
    if isinstance(when, DateRange):
        return _unknown_year(when.first, when.last)
    return _unknown_year(when.earliest, when.latest)


def _days_of(published: Published) -> Iterator[date]:
    for booking in published.bookings:
        yield from (booking.start, booking.end)
    yield from (block.start.day for block in published.research)
    yield from (leave.start.day for leave in published.leave)


def _unknown_year(*days: date) -> str:
    outside = [day.year for day in days if not FIRST_YEAR <= day.year <= LAST_YEAR]
    return f"{outside[0]} 年不在 {FIRST_YEAR} 至 {LAST_YEAR} 年之内，请改正年份" if outside else ""
