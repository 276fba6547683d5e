"""What the gates of article 45 have in common: an item that is late for a day is not discussed on it (45-i)."""

from abc import abstractmethod
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from models.agenda import AgendaItem
from models.audit import Finding
from models.brief import Brief
from models.decided import Waiver
from models.plan import Plan
from models.policy_meetings import LateItem
from models.spans import in_office_zone
from rules.base import Fact, Rule, Sheet


class AgendaGate(Rule):
    """A rule that keeps items off the agenda. is_deadline: whether what it asks is time alone, which the head may
    forgive where the office's policy lets him."""

    passed: str
    is_deadline: ClassVar[bool] = True

    @abstractmethod
    def missing(self, brief: Brief, item: AgendaItem, day: date) -> str | None:
        """What an item lacks for a meeting on a day, in Chinese; none: nothing."""

    def pending(self, brief: Brief, item: AgendaItem) -> str | None:
        """What an item that may be discussed still waits for, in Chinese; none: nothing."""
        return None

    def _allowed(self, brief: Brief, item: AgendaItem) -> Waiver | None:
        """The head's word for a late item, where the office's policy lets him give it."""
        lets = self.is_deadline and brief.policy.agenda.late_item is LateItem.HEAD_MAY_ALLOW
        return brief.heads_waiver(self.code, item.id) if lets else None

    def constrain(self, sheet: Sheet) -> None:
        for item in sheet.brief.agenda:
            if self._allowed(sheet.brief, item):
                continue
            late = [
                sheet.tabled(item, event, start)
                for event in sheet.meetings(item)
                for start in sheet.starts(event)
                if self.missing(sheet.brief, item, start.day)
            ]
            sheet.forbid(late, Fact(self.code, item.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        days = {booking.event: in_office_zone(booking.start).date() for booking in plan.bookings}
        items = {item.id: item for item in brief.agenda}
        for tabling in plan.agenda:
            item, day = items.get(tabling.item), days.get(tabling.event)
            if item is None or day is None:
                continue
            missing = self.missing(brief, item, day)
            waiver = self._allowed(brief, item)
            if missing and waiver:
                yield self.bent(item.id, f"议题「{item.title}」{missing}，经区长同意上会：{waiver.reason}")
            elif missing:
                yield self.broken(item.id, f"议题「{item.title}」{missing}，不得上会，请移至下次会议")
            elif pending := self.pending(brief, item):
                yield self.open(item.id, f"议题「{item.title}」{pending}，请补办")
            else:
                yield self.kept(item.id, f"议题「{item.title}」{self.passed}")
