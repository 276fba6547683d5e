"""Article 47: in principle no leave from the government's meetings; who cannot come asks the head."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.absences import Absence
from models.audit import Finding
from models.brief import Brief
from models.decided import Waiver
from models.docket import held
from models.events import Event, Fixed
from models.leave import PlacedLeave
from models.plan import Plan
from models.presence import settled
from models.published import PublishedBooking
from models.seats import ConcreteSeat
from models.spans import HalfDay
from rules.base import Article, Fact, Rule, Sheet, Strength
from rules.presence import absent
from rules.silence import vacant


class _Leave(NamedTuple):
    counts: bool
    word: str
    waived: bool = False
    ours: bool = False


class NoLeave(Rule):
    """An absence approved before the meeting's date was announced counts as leave; a later one needs the head."""

    code = "47-a"
    article = Article(47)
    title = "政府会议原则上不得请假"
    reading = (
        "全体会议、常务会议和区长召集的会议原则上不得请假。"
        "会期公布之前已经批准的外出视同请假；公布之后才批准的，须区长另行准假（记入变通）。组成人员每缺一人计一次代价。"
        "由本办排定的休假不占会期，早已公布的休假除外。"
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

    def _waiver(self, brief: Brief, event: Event, seat: ConcreteSeat) -> Waiver | None:
        """The leave that was granted, by one who may grant it."""
        waiver = brief.waiver(self.code, f"{event.id}:{seat.owner}")
        posts = brief.policy.standing.leave_approvers
        return waiver if waiver and any(brief.holds(waiver.approver, post) for post in posts) else None

    def _leave(self, brief: Brief, event: Event, seat: ConcreteSeat, halves: Sequence[HalfDay]) -> _Leave:
        """Whether the owner's absence counts as leave from the meeting held in these half-days."""
        waiver = self._waiver(brief, event, seat)
        if waiver:
            return _Leave(True, f"经{waiver.approver}准假：{waiver.reason}", waived=True)
        away = [absence for half in halves for absence in brief.absences_at(seat.owner or "", half)]
        if any(isinstance(absence, PlacedLeave) and not absence.kept for absence in away):
            return _Leave(False, "休假由本办排定，不得占用会期", ours=True)
        announced = brief.published_by_event.get(event.id)
        if announced is None or HalfDay.of(announced.start).day != halves[0].day:
            return _Leave(True, "会期公布前已批准外出")
        rows = [brief.absences_at(seat.owner or "", half) for half in halves]
        late = any(row and all(self._is_late(a, announced) for a in row) for row in rows)
        return _Leave(not late, "会期公布后才批准外出，未经区长准假" if late else "会期公布前已批准外出")

    def _is_late(self, absence: Absence, announced: PublishedBooking) -> bool:
        """Whether it was approved after the meeting's date went out; leave that stands as published was not."""
        at = absence.approval.at
        return not isinstance(absence, PlacedLeave) and (at is None or at >= announced.announced_at)

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            for seat in self._owed(brief, event):
                because = Fact(self.code, f"{event.id}:{seat.owner}")
                for start in sheet.starts(event):
                    halves = sheet.halves(event, start)
                    self._beside_leave(sheet, event, seat, start)
                    if not brief.is_away(seat.owner or "", halves):
                        continue
                    if not self._leave(brief, event, seat, halves).counts:
                        if not isinstance(event.when, Fixed):
                            sheet.forbid([sheet.at(event, start)], because)
                    elif seat.member:
                        price = brief.policy.weights.member_absent
                        sheet.charge(price, [sheet.empty(event, seat, start)], because)

    def _beside_leave(self, sheet: Sheet, event: Event, seat: ConcreteSeat, start: HalfDay) -> None:
        """Leave that is ours to place keeps clear of the meeting, or stands as it was published, at a price."""
        brief, halves = sheet.brief, sheet.halves(event, start)
        because = Fact(self.code, f"{event.id}:{seat.owner}")
        near = set(absent(sheet, seat.owner or "", halves))
        mine = (wish for wish in sheet.wishes if wish.leader == seat.owner) if near else ()
        covering = [leave for wish in mine for leave in sheet.leaves(wish) if leave.lit in near]
        waived = self._waiver(brief, event, seat)
        for leave in covering:
            if not (waived or leave.absence.kept):
                sheet.at_most_one([leave.lit, sheet.at(event, start)], because)
        if covering and seat.member and not brief.is_away(seat.owner or "", halves):
            missing = [lit for code, lit in vacant(sheet, event, seat, start) if code == self.code]
            sheet.charge(brief.policy.weights.member_absent, missing, because)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        brief = settled(brief, plan)
        price = brief.policy.weights.member_absent
        for event, _, halves, seats in held(brief, plan):
            owed = self._owed(brief, event)
            for seat, taker in seats:
                if seat not in owed or not brief.is_away(seat.owner or "", halves):
                    continue
                leave = self._leave(brief, event, seat, halves)
                sentence = f"「{event.title}」{brief.zh(seat.owner or '')}缺席：{leave.word}"
                if not leave.counts:
                    given = isinstance(event.when, Fixed) and not leave.ours
                    yield self.broken(event.id, f"{sentence}，请改期或报区长准假", seat=seat.key, given=given)
                elif seat.member and taker is None:
                    yield self.bent(event.id, sentence, price, seat=seat.key)
                elif leave.waived:
                    yield self.bent(event.id, sentence, seat=seat.key)
                else:
                    yield self.kept(event.id, sentence, seat=seat.key)


RULE = NoLeave()
