"""Ours: what has been published moves only for good reason."""

from collections.abc import Iterator
from typing import NamedTuple

from models.audit import Finding
from models.brief import Brief
from models.docket import held, in_scope
from models.events import Event, Fixed
from models.plan import Plan
from models.research import ResearchBlock
from models.spans import HalfDay
from rules.base import Fact, Rule, Sheet, Strength


class _Seated(NamedTuple):
    key: str
    leader: str


class LeastDisturbance(Rule):
    """A published minute, taker or research half-day that changes has its price, more once its week is issued; so
    has a block of research that is cut otherwise, a little. What began before the horizon is not ours to keep."""

    code = "house-least-disturbance"
    article = None
    title = "已公布的少动"
    reading = (
        "已公布的时间、人选、调研尽量不动，每动一处计代价，调研起止改变的略计；已印发周安排的更高。"
        "主办方自己改期的不计。"
    )
    strength = Strength.COST
    settings = (
        "weights.moved", "weights.moved_issued", "weights.reseated", "weights.research_moved", "weights.research_cut",
    )  # fmt: skip

    def _price(self, brief: Brief, event: Event) -> int:
        weights = brief.policy.weights
        return weights.moved_issued if brief.is_issued(event.id) else weights.moved

    def _timed(self, brief: Brief) -> Iterator[Event]:
        """Published events whose time is ours."""
        for event in in_scope(brief):
            if event.id in brief.published_by_event and not isinstance(event.when, Fixed):
                yield event

    def _seated(self, brief: Brief, event: Event) -> Iterator[_Seated]:
        for seat in brief.seats_by_event[event.id]:
            leader = brief.published_seats.get((event.id, seat.key))
            if leader is not None:
                yield _Seated(seat.key, leader)

    def _researched(self, brief: Brief) -> Iterator[tuple[ResearchBlock, HalfDay]]:
        return ((b, h) for b in self._begun(brief) for h in b.halves() if h.day in brief.horizon)

    def _begun(self, brief: Brief) -> list[ResearchBlock]:
        """Published research that starts in the horizon."""
        return [b for b in brief.published.research if b.start.day in brief.horizon] if brief.published else []

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in self._timed(brief):
            sheet.charge(self._price(brief, event), [sheet.keeps_start(event)], Fact(self.code, event.id), below=1)
        for event in sheet.events:
            by_key = {seat.key: seat for seat in brief.seats_by_event[event.id]}
            for key, leader in self._seated(brief, event):
                lits = [sheet.takes(event, by_key[key], leader, start) for start in sheet.starts(event)]
                sheet.charge(brief.policy.weights.reseated, lits, Fact(self.code, event.id), below=1)
        for block, half in self._researched(brief):
            lits = [
                b.lit for b in sheet.blocks(block.leader) if b.start.index <= half.index < b.start.index + b.half_days
            ]
            sheet.charge(brief.policy.weights.research_moved, lits, Fact(self.code, block.id), below=1)
        for was in self._begun(brief):
            lits = [b.lit for b in sheet.blocks(was.leader) if (b.start, b.half_days) == (was.start, was.half_days)]
            sheet.charge(brief.policy.weights.research_cut, lits, Fact(self.code, was.id), below=1)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        rows = {row.event.id: row for row in held(brief, plan)}
        for event in self._timed(brief):
            was = brief.published_by_event[event.id]
            if event.id not in rows or rows[event.id].span.start != was.start:
                sentence = f"「{event.title}」原公布为{was.start:%m月%d日 %H:%M}，现有变动"
                yield self.kept(event.id, sentence, self._price(brief, event))
        for event in in_scope(brief):
            now = {seat.key: t for seat, t in rows[event.id].seats} if event.id in rows else {}
            for key, leader in self._seated(brief, event):
                if now.get(key) != leader:
                    sentence = f"「{event.title}」原由{brief.zh(leader)}出席，现有变动"
                    yield self.kept(event.id, sentence, brief.policy.weights.reseated, seat=key)
        research = {(block.leader, half) for block in plan.research for half in block.halves()}
        for block, half in self._researched(brief):
            if (block.leader, half) not in research:
                sentence = f"{brief.zh(block.leader)}{half.zh}的调研有变动"
                yield self.kept(block.id, sentence, brief.policy.weights.research_moved)
        whole = {(block.leader, block.start, block.half_days) for block in plan.research}
        for was_cut in self._begun(brief):
            if (was_cut.leader, was_cut.start, was_cut.half_days) not in whole:
                sentence = f"{brief.zh(was_cut.leader)}{was_cut.start.zh}起的一段调研起止有变动"
                yield self.kept(was_cut.id, sentence, brief.policy.weights.research_cut)


RULE = LeastDisturbance()
