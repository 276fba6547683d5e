"""Ours: what must be held is held."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import in_scope
from models.events import Event, Kind
from models.plan import Plan
from rules.base import Fact, Rule, Sheet, Strength
from rules.emergency import gives_way


class MustsHeld(Rule):
    """Duties from above, the head's meetings, pinned and issued events are never left out."""

    code = "house-musts-held"
    article = None
    title = "必办事项必须安排"
    reading = "上级通知、区长召集的会议、已钉住或已印发的事项必须安排；常务会议另按第四十三条。"
    strength = Strength.MUST

    def _applies(self, brief: Brief, event: Event) -> bool:
        return brief.is_must(event) and event.kind is not Kind.STANDING and not gives_way(brief, event)

    def constrain(self, sheet: Sheet) -> None:
        for event in sheet.events:
            if self._applies(sheet.brief, event) and not sheet.brief.is_over(event):
                sheet.forbid([sheet.left_out(event)], Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        booked = {booking.event for booking in plan.bookings}
        for event in in_scope(brief):
            if self._applies(brief, event):
                if event.id in booked:
                    yield self.kept(event.id, f"「{event.title}」已安排")
                else:
                    sentence = f"「{event.title}」必须安排而未安排，请补排"
                    yield self.broken(event.id, sentence, given=brief.is_over(event))


RULE = MustsHeld()
