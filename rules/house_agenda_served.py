"""Ours: agenda items that are ready get onto an agenda, the most urgent first."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import in_scope
from models.plan import Plan
from rules.base import Fact, Rule, Sheet, Strength


class AgendaServed(Rule):
    """An item on no agenda has its price by priority; one item stands on one agenda of its kind of meeting."""

    code = "house-agenda"
    article = None
    title = "成熟议题尽量上会"
    reading = "已具备条件的议题尽量列入本期会议；未列入的按优先级计代价，写明原因。一个议题只上一次会。"
    strength = Strength.MUST
    settings = ("weights.agenda_item",)

    def constrain(self, sheet: Sheet) -> None:
        for item in sheet.brief.agenda:
            meetings = sheet.meetings(item)
            lits = [sheet.tabled(item, event, start) for event in meetings for start in sheet.starts(event)]
            if lits:
                price = sheet.brief.policy.weights.agenda_item[item.priority - 1]
                sheet.at_most_one(lits, Fact(self.code, item.id))
                sheet.charge(price, lits, Fact(self.code, item.id), below=1)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        kinds = {event.kind for event in in_scope(brief)}
        booked = {b.event: brief.event_by_id[b.event] for b in plan.bookings if b.event in brief.event_by_id}
        for item in brief.agenda:
            on = [t.event for t in plan.agenda if t.item == item.id]
            astray = [e for e in on if e not in booked or booked[e].kind is not item.meeting]
            if len(on) > 1:
                yield self.broken(item.id, f"议题「{item.title}」列入了{len(on)}次会议，请只留一次")
            elif astray:
                yield self.broken(item.id, f"议题「{item.title}」列入的会议未召开或类别不符，请改列")
            elif item.meeting not in kinds:
                continue
            elif on:
                yield self.kept(item.id, f"议题「{item.title}」已列入「{booked[on[0]].title}」")
            else:
                price = brief.policy.weights.agenda_item[item.priority - 1]
                yield self.kept(item.id, f"议题「{item.title}」本期未上会", price)


RULE = AgendaServed()
