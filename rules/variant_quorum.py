"""Elsewhere: a standing meeting needs a share of its members there."""

from collections.abc import Iterator, Sequence

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Body, Event, Kind
from models.occupations import halves, open_halves
from models.people import LeaderId
from models.plan import Plan
from models.policy_base import QuorumOf
from models.seats import members
from models.spans import HalfDay
from rules.base import Fact, Sheet, Strength, no
from rules.variant import Variant


class StandingQuorum(Variant):
    """No fewer members than the share, each in a seat of the meeting."""

    code = "variant-quorum"
    title = "常务会议到会人数"
    reading = "常务会议到会的组成人员（或副区长）不少于规定的比例，不足的不开；受托主持的算到会，列席的不算。"
    strength = Strength.MUST
    settings = ("standing.quorum",)

    def _counted(self, brief: Brief) -> tuple[tuple[LeaderId, ...], int]:
        """Whose presence counts, and how many of them are needed."""
        quorum = brief.policy.standing.quorum
        body = members(Body.STANDING, brief.leaders, brief.policy)
        if quorum is None:
            return body, 0
        if quorum.of is QuorumOf.DEPUTIES:
            body = tuple(who for who in body if brief.leader_by_id[who].post.is_deputy)
        return body, quorum.needed(len(body))

    def _given(self, brief: Brief, event: Event) -> bool:
        """Whether absences alone break it, whenever the meeting could be."""
        body, needed = self._counted(brief)

        def in_town(when: Sequence[HalfDay]) -> int:
            return sum(not brief.is_away(who, when) for who in body)

        return all(in_town(halves(event, start)) < needed for start in open_halves(brief, event))

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        body, needed = self._counted(brief)
        for event in sheet.events:
            if not needed or event.kind is not Kind.STANDING or self._given(brief, event):
                continue
            for start in sheet.starts(event):
                there = [
                    sheet.either(lits)
                    for who in body
                    if (lits := [
                        sheet.takes(event, seat, who, start)
                        for seat in brief.seats_by_event[event.id]
                        if who in sheet.takers(event, seat)
                    ])
                ]  # fmt: skip
                weights = [*[1] * len(there), needed]
                sheet.between(needed, [*there, no(sheet.at(event, start))], None, Fact(self.code, event.id), weights)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        body, needed = self._counted(brief)
        for event, _, _, seats in held(brief, plan):
            if not needed or event.kind is not Kind.STANDING:
                continue
            there = len({taker for _, taker in seats} & set(body))
            sentence = f"「{event.title}」到会{there}人，按{self.cited(brief)}至少{needed}人"
            if there >= needed:
                yield self.kept(event.id, sentence)
            else:
                yield self.broken(event.id, f"{sentence}，请改期", given=self._given(brief, event))


RULE = StandingQuorum()
