"""Elsewhere: a standing meeting may be chaired for the head, but the head himself is worth waiting for."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Kind, Role
from models.plan import Plan
from rules.base import Fact, Sheet, Strength
from rules.variant import Variant


class ActingChair(Variant):
    """A standing meeting chaired by a deputy has the price of an absent member."""

    code = "variant-acting-chair"
    title = "常务会议尽量由区长主持"
    reading = "区长外出时由受托的副区长主持常务会议的，按缺一名成员计代价：能等区长回来的尽量等。"
    strength = Strength.COST
    settings = ("standing.chair_when_head_away", "weights.member_absent")

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            for seat in brief.seats_by_event[event.id]:
                if event.kind is Kind.STANDING and seat.role is Role.CHAIR and seat.owner == brief.head:
                    others = [
                        sheet.takes(event, seat, person, start)
                        for person in seat.options
                        if person != brief.head
                        for start in sheet.starts(event)
                    ]
                    sheet.charge(brief.policy.weights.member_absent, others, Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, _, _, seats in held(brief, plan):
            for seat, taker in seats:
                if event.kind is not Kind.STANDING or seat.role is not Role.CHAIR or seat.owner != brief.head:
                    continue
                if taker in seat.options and taker not in (None, brief.head):
                    sentence = f"「{event.title}」由{brief.zh(taker or '')}代区长主持"
                    yield self.kept(event.id, sentence, brief.policy.weights.member_absent, seat=seat.key)


RULE = ActingChair()
