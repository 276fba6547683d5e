"""Elsewhere: where A and B are both away there is a C."""

from collections.abc import Iterator, Sequence

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.people import LeaderId
from models.plan import Plan
from models.policy_people import Fallback
from models.presence import settled
from models.seats import ConcreteSeat
from models.spans import HalfDay
from rules.base import TRUE, Fact, Lit, Sheet, Strength
from rules.presence import absent, triggering
from rules.silence import is_decided
from rules.variant import Variant


class ThirdCover(Variant):
    """C takes a seat only while its owner is away by a trigger and every B of the day is away as well."""

    code = "variant-third-cover"
    title = "AB角都外出，C角代行"
    reading = "A角和当日有效的B角都外出时，席位由规定的C角代行；B角有一位在汴的，C角不得代行。"
    strength = Strength.MUST
    settings = ("cover.fallback", "cover.trigger")

    def _is_third(self, brief: Brief, seat: ConcreteSeat, person: LeaderId) -> bool:
        """Whether the person could take the seat as C alone: neither its owner nor one of his Bs of any date."""
        if brief.policy.cover.fallback is Fallback.NONE or seat.owner in (None, person, brief.head):
            return False
        if person not in seat.options or is_decided(brief, seat, person):
            return False
        return not any(pair.other(seat.owner or "") == person for pair in brief.pairs)

    def _seconds(self, brief: Brief, seat: ConcreteSeat, halves: Sequence[HalfDay]) -> list[LeaderId]:
        """The owner's Bs of the day."""
        mine = ((pair.other(seat.owner or ""), pair) for pair in brief.pairs)
        return [b for b, pair in mine if b is not None and any(pair.in_force(half.day) for half in halves)]

    def _may(self, brief: Brief, seat: ConcreteSeat, halves: Sequence[HalfDay]) -> bool:
        owner, kinds = seat.owner or "", brief.policy.cover.trigger
        if not all(any(a.kind in kinds for a in brief.absences_at(owner, half)) for half in halves):
            return False
        seconds = self._seconds(brief, seat, halves)
        return bool(seconds) and all(brief.is_away(b, halves) for b in seconds)

    def _needed(self, sheet: Sheet, seat: ConcreteSeat, halves: Sequence[HalfDay]) -> list[list[Lit]]:
        """What lets C act: one literal at least of every row."""
        seconds = self._seconds(sheet.brief, seat, halves)
        away = [list(triggering(sheet, seat.owner or "", half)) for half in halves]
        return away + [absent(sheet, b, halves) for b in seconds] if seconds else [[]]

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            for seat in brief.seats_by_event[event.id]:
                thirds = [person for person in sheet.takers(event, seat) if self._is_third(brief, seat, person)]
                if not thirds:
                    continue
                for start in sheet.starts(event):
                    acts = [sheet.takes(event, seat, person, start) for person in thirds]
                    for away in self._needed(sheet, seat, sheet.halves(event, start)):
                        for lit in acts if TRUE not in away else ():
                            sheet.imply([lit], away, Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        brief = settled(brief, plan)
        for event, _, halves, seats in held(brief, plan):
            for seat, taker in seats:
                if taker is None or not self._is_third(brief, seat, taker):
                    continue
                who = f"「{event.title}」{brief.zh(seat.owner or '')}的席位由C角{brief.zh(taker)}代行"
                if self._may(brief, seat, halves):
                    yield self.kept(event.id, f"{who}：A角、B角都外出（{self.cited(brief)}）", seat=seat.key)
                else:
                    sentence = f"{who}，而A角或B角在汴，请由其出席"
                    yield self.broken(event.id, sentence, seat=seat.key)


RULE = ThirdCover()
