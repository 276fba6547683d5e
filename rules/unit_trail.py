"""What the rules on a unit head's leave have in common. No decision is touched, so they audit alone."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence

from models.absences import UnitLeave
from models.audit import Finding, Verdict
from models.brief import Brief
from models.plan import Plan
from rules.base import Rule, Strength
from rules.trail import Step, Trail, judged


class UnitTrail(Rule):
    """A rule on chains of dated steps before a unit head leaves: breaches are given facts."""

    strength = Strength.MUST

    @abstractmethod
    def chains(self, leave: UnitLeave) -> Sequence[Sequence[Step]]:
        """The chains to be gone through, each in order; none: the rule does not ask."""

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        names = {unit.id: unit.name for unit in brief.departments}
        for leave in brief.unit_leaves:
            chains = self.chains(leave)
            if not chains or not leave.span.overlaps(brief.horizon.span):
                continue
            who = f"{names.get(leave.unit, leave.unit)}主要负责人{leave.span.start:%m月%d日}起的外出"
            found = _worst([judged(chain, leave.span.start, brief.as_of) for chain in chains])
            if found.verdict is Verdict.BROKEN:
                yield self.broken(leave.id, f"{who}：{found.words}，请核实改正", given=True)
            elif found.verdict is Verdict.OPEN:
                yield self.open(leave.id, f"{who}：{found.words}，请补办")
            else:
                yield self.kept(leave.id, f"{who}：各道手续均已办理")


def _worst(trails: Sequence[Trail]) -> Trail:
    order = (Verdict.BROKEN, Verdict.OPEN, Verdict.BENT, Verdict.KEPT)
    return min(trails, key=lambda trail: order.index(trail.verdict))
