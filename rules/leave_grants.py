"""What rules on leave have in common: facts of the brief alone, which only the head's waiver excuses."""

from abc import abstractmethod
from collections.abc import Iterator

from models.absences import Absence
from models.audit import Finding
from models.brief import Brief
from models.plan import Plan
from rules.base import Strength
from rules.variant import Variant


class LeaveGrant(Variant):
    """A rule that refuses absences. No decision is touched: audit only."""

    strength = Strength.IN_PRINCIPLE
    approver = "区长"

    @abstractmethod
    def refused(self, brief: Brief) -> Iterator[tuple[Absence, str | None]]:
        """Absences that the rule judges, each with what is wrong with it in Chinese; none: nothing."""

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for absence, wrong in self.refused(brief):
            who = f"{brief.zh(absence.leader)}{absence.span.start:%m月%d日}起的外出"
            waiver = brief.heads_waiver(self.code, absence.id)
            if wrong is None:
                yield self.kept(absence.id, f"{who}合乎规定")
            elif waiver:
                yield self.bent(absence.id, f"{who}{wrong}，经区长同意：{waiver.reason}")
            else:
                sentence = f"{who}{wrong}，按{self.cited(brief)}不得，请改期或报区长同意"
                yield self.broken(absence.id, sentence, given=True)


def approved(brief: Brief) -> list[Absence]:
    """Approved absences that touch the horizon, in order of request: the later one gives way."""
    found = [a for a in brief.absences if a.approved and a.span.overlaps(brief.horizon.span)]
    return sorted(found, key=lambda a: (a.requested_at, a.id))
