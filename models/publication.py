"""A publication: the office's whole calendar, sealed. Every feed, page and document is made from one alone.

It carries the facts that readers see and no more: contacts, reasons and places of absences stay in living records.
"""

import hashlib
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import ConfigDict, Field

from models.audit import Audit
from models.brief import Office
from models.digest import digest_of
from models.events import Firmness, Hue, Kind, Role, Secrecy
from models.people import Leader, LeaderId
from models.plan import BookingState, LeftOut, Plan
from models.spans import DateRange, Frozen, HalfDay, Instant, Span


class EntrySeat(Frozen):
    """A seat as readers see it. taken_by none: open. acting_for: whose seat it is, where the taker is another."""

    key: str
    role: Role
    owner: LeaderId | None
    taken_by: LeaderId | None
    acting_for: LeaderId | None = None
    required: bool = True


class Entry(Frozen):
    """One item of the calendar: an event at its time, or a block of research.

    id: the event's id, or ``research/…``; lasting over all publications. knows: who else may read a restricted
    one. provisional: it rests on days whose official notice has not come (待国务院通知).
    announced_at: since when its present time has been published.
    """

    id: str
    title: str
    kind: Kind
    start: Instant
    end: Instant
    whole_half_days: bool = False
    venue: str = ""
    area: str = ""
    organiser: str = ""
    note: str = ""
    state: BookingState
    firmness: Firmness = Firmness.FIRM
    secrecy: Secrecy = Secrecy.INTERNAL
    knows: tuple[LeaderId, ...] = ()
    provisional: bool = False
    announced_at: Instant
    seats: tuple[EntrySeat, ...] = ()

    @property
    def span(self) -> Span:
        """The time as a span."""
        return Span(start=self.start, end=self.end)

    @property
    def hue(self) -> Hue:
        """The group of kinds it is shown in."""
        return self.kind.facts.hue

    @property
    def is_tentative(self) -> bool:
        """Whether it stands in （）: not settled by its host, or placed by us in a week not yet issued."""
        return self.firmness is Firmness.TENTATIVE or self.state is BookingState.PLANNED

    @cached_property
    def people(self) -> frozenset[LeaderId]:
        """Everybody with a part in it: takers, the owners they act for, and those who may know."""
        named = {p for s in self.seats for p in (s.taken_by, s.owner, s.acting_for) if p is not None}
        return frozenset(named | set(self.knows))


class AwayView(Frozen):
    """An absence as all may see it: who, which half-days (both included), and who covers. id: the absence's.

    placed: leave that the plan put there, and a later plan may move while it has not begun.
    """

    id: str
    leader: LeaderId
    first: HalfDay
    last: HalfDay
    cover: tuple[LeaderId, ...] = ()
    placed: bool = Field(default=False, exclude_if=lambda placed: not placed)


class DayView(Frozen):
    """A day of the working calendar as tables show it (only days that differ from Monday to Friday, or named)."""

    day: date
    work: bool
    name: str = ""


class AgendaLine(Frozen):
    """An item on a meeting's agenda as the Office sees it."""

    event: str
    item: str
    title: str
    unit: str = ""
    owner: LeaderId


class ResearchLine(Frozen):
    """Where a leader stands with the year's research, in half-days. due: where one should be by the horizon's end."""

    leader: LeaderId
    year: int
    quota: int
    done: int
    planned: int
    due: int


class ChangeKind(StrEnum):
    """What happened to an item since the last publication."""

    NEW = "new"
    MOVED = "moved"
    RESEATED = "reseated"
    EDITED = "edited"
    DROPPED = "dropped"

    @property
    def zh(self) -> str:
        """The change as people read it."""
        return {"new": "新增", "moved": "改期", "reseated": "换人", "edited": "修改", "dropped": "取消"}[self.value]


class Change(Frozen):
    """One item's change; before and after are the entries whole, so that each reader sees what he may."""

    kind: ChangeKind
    before: Entry | None = None
    after: Entry | None = None


class FeedRow(Frozen):
    """What one audience's feed has said of one item (RFC 5545 3.8.7, RFC 5546 2.1.4).

    sequence: rises only on change. content: SHA-256 of what that audience sees. created, stamp: when it first
    appeared and last changed. tombstone: the last view, kept so that phones are told of the removal.
    """

    sequence: int = Field(ge=0)
    content: str
    created: Instant
    stamp: Instant
    gone: bool = False
    tombstone: "EntryView | None" = None


