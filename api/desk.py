"""What routes share: an office's shelf, who may come in, and how a reader's words become models."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from fastapi import HTTPException
from pydantic import ValidationError

from api.gate import Gate
from api.links import Links
from api.people import People
from api.shelf import Shelf, Shelves
from intake.faults import faults_of
from models.audience import OFFICE, OFFICE_ID, Audience
from models.errors import BadInput
from models.publication import Publication
from models.spans import DateRange
from render.week_model import WeekTable
from render.weekly import week_table
from render.weeks import IsoWeek
from store.base import Store


@dataclass(frozen=True)
class Desk:
    """One office's reading room."""

    shelf: Shelf
    shelves: Shelves
    gate: Gate
    people: People
    links: Links
    demo_tokens: Mapping[str, str]
    today: Callable[[], date]
    now: Callable[[], datetime]

    @property
    def store(self) -> Store:
        """Where everything is kept."""
        return self.shelf.store

    def of(self, office: str) -> "Desk":
        """The same for another office; whether one may come there is the gate's business."""
        return self if office == self.shelf.office else replace(self, shelf=self.shelves[office], demo_tokens={})

    def publication(self, version: int | None) -> Publication:
        """The publication of a version, or the newest. Raises 404."""
        found = self.shelf.head() if version is None else self.shelf.publication(version)
        if found is None:
            raise HTTPException(404)
        return found

    def plans(self, publication: Publication, week: IsoWeek) -> tuple[Publication, ...]:
        """The publications up to this one whose plans decided the week's days, newest first."""
        left = set(week.days())
        found: list[Publication] = []
        for number in range(publication.number, 0, -1):
            days = self.shelf.planned_days(number) if left else None
            if days is not None and any(day in days for day in left):
                left -= set(days.days())
                found += [older] if (older := self.shelf.publication(number)) else []
        return tuple(found)

    def table(self, publication: Publication, reader: Audience, week: IsoWeek) -> WeekTable:
        """A week's table, with what the rules said when it was planned."""
        return week_table(publication, reader, week, self.plans(publication, week))

    def reader(self, publication: Publication, name: str) -> Audience:
        """Who reads this publication today: as far ahead as the newest lets him, and barred from what has become
        restricted since. Raises 404 for a stranger."""
        found = audience_of(publication, name)
        newest = self.publication(None)
        if found.is_office:
            return found
        if publication.number != newest.number:
            last = self.shelf.last_told()
            found = Audience(found.leader, frozenset(i for i, entry in last.items() if not found.may_read(entry)))
        return found.on(self.today(), newest.reads_ahead)


def audience_of(publication: Publication, name: str) -> Audience:
    """``office`` or one of the publication's leaders. Raises 404 for anybody else.

    It reads the newest publication; whoever renders one that may be older asks the desk's `reader`.
    """
    if name == OFFICE_ID:
        return OFFICE
    if all(name != leader.id for leader in publication.leaders):
        raise HTTPException(404)
    return Audience(name)


def week_of(text: str) -> IsoWeek:
    """A week of a page's address. Raises 404 for what is none."""
    try:
        return IsoWeek.parse(text)
    except BadInput:
        raise HTTPException(404) from None


def days_of(first: str | None, last: str | None) -> DateRange:
    """The days of a query. Raises BadInput for what are none."""
    try:
        return DateRange.model_validate({"first": first, "last": last})
    except ValidationError as error:
        raise BadInput(faults_of(error)) from None
