"""Living records: what an office knows and may change, one by one, each with its revision and its history.

A record is (office, kind, id, revision, body). Its body is one of the brief's own models; nothing is edited in
place: every edit makes a new revision, and the office's own revision rises with each batch of edits.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from pydantic import Field, SerializeAsAny, ValidationInfo, field_validator

from models.absences import Absence, OthersLeave, UnitLeave
from models.agenda import AgendaItem
from models.clearances import Programme
from models.decided import Decision, Pin, Waiver
from models.digest import digest_of_json
from models.events import Event
from models.leave import LeaveWish
from models.ledger import Ledger
from models.people import Delegation, Department, DeputyPair, Leader
from models.policy import Policy
from models.research import ResearchPlan
from models.spans import Frozen, Instant, Span
from models.travel import SigningItem, TravelPlan
from models.workdays import DayException, Notice
from models.year import YearTargets

T = TypeVar("T", bound=Frozen)

MINUTE = timedelta(minutes=1)
GAP = 1000  # between the places of two records of a kind, so that one may come in between


class RecordKind(StrEnum):
    """What a record is about; each kind is one section of the brief."""

    LEADER = "leader"
    PAIR = "pair"
    DELEGATION = "delegation"
    DEPARTMENT = "department"
    PROGRAMME = "programme"
    EVENT = "event"
    ABSENCE = "absence"
    LEAVE_WISH = "leave_wish"
    AGENDA_ITEM = "agenda_item"
    RESEARCH_PLAN = "research_plan"
    TRAVEL_PLAN = "travel_plan"
    OTHERS_LEAVE = "others_leave"
    UNIT_LEAVE = "unit_leave"
    SIGNING = "signing"
    NOTICE = "notice"
    OVERRIDE = "override"
    WAIVER = "waiver"
    DECISION = "decision"
    PIN = "pin"
    LEDGER = "ledger"
    TARGETS = "targets"
    POLICY = "policy"

    @property
    def facts(self) -> "KindFacts":
        """What there is to know of the kind."""
        return KINDS[self]

    @property
    def zh(self) -> str:
        """The kind as people say it."""
        return self.facts.zh


def _no_time(_body: Any) -> None:
    return None


def _own_span(body: Any) -> Span:
    span: Span = body.span
    return span


class KindFacts(NamedTuple):
    """A kind of record. section: where the brief has it; name: the id that a body bears by itself; time: when it is,
    none for what holds at any time."""

    zh: str
    section: str
    model: type[Frozen]
    name: Callable[[Any], str]
    time: Callable[[Any], Span | None] = _no_time


KINDS: dict[RecordKind, KindFacts] = {
    RecordKind.LEADER: KindFacts("领导", "leaders", Leader, lambda x: x.id),
    RecordKind.PAIR: KindFacts("AB角", "pairs", DeputyPair, lambda x: f"{x.a}/{x.b}/{x.first}"),
    RecordKind.DELEGATION: KindFacts("委托", "delegations", Delegation, lambda x: x.id, _own_span),
    RecordKind.DEPARTMENT: KindFacts("部门", "departments", Department, lambda x: x.id),
    RecordKind.PROGRAMME: KindFacts(
        "区长活动安排", "programmes", Programme, lambda x: f"{x.days.first}/{x.days.last}", lambda x: x.days.span
    ),
    RecordKind.EVENT: KindFacts("事项", "events", Event, lambda x: x.id, lambda x: x.when.span),
    RecordKind.ABSENCE: KindFacts("外出", "absences", Absence, lambda x: x.id, _own_span),
    RecordKind.LEAVE_WISH: KindFacts("待排年休假", "leave", LeaveWish, lambda x: x.id, lambda x: x.window.span),
    RecordKind.AGENDA_ITEM: KindFacts("议题", "agenda", AgendaItem, lambda x: x.id),
    RecordKind.RESEARCH_PLAN: KindFacts("调研计划", "research", ResearchPlan, lambda x: x.leader),
    RecordKind.TRAVEL_PLAN: KindFacts("年度外出计划", "travel_plans", TravelPlan, lambda x: str(x.year)),
    RecordKind.OTHERS_LEAVE: KindFacts("会议请假", "others_leave", OthersLeave, lambda x: x.event),
    RecordKind.UNIT_LEAVE: KindFacts("单位请假", "unit_leaves", UnitLeave, lambda x: x.id, _own_span),
    RecordKind.SIGNING: KindFacts(
        "待签公文", "signing", SigningItem, lambda x: x.id, lambda x: Span(start=x.due, end=x.due + MINUTE)
    ),
    RecordKind.NOTICE: KindFacts("放假通知", "notices", Notice, lambda x: str(x.year)),
    RecordKind.OVERRIDE: KindFacts("工作日调整", "overrides", DayException, lambda x: str(x.day)),
    RecordKind.WAIVER: KindFacts("变通准予", "waivers", Waiver, lambda x: f"{x.rule}:{x.subject}"),
    RecordKind.DECISION: KindFacts("指定", "decisions", Decision, lambda x: f"{x.event}:{x.seat}"),
    RecordKind.PIN: KindFacts("钉住", "pins", Pin, lambda x: f"{x.event}:{x.seat or 'start'}"),
    RecordKind.LEDGER: KindFacts("台账", "ledger", Ledger, lambda x: str(x.year)),
    RecordKind.TARGETS: KindFacts("全年计划", "targets", YearTargets, lambda x: str(x.year)),
    RecordKind.POLICY: KindFacts("政策", "policy", Policy, lambda x: str(x.effective_from)),
}


def _typed(value: Any, info: ValidationInfo) -> Any:
    """The body as its kind's model, also from JSON text or what JSON text was read to; under its own id."""
    kind: RecordKind | None = info.data.get("kind")
    if value is None or kind is None:
        return value
    model = kind.facts.model
    if isinstance(value, dict):
        value = json.dumps(value)
    body = model.model_validate_json(value) if isinstance(value, str) else value
    if not isinstance(body, model):
        raise ValueError(f"内容不是一条{kind.zh}，请核对种类")
    if getattr(body, "id", info.data.get("id")) != info.data.get("id"):
        raise ValueError("内容里的编号与记录的编号不同，请改成一致")
    return body


