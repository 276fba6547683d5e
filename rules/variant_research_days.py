"""Elsewhere: days of the week kept free for research."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, Kind
from models.people import LeaderId
from models.plan import Plan
from models.spans import HalfDay
from rules.base import Fact, Sheet, Strength
from rules.quiet import is_from_above, is_given
from rules.variant import Variant

ALWAYS = frozenset({Kind.EMERGENCY, Kind.DUTY})


class ResearchDays(Variant):
    """On such a day nobody who owes research is sent to anything of ours but research."""

    code = "variant-research-days"
    title = "留作调研的日子"
    reading = "每周留作调研的日子，须调研的领导只安排调研；上级的、应急的、带班的和区长同意的除外。"
    strength = Strength.IN_PRINCIPLE
    approver = "区长"
    settings = ("research.fixed_weekdays", "research.applies_to", "research.kinds_that_count")

    def _kept_free(self, brief: Brief, half: HalfDay) -> bool:
        return any(day.is_on(half.day) for day in brief.policy.research.fixed_weekdays)

    def _owes(self, brief: Brief, person: LeaderId) -> bool:
        leader = brief.leader_by_id.get(person)
        return leader is not None and leader.post in brief.policy.research.applies_to

    def _bound(self, brief: Brief, event: Event) -> bool:
        if not brief.policy.research.fixed_weekdays or is_from_above(event) or event.kind in ALWAYS:
            return False
        return event.kind not in brief.policy.research.kinds_that_count

    def _given(self, brief: Brief, event: Event) -> bool:
        return is_given(brief, event, lambda half: self._kept_free(brief, half))

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            if not self._bound(brief, event) or self._given(brief, event) or brief.heads_waiver(self.code, event.id):
                continue
            free = [
                start
                for start in sheet.starts(event)
                if any(self._kept_free(brief, half) for half in sheet.halves(event, start))
            ]
            for seat in brief.seats_by_event[event.id]:
                who = [person for person in sheet.takers(event, seat) if self._owes(brief, person)]
                taken = [sheet.takes(event, seat, person, start) for person in who for start in free]
                sheet.forbid(taken, Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, _, halves, seats in held(brief, plan):
            if not self._bound(brief, event) or not any(self._kept_free(brief, half) for half in halves):
                continue
            waiver = brief.heads_waiver(self.code, event.id)
            for seat, taker in seats:
                if taker is None or not self._owes(brief, taker):
                    continue
                sentence = f"「{event.title}」在{halves[0].zh}占用{brief.zh(taker)}的调研日"
                if waiver:
                    yield self.bent(event.id, f"{sentence}，经区长同意：{waiver.reason}", seat=seat.key)
                else:
                    given = self._given(brief, event)
                    yield self.broken(event.id, f"{sentence}，请改期", seat=seat.key, given=given)


RULE = ResearchDays()
