"""Ours: an event is held once or left out, and a plan speaks only of what the brief knows."""

from collections import Counter
from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.plan import Plan
from rules.base import Fact, Rule, Sheet, Strength


class OneBooking(Rule):
    """One booking an event, one taker a seat, nothing unknown."""

    code = "house-one-booking"
    article = None
    title = "一事一排"
    reading = (
        "一项活动只安排一次，上期开始、延续到本期的不再排；一段调研只写一次；"
        "方案里的活动、席位、领导、议题都须在摘要中。"
    )
    strength = Strength.MUST

    def constrain(self, sheet: Sheet) -> None:
        for event in sheet.events:
            choices = [sheet.at(event, start) for start in sheet.starts(event)]
            sheet.exactly_one([*choices, sheet.left_out(event)], Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event_id, times in Counter(booking.event for booking in plan.bookings).items():
            if event_id not in brief.event_by_id:
                yield self.broken(event_id, "方案里的活动不在摘要中，请核对编号")
                continue
            event = brief.event_by_id[event_id]
            if times > 1:
                yield self.broken(event_id, f"「{event.title}」安排了{times}次，请只留一次")
            elif brief.is_under_way(event):
                yield self.broken(event_id, f"「{event.title}」已从上期延续到本期，不得再排一次，请删去")
        booked = {booking.event for booking in plan.bookings}
        for (event_id, key), times in Counter((s.event, s.seat) for s in plan.seats).items():
            known = {seat.key for seat in brief.seats_by_event.get(event_id, ())}
            if key not in known or event_id not in booked:
                yield self.broken(event_id, f"席位 {key} 不属于已安排的活动，请核对", seat=key)
            elif times > 1:
                yield self.broken(event_id, f"席位 {key} 写了{times}次，请只留一次", seat=key)
        for seating in plan.seats:
            if seating.taken_by is not None and seating.taken_by not in brief.leader_by_id:
                sentence = f"席位 {seating.seat} 写了不在名单中的领导 {seating.taken_by}，请核对"
                yield self.broken(seating.event, sentence, seat=seating.seat)
        yield from self._research(brief, plan)
        items = {item.id for item in brief.agenda}
        for item in dict.fromkeys(tabling.item for tabling in plan.agenda):
            if item not in items:
                yield self.broken(item, "方案里的议题不在摘要中，请核对编号")

    def _research(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for block_id, times in Counter(block.id for block in plan.research).items():
            if times > 1:
                yield self.broken(block_id, f"调研 {block_id} 写了{times}次，请只留一次，或另编号")
        for block in plan.research:
            if block.leader not in brief.leader_by_id:
                yield self.broken(block.id, f"调研写了不在名单中的领导 {block.leader}，请核对")


RULE = OneBooking()
