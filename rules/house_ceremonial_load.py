"""Ours, after article 61: ceremonies are shared out evenly among the deputies."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held, in_scope
from models.people import LeaderId
from models.plan import Plan
from rules.base import Fact, Rule, Sheet, Strength


class CeremonialLoad(Rule):
    """Each ceremony above a deputy's even share, the year's ledger counted, has its price."""

    code = "house-ceremonial-load"
    article = None
    title = "事务性活动均衡"
    reading = "事务性活动在各副区长之间均衡分担：连同今年已参加的，超出平均数的每次计代价。"
    strength = Strength.COST
    rows = ("61-e",)
    settings = ("weights.ceremony_above_share",)

    def _room(self, brief: Brief) -> dict[LeaderId, int]:
        """How many more ceremonies are within each deputy's even share."""
        deputies = [leader.id for leader in brief.leaders if leader.post.is_deputy]
        if not deputies:
            return {}
        done = brief.ledger.ceremonies
        coming = sum(event.kind in brief.policy.ceremony.kinds for event in in_scope(brief))
        share = -(-(sum(done.get(d, 0) for d in deputies) + coming) // len(deputies))
        return {d: max(0, share - done.get(d, 0)) for d in deputies}

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for leader, room in self._room(brief).items():
            lits = [
                sheet.takes(event, seat, leader, start)
                for event in sheet.events
                if event.kind in brief.policy.ceremony.kinds
                for seat in brief.seats_by_event[event.id]
                if leader in sheet.takers(event, seat)
                for start in sheet.starts(event)
            ]
            price = brief.policy.weights.ceremony_above_share
            sheet.charge(price, lits, Fact(self.code, leader), above=room)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        price = brief.policy.weights.ceremony_above_share
        for leader, room in self._room(brief).items():
            count = sum(
                taker == leader
                for event, _, _, seats in held(brief, plan)
                if event.kind in brief.policy.ceremony.kinds
                for _, taker in seats
            )
            over = max(0, count - room)
            sentence = f"{brief.zh(leader)}本期事务性活动{count}次，平均份额内{room}次"
            yield self.kept(leader, sentence, price * over)


RULE = CeremonialLoad()
