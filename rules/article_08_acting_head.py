"""Article 8: while the head is away, the executive deputy presides on the head's delegation."""

from collections.abc import Iterator, Sequence

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.people import LeaderId
from models.plan import Plan
from models.presence import settled
from models.seats import ConcreteSeat
from models.spans import HalfDay
from rules.acting_chair import could_chair
from rules.base import Article, Fact, Rule, Sheet, Strength
from rules.presence import only_while_away
from rules.silence import is_decided, silence, vacant


class ActingHead(Rule):
    """The executive deputy takes the head's coverable seats while the head is away and has delegated."""

    code = "8"
    article = Article(8)
    title = "区长外出，常务副区长受托主持"
    reading = (
        "区长离汴期间，经其委托，由常务副区长主持全面工作，代行区长可代的席位；"
        "没有委托或两人都外出的，条文没有答案，列为待定。"
    )
    strength = Strength.MUST
    settings = ("cover.head_needs_delegation", "weights.open_seat")

    def _acts(self, brief: Brief, seat: ConcreteSeat, taker: LeaderId, halves: Sequence[HalfDay]) -> bool:
        """Whether a taker other than the head is lawful."""
        away = all(brief.absences_at(seat.owner or "", half) for half in halves)
        return is_decided(brief, seat, taker) or (away and self._could_act(brief, seat, taker, halves))

    def _could_act(self, brief: Brief, seat: ConcreteSeat, taker: LeaderId, halves: Sequence[HalfDay]) -> bool:
        """Whether the taker is lawful if the head is away."""
        if could_chair(brief, brief.event_by_id[seat.event], seat, taker, halves):
            return True
        if taker != brief.executive_deputy:
            return False
        return not brief.policy.cover.head_needs_delegation or all(
            any(d.by == brief.head and d.to == taker and d.covers(h) for d in brief.delegations) for h in halves
        )

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            for seat in brief.seats_by_event[event.id]:
                if brief.head is None or seat.owner != brief.head:
                    continue
                because = Fact(self.code, event.id)
                for start in sheet.starts(event):
                    halves = sheet.halves(event, start)
                    others = [p for p in sheet.takers(event, seat) if p != brief.head]
                    for_him = [p for p in others if not is_decided(brief, seat, p)]
                    acting = [p for p in for_him if self._could_act(brief, seat, p, halves)]
                    idle = [p for p in for_him if p not in acting]
                    sheet.forbid([sheet.takes(event, seat, p, start) for p in idle], because)
                    acts = [sheet.takes(event, seat, p, start) for p in acting]
                    for lit, away in only_while_away(sheet, acts, seat.owner, halves):
                        sheet.imply([lit], away, because)
                    vacancies = vacant(sheet, event, seat, start) if seat.required else ()
                    mine = [lit for code, lit in vacancies if code == self.code]
                    sheet.charge(brief.policy.weights.open_seat, mine, because)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        brief = settled(brief, plan)
        for event, _, halves, seats in held(brief, plan):
            for seat, taker in seats:
                if brief.head is None or seat.owner != brief.head or taker == brief.head:
                    continue
                if taker is None:
                    if seat.required and silence(brief, seat, halves) == self.code:
                        sentence = f"「{event.title}」：区长外出，无人受托代行，请区长指定"
                        yield self.open(event.id, sentence, brief.policy.weights.open_seat, seat=seat.key)
                elif taker in seat.options or is_decided(brief, seat, taker):
                    who = f"「{event.title}」区长席位由{brief.zh(taker)}出席"
                    if self._acts(brief, seat, taker, halves):
                        yield self.kept(event.id, who, seat=seat.key)
                    else:
                        sentence = f"{who}，但区长在汴或未作委托，请由区长出席或补委托"
                        yield self.broken(event.id, sentence, seat=seat.key)


RULE = ActingHead()
