"""Article 43: what a standing meeting deals with."""

from collections.abc import Iterator

from models.agenda import AgendaItem, Category
from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Kind
from models.plan import Plan
from rules.base import Article, Fact, Rule, Sheet, Strength


class StandingBusiness(Rule):
    """Every item is of one of ten sorts; what follows an office meeting's item comes after it."""

    code = "43-d"
    article = Article(43)
    title = "常务会议议题类别"
    reading = (
        "常务会议每次先通报上月、部署本月、落实奖惩三项；其余议题各属十类任务之一，未注明类别的列待定。"
        "承接区长办公会议议题的，须在该议题上会之后的半天里再上会。"
    )
    strength = Strength.MUST
    settings = ("standing.routine",)

    def constrain(self, sheet: Sheet) -> None:
        for item, first in self._following(sheet.brief):
            for event in sheet.meetings(item):
                for start in sheet.starts(event):
                    earlier = [
                        sheet.tabled(first, other, begun)
                        for other in sheet.meetings(first)
                        for begun in sheet.starts(other)
                        if begun < start
                    ]
                    sheet.imply([sheet.tabled(item, event, start)], earlier, Fact(self.code, item.id))

    def _following(self, brief: Brief) -> Iterator[tuple[AgendaItem, AgendaItem]]:
        items = {item.id: item for item in brief.agenda}
        return ((item, items[item.follows]) for item in brief.agenda if item.follows in items)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, *_ in held(brief, plan):
            if event.kind is Kind.STANDING:
                yield self.kept(event.id, f"「{event.title}」每次必有：{'、'.join(brief.policy.standing.routine)}")
        begun = {booking.event: booking.halves[0] for booking in plan.bookings}
        on = {t.item: begun[t.event] for t in plan.agenda if t.event in begun}
        for item, first in self._following(brief):
            if item.id in on and (first.id not in on or on[item.id] <= on[first.id]):
                sentence = f"议题「{item.title}」承接的「{first.title}」尚未上会，请先列前一议题或移至下次会议"
                yield self.broken(item.id, sentence)
        for item in brief.agenda:
            if item.id in on and item.meeting is Kind.STANDING:
                yield self._sorted(item)

    def _sorted(self, item: AgendaItem) -> Finding:
        if item.category is None:
            return self.open(item.id, f"议题「{item.title}」未注明属于十类任务的哪一类，请注明")
        if item.category is Category.FROM_OFFICE_MEETING:
            return self.kept(item.id, f"议题「{item.title}」由区长办公会议研究后提请审定")
        return self.kept(item.id, f"议题「{item.title}」属于{item.category.zh}")


RULE = StandingBusiness()
