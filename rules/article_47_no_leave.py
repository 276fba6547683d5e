"""Article 47: in principle no leave from the government's meetings; who cannot come asks the head."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, Fixed
from models.plan import Plan
from models.seats import ConcreteSeat
from models.spans import HalfDay
from rules.base import Article, Fact, Rule, Sheet, Strength


class _Leave(NamedTuple):
    counts: bool
    word: str
    waived: bool = False


class NoLeave(Rule):
    """An absence approved before the meeting's date was announced counts as leave; a later one needs the head."""

    code = "47-a"
    article = Article(47)
    title = "政府会议原则上不得请假"
    reading = (
        "全体会议、常务会议和区长召集的会议原则上不得请假。"
        "会期公布之前已经批准的外出视同请假；公布之后才批准的，须区长另行准假（记入变通）。组成人员每缺一人计一次代价。"
    )
    strength = Strength.IN_PRINCIPLE
    approver = "区长"
    rows = ("47-a", "47-c")
    settings = ("weights.member_absent", "standing.leave_approvers")

    def _owed(self, brief: Brief, event: Event) -> list[ConcreteSeat]:
        """Seats whose owners owe their presence."""
        if not event.kind.facts.heads_meeting:
            return []
        return [s for s in brief.seats_by_event[event.id] if s.required and s.owner not in (None, brief.head)]

    def _leave(self, brief: Brief, event: Event, seat: ConcreteSeat, halves: Sequence[HalfDay]) -> _Leave:
        """Whether the owner's absence counts as leave from the meeting held in these half-days."""
        waiver = brief.waiver(self.code, f"{event.id}:{seat.owner}")
        if waiver and any(brief.holds(waiver.approver, post) for post in brief.policy.standing.leave_approvers):
            return _Leave(True, f"经{waiver.approver}准假：{waiver.reason}", waived=True)
        announced = brief.published_by_event.get(event.id)
        if announced is None or HalfDay.of(announced.start) != halves[0]:
            return _Leave(True, "会期公布前已批准外出")
        found = [a for half in halves for a in brief.absences_at(seat.owner or "", half)]
        late = any(a.approval.at is None or a.approval.at >= announced.announced_at for a in found)
        return _Leave(not late, "会期公布后才批准外出，未经区长准假" if late else "会期公布前已批准外出")

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            for seat in self._owed(brief, event):
                because = Fact(self.code, f"{event.id}:{seat.owner}")
                for start in sheet.starts(event):
                    halves = sheet.halves(event, start)
                    if not brief.is_away(seat.owner or "", halves):
                        continue
                    if not self._leave(brief, event, seat, halves).counts:
                        if not isinstance(event.when, Fixed):
                            sheet.forbid([sheet.at(event, start)], because)
                    elif seat.member:
                        price = brief.policy.weights.member_absent
                        sheet.charge(price, [sheet.empty(event, seat, start)], because)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        price = brief.policy.weights.member_absent
        for event, _, halves, seats in held(brief, plan):
            owed = self._owed(brief, event)
            for seat, taker in seats:
                if seat not in owed or not brief.is_away(seat.owner or "", halves):
                    continue
                leave = self._leave(brief, event, seat, halves)
                sentence = f"「{event.title}」{brief.zh(seat.owner or '')}缺席：{leave.word}"
                if not leave.counts:
                    given = isinstance(event.when, Fixed)
                    yield self.broken(event.id, f"{sentence}，请改期或报区长准假", seat=seat.key, given=given)
                elif seat.member and taker is None:
                    yield self.bent(event.id, sentence, price, seat=seat.key)
                elif leave.waived:
                    yield self.bent(event.id, sentence, seat=seat.key)
                else:
                    yield self.kept(event.id, sentence, seat=seat.key)


RULE = NoLeave()
