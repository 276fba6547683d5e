"""Clearances: the steps of paperwork that an event goes through before it is held. By whom, when, which number."""

from collections.abc import Sequence
from enum import StrEnum

from pydantic import Field, model_validator

from models.people import LeaderId
from models.spans import DateRange, Frozen, Instant


class Step(StrEnum):
    """A step of paperwork, with the article that asks for it."""

    PROPOSED = "proposed"  # 49: the Office proposes an activity of the head's
    SIGNED = "signed"  # 49: the office director signs it up
    APPROVED = "approved"  # 49: the head approves it
    LIAISON = "liaison"  # 49: the Office has settled it with the party committee's office
    DEPUTY = "deputy"  # 49: the deputy in charge has seen it
    TOPIC = "topic"  # 45: the head approves the topic of a deputy's special meeting
    MEETING = "meeting"  # 48: the meeting itself is approved
    UNIT_HEADS = "unit_heads"  # 48: the head approves that units' first persons are called
    RECEPTION_PLAN = "reception_plan"  # 63: the office director's plan for receiving guests
    RECEPTION_APPROVED = "reception_approved"  # 63: a leader approves that plan
    ARRANGEMENT = "arrangement"  # 63: the Office's arrangement for foreign guests
    PARTY = "party"  # 61: the party committee arranges messages and inscriptions
    PARTY_CONSENT = "party_consent"  # elsewhere: the party committee agrees (to a ceremony, to calling unit heads)
    GOVERNMENT_CONSENT = "government_consent"  # elsewhere: the government agrees to a ceremony

    @property
    def zh(self) -> str:
        """The step as people say it."""
        return _STEP_ZH[self]


_STEP_ZH = {
    Step.PROPOSED: "办公室统筹建议",
    Step.SIGNED: "办公室主任签报",
    Step.APPROVED: "区长审定",
    Step.LIAISON: "与区委办公室的对接",
    Step.DEPUTY: "报分管副区长",
    Step.TOPIC: "区长对议题的审定",
    Step.MEETING: "会议审批",
    Step.UNIT_HEADS: "区长对通知主要负责人的批准",
    Step.RECEPTION_PLAN: "办公室主任提出的接待方案",
    Step.RECEPTION_APPROVED: "领导对接待方案的审定",
    Step.ARRANGEMENT: "办公室统一安排的编号",
    Step.PARTY: "区委的统一安排",
    Step.PARTY_CONSENT: "区委的同意",
    Step.GOVERNMENT_CONSENT: "区政府的同意",
}


class Clearance(Frozen):
    """One step that is done. by: a leader's id, a post, or a unit; no: the paper's number."""

    step: Step
    by: str = Field(min_length=1, max_length=60)
    at: Instant
    no: str = Field(default="", max_length=60)


def once_each(clearances: Sequence[Clearance]) -> None:
    """Raise ValueError where a step is told twice."""
    steps = [clearance.step for clearance in clearances]
    if len(set(steps)) != len(steps):
        raise ValueError("同一道手续登记了两次，请只留一条")


class Programme(Frozen):
    """The head's activities of some days, proposed, signed and approved as a whole (article 49)."""

    days: DateRange
    clearances: tuple[Clearance, ...] = ()

    @model_validator(mode="after")
    def _once_each(self) -> "Programme":
        once_each(self.clearances)
        return self


class FavourKind(StrEnum):
    """What units ask of a leader for their occasions (article 61)."""

    LETTER = "letter"
    TELEGRAM = "telegram"
    INSCRIPTION = "inscription"
    PREFACE = "preface"

    @property
    def zh(self) -> str:
        """The kind as the office says it."""
        return {"letter": "贺信", "telegram": "贺电", "inscription": "题词题字", "preface": "作序"}[self.value]


class Favour(Frozen):
    """A message or inscription that is asked for; refused unless `granted_at` says otherwise (article 61)."""

    kind: FavourKind
    leader: LeaderId
    granted_at: Instant | None = None
