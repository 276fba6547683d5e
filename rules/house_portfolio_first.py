"""Ours, after article 7: of several leaders who could go, the one in charge of the work goes first."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event
from models.people import LeaderId
from models.plan import Plan
from models.seats import ConcreteSeat, portfolio_owner
from rules.base import Fact, Rule, Sheet, Strength


class PortfolioFirst(Rule):
    """Another than the portfolio's owner in a seat for one of several has its price."""

    code = "house-portfolio-first"
    article = None
    title = "分管领导优先"
    reading = "几位领导都可去的席位，由分管的领导优先；换别人去计一次代价。"
    strength = Strength.COST
    settings = ("weights.not_portfolio_owner",)

    def _first(self, brief: Brief, event: Event, seat: ConcreteSeat) -> LeaderId | None:
        owner = portfolio_owner(event.portfolio, brief.leaders) if event.portfolio else None
        return owner if seat.owner is None and owner in seat.options else None

    def constrain(self, sheet: Sheet) -> None:
        for event in sheet.events:
            for seat in sheet.brief.seats_by_event[event.id]:
                first = self._first(sheet.brief, event, seat)
                if first is not None:
                    others = [p for p in sheet.takers(event, seat) if p != first]
                    sheet.charge(
                        sheet.brief.policy.weights.not_portfolio_owner,
                        [sheet.takes(event, seat, p, start) for p in others for start in sheet.starts(event)],
                        Fact(self.code, event.id),
                    )

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        price = brief.policy.weights.not_portfolio_owner
        for event, _, _, seats in held(brief, plan):
            for seat, taker in seats:
                first = self._first(brief, event, seat)
                if first is None or taker is None:
                    continue
                if taker == first:
                    yield self.kept(event.id, f"「{event.title}」由分管的{brief.zh(first)}出席", seat=seat.key)
                else:
                    sentence = f"「{event.title}」由{brief.zh(taker)}出席，分管领导是{brief.zh(first)}"
                    yield self.kept(event.id, sentence, price, seat=seat.key)


RULE = PortfolioFirst()
