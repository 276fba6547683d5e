"""The office's verbs: plan, check, publish, issue. They know no HTTP and no terminal.

"Publish" is audit, seal and append in this order, and is nowhere else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from api.jobs import Answer, plan_in_child
from intake.brief import write_brief
from models.audit import Audit, Verdict
from models.brief import Brief
from models.continuity import continued
from models.decided import Decision
from models.errors import BadInput, Fault, Refused
from models.plan import Plan
from models.publication import Publication
from models.sealing import issue_week, published_of, seal
from models.spans import DateRange
from rules import audit
from store.base import Store


@dataclass(frozen=True)
class Signature:
    """Who proposed, who signed, when and why (articles 49 and 62)."""

    proposed_by: str
    signed_by: str
    at: datetime
    reason: str


def within(brief: Brief, wanted: DateRange) -> Brief:
    """The brief for a part of its horizon. Raises BadInput for days outside it."""
    if wanted.first < brief.horizon.first or wanted.last > brief.horizon.last:
        text = f"计划范围 {wanted.first} 至 {wanted.last} 超出摘要的 {brief.horizon.first} 至 {brief.horizon.last}"
        raise BadInput([Fault("horizon", f"{text}，请改在其内")])
    return brief.narrowed(wanted)


def check(brief: Brief, plan: Plan) -> Audit:
    """What the law says of any plan of a brief, also a hand-made one."""
    return audit(brief.narrowed(plan.horizon), plan)


class Office:
    """One office's calendar in a store."""

    def __init__(self, store: Store, office_id: str) -> None:
        self.store = store
        self.id = office_id

    def head(self) -> Publication | None:
        """The newest publication, none before the first."""
        return self.store.head(self.id)

    def refresh(self, brief: Brief) -> Brief:
        """The brief on top of the newest publication."""
        self._mine(brief)
        head = self.head()
        return brief.model_copy(update={"published": published_of(head) if head else None})

    def plan(self, brief: Brief) -> Answer:
        """Plan a brief on top of the newest publication, in a limited child process."""
        return plan_in_child(self.refresh(brief))

    def rebase(self, plan: Plan, made_on: Brief, now: Brief) -> Plan:
        """A plan of a brief, brought onto the same brief with the newest publication under it.

        Research keeps the ids that the publication gave it. Raises Refused when the plan is of neither.
        """
        if plan.brief == now.digest:
            return plan
        if plan.brief != made_on.digest:
            raise Refused("方案不是依据这份摘要排出的（指纹不符）；请用 plan 按当前摘要重新排定，再发布。")
        research = continued(now, [(b.leader, b.start, b.half_days) for b in plan.research])
        return plan.model_copy(update={"brief": now.digest, "research": research})

    def publish(self, brief: Brief, plan: Plan, signature: Signature) -> Publication:
        """Audit, seal and append. Raises Refused for what may not be published; nothing is stored then."""
        self._mine(brief)
        head = self.head()
        publication = seal(
            brief=brief,
            plan=plan,
            audit=audit(brief, plan),
            previous=head,
            sealed_at=signature.at,
            proposed_by=signature.proposed_by,
            signed_by=signature.signed_by,
            reason=signature.reason,
        )
        self.store.append(publication, expecting=head.number if head else None, brief=write_brief(brief))
        return publication

    def issue(self, week: str, signature: Signature) -> Publication:
        """Send out a week's arrangement (article 62). Raises Refused before the first publication."""
        head = self.head()
        if head is None:
            raise Refused("还没有发布过任何方案，不能印发周安排；请先发布方案。")
        publication = issue_week(
            head, week, signature.at, signature.proposed_by, signature.signed_by, signature.reason
        )
        self.store.append(publication, expecting=head.number)
        return publication

    def decide(self, brief: Brief, decisions: Iterable[Decision]) -> Brief:
        """The brief with named persons' decisions on what is open."""
        return brief.model_copy(update={"decisions": (*brief.decisions, *decisions)})

    def _mine(self, brief: Brief) -> None:
        if brief.office.id != self.id:
            raise Refused(f"摘要属于 {brief.office.id}，这里是 {self.id} 的日历；请核对单位。")


def undecided(verdict: Audit) -> list[str]:
    """Sentences on seats that a person still has to decide."""
    return [f.sentence for f in verdict.of(Verdict.OPEN) if f.seat is not None]
