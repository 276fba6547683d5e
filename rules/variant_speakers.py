"""Elsewhere: no more leaders speak at one meeting than so many."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, Role
from models.plan import Plan
from models.seats import ConcreteSeat
from rules.base import Fact, Sheet, Strength
from rules.variant import Variant


class Speakers(Variant):
    """Seats for speakers that are taken; the chair is none of them."""

    code = "variant-speakers"
    title = "一次会议讲话的领导人数"
    reading = "一次会议讲话的区领导不超过规定人数，主持不算；必开会议本身写明的讲话席已超过的，只作提示。"
    strength = Strength.IN_PRINCIPLE
    approver = "区长"
    settings = ("meeting.speakers_max",)

    def _seats(self, brief: Brief, event: Event) -> list[ConcreteSeat]:
        return [seat for seat in brief.seats_by_event[event.id] if seat.role is Role.SPEAKER]

    def _given(self, brief: Brief, event: Event, most: int) -> bool:
        return brief.is_must(event) and sum(seat.required for seat in self._seats(brief, event)) > most

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        most = brief.policy.meeting.speakers_max
        for event in sheet.events:
            if most is None or self._given(brief, event, most) or brief.heads_waiver(self.code, event.id):
                continue
            for start in sheet.starts(event):
                speakers = [
                    sheet.takes(event, seat, person, start)
                    for seat in self._seats(brief, event)
                    for person in sheet.takers(event, seat)
                ]
                sheet.between(None, speakers, most, Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        most = brief.policy.meeting.speakers_max
        for event, _, _, seats in held(brief, plan):
            count = sum(taker is not None and seat.role is Role.SPEAKER for seat, taker in seats)
            if most is None or not count:
                continue
            sentence = f"「{event.title}」讲话{count}位，按{self.cited(brief)}至多{most}位"
            waiver = brief.heads_waiver(self.code, event.id)
            if count <= most:
                yield self.kept(event.id, sentence)
            elif waiver:
                yield self.bent(event.id, f"{sentence}，经区长同意：{waiver.reason}")
            else:
                yield self.broken(event.id, f"{sentence}，请减少", given=self._given(brief, event, most))


RULE = Speakers()
