"""What is long over leaves the calendar and the records; what was published before stays as it was sealed."""

from datetime import datetime, timedelta

from models.absences import Absence
from models.publication import Publication
from models.spans import DateRange


def without_long_past(publication: Publication, before: datetime) -> Publication:
    """The publication without what ended before an instant: entries, absences, days, weeks, agendas."""
    first = before.date()
    entries = tuple(entry for entry in publication.entries if entry.end >= before)
    ids = {entry.id for entry in entries}
    ranges = [
        DateRange(first=max(stretch.first, first), last=stretch.last)
        for stretch in publication.provisional
        if stretch.last >= first
    ]
    return publication.model_copy(
        update={
            "entries": entries,
            "absences": tuple(away for away in publication.absences if away.last.end >= before),
            "days": tuple(day for day in publication.days if day.day >= first),
            "provisional": tuple(ranges),
            "agenda": tuple(line for line in publication.agenda if line.event in ids),
            "research": tuple(line for line in publication.research if line.year >= first.year),
            "issued_weeks": tuple(week for week in publication.issued_weeks if _sunday(week) >= before),
        }
    )


def _sunday(week: str) -> datetime:
    """The midnight that ends a week."""
    monday = datetime.strptime(f"{week}-1 +0800", "%G-W%V-%u %z")
    return monday + timedelta(days=7)


def silenced(absence: Absence) -> Absence:
    """An absence without what is personal in it: where, how to reach him, why, and how he travelled."""
    steps = tuple(step.model_copy(update={"why": ""}) for step in absence.steps)
    said = {"place": "", "contact": "", "reason": "", "purpose": "", "transport": ""}
    return absence.model_copy(update={**said, "steps": steps})
