"""What rules on leave have in common: absences that are refused, which only the head's waiver excuses.

An absence of the brief is a given fact; leave that is ours to place is a decision, and gives way to every other.
"""

from abc import abstractmethod
from collections.abc import Iterator

from models.absences import Absence
from models.audit import Finding
from models.brief import Brief
from models.leave import LeaveWish, is_decision
from models.plan import Plan
from models.presence import settled
from rules.base import Sheet, Strength
from rules.variant import Variant


class LeaveGrant(Variant):
    """A rule that refuses absences."""

    strength = Strength.IN_PRINCIPLE
    approver = "区长"

    @abstractmethod
    def refused(self, brief: Brief) -> Iterator[tuple[Absence, str | None]]:
        """Absences that the rule judges, each with what is wrong with it in Chinese; none: nothing."""

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        brief = settled(brief, plan)
        for absence, wrong in self.refused(brief):
            who = f"{brief.zh(absence.leader)}{absence.span.start:%m月%d日}起的外出"
            waiver = brief.heads_waiver(self.code, absence.id)
            if wrong is None:
                yield self.kept(absence.id, f"{who}合乎规定")
            elif waiver:
                yield self.bent(absence.id, f"{who}{wrong}，经区长同意：{waiver.reason}")
            else:
                sentence = f"{who}{wrong}，按{self.cited(brief)}不得，请改期或报区长同意"
                yield self.broken(absence.id, sentence, given=not is_decision(absence))


def approved(brief: Brief) -> list[Absence]:
    """Approved absences that touch the horizon, in order of request: the later one gives way, ours last."""
    known = (*brief.begun_leave, *brief.absences)
    found = [a for a in known if a.approved and a.span.overlaps(brief.horizon.span)]
    return sorted(found, key=lambda a: (is_decision(a), a.requested_at, a.id))


def unwaived(sheet: Sheet, code: str) -> list[LeaveWish]:
    """Leave that is ours to place and that the head has not let depart from a rule, in order of request."""
    found = [wish for wish in sheet.wishes if not sheet.brief.heads_waiver(code, wish.id)]
    return sorted(found, key=lambda wish: (wish.requested_at, wish.id))
