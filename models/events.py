"""Events: what leaders are asked to attend, when it may be, and which seats there are."""

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, model_validator

from models.clearances import Clearance, Favour, Step, once_each
from models.kinds import KIND_FACTS as KIND_FACTS
from models.kinds import Hue as Hue
from models.kinds import Kind as Kind
from models.kinds import KindFacts as KindFacts
from models.people import DepartmentId, LeaderId
from models.spans import Frozen, Instant, Span

EventId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9/_.-]{0,79}$")]


class Role(StrEnum):
    """What the taker of a seat does there."""

    CHAIR = "chair"
    SPEAKER = "speaker"
    ATTEND = "attend"

    @property
    def zh(self) -> str:
        """The role as tables say it."""
        return {Role.CHAIR: "主持", Role.SPEAKER: "讲话", Role.ATTEND: "出席"}[self]


class Cover(StrEnum):
    """Whether somebody else may take a seat for its owner."""

    PAIR = "pair"
    NONE = "none"


class Body(StrEnum):
    """Bodies whose members sit as of right (articles 42 and 43)."""

    STANDING = "standing"
    PLENARY = "plenary"


class Who(Frozen):
    """Whose a seat is: exactly one of a leader, a portfolio's owner, one of several, or all members of a body."""

    leader: LeaderId | None = None
    portfolio: str | None = None
    any_of: tuple[LeaderId, ...] | None = None
    members_of: Body | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> "Who":
        given = [n for n in ("leader", "portfolio", "any_of", "members_of") if getattr(self, n) is not None]
        if len(given) != 1:
            raise ValueError("席位应写明 leader、portfolio、any_of、members_of 四者之一")
        if self.any_of is not None and (not self.any_of or len(set(self.any_of)) != len(self.any_of)):
            raise ValueError("any_of 至少写一位领导，且不得重复")
        return self


class Seat(Frozen):
    """One seat of an event. `cover` left out: as the event's kind has it."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")
    role: Role = Role.ATTEND
    who: Who
    required: bool = True
    cover: Cover | None = None


class Fixed(Frozen):
    """A time set by the host: [start, end), at any minute."""

    start: Instant
    end: Instant

    @model_validator(mode="after")
    def _forward(self) -> "Fixed":
        if self.end <= self.start:
            raise ValueError("结束必须晚于开始，请改正起止时间")
        return self

    @cached_property
    def span(self) -> Span:
        """The time as a span."""
        return Span(start=self.start, end=self.end)


class Window(Frozen):
    """A time for us to place inside [earliest, latest): so many minutes within one half-day, or whole half-days
    in a row."""

    earliest: Instant
    latest: Instant
    minutes: int | None = Field(default=None, ge=5, le=660)
    half_days: int | None = Field(default=None, ge=1, le=20)

    @model_validator(mode="after")
    def _placeable(self) -> "Window":
        if self.latest <= self.earliest:
            raise ValueError("时间窗的结束必须晚于开始，请改正")
        if (self.minutes is None) == (self.half_days is None):
            raise ValueError("时间窗应写明 minutes（分钟）或 half_days（整半天数）之一")
        return self

    @cached_property
    def span(self) -> Span:
        """The window as a span."""
        return Span(start=self.earliest, end=self.latest)


def _timing(value: Any) -> str:
    if isinstance(value, dict):
        return "fixed" if "start" in value else "window"
    return "fixed" if isinstance(value, Fixed) else "window"


When = Annotated[
    Annotated[Fixed, Tag("fixed")] | Annotated[Window, Tag("window")],
    Discriminator(_timing),
]


class Duty(StrEnum):
    """Must be held, or wanted and left out at its price."""

    MUST = "must"
    WANTED = "wanted"


class Firmness(StrEnum):
    """Whether the host has settled it; tentative items stand in （）."""

    FIRM = "firm"
    TENTATIVE = "tentative"


class Secrecy(StrEnum):
    """Who may read an event's content (article 60): restricted is for its own people and the Office alone."""

    OPEN = "open"
    INTERNAL = "internal"
    RESTRICTED = "restricted"


class Host(StrEnum):
    """Who calls the event."""

    OWN = "own"
    SUPERIOR = "superior"
    PARTY_COMMITTEE = "party_committee"
    JOINT = "joint"
    SUBORDINATE = "subordinate"
    EXTERNAL = "external"


class Consent(Frozen):
    """A leader's consent to attend a ceremony, sought by the office director (article 61)."""

    leader: LeaderId
    at: Instant


class Application(Frozen):
    """A lower unit's written application for a leader at its ceremony, and what came of it (article 61)."""

    unit: str
    at: Instant
    consents: tuple[Consent, ...] = ()


class Mode(StrEnum):
    """How people meet; article 48 wants district-wide meetings by video."""

    SITE = "site"
    VIDEO = "video"


class Event(Frozen):
    """Something that leaders are asked to attend.

    area: one of the policy's travel areas. portfolio: whose work it is, for ordering `any_of` seats.
    knows: for a restricted event, the only leaders who may be told of it; none given: its own seats' people.
    clearances: the paperwork done so far, each step once. invites: departments whose heads are called.
    received_at: when the Office was asked for it, where the office has a day for that (article 62).
    mode: none: as article 48 has it. companions: who go along to the grassroots beside the leaders (article 68).
    """

    id: EventId
    title: str = Field(min_length=1, max_length=200)
    kind: Kind
    when: When
    seats: tuple[Seat, ...] = Field(min_length=1, max_length=60)
    venue: str = Field(default="", max_length=100)
    area: str = "district"
    organiser: str = Field(default="", max_length=100)
    portfolio: str | None = None
    host: Host = Host.OWN
    duty: Duty = Duty.WANTED
    priority: int = Field(default=2, ge=1, le=3, description="1 最要紧，3 最次")
    summoned: bool = False
    firmness: Firmness = Firmness.FIRM
    secrecy: Secrecy = Secrecy.INTERNAL
    knows: tuple[LeaderId, ...] | None = None
    application: Application | None = None
    clearances: tuple[Clearance, ...] = Field(default=(), max_length=20)
    invites: tuple[DepartmentId, ...] = Field(default=(), max_length=200)
    received_at: Instant | None = None
    mode: Mode | None = None
    mode_reason: str = Field(default="", max_length=200)
    companions: int = Field(default=0, ge=0, le=200)
    favours: tuple[Favour, ...] = Field(default=(), max_length=20)
    note: str = Field(default="", max_length=500)

    @model_validator(mode="after")
    def _seats_apart(self) -> "Event":
        ids = [seat.id for seat in self.seats]
        if len(set(ids)) != len(ids):
            raise ValueError("席位编号重复，请各用不同编号")
        once_each(self.clearances)
        return self

    def clearance(self, step: Step) -> Clearance | None:
        """The step of paperwork, if it is done."""
        return next((c for c in self.clearances if c.step is step), None)

    def cover_of(self, seat: Seat) -> Cover:
        """Whether the seat may be covered: never where the kind is personal; its own word, else its kind's habit."""
        if self.kind.facts.personal:
            return Cover.NONE
        if seat.cover is not None:
            return seat.cover
        return Cover.PAIR if self.kind.facts.coverable else Cover.NONE
