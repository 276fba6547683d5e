"""Coverage slips of an office's records: judged by what is published where that reaches.

A leader who is not the Office reads 有安排 for what is restricted and not his own (article 60): the words are taken
out of the brief before the slip is made, so that no sentence of it can hold them.
"""

from calendar import monthrange
from datetime import datetime

from api.absence_roll import Reader, chiefs
from api.drafting import frozen, instant_for
from api.jobs.asking import ASKING
from api.questions import coverage, coverage_by_rules
from api.travel import precheck
from models.absences import Absence
from models.brief import Brief
from models.errors import BadInput, Fault, Refused
from models.events import Event, Secrecy
from models.people import LeaderId
from models.publication import Publication
from models.reasons import Move
from models.records import RecordKind
from models.slip import Slip, Trip
from models.spans import DateRange, HalfDay
from models.views import HIDDEN
from store.base import Store


def judged_for(
    store: Store, office: str, trip: Trip, at: datetime, reader: Reader, absence: Absence | None = None
) -> tuple[Brief, Slip]:
    """The slip as a reader may read it, and the brief that it was judged on. absence: the request whose fields it is
    judged with. Raises Refused for another leader's, BadInput for no question, Unanswered past the limits."""
    brief = _brief_for(store, office, trip, at, reader, absence)
    return brief, ASKING.ask(coverage, brief, trip)


def at_once(store: Store, office: str, trip: Trip, at: datetime, reader: Reader) -> tuple[Brief, Slip] | None:
    """The slip by the rules alone, while the re-plan is worked out; none where nothing is published."""
    brief = _brief_for(store, office, trip, at, reader, None)
    slip = ASKING.ask(coverage_by_rules, brief, trip)
    return None if slip is None else (brief, slip)


def _brief_for(store: Store, office: str, trip: Trip, at: datetime, reader: Reader, absence: Absence | None) -> Brief:
    if not reader.office and reader.leader not in (trip.leader, *chiefs(store, office)):
        raise Refused("只能核对本人的外出；其他领导的请由办公室核对。")
    if trip.end <= trip.start:
        raise BadInput([Fault("end", "结束时间须晚于开始时间，请改正")])
    days = horizon_of(store.head(office), trip)
    brief = frozen(store, office, days, instant_for(store, office, at)).brief
    if absence is not None:
        others = tuple(one for one in brief.absences if one.id != absence.id)
        brief = brief.model_copy(update={"absences": (*others, absence)})
    if not reader.office and reader.leader is not None:
        brief = masked(brief, reader.leader)
    precheck(brief, trip)
    return brief


def trip_of(absence: Absence) -> Trip:
    """The question that a request puts."""
    span = absence.span
    return Trip(leader=absence.leader, start=span.start, end=span.end, kind=absence.kind, place=absence.place)


def horizon_of(head: Publication | None, trip: Trip) -> DateRange:
    """The days to judge it within: those of the newest plan that hold it, else the whole months that it touches."""
    first, last = HalfDay.of(trip.start).day, HalfDay.of(trip.end).day
    if head is not None and head.plan is not None and first in head.plan.horizon and last in head.plan.horizon:
        return head.plan.horizon
    return DateRange(first=first.replace(day=1), last=last.replace(day=monthrange(last.year, last.month)[1]))


def told_moves(store: Store, office: str, moves: tuple[Move, ...], reader: LeaderId | None) -> tuple[Move, ...]:
    """A change slip's lines as a leader may read them: of what is restricted and not his own, only that it moves."""
    with store.read(office) as desk:
        events = [record.read(Event) for record in desk.records.all(RecordKind.EVENT)]
        head = desk.publications.head()
    known = {entry.id: entry for entry in (head.entries if head is not None else ())}
    closed = {
        event.id
        for event in events
        if event.secrecy is Secrecy.RESTRICTED
        and reader not in {seat.who.leader for seat in event.seats}
        and (event.id not in known or reader not in known[event.id].people)
    }
    return tuple(
        move.model_copy(update={"sentence": f"「{HIDDEN}」有变动"}) if move.subject in closed else move
        for move in moves
    )


def masked(brief: Brief, reader: LeaderId) -> Brief:
    """The brief without the words of what is restricted and not the reader's."""
    events = tuple(
        event if event.secrecy is not Secrecy.RESTRICTED or reader in _people(brief, event) else _hidden(event)
        for event in brief.events
    )
    return brief.model_copy(update={"events": events})


def _people(brief: Brief, event: Event) -> set[LeaderId]:
    rows = brief.seats_by_event[event.id]
    named = {seat.who.leader for seat in event.seats if seat.who.leader}
    return named | {who for row in rows if (who := brief.published_seats.get((event.id, row.key)))}


def _hidden(event: Event) -> Event:
    return event.model_copy(update={"title": HIDDEN, "venue": ""})