class EntryView(Frozen):
    """An item as one audience sees it: already redacted, plain text, ready for any surface.

    uid: the item's id (the same in every audience's feed). status: CONFIRMED, TENTATIVE or CANCELLED.
    busy: whether it takes the reader's time (his freed seat does not). lines: description, one line each.
    all_day: absences; start and end are midnights then. secrecy: its class, for clients that heed one.
    """

    uid: str
    title: str
    start: Instant
    end: Instant
    all_day: bool = False
    venue: str = ""
    status: Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]
    busy: bool = True
    category: str = ""
    secrecy: Secrecy = Secrecy.INTERNAL
    lines: tuple[str, ...] = ()


FIRST = "richeng.publication/1"  # sealed before publications named their schema
NEWEST: Literal["richeng.publication/2"] = "richeng.publication/2"


class PublicationKind(StrEnum):
    """plan: a plan for a stretch was published · issue: a week's arrangement went out (article 62)."""

    PLAN = "plan"
    ISSUE = "issue"


class Publication(Frozen):
    """The sealed state of an office's calendar. Numbered from 1, chained by `previous`, never changed.

    brief, plan, audit: of the plan last published (an issue changes none of them). left_out: that plan's.
    leaders: in order of precedence, those whom only older entries name at the end. feeds: by audience and uid.
    feed_changed: since when each audience's feed has read as it does; it never goes back. reads_ahead: how many days
    after today whoever is not the Office reads; none: all.

    schema: which fields it was sealed with. A sealed publication keeps the digest of its very bytes (`opened`), so
    that a field added later never moves it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["richeng.publication/1", "richeng.publication/2"] = Field(default=NEWEST, alias="schema")
    office: Office
    number: int = Field(ge=1)
    previous: str | None = Field(default=None, description="上一版的指纹")
    kind: PublicationKind
    sealed_at: Instant
    proposed_by: str
    signed_by: str
    reason: str
    covers: DateRange = Field(description="本版所定的日期范围；范围之外照旧")
    brief: str
    plan: Plan | None = None
    audit: Audit | None = None
    leaders: tuple[Leader, ...]
    entries: tuple[Entry, ...]
    absences: tuple[AwayView, ...] = ()
    days: tuple[DayView, ...] = ()
    provisional: tuple[DateRange, ...] = ()
    agenda: tuple[AgendaLine, ...] = ()
    research: tuple[ResearchLine, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    issued_weeks: tuple[str, ...] = Field(default=(), description="已印发的周，如 2026-W49")
    changes: tuple[Change, ...] = ()
    reads_ahead: int | None = Field(
        default=None, ge=0, exclude_if=lambda ahead: ahead is None, description="领导本人可看到今天以后第几天"
    )
    feeds: dict[str, dict[str, FeedRow]] = Field(default_factory=dict)
    feed_changed: dict[str, Instant] = Field(default_factory=dict)

    @cached_property
    def _titles(self) -> dict[LeaderId, str]:
        return {leader.id: leader.title for leader in self.leaders}

    @cached_property
    def _agenda(self) -> dict[str, tuple[AgendaLine, ...]]:
        table: dict[str, tuple[AgendaLine, ...]] = {}
        for line in self.agenda:
            table[line.event] = (*table.get(line.event, ()), line)
        return table

    def agenda_of(self, event: str) -> tuple[AgendaLine, ...]:
        """A meeting's agenda, in order."""
        return self._agenda.get(event, ())

    def zh(self, leader: LeaderId) -> str:
        """A leader's title as tables show it."""
        return self._titles.get(leader, leader)

    @classmethod
    def opened(cls, body: str) -> "Publication":
        """The publication of a sealed text; its digest is that of the text. Raises ValidationError."""
        read = cls.model_validate_json(body)
        if "schema_" not in read.model_fields_set:
            read = read.model_copy(update={"schema_": FIRST})
        read.__dict__["_digest"] = hashlib.sha256(body.encode()).hexdigest()
        return read

    @property
    def digest(self) -> str:
        """SHA-256 of the publication's canonical JSON as it was sealed, hexadecimal."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        return digest_of(self)
