"""What membership of a meeting means: every member in town sits, in person (articles 42 and 43)."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Kind
from models.plan import Plan
from rules.base import Fact, Rule, Sheet


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
                in_town = [s for s in starts if not brief.is_away(seat.owner or "", sheet.halves(event, s))]
                sheet.forbid([sheet.empty(event, seat, start) for start in in_town], because)
                others = [p for p in sheet.takers(event, seat) if p != seat.owner]
                sheet.forbid([sheet.takes(event, seat, p, start) for p in others for start in starts], because)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, _, halves, seats in held(brief, plan):
            if event.kind is not self.kind:
                continue
            members = [(seat, taker) for seat, taker in seats if seat.member and seat.required]
            complete = bool(members)
            for seat, taker in members:
                member = brief.zh(seat.owner or "")
                if taker is None and not brief.is_away(seat.owner or "", halves):
                    complete = False
                    yield self.broken(event.id, f"「{event.title}」缺{member}，其人在汴，应当出席", seat=seat.key)
                elif taker not in (None, seat.owner):
                    complete = False
                    sentence = f"「{event.title}」{member}的席位由{brief.zh(taker or '')}顶替，组成人员须本人出席"
                    yield self.broken(event.id, sentence, seat=seat.key)
            if complete:
                yield self.kept(event.id, f"「{event.title}」在汴组成人员全部出席")
