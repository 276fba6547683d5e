"""Article 67: research comes before the decision that it is for."""

from collections.abc import Iterator

from models.agenda import ResearchNeed
from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.plan import Plan
from models.spans import HalfDay
from rules.base import Article, Fact, Lit, Rule, Sheet, Strength


class ResearchFirst(Rule):
    """Tabled only after research of the leader named: what is done is matched by topic, what is planned is not."""

    code = "67-a"
    article = Article(67)
    title = "决策之前先调研"
    reading = (
        "标明须先调研的议题，写明由哪位领导、就什么课题调研；该课题已在台账登记做完，"
        "或该领导在会议所在半天之前安排有调研（含计入调研的活动）的，方可上会。"
    )
    strength = Strength.MUST
    settings = ("research.kinds_that_count",)

    def _was_done(self, brief: Brief, need: ResearchNeed, meeting: HalfDay) -> bool:
        """Whether the ledger has it, or the last publication has it before the horizon."""
        done = [(s.leader, s.topic) for s in brief.ledger.studies if s.on < meeting.day]
        for block in brief.published.research if brief.published else ():
            if block.halves()[-1].day < brief.horizon.first:
                done.append((block.leader, block.topic))
        return any(who == need.leader and need.topic in ("", topic) for who, topic in done)

    def constrain(self, sheet: Sheet) -> None:
        for item in sheet.brief.agenda:
            need = item.needs_research
            if need is None:
                continue
            for event in sheet.meetings(item):
                for start in sheet.starts(event):
                    if not self._was_done(sheet.brief, need, start):
                        tabled = sheet.tabled(item, event, start)
                        sheet.imply([tabled], self._before(sheet, need, start), Fact(self.code, item.id))

    def _before(self, sheet: Sheet, need: ResearchNeed, meeting: HalfDay) -> list[Lit]:
        """Research of the leader that would end before a half-day."""
        who = need.leader
        found = [b.lit for b in sheet.blocks(who) if b.start.index + b.half_days <= meeting.index]
        for event in sheet.events:
            if event.kind in sheet.brief.policy.research.kinds_that_count:
                ended = [s for s in sheet.starts(event) if sheet.halves(event, s)[-1] < meeting]
                for seat in sheet.brief.seats_by_event[event.id]:
                    if who in sheet.takers(event, seat):
                        found += [sheet.takes(event, seat, who, start) for start in ended]
        return found

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        meetings = {booking.event: booking.halves[0] for booking in plan.bookings}
        items = {item.id: item for item in brief.agenda}
        for tabling in plan.agenda:
            item, meeting = items.get(tabling.item), meetings.get(tabling.event)
            need = item.needs_research if item is not None else None
            if item is None or meeting is None or need is None:
                continue
            if self._was_done(brief, need, meeting) or self._planned(brief, plan, need) < meeting:
                yield self.kept(item.id, f"议题「{item.title}」上会之前已有{brief.zh(need.leader)}的调研")
            else:
                sentence = (
                    f"议题「{item.title}」须先由{brief.zh(need.leader)}调研，会前没有安排，请先调研或移至下次会议"
                )
                yield self.broken(item.id, sentence)

    def _planned(self, brief: Brief, plan: Plan, need: ResearchNeed) -> HalfDay:
        """The half-day in which the leader's first research of the plan ends; beyond all days where he has none."""
        ends = [block.halves()[-1] for block in plan.research if block.leader == need.leader]
        for event, _, halves, seats in held(brief, plan):
            if event.kind in brief.policy.research.kinds_that_count:
                ends += [halves[-1] for _, taker in seats if taker == need.leader]
        return min(ends, default=HalfDay(plan.horizon.last.max, True))


RULE = ResearchFirst()
