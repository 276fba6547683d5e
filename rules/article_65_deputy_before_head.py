"""Article 65: where a deputy will do, the head does not go."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.plan import Plan
from models.seats import ConcreteSeat
from rules.base import Article, Fact, Rule, Sheet, Strength


class DeputyBeforeHead(Rule):
    """The head taking a seat that a deputy on the list could take has its price."""

    code = "65-g"
    article = Article(65)
    title = "副职能去的正职不去"
    reading = "副职能完成的，正职不去：同一席位副区长可去的，区长出席计一次代价。"
    strength = Strength.COST
    settings = ("weights.head_where_deputy_would_do",)

    def _applies(self, brief: Brief, seat: ConcreteSeat) -> bool:
        deputies = [p for p in seat.options if p in brief.leader_by_id and brief.leader_by_id[p].post.is_deputy]
        return seat.owner is None and brief.head in seat.options and bool(deputies)

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            for seat in brief.seats_by_event[event.id]:
                if brief.head is not None and self._applies(brief, seat):
                    sheet.charge(
                        brief.policy.weights.head_where_deputy_would_do,
                        [sheet.takes(event, seat, brief.head, start) for start in sheet.starts(event)],
                        Fact(self.code, event.id),
                    )

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        price = brief.policy.weights.head_where_deputy_would_do
        for event, _, _, seats in held(brief, plan):
            for seat, taker in seats:
                if taker is not None and self._applies(brief, seat):
                    if taker == brief.head:
                        sentence = f"「{event.title}」由区长出席，副区长亦可出席"
                        yield self.kept(event.id, sentence, price, seat=seat.key)
                    else:
                        yield self.kept(event.id, f"「{event.title}」由{brief.zh(taker)}出席", seat=seat.key)


RULE = DeputyBeforeHead()
