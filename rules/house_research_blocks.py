"""Ours: research goes in whole days rather than scattered half-days."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.plan import Plan
from rules.base import Fact, Rule, Sheet, Strength


class ResearchBlocks(Rule):
    """Each block of research has its price, so that few long ones beat many short ones; none is overlong."""

    code = "house-research-blocks"
    article = None
    title = "调研成块安排"
    reading = "调研尽量整天整段安排，每另起一段计代价；一段不超过规定的半天数，同一领导的各段不重叠，不超出本期。"
    strength = Strength.COST
    settings = ("research.block_max", "weights.research_block")

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for leader in brief.leaders:
            blocks = sheet.blocks(leader.id)
            because = Fact(self.code, leader.id)
            sheet.forbid([b.lit for b in blocks if b.half_days > brief.policy.research.block_max], because)
            sheet.charge(brief.policy.weights.research_block, [b.lit for b in blocks], because)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for block in plan.research:
            who = f"{brief.zh(block.leader)}{block.start.zh}起调研{block.half_days}个半天"
            halves = block.halves()
            if block.half_days > brief.policy.research.block_max:
                yield self.broken(block.id, f"{who}，超过一段的上限，请拆开")
            elif halves[0].day not in brief.horizon or halves[-1].day not in brief.horizon:
                yield self.broken(block.id, f"{who}，超出本期范围，请改期")
            else:
                yield self.kept(block.id, who, brief.policy.weights.research_block)


RULE = ResearchBlocks()
