"""From living records to the document of a brief, and from a brief to the edits that make the records say the same.

A brief holds what concerns its horizon: people and settings whole, events and absences whose time touches it, items
of the agenda that no earlier meeting has had, and what is said of any of these. Its calendar, standing meetings and
huddles are made when it is frozen, so they are no records.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

from models.agenda import AgendaItem
from models.brief import Brief, Office
from models.digest import canonical
from models.events import Event, EventId
from models.policy import Policy
from models.publication import Publication
from models.records import GAP, Edit, Record, RecordKind
from models.sealing import published_of
from models.spans import DateRange, Frozen, Span

Chosen = dict[RecordKind, list[Record]]
Kind = RecordKind

SINGLE = (Kind.LEDGER, Kind.TARGETS, Kind.POLICY)
SPOKEN_OF = {Kind.OTHERS_LEAVE: "event", Kind.DECISION: "event", Kind.PIN: "event", Kind.WAIVER: "subject"}
MADE = re.compile(r"(?:standing/(\d{4})-(\d{2})/|huddle/(\d{4})-W(\d{2}))")


def document(
    office: Office,
    records: Iterable[Record],
    head: Publication | None,
    horizon: DateRange,
    as_of: datetime,
    known: Collection[str] = (),
) -> dict[str, Any]:
    """The brief of a horizon as JSON has it, to be frozen by intake; what is missing intake will name.

    known: as `concerning` has it.
    """
    chosen = concerning(records, head, horizon, known)
    found: dict[str, Any] = {
        "schema": "richeng.brief/1",
        "office": office.model_dump(mode="json"),
        "as_of": as_of.isoformat(),
        "horizon": horizon.model_dump(mode="json"),
    }
    for kind in Kind:
        bodies = [_plain(record.body) for record in chosen[kind] if record.body is not None]
        if kind not in SINGLE:
            found[kind.facts.section] = bodies
        elif bodies:
            found[kind.facts.section] = bodies[-1]
    if head is not None:
        found["published"] = _plain(published_of(head))
    return found


def concerning(
    records: Iterable[Record], head: Publication | None, horizon: DateRange, known: Collection[str] = ()
) -> Chosen:
    """The records that a brief of the horizon is made of, by kind, in order; of policies all that are in force, the
    one that counts last.

    known: ids of all living events, where those of other days are not among the records.
    """
    living: Chosen = {kind: [] for kind in Kind}
    for record in records:
        if not record.deleted:
            living[record.kind].append(record)
    chosen = dict(living)
    for kind, touches in _touching(horizon).items():
        chosen[kind] = [record for record in living[kind] if touches(record.body)]
    chosen[Kind.ABSENCE] = _with_pointed_at(living[Kind.ABSENCE], chosen[Kind.ABSENCE], "extends")
    chosen[Kind.AGENDA_ITEM] = _agenda(living[Kind.AGENDA_ITEM], head, horizon)
    chosen[Kind.POLICY] = sorted(chosen[Kind.POLICY], key=lambda r: r.read(Policy).effective_from)
    named = (Kind.EVENT, Kind.ABSENCE, Kind.AGENDA_ITEM)
    elsewhere = {*known, *(r.id for kind in named for r in living[kind])}
    elsewhere -= {r.id for kind in named for r in chosen[kind]}
    for kind, name in SPOKEN_OF.items():
        chosen[kind] = [r for r in living[kind] if _is_here(getattr(r.body, name), elsewhere, horizon)]
    return chosen


def _touching(horizon: DateRange) -> dict[Kind, Callable[[Any], bool]]:
    """How to tell whether a body's time touches the horizon, for kinds that have one."""

    def touches(time: Callable[[Any], Span | None]) -> Callable[[Any], bool]:
        return lambda body: (span := time(body)) is None or span.overlaps(horizon.span)

    tests = {kind: touches(kind.facts.time) for kind in Kind}
    tests[Kind.LEDGER] = lambda ledger: bool(ledger.year == horizon.first.year)
    tests[Kind.TARGETS] = lambda targets: horizon.first.year <= targets.year <= horizon.last.year
    tests[Kind.POLICY] = lambda policy: bool(policy.effective_from <= horizon.first)
    return tests


def _with_pointed_at(living: list[Record], chosen: list[Record], name: str) -> list[Record]:
    """The chosen and whatever they point to, directly or by others, in order."""
    by_id = {record.id: record for record in living}
    ids: set[str] = set()
    waiting = [record.id for record in chosen]
    while waiting:
        one = waiting.pop()
        if one in by_id and one not in ids:
            ids.add(one)
            waiting += [pointed] if (pointed := getattr(by_id[one].body, name)) else []
    return [record for record in living if record.id in ids]


