"""Article 5: the head leads, deputies assist; on a clash the head's item outranks a deputy's."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import unheld
from models.events import Event
from models.plan import Plan
from rules.base import Article, Fact, Rule, Sheet, Strength


class HeadOutranks(Rule):
    """Leaving out an event with a seat of the head's costs more than leaving out a deputy's."""

    code = "5"
    article = Article(5)
    title = "区长事项优先"
    reading = "区长领导全面工作，副区长协助。两项不能兼顾时，先保区长的事项。"
    strength = Strength.COST
    settings = ("weights.head_outranks",)

    def _applies(self, brief: Brief, event: Event) -> bool:
        seats = brief.seats_by_event[event.id]
        return not brief.may_wait(event) and any(seat.owner == brief.head for seat in seats if seat.required)

    def constrain(self, sheet: Sheet) -> None:
        price = sheet.brief.policy.weights.head_outranks
        for event in sheet.events:
            if self._applies(sheet.brief, event):
                sheet.charge(price, [sheet.left_out(event)], Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        price = brief.policy.weights.head_outranks
        for event in unheld(brief, plan):
            if self._applies(brief, event):
                yield self.kept(event.id, f"「{event.title}」含区长席位而未安排", price)


RULE = HeadOutranks()
