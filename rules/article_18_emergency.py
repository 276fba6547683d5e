"""Article 18: an emergency outranks all, and displaces as little as it can."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held, unheld
from models.events import Event
from models.people import LeaderId
from models.plan import Plan
from models.presence import settled
from rules.base import Article, Fact, Lit, Rule, Sheet, Strength
from rules.emergency import EMERGENCY, calls, gives_way
from rules.silence import silence, vacant


class EmergencyFirst(Rule):
    """Whoever is at an emergency leaves his seat elsewhere empty, at the highest price; a person says who goes."""

    code = EMERGENCY
    article = Article(18)
    title = "突发事件优先，扰动最小"
    reading = (
        "突发事件处置必须安排，先于一切事项；其余照旧，只腾出冲突的席位：本人因处置到不了的，席位列为待定，请区长指定；"
        "区长主持的会议因此改期。宁可不排别的申请事项，也少动已公布的。"
    )
    strength = Strength.COST
    settings = ("weights.open_seat",)

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        if not brief.emergencies:
            return
        price = brief.policy.weights.open_seat
        for event in sheet.events:
            because = Fact(self.code, event.id)
            for seat in brief.seats_by_event[event.id]:
                for start in sheet.starts(event) if seat.required else ():
                    for empty in (lit for code, lit in vacant(sheet, event, seat, start) if code == self.code):
                        sheet.imply([empty], self._goes(sheet, event, seat.owner), because)
                        sheet.charge(price, [empty], because)
            if gives_way(brief, event):
                sheet.imply([sheet.left_out(event)], self._goes(sheet, event, brief.head), because)
                sheet.charge(price, [sheet.left_out(event)], because)

    def _goes(self, sheet: Sheet, event: Event, person: LeaderId | None) -> list[Lit]:
        return [
            sheet.takes(other, seat, person or "", start)
            for other, seat in calls(sheet.brief, event, person)
            for start in sheet.starts(other)
        ]

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        if not brief.emergencies:
            return
        brief, price = settled(brief, plan), brief.policy.weights.open_seat
        taken = {(s.event, s.seat): s.taken_by for s in plan.seats}
        booked = {booking.event for booking in plan.bookings}

        def goes(event: Event, person: LeaderId | None) -> bool:
            rows = calls(brief, event, person)
            return any(e.id in booked and taken.get((e.id, seat.key)) == person for e, seat in rows)

        for event, _, halves, seats in held(brief, plan):
            for seat, taker in seats:
                if taker is not None or not seat.required or silence(brief, seat, halves) != self.code:
                    continue
                who = f"「{event.title}」：{brief.zh(seat.owner or '')}"
                if goes(event, seat.owner):
                    yield self.open(event.id, f"{who}去处置突发事件，请报区长指定谁去", price, seat=seat.key)
                else:
                    yield self.broken(event.id, f"{who}没有去处置突发事件，席位不得空缺，请补", seat=seat.key)
        for event in unheld(brief, plan):
            if gives_way(brief, event):
                if goes(event, brief.head):
                    yield self.open(event.id, f"「{event.title}」因区长处置突发事件，请另定时间", price)
                else:
                    yield self.broken(event.id, f"「{event.title}」没有突发事件要区长去，必须安排，请补排")


RULE = EmergencyFirst()
