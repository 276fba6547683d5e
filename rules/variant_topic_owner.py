"""Elsewhere: the deputy in charge of a topic is there when it is discussed."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Kind
from models.plan import Plan
from rules.base import Fact, Sheet, Strength
from rules.variant import Variant


class TopicOwner(Variant):
    """An item is on the agenda only where its owner takes a seat of the meeting."""

    code = "variant-topic-owner"
    title = "议题的分管领导须到会"
    reading = "常务会议研究的议题，其分管领导须到会；不能到会的，议题移至下次。"
    strength = Strength.MUST
    settings = ("standing.topic_owner_required",)

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        if not brief.policy.standing.topic_owner_required:
            return
        for item in brief.agenda:
            for event in (e for e in sheet.meetings(item) if e.kind is Kind.STANDING):
                seats = [s for s in brief.seats_by_event[event.id] if item.owner in sheet.takers(event, s)]
                for start in sheet.starts(event):
                    there = [sheet.takes(event, seat, item.owner, start) for seat in seats]
                    sheet.imply([sheet.tabled(item, event, start)], there, Fact(self.code, item.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        if not brief.policy.standing.topic_owner_required:
            return
        there = {
            e.id: {taker for _, taker in seats} for e, _, _, seats in held(brief, plan) if e.kind is Kind.STANDING
        }
        items = {item.id: item for item in brief.agenda}
        for tabling in plan.agenda:
            item = items.get(tabling.item)
            if item is None or tabling.event not in there:
                continue
            owner = brief.zh(item.owner)
            if item.owner in there[tabling.event]:
                yield self.kept(item.id, f"议题「{item.title}」的分管领导{owner}到会")
            else:
                sentence = (
                    f"议题「{item.title}」的分管领导{owner}不到会，按{self.cited(brief)}不得研究，请移至下次会议"
                )
                yield self.broken(item.id, sentence)


RULE = TopicOwner()
