"""Article 39: letters and petitions are read and received in person."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.plan import Plan
from rules.base import Article, Fact, Rule, Sheet, Strength


class InPerson(Rule):
    """Nobody takes another's seat at petitions or letters: no B, and nobody by decision."""

    code = "39"
    article = Article(39)
    title = "接访阅信须本人"
    reading = (
        "重要来信须领导亲自阅批，重大信访问题亲自督促：接访、阅信的席位只由本人到，"
        "B角不代，指定他人也不行；本人外出的改期。"
    )
    strength = Strength.MUST

    def constrain(self, sheet: Sheet) -> None:
        for event in sheet.events:
            if not event.kind.facts.personal:
                continue
            for seat in sheet.brief.seats_by_event[event.id]:
                others = [p for p in sheet.takers(event, seat) if seat.owner not in (None, p)]
                sheet.forbid(
                    [sheet.takes(event, seat, p, start) for p in others for start in sheet.starts(event)],
                    Fact(self.code, event.id),
                )

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, _, _, seats in held(brief, plan):
            if not event.kind.facts.personal:
                continue
            for seat, taker in seats:
                if taker is None or seat.owner is None:
                    continue
                if taker == seat.owner:
                    yield self.kept(event.id, f"「{event.title}」由{brief.zh(taker)}本人到场", seat=seat.key)
                else:
                    sentence = f"「{event.title}」由{brief.zh(taker)}代{brief.zh(seat.owner)}，须本人亲自，请改期"
                    yield self.broken(event.id, sentence, seat=seat.key)


RULE = InPerson()