class _Kept(Frozen):
    """What a record and an edit share."""

    kind: RecordKind
    id: str = Field(min_length=1, max_length=200)

    @property
    def subject(self) -> str:
        """``event/2026-12/1``: what the trail calls it."""
        return f"{self.kind}/{self.id}"

    @field_validator("body", mode="before", check_fields=False)
    @classmethod
    def _of_kind(cls, value: Any, info: ValidationInfo) -> Any:
        return _typed(value, info)


class Record(_Kept):
    """A record as it stands.

    revision: rises with each edit of it, from 1. since: the office's revision by which it came to stand so.
    place: its order among its kind (that of leaders is their precedence). deleted: it stands no more; then the
    body is what it last said, none once that has been erased.
    """

    revision: int = Field(ge=1)
    since: int = Field(ge=1)
    place: int
    deleted: bool = False
    body: SerializeAsAny[Frozen] | None

    def read(self, model: type[T]) -> T:
        """The body as the model that it is. Raises TypeError for another."""
        if not isinstance(self.body, model):
            raise TypeError(f"{self.subject} is no {model.__name__}")
        return self.body


class RecordVersion(_Kept):
    """A revision of a record: who made it, when and why. body: none once it has been erased."""

    revision: int = Field(ge=1)
    since: int = Field(ge=1)
    place: int
    deleted: bool = False
    body: SerializeAsAny[Frozen] | None
    by: str
    at: Instant
    why: str


class Edit(_Kept):
    """A record to be written, or (body none) struck out.

    expecting: the record's revision as the writer saw it; none: there is none living. place: none keeps it, or
    puts a new record last.
    """

    body: SerializeAsAny[Frozen] | None
    expecting: int | None = Field(default=None, ge=1)
    place: int | None = None

    @classmethod
    def of(cls, kind: RecordKind, body: Frozen, expecting: int | None = None, place: int | None = None) -> "Edit":
        """The edit that writes a body under the id that it bears by itself."""
        return cls(kind=kind, id=kind.facts.name(body), body=body, expecting=expecting, place=place)


def fingerprint(kind: str, id: str, revision: int, place: int, deleted: bool, body: str) -> str:
    """SHA-256 over a revision of a record, its body in canonical JSON, hexadecimal."""
    return digest_of_json([kind, id, revision, place, deleted, body])
