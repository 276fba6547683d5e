"""Article 68: few go along to the grassroots."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, Kind
from models.plan import Plan
from rules.base import Article, Fact, Rule, Sheet, Strength

GRASSROOTS = frozenset({
    Kind.RESEARCH, Kind.SYMPOSIUM, Kind.INSPECTION, Kind.VISIT_CONDOLENCE, Kind.VISIT_MOBILISATION,
})  # fmt: skip


class FewCompanions(Rule):
    """Each companion has a small price, and a higher one above the office's cap."""

    code = "68"
    article = Article(68)
    title = "减少陪同"
    reading = "下基层减少陪同和随行：每随行一人计小代价；条文没有定人数，本办定了上限的，超出的另计。"
    strength = Strength.COST
    settings = ("research.companions_max", "weights.companion", "weights.companion_over")

    def _price(self, brief: Brief, event: Event) -> int:
        weights, most = brief.policy.weights, brief.policy.research.companions_max
        over = 0 if most is None else max(0, event.companions - most)
        return weights.companion * event.companions + weights.companion_over * over

    def _applies(self, event: Event) -> bool:
        return event.kind in GRASSROOTS and event.companions > 0

    def constrain(self, sheet: Sheet) -> None:
        for event in sheet.events:
            if self._applies(event):
                lits = [sheet.at(event, start) for start in sheet.starts(event)]
                sheet.charge(self._price(sheet.brief, event), lits, Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        most = brief.policy.research.companions_max
        limit = "" if most is None else f"，上限{most}人"
        for event, _, _, _ in held(brief, plan):
            if self._applies(event):
                sentence = f"「{event.title}」随行{event.companions}人{limit}"
                yield self.kept(event.id, sentence, self._price(brief, event))


RULE = FewCompanions()
