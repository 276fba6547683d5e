"""Events: what leaders are asked to attend, when it may be, and which seats there are."""

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, NamedTuple

from pydantic import Discriminator, Field, Tag, model_validator

from models.people import LeaderId
from models.spans import Frozen, Instant, Span

EventId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9/_.-]{0,79}$")]


class Kind(StrEnum):
    """What sort of activity an event is; `facts` tells how the rule book treats it."""

    STANDING = "meeting.standing"
    PLENARY = "meeting.plenary"
    OFFICE = "meeting.office"
    PARTY_GROUP = "meeting.party_group"
    SPECIAL = "meeting.special"
    COORDINATION = "meeting.coordination"
    WORK = "meeting.work"
    DEPLOYMENT = "meeting.deployment"
    SUPERIOR = "meeting.superior"
    VIDEO_SUPERIOR = "meeting.video_superior"
    PARTY_COMMITTEE = "meeting.party_committee"
    COUNCIL = "meeting.council"
    LEADING_GROUP = "meeting.leading_group"
    HUDDLE = "huddle"
    STUDY = "study"
    RESEARCH = "research"
    SYMPOSIUM = "symposium"
    INSPECTION = "inspection"
    INSPECTION_BY_SUPERIOR = "inspection_by_superior"
    RECEPTION = "reception"
    FOREIGN_AFFAIRS = "foreign_affairs"
    CEREMONY = "ceremony"
    EVENT_PUBLIC = "event.public"
    PETITION_RECEPTION = "petition_reception"
    VISIT_CONDOLENCE = "visit.condolence"
    VISIT_MOBILISATION = "visit.mobilisation"
    TALK = "talk"
    PAPERWORK = "paperwork"
    DUTY = "duty"
    EMERGENCY = "emergency"

    @property
    def facts(self) -> "KindFacts":
        """How the rule book treats this kind."""
        return KIND_FACTS[self]


class Hue(StrEnum):
    """Groups of kinds that a table tells apart."""

    DECISION = "decision"
    SUPERIOR = "superior"
    RESEARCH = "research"
    RECEPTION = "reception"
    CEREMONY = "ceremony"
    PETITION = "petition"
    OTHER = "other"


class KindFacts(NamedTuple):
    """zh: name · hue: group on the page · coverable: whether B may take a seat (article 7) ·
    heads_meeting: convened by the head (articles 6, 47) · minutes: usual length, assumed."""

    zh: str
    hue: Hue
    coverable: bool = True
    heads_meeting: bool = False
    minutes: int = 90


KIND_FACTS: dict[Kind, KindFacts] = {
    Kind.STANDING: KindFacts("常务会议", Hue.DECISION, False, True, 210),
    Kind.PLENARY: KindFacts("全体会议", Hue.DECISION, False, True, 210),
    Kind.OFFICE: KindFacts("区长办公会议", Hue.DECISION, True, True, 120),
    Kind.PARTY_GROUP: KindFacts("党组会议", Hue.DECISION, False),
    Kind.SPECIAL: KindFacts("专题会议", Hue.OTHER),
    Kind.COORDINATION: KindFacts("协调会", Hue.OTHER, minutes=60),
    Kind.WORK: KindFacts("工作会议", Hue.OTHER, minutes=120),
    Kind.DEPLOYMENT: KindFacts("部署会", Hue.OTHER, minutes=30),
    Kind.SUPERIOR: KindFacts("上级会议", Hue.SUPERIOR),
    Kind.VIDEO_SUPERIOR: KindFacts("上级视频会议", Hue.SUPERIOR),
    Kind.PARTY_COMMITTEE: KindFacts("区委会议", Hue.DECISION, False, minutes=210),
    Kind.COUNCIL: KindFacts("人大政协会议", Hue.SUPERIOR, False, minutes=210),
    Kind.LEADING_GROUP: KindFacts("领导小组会议", Hue.OTHER),
    Kind.HUDDLE: KindFacts("碰头会", Hue.OTHER, False, minutes=60),
    Kind.STUDY: KindFacts("集中学习", Hue.DECISION, False, minutes=120),
    Kind.RESEARCH: KindFacts("调研", Hue.RESEARCH, False, minutes=210),
    Kind.SYMPOSIUM: KindFacts("座谈会", Hue.RESEARCH, False, minutes=120),
    Kind.INSPECTION: KindFacts("检查督导", Hue.OTHER, minutes=210),
    Kind.INSPECTION_BY_SUPERIOR: KindFacts("上级督查视察", Hue.SUPERIOR, minutes=210),
    Kind.RECEPTION: KindFacts("公务接待", Hue.RECEPTION),
    Kind.FOREIGN_AFFAIRS: KindFacts("外事", Hue.RECEPTION, minutes=60),
    Kind.CEREMONY: KindFacts("事务性活动", Hue.CEREMONY, minutes=60),
    Kind.EVENT_PUBLIC: KindFacts("公开活动", Hue.CEREMONY, minutes=60),
    Kind.PETITION_RECEPTION: KindFacts("信访接待", Hue.PETITION, False, minutes=180),
    Kind.VISIT_CONDOLENCE: KindFacts("走访慰问", Hue.OTHER, minutes=210),
    Kind.VISIT_MOBILISATION: KindFacts("走访动员", Hue.OTHER, minutes=120),
    Kind.TALK: KindFacts("谈话听汇报", Hue.OTHER, False, minutes=60),
    Kind.PAPERWORK: KindFacts("批阅文件", Hue.OTHER, False, minutes=60),
    Kind.DUTY: KindFacts("带班值守", Hue.OTHER, False, minutes=600),
    Kind.EMERGENCY: KindFacts("突发事件处置", Hue.SUPERIOR, minutes=120),
}


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


class Event(Frozen):
    """Something that leaders are asked to attend.

    area: one of the policy's travel areas. portfolio: whose work it is, for ordering `any_of` seats.
    knows: for a restricted event, the only leaders who may be told of it; none given: its own seats' people.
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
    note: str = Field(default="", max_length=500)

    @model_validator(mode="after")
    def _seats_apart(self) -> "Event":
        ids = [seat.id for seat in self.seats]
        if len(set(ids)) != len(ids):
            raise ValueError("席位编号重复，请各用不同编号")
        return self

    def cover_of(self, seat: Seat) -> Cover:
        """Whether the seat may be covered: its own word, else its kind's habit."""
        if seat.cover is not None:
            return seat.cover
        return Cover.PAIR if self.kind.facts.coverable else Cover.NONE