def _agenda(living: list[Record], head: Publication | None, horizon: DateRange) -> list[Record]:
    """Items that no meeting before the horizon has had, and those that they take up again."""
    starts = {entry.id: entry.start.date() for entry in head.entries} if head else {}
    had = {line.item for line in head.agenda if starts.get(line.event, date.max) < horizon.first} if head else set()
    waiting = [record for record in living if record.read(AgendaItem).id not in had]
    return _with_pointed_at(living, waiting, "follows")


def _is_here(subject: EventId, elsewhere: set[str], horizon: DateRange) -> bool:
    """Whether what is spoken of belongs to the horizon; so does what nobody knows, that intake may name it."""
    if subject in elsewhere:
        return False
    made = MADE.match(subject)
    if made is None:
        return True
    year, month, iso_year, week = (int(part) if part else 0 for part in made.groups())
    if year:
        return (horizon.first.year, horizon.first.month) <= (year, month) <= (horizon.last.year, horizon.last.month)
    monday = date.fromisocalendar(iso_year, week, 1)
    return monday <= horizon.last and horizon.first <= monday + timedelta(days=6)


def edits_of(
    brief: Brief, made: Mapping[EventId, Event], records: Iterable[Record], head: Publication | None
) -> tuple[Edit, ...]:
    """The edits after which a brief of the same horizon says what this one says; none where it does already.

    made: events that freezing adds by itself; written as it adds them, they are no records. What concerns the
    horizon and is not in the brief is struck out, what concerns other days stays.
    """
    known = {(record.kind, record.id): record for record in records if not record.deleted}
    standing = concerning(known.values(), head, brief.horizon)
    wanted = _wanted(brief, made, standing)
    written = chain.from_iterable(_written(kind, bodies, known) for kind, bodies in wanted.items())
    return (*_struck(standing, wanted, brief.policy), *written)


def _wanted(brief: Brief, made: Mapping[EventId, Event], standing: Chosen) -> dict[Kind, dict[str, Frozen]]:
    wanted: dict[Kind, dict[str, Frozen]] = {}
    for kind in Kind:
        if kind is Kind.POLICY and brief.policy == Policy() and not standing[kind]:
            continue  # the settings are the program's own until somebody sets them
        given = getattr(brief, kind.facts.section)
        bodies = given if kind not in SINGLE else () if given is None else (given,)
        if kind is Kind.EVENT:
            bodies = tuple(event for event in bodies if made.get(event.id) != event)
        wanted[kind] = dict(_named(kind, bodies))
    return wanted


def _named(kind: Kind, bodies: Iterable[Frozen]) -> Iterator[tuple[str, Frozen]]:
    """Bodies under the ids that they bear by themselves; of several under one, the later ones are numbered."""
    times: Counter[str] = Counter()
    for body in bodies:
        name = kind.facts.name(body)
        times[name] += 1
        yield (name if times[name] == 1 else f"{name}#{times[name]}"), body


def _written(kind: Kind, bodies: Mapping[str, Frozen], known: Mapping[tuple[Kind, str], Record]) -> Iterator[Edit]:
    """Edits for what is new, says something else, or stands in another order; places change as little as may be."""
    last = 0
    left = sum((kind, id) in known for id in bodies)
    for id, body in bodies.items():
        old = known.get((kind, id))
        left -= old is not None
        keeps = old is not None and old.place > last
        place = old.place if old is not None and keeps else last + (1 if left else GAP)
        last = place
        if old is None or old.place != place or old.body is None or canonical(old.body) != canonical(body):
            yield Edit(kind=kind, id=id, body=body, expecting=old.revision if old else None, place=place)


def _struck(standing: Chosen, wanted: Mapping[Kind, Mapping[str, Frozen]], policy: Policy) -> Iterator[Edit]:
    for kind, records in standing.items():
        for record in records:
            stays = record.id in wanted.get(kind, {})
            if kind is Kind.POLICY:  # only one that would go before the brief's own
                stays = stays or record.read(Policy).effective_from < policy.effective_from
            if not stays and kind is not Kind.LEDGER:
                yield Edit(kind=kind, id=record.id, body=None, expecting=record.revision)


def _plain(value: Frozen) -> Any:
    return json.loads(canonical(value))
