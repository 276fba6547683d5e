"""Article 6: a major matter is settled by a plenary or standing meeting."""

from collections.abc import Iterator

from models.agenda import AgendaItem
from models.audit import Finding
from models.brief import Brief
from models.events import Kind
from models.plan import Plan
from rules.base import Article, Fact, Rule, Sheet, Strength

SETTLES = (Kind.PLENARY, Kind.STANDING)


class MajorMatters(Rule):
    """A major item stands on another meeting's agenda only where a later item brings it to one that settles it."""

    code = "6-b"
    article = Article(6)
    title = "重大事项须经会议讨论决定"
    reading = (
        "标为重大的议题须由全体会议或常务会议讨论决定；其他会议可以先行研究，"
        "但摘要里须另有承接它的全体会议或常务会议议题，否则不列入。"
    )
    strength = Strength.MUST

    def _goes_on(self, brief: Brief, item: AgendaItem) -> bool:
        return any(other.follows == item.id and other.meeting in SETTLES for other in brief.agenda)

    def constrain(self, sheet: Sheet) -> None:
        for item in sheet.brief.agenda:
            if item.major and not self._goes_on(sheet.brief, item):
                lits = [
                    sheet.tabled(item, event, start)
                    for event in sheet.meetings(item)
                    if event.kind not in SETTLES
                    for start in sheet.starts(event)
                ]
                sheet.forbid(lits, Fact(self.code, item.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        items = {item.id: item for item in brief.agenda}
        for tabling in plan.agenda:
            item, event = items.get(tabling.item), brief.event_by_id.get(tabling.event)
            if item is None or event is None or not item.major:
                continue
            if event.kind in SETTLES:
                yield self.kept(item.id, f"重大事项「{item.title}」由{event.kind.facts.zh}讨论决定")
            elif self._goes_on(brief, item):
                yield self.kept(item.id, f"重大事项「{item.title}」先行研究，另列议题提请会议决定")
            else:
                sentence = f"重大事项「{item.title}」只列入「{event.title}」，请改列或另列常务会议议题"
                yield self.broken(item.id, sentence)


RULE = MajorMatters()
