"""Article 7: B acts while A is away on a trip or on leave, and not otherwise."""

from collections.abc import Iterator, Sequence

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event
from models.people import LeaderId
from models.plan import Plan
from models.policy_people import BUSY, CLASH
from models.presence import settled
from models.seats import ConcreteSeat
from models.spans import HalfDay
from rules.base import TRUE, Article, Fact, Lit, Rule, Sheet, Strength, no
from rules.clash_of_duties import crowd, rivals
from rules.presence import triggering
from rules.silence import is_decided


class Trigger(Rule):
    """A must be away, by an approved absence of a kind that triggers cover, for every half-day of the event."""

    code = "7-d"
    article = Article(7)
    title = "A角外出或休假，B角方可代行"
    reading = (
        "B角代行的情形是A角因公外出或休假（已批准、按半天计、覆盖事项全程）；仅仅时间冲突不算；"
        "本单位规定工作冲突、公务繁忙（同半天另有几项定时事项）也可代行的，从其规定。"
    )
    strength = Strength.MUST
    settings = ("cover.trigger", "plan.crowded_above")

    def _away(self, brief: Brief, owner: LeaderId, halves: Sequence[HalfDay]) -> bool:
        kinds = brief.policy.cover.trigger
        return all(any(a.kind in kinds for a in brief.absences_at(owner, half)) for half in halves)

    def _partner(self, brief: Brief, seat: ConcreteSeat, person: LeaderId) -> bool:
        """Whether somebody takes a deputy's seat as his B (strangers are 7-e's, the head's seats 8's)."""
        if seat.owner in (None, person, brief.head) or is_decided(brief, seat, person):
            return False
        return any(pair.other(seat.owner or "") == person for pair in brief.pairs)

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            for seat in brief.seats_by_event[event.id]:
                if seat.owner is None or seat.owner == brief.head:
                    continue
                others = [p for p in sheet.takers(event, seat) if self._partner(brief, seat, p)]
                busy = [
                    sheet.takes(other, there, seat.owner, start)
                    for other, there in rivals(brief, event, seat.owner)
                    for start in sheet.starts(other)
                ]
                many = [
                    sheet.takes(other, there, seat.owner, start)
                    for other, there in crowd(brief, event, seat.owner)
                    for start in sheet.starts(other)
                ]
                idle: list[Lit] = []
                for start in sheet.starts(event) if others else ():
                    acts = [sheet.takes(event, seat, person, start) for person in others]
                    for half in sheet.halves(event, start):
                        reasons = [*triggering(sheet, seat.owner, half), *busy]
                        if not reasons and not many:
                            idle += acts
                        for lit in acts if (reasons or many) and TRUE not in reasons else ():
                            self._only_where(sheet, lit, reasons, many, Fact(self.code, event.id))
                sheet.forbid(idle, Fact(self.code, event.id))

    def _only_where(self, sheet: Sheet, lit: Lit, reasons: Sequence[Lit], many: Sequence[Lit], because: Fact) -> None:
        """Only for one of the reasons, or where enough of many things keep the owner busy."""
        if not many:
            sheet.imply([lit], reasons, because)
            return
        enough = sheet.brief.policy.plan.crowded_above
        weights = [*[enough] * len(reasons), *[1] * len(many), enough]
        sheet.between(enough, [*reasons, *many, no(lit)], None, because, weights)

    def _crowded(self, brief: Brief, event: Event, owner: LeaderId, taken: set[tuple[str, str, str | None]]) -> bool:
        """Whether the owner sits at so many other things in the half-day that the office calls it crowded."""
        found = sum((other.id, seat.key, owner) in taken for other, seat in crowd(brief, event, owner))
        return found >= brief.policy.plan.crowded_above

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        brief = settled(brief, plan)
        asks = {BUSY, CLASH} & set(brief.policy.cover.trigger)
        taken = {(s.event, s.seat, s.taken_by) for s in plan.seats} if asks else set()
        for event, _, halves, seats in held(brief, plan):
            for seat, taker in seats:
                if taker is None or not self._partner(brief, seat, taker):
                    continue
                owner = seat.owner or ""
                if self._away(brief, owner, halves):
                    sentence = f"「{event.title}」：{brief.zh(owner)}外出，{brief.zh(taker)}代行"
                    yield self.kept(event.id, sentence, seat=seat.key)
                elif any((o.id, s.key, owner) in taken for o, s in rivals(brief, event, owner)):
                    sentence = f"「{event.title}」：{brief.zh(owner)}同时另有公务，{brief.zh(taker)}代行"
                    yield self.kept(event.id, sentence, seat=seat.key)
                elif self._crowded(brief, event, owner, taken):
                    sentence = f"「{event.title}」：{brief.zh(owner)}同半天公务繁忙，{brief.zh(taker)}代行"
                    yield self.kept(event.id, sentence, seat=seat.key)
                else:
                    sentence = f"「{event.title}」：{brief.zh(owner)}未经批准外出，{brief.zh(taker)}不得代行"
                    yield self.broken(event.id, f"{sentence}，请由本人出席或补办请假", seat=seat.key)


RULE = Trigger()
