"""Ours: research goes in whole days rather than scattered half-days."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.plan import Plan
from models.spans import HalfDay
from rules.base import Fact, Rule, Sheet, Strength


class ResearchBlocks(Rule):
    """Each day that a block touches has its price, so that whole days beat scattered half-days; none is overlong."""

    code = "house-research-blocks"
    article = None
    title = "调研整天安排"
    reading = "调研尽量整天安排，每占一天计一次代价；一段不超过规定的半天数，同一领导的各段不重叠，不超出本期。"
    strength = Strength.MUST
    settings = ("research.block_max", "weights.research_day")

    def _days(self, start: HalfDay, half_days: int) -> int:
        """Calendar days that a block touches."""
        return (start.shifted(half_days - 1).day - start.day).days + 1

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for leader in brief.leaders:
            blocks = sheet.blocks(leader.id)
            because = Fact(self.code, leader.id)
            sheet.forbid([b.lit for b in blocks if b.half_days > brief.policy.research.block_max], because)
            days = [self._days(b.start, b.half_days) for b in blocks]
            sheet.charge(brief.policy.weights.research_day, [b.lit for b in blocks], because, weights=days)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for block in plan.research:
            who = f"{brief.zh(block.leader)}{block.start.zh}起调研{block.half_days}个半天"
            halves = block.halves()
            if block.half_days > brief.policy.research.block_max:
                yield self.broken(block.id, f"{who}，超过一段的上限，请拆开")
            elif halves[0].day not in brief.horizon or halves[-1].day not in brief.horizon:
                yield self.broken(block.id, f"{who}，超出本期范围，请改期")
            else:
                days = self._days(block.start, block.half_days)
                yield self.kept(block.id, who, brief.policy.weights.research_day * days)


RULE = ResearchBlocks()
