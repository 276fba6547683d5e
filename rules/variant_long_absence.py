"""Elsewhere: an absence that lasts longer than so many days is not covered by habit."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

from models.absences import Absence
from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.people import LeaderId
from models.plan import Plan
from models.presence import settled
from models.seats import ConcreteSeat
from models.spans import HalfDay
from rules.acting_chair import is_entrusted
from rules.base import Fact, Lit, Sheet, Strength
from rules.presence import owned
from rules.silence import is_decided
from rules.variant import Variant


def natural_days(absence: Absence) -> int:
    """How many calendar days an absence touches."""
    days = [half.day for half in absence.span.half_days()]
    return (days[-1] - days[0]).days + 1


class LongAbsence(Variant):
    """Who stands in for somebody away that long needs the head's delegation for those days."""

    code = "variant-long-absence"
    title = "长期外出另行委托"
    reading = "外出超过规定天数的，B角（C角）不再自然代行，须区长就该时段委托；没有委托的席位待定。"
    strength = Strength.MUST
    settings = ("cover.long_absence_days",)

    def _needs_word(self, brief: Brief, seat: ConcreteSeat, person: LeaderId, halves: Sequence[HalfDay]) -> bool:
        """Whether nobody has entrusted a person with the seat, who would have to be for a long absence."""
        if seat.owner in (None, person, brief.head) or is_decided(brief, seat, person):
            return False
        return not is_entrusted(brief, person, halves)

    def _unentrusted(self, brief: Brief, seat: ConcreteSeat, person: LeaderId, halves: Sequence[HalfDay]) -> bool:
        away = [absence for half in halves for absence in brief.absences_at(seat.owner or "", half)]
        return any(self._is_long(brief, a) for a in away) and self._needs_word(brief, seat, person, halves)

    def _is_long(self, brief: Brief, absence: Absence) -> bool:
        most = brief.policy.cover.long_absence_days
        return most is not None and natural_days(absence) > most

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        if brief.policy.cover.long_absence_days is None:
            return
        for event in sheet.events:
            for seat in brief.seats_by_event[event.id]:
                sheet.forbid(
                    [
                        sheet.takes(event, seat, person, start)
                        for person in sheet.takers(event, seat)
                        for start in sheet.starts(event)
                        if self._unentrusted(brief, seat, person, sheet.halves(event, start))
                    ],
                    Fact(self.code, event.id),
                )
        self._beside_leave(sheet)

    def _beside_leave(self, sheet: Sheet) -> None:
        """Nobody unentrusted acts for one whose long leave is ours to place."""
        brief = sheet.brief
        for wish in sheet.wishes:
            long = [leave for leave in sheet.leaves(wish) if self._is_long(brief, leave.absence)]
            covering: dict[HalfDay, list[Lit]] = defaultdict(list)
            for leave in long:
                for half in leave.absence.halves:
                    covering[half].append(leave.lit)
            for event, seat in owned(sheet, wish.leader) if long else ():
                for start in sheet.starts(event):
                    halves = sheet.halves(event, start)
                    who = [p for p in sheet.takers(event, seat) if self._needs_word(brief, seat, p, halves)]
                    for person, half in product(who, halves):
                        away = [*covering[half], sheet.takes(event, seat, person, start)]
                        sheet.at_most_one(away, Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        brief = settled(brief, plan)
        most = brief.policy.cover.long_absence_days
        for event, _, halves, seats in held(brief, plan):
            for seat, taker in seats:
                if taker is None or most is None or seat.owner in (None, taker, brief.head):
                    continue
                owner = brief.zh(seat.owner or "")
                if self._unentrusted(brief, seat, taker, halves):
                    sentence = (
                        f"「{event.title}」：{owner}外出超过{most}天，{brief.zh(taker)}代行未见区长委托，请补委托"
                    )
                    yield self.broken(event.id, sentence, seat=seat.key)
                else:
                    yield self.kept(event.id, f"「{event.title}」：{brief.zh(taker)}代{owner}", seat=seat.key)


RULE = LongAbsence()
