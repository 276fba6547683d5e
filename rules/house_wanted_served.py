"""Ours: what is wanted is held where it can be, by priority."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import price_left_out, unheld
from models.plan import Plan
from rules.base import Fact, Rule, Sheet, Strength


class WantedServed(Rule):
    """Leaving out a wanted event has its price; a small one where a later plan may still place it."""

    code = "house-wanted"
    article = None
    title = "申请事项尽量安排"
    reading = "非必办事项排不下时可以不安排，按优先级计代价并写明原因；时间窗跨到下期的可留待下期。"
    strength = Strength.COST
    settings = ("weights.wanted", "weights.deferred")

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            if not brief.is_must(event):
                price = price_left_out(brief, event)
                sheet.charge(price, [sheet.left_out(event)], Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event in unheld(brief, plan):
            if not brief.is_must(event):
                word = "本期未安排，可留待下期" if brief.may_wait(event) else "未安排"
                yield self.kept(event.id, f"「{event.title}」{word}", price_left_out(brief, event))


RULE = WantedServed()
