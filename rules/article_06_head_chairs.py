"""Article 6: the head convenes and chairs the government's meetings."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, Kind, Role
from models.occupations import halves, open_halves
from models.people import LeaderId
from models.plan import Plan
from models.presence import settled
from models.seats import ConcreteSeat
from rules.acting_chair import could_chair, may_chair
from rules.base import Article, Fact, Rule, Sheet, Strength
from rules.presence import only_while_away

CHAIRED = frozenset({Kind.STANDING, Kind.PLENARY, Kind.OFFICE})


class HeadChairs(Rule):
    """The chair of a standing, plenary or office meeting is the head, in town for all of it."""

    code = "6-a"
    article = Article(6)
    title = "区长召集和主持"
    reading = (
        "政府全体会议、常务会议、区长办公会议由区长召集和主持：区长须全程在汴，主持席不得由他人代。"
        "本单位规定区长外出时可由受托的副区长主持常务会议的，从其规定。"
    )
    strength = Strength.MUST
    rows = ("6-a", "42-b", "44-a")
    settings = ("standing.chair_when_head_away",)

    def _chairs(self, brief: Brief, event: Event) -> list[ConcreteSeat]:
        if event.kind not in CHAIRED:
            return []
        return [seat for seat in brief.seats_by_event[event.id] if seat.role is Role.CHAIR]

    def _given(self, brief: Brief, event: Event, seat: ConcreteSeat, taker: LeaderId | None) -> bool:
        """Whether the brief alone breaks the article: another's seat, or one left empty since the head is away
        whenever it could be. Sending a stand-in is never given."""
        if seat.owner is None or seat.owner != brief.head:
            return taker is None or taker != brief.head
        return taker is None and all(
            brief.is_away(seat.owner, when) and not any(may_chair(brief, event, seat, p, when) for p in seat.options)
            for start in open_halves(brief, event)
            for when in (halves(event, start),)
        )

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            for seat in self._chairs(brief, event):
                if seat.owner is None or seat.owner != brief.head:
                    continue
                because = Fact(self.code, event.id)
                others = [p for p in sheet.takers(event, seat) if p != brief.head]
                starts = sheet.starts(event)
                for start in starts:
                    when = sheet.halves(event, start)
                    idle = [p for p in others if not could_chair(brief, event, seat, p, when)]
                    sheet.forbid([sheet.takes(event, seat, p, start) for p in idle], because)
                    acts = [sheet.takes(event, seat, p, start) for p in others if p not in idle]
                    for lit, head_away in only_while_away(sheet, acts, seat.owner, when):
                        sheet.imply([lit], head_away, because)
                away = [s for s in starts if brief.is_away(seat.owner, sheet.halves(event, s))]
                sheet.forbid([sheet.takes(event, seat, seat.owner, start) for start in away], because)
                if not self._given(brief, event, seat, None):
                    sheet.forbid([sheet.empty(event, seat, start) for start in starts], because)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        now = settled(brief, plan)
        for event, _, halves_held, seats in held(brief, plan):
            if event.kind not in CHAIRED:
                continue
            chairs = self._chairs(brief, event)
            head_away = brief.head is None or now.is_away(brief.head, halves_held)
            if not chairs:
                there = any(taker == brief.head for _, taker in seats) and not head_away
                word = "没有设主持席，区长在场" if there else "没有设主持席，区长也不到场，请补设并由区长主持"
                sentence = f"「{event.title}」{word}"
                yield self.kept(event.id, sentence) if there else self.broken(event.id, sentence, given=True)
            for seat, taker in seats:
                if seat not in chairs:
                    continue
                stands = taker is not None and may_chair(now, event, seat, taker, halves_held)
                if stands or (taker == brief.head and not head_away):
                    yield self.kept(event.id, f"「{event.title}」由{brief.zh(taker or '')}主持", seat=seat.key)
                    continue
                who = "主持席空缺" if taker is None else f"主持席由{brief.zh(taker)}代"
                who = "由区长主持，而区长当时外出" if taker is not None and taker == brief.head else who
                sentence = f"「{event.title}」{who}，须由区长到场主持，请改期"
                given = self._given(brief, event, seat, taker)
                yield self.broken(event.id, sentence, seat=seat.key, given=given)


RULE = HeadChairs()
