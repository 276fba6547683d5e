"""What membership of a meeting means: every member in town sits, in person (articles 42 and 43)."""

from collections.abc import Iterator, Sequence

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Body, Event, Kind, Role
from models.people import LeaderId
from models.plan import Plan
from models.presence import settled
from models.seats import ConcreteSeat, members
from models.spans import HalfDay
from rules.base import Fact, Lit, Rule, Sheet
from rules.silence import silence, vacant

BODIES = {Kind.STANDING: Body.STANDING, Kind.PLENARY: Body.PLENARY}
Taken = tuple[ConcreteSeat, LeaderId | None]


class BodyMembers(Rule):
    """A rule on the members of one kind of meeting."""

    kind: Kind

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in (e for e in sheet.events if e.kind is self.kind):
            for seat in brief.seats_by_event[event.id]:
                if not (seat.member and seat.required):
                    continue
                because = Fact(self.code, f"{event.id}:{seat.owner}")
                starts = sheet.starts(event)
                in_town = {s: lit for s in starts for code, lit in vacant(sheet, event, seat, s) if code is None}
                chairing = {start: self._chairing(sheet, event, seat, start) for start in in_town}
                sheet.forbid([lit for start, lit in in_town.items() if not chairing[start]], because)
                for start, empty in in_town.items():  # one who chairs for the head is there
                    if chairing[start]:
                        sheet.imply([empty], chairing[start], because)
                others = [p for p in sheet.takers(event, seat) if p != seat.owner]
                sheet.forbid([sheet.takes(event, seat, p, start) for p in others for start in starts], because)

    def _chairing(self, sheet: Sheet, event: Event, member: ConcreteSeat, start: HalfDay) -> list[Lit]:
        """The member in a chair that is not his own."""
        seats = sheet.brief.seats_by_event[event.id]
        chairs = [seat for seat in seats if seat.role is Role.CHAIR and member.owner in sheet.takers(event, seat)]
        return [sheet.takes(event, chair, member.owner or "", start) for chair in chairs if chair != member]

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        brief = settled(brief, plan)
        for event, _, halves, seats in held(brief, plan):
            if event.kind is not self.kind:
                continue
            chairing = {taker for seat, taker in seats if seat.role is Role.CHAIR}
            called = [
                (seat, taker)
                for seat, taker in seats
                if seat.member and seat.required and not (taker is None and seat.owner in chairing)
            ]
            complete = bool(called)
            if missing := self._unseated(brief, event, halves, seats):
                complete = False
                people = "、".join(brief.zh(who) for who in missing)
                sentence = f"「{event.title}」没有{people}的席位，其人是组成人员，请补列"
                yield self.broken(event.id, sentence, given=True)
            for seat, taker in called:
                member = brief.zh(seat.owner or "")
                if taker is None and silence(brief, seat, halves) is None:
                    complete = False
                    yield self.broken(event.id, f"「{event.title}」缺{member}，其人在汴，应当出席", seat=seat.key)
                elif taker not in (None, seat.owner):
                    complete = False
                    sentence = f"「{event.title}」{member}的席位由{brief.zh(taker or '')}顶替，组成人员须本人出席"
                    yield self.broken(event.id, sentence, seat=seat.key)
            if complete:
                yield self.kept(event.id, f"「{event.title}」在汴组成人员全部出席")

    def _unseated(
        self, brief: Brief, event: Event, halves: Sequence[HalfDay], seats: Sequence[Taken]
    ) -> list[LeaderId]:
        """Members in town for whom the meeting has no seat, and who sit in nobody else's."""
        there = {seat.owner for seat, _ in seats} | {taker for _, taker in seats}
        body = members(BODIES[event.kind], brief.leaders, brief.policy)
        return [who for who in body if who not in there and not brief.is_away(who, halves)]
