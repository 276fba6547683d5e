"""What the rules on one approved absence have in common. No decision is touched, so they audit alone."""

from abc import abstractmethod
from collections.abc import Iterator

from models.absences import Absence
from models.audit import Finding, Verdict
from models.brief import Brief
from models.plan import Plan
from rules.base import Rule
from rules.trail import Trail, outing


class AbsenceTrail(Rule):
    """A rule on the papers of approved absences that touch the horizon: breaches are given facts."""

    @abstractmethod
    def trail(self, brief: Brief, absence: Absence) -> Trail | None:
        """How its papers stand; none: the rule does not ask."""

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for absence in brief.absences:
            if not absence.approved or not absence.span.overlaps(brief.horizon.span):
                continue
            found = self.trail(brief, absence)
            if found is not None:
                yield self.told(absence.id, outing(brief, absence), found)

    def told(self, subject: str, who: str, found: Trail) -> Finding:
        """The finding that a trail amounts to."""
        if found.verdict is Verdict.BROKEN:
            return self.broken(subject, f"{who}：{found.words}，请核实改正", given=True)
        if found.verdict is Verdict.OPEN:
            return self.open(subject, f"{who}：{found.words}，请补办")
        return self.kept(subject, f"{who}：{found.words}，均已办理")
