"""What an approver looks at before he decides on an absence, and what he has to have seen to decide."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from models.absence_deeds import Doer
from models.absence_life import Life, life
from models.absence_together import Together, opened, with_these
from models.absences import Absence
from models.brief import Brief
from models.decided import Waiver
from models.digest import digest_of_json
from models.errors import Refused
from models.publication import Publication
from models.records import Edit, RecordKind
from models.replan import Replan
from models.spans import Frozen
from models.trail import Act
from rules import RULES
from rules.leave_grants import LeaveGrant
from store.desk import Desk

CONCERNING = (RecordKind.PAIR, RecordKind.DELEGATION, RecordKind.LEADER, RecordKind.POLICY)
NAMED = 5


class Said(Protocol):
    """Anything that tells itself in a sentence."""

    @property
    def sentence(self) -> str:
        """The sentence."""


class Objection(Frozen):
    """What granting it does that somebody has to know. rule: refused by this rule unless the head agrees, none:
    work left to nobody."""

    rule: str | None
    sentence: str


class Seen(Frozen):
    """What was looked at: the office's revision, and fingerprints of what objects and of what would move."""

    revision: int
    objections: str
    moves: str


class Outlook(Frozen):
    """What granting an absence means. slip: how the publication would follow, none where it does not reach; stuck:
    why it cannot; together: other requests that open something only with this one; seen: handed back with the
    decision."""

    absence: Absence
    life: Life
    objections: tuple[Objection, ...]
    together: tuple[Together, ...]
    slip: Replan | None
    stuck: str
    seen: Seen


def objections(brief: Brief, absence: Absence) -> tuple[Objection, ...]:
    """Work left to nobody, and what the office's policy refuses unless the head agrees."""
    found = [Objection(rule=None, sentence=told) for told in opened(brief, absence)]
    granted = with_these(brief, [absence])
    for rule in (rule for rule in RULES if isinstance(rule, LeaveGrant)):
        for one, wrong in rule.refused(granted):
            if one.id == absence.id and wrong and not brief.heads_waiver(rule.code, one.id):
                sentence = f"{wrong}（{rule.title}，非经区长同意不得）"
                found.append(Objection(rule=rule.code, sentence=sentence))
    return tuple(found)


def waivers(brief: Brief, absence: Absence, against: Sequence[Objection], doer: Doer, act: Act) -> Iterator[Edit]:
    """The head's word on what policy refuses, with his reason. Raises Refused for another's, or without one."""
    for rule in dict.fromkeys(one.rule for one in against if one.rule is not None):
        if brief.head is None or doer.speaker != brief.head or not act.why.strip():
            raise Refused("本单位规定非经区长同意不得；须由区长本人批准并写明理由，或改期。")
        waiver = Waiver(rule=rule, subject=absence.id, approver=brief.zh(brief.head), reason=act.why, at=act.at)
        yield Edit.of(RecordKind.WAIVER, waiver)


def shown(told: Sequence[Said]) -> str:
    """A fingerprint of what somebody has read."""
    return digest_of_json([one.sentence for one in told])


NOTHING = shown(())


def check_shown(told: Sequence[Said], seen: str) -> None:
    """Raises Refused for what the approver has not seen."""
    if shown(told) != seen:
        named = "；".join(one.sentence.rstrip("。") for one in told[:NAMED])
        raise Refused(f"这样办会带来以下情况，须先查看再定：{named or '与查看时不同'}。")


def signed(made: Absence, head: Publication | None) -> Absence:
    """The approval with the number of the version that follows from it."""
    number = head.number + 1 if head is not None else 1
    step = made.steps[-1].model_copy(update={"publication": number})
    return made.model_copy(update={"steps": (*made.steps[:-1], step)})


def since(desk: Desk, brief: Brief, absence: Absence, revision: int) -> Iterator[str]:
    """What has changed since a revision that bears on an absence: itself, others of its days, who covers for whom."""
    for record in desk.records.changed_since(revision):
        if record.kind in CONCERNING:
            yield f"{record.kind.zh}有改动（{record.id}）"
        elif record.kind is RecordKind.ABSENCE and record.body is not None:
            other = record.read(Absence)
            if other.id == absence.id:
                yield "这次外出已有人办理"
            elif other.span.widened().overlaps(absence.span.widened()):
                stands = life(brief, other, brief.as_of).phase_zh
                yield f"{brief.zh(other.leader)}{other.halves[0].zh}起的外出与此重叠，现为“{stands}”"
