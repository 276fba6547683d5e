"""Ours: a seat that is required is taken; where the law is silent it stays open for a person to decide."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, Kind
from models.people import LeaderId
from models.plan import Plan
from models.presence import settled
from models.seats import ConcreteSeat
from rules.base import Fact, Rule, Sheet, Strength
from rules.silence import PERSONAL, is_decided, silence, vacant


class SeatsFilled(Rule):
    """No empty required seat while its owner is in town; nobody off the list in a seat for one of several."""

    code = PERSONAL
    article = None
    title = "必到席位不得空缺"
    reading = (
        "必到席位须有人出席：本人在汴的不得空缺；本人外出而席位不可代、或备选领导全都外出的，"
        "列为待定。可到席位空缺计小代价。"
    )
    strength = Strength.MUST
    settings = ("weights.open_seat", "weights.optional_seat")

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        weights = brief.policy.weights
        for event in sheet.events:
            because = Fact(self.code, event.id)
            for seat in brief.seats_by_event[event.id]:
                strangers = [p for p in sheet.takers(event, seat) if not self._listed(brief, seat, p)]
                sheet.forbid(
                    [sheet.takes(event, seat, p, start) for p in strangers for start in sheet.starts(event)], because
                )
                starts = sheet.starts(event)
                if not seat.required:
                    empties = [sheet.empty(event, seat, start) for start in starts]
                    sheet.charge(weights.optional_seat, empties, because)
                    continue
                vacancies = [found for start in starts for found in vacant(sheet, event, seat, start)]
                mine = [lit for code, lit in vacancies if code == self.code]
                sheet.charge(weights.open_seat, mine, because)
                if not self._is_members(event, seat):
                    sheet.forbid([lit for code, lit in vacancies if code is None], because)

    def _is_members(self, event: Event, seat: ConcreteSeat) -> bool:
        """Whether articles 42 and 43 answer for the seat."""
        return seat.member and event.kind in (Kind.STANDING, Kind.PLENARY)

    def _listed(self, brief: Brief, seat: ConcreteSeat, taker: LeaderId) -> bool:
        """Whether the taker is on the seat's list, or a person has named him; a seat with an owner has none."""
        return seat.owner is not None or taker in seat.options or is_decided(brief, seat, taker)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        brief, weights = settled(brief, plan), brief.policy.weights
        for event, _, halves, seats in held(brief, plan):
            for seat, taker in seats:
                if taker is not None:
                    if not self._listed(brief, seat, taker):
                        sentence = f"「{event.title}」由{brief.zh(taker)}出席，其人不在备选名单，请从名单中选"
                        yield self.broken(event.id, sentence, seat=seat.key)
                    continue
                if not seat.required:
                    who = brief.zh(seat.owner or "")
                    yield self.kept(event.id, f"「{event.title}」{who}可到而未到", weights.optional_seat)
                    continue
                answer = silence(brief, seat, halves)
                if answer == self.code:
                    who = (
                        brief.zh(seat.owner)
                        if seat.owner
                        else ("备选领导都" if seat.options else "该项工作无人分管，本人")
                    )
                    sentence = f"「{event.title}」：{who}外出，席位不可由他人代，请报区长指定或改期"
                    yield self.open(event.id, sentence, weights.open_seat, seat=seat.key)
                elif answer is None and not self._is_members(event, seat):
                    who = brief.zh(seat.owner) if seat.owner else "一位领导"
                    yield self.broken(event.id, f"「{event.title}」须{who}出席而席位空缺，请补", seat=seat.key)


RULE = SeatsFilled()
