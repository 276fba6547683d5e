"""Article 60: what is restricted is known to its own people alone."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, Secrecy
from models.people import LeaderId
from models.plan import Plan
from rules.base import Article, Fact, Rule, Sheet, Strength


class SecrecyClass(Rule):
    """A restricted event with a list of who may know is attended by nobody beside them and its seats' owners."""

    code = "60"
    article = Article(60)
    title = "知悉范围之外不得出席"
    reading = "限知事项只由其席位本人和知悉名单内的领导出席；名单之外的人不得代行，各处只显示“有安排”。"
    strength = Strength.MUST

    def _knows(self, brief: Brief, event: Event) -> frozenset[LeaderId] | None:
        if event.secrecy is not Secrecy.RESTRICTED or event.knows is None:
            return None
        owners = {seat.owner for seat in brief.seats_by_event[event.id] if seat.owner is not None}
        return frozenset(owners | set(event.knows))

    def constrain(self, sheet: Sheet) -> None:
        for event in sheet.events:
            knows = self._knows(sheet.brief, event)
            if knows is None:
                continue
            for seat in sheet.brief.seats_by_event[event.id]:
                others = [p for p in sheet.takers(event, seat) if p not in knows]
                sheet.forbid(
                    [sheet.takes(event, seat, p, start) for p in others for start in sheet.starts(event)],
                    Fact(self.code, event.id),
                )

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, _, _, seats in held(brief, plan):
            knows = self._knows(brief, event)
            if knows is None:
                continue
            strangers = [(seat, taker) for seat, taker in seats if taker is not None and taker not in knows]
            for seat, taker in strangers:
                sentence = f"限知事项由名单之外的{brief.zh(taker)}出席，请改由知悉范围内的领导出席"
                yield self.broken(event.id, sentence, seat=seat.key)
            if not strangers:
                yield self.kept(event.id, "限知事项只由知悉范围内的领导出席")


RULE = SecrecyClass()
