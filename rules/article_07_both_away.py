"""Article 7: A away and nobody acting for him: the law is silent, and a person decides."""

from collections.abc import Iterator, Sequence

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.plan import Plan
from models.presence import settled
from models.seats import ConcreteSeat
from models.spans import HalfDay
from rules.article_07_deputy_cover import is_chain
from rules.base import Article, Fact, Rule, Sheet, Strength
from rules.silence import is_decided, silence, vacant, while_away


class BothAway(Rule):
    """The seat stays open at the highest price; no chain of cover fills it, only a decision in the brief."""

    code = "7-g"
    article = Article(7)
    title = "AB角均不能到的，待定"
    reading = (
        "A角外出而B角也外出、有事或未结对时，条文没有答案：不得再由B角的B角转代；席位列为待定，"
        "请区长指定，常务副区长为首选建议。"
    )
    strength = Strength.SILENT
    settings = ("weights.open_seat",)

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            for seat in brief.seats_by_event[event.id]:
                if seat.required and while_away(brief, seat) == self.code:
                    mine = [
                        lit
                        for start in sheet.starts(event)
                        for code, lit in vacant(sheet, event, seat, start)
                        if code == self.code
                    ]
                    sheet.charge(brief.policy.weights.open_seat, mine, Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        brief = settled(brief, plan)
        for event, _, halves, seats in held(brief, plan):
            for seat, taker in seats:
                owner = brief.zh(seat.owner or "")
                if taker is not None:
                    if is_chain(brief, seat, taker):
                        sentence = f"「{event.title}」{owner}的席位由B角的B角{brief.zh(taker)}转代，代行不得再转"
                        yield self.broken(event.id, f"{sentence}，请报区长指定", seat=seat.key)
                    elif seat.owner not in (None, taker, brief.head) and is_decided(brief, seat, taker):
                        decision = brief.decided[(event.id, seat.key)]
                        sentence = f"「{event.title}」{owner}的席位经{decision.by}指定由{brief.zh(taker)}出席"
                        yield self.kept(event.id, sentence, seat=seat.key)
                elif seat.required and silence(brief, seat, halves) == self.code:
                    sentence = (
                        f"「{event.title}」：{owner}外出，席位无人代行；"
                        f"{self._partners(brief, seat, halves)}，请报区长指定"
                    )
                    yield self.open(event.id, sentence, brief.policy.weights.open_seat, seat=seat.key)

    def _partners(self, brief: Brief, seat: ConcreteSeat, halves: Sequence[HalfDay]) -> str:
        """How it stands with the owner's Bs of the day."""
        found = [
            f"B角{brief.zh(b)}{'也外出' if brief.is_away(b, halves) else '在汴，可先由其代行'}"
            for pair in brief.pairs
            if (b := pair.other(seat.owner or "")) is not None and all(pair.in_force(half.day) for half in halves)
        ]
        return "、".join(found) or "当日没有B角"


RULE = BothAway()
