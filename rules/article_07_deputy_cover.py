"""Article 7: a seat is taken by its owner or his B, and by nobody else."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Cover
from models.people import LeaderId
from models.plan import Plan
from models.seats import ConcreteSeat
from rules.base import Article, Fact, Rule, Sheet, Strength
from rules.silence import is_decided


class DeputyCover(Rule):
    """Cover is one step deep: A's B, never B's B, and never where the seat is personal."""

    code = "7-e"
    article = Article(7)
    title = "席位由本人或其B角出席"
    reading = (
        "副区长的席位由本人出席；本人外出时由其B角代行接待、会议、活动、应急、急件五类职责，"
        "他人不得代；须本人到场的席位不得代。"
    )
    strength = Strength.MUST
    rows = ("7-a", "7-e")

    def _lawful(self, brief: Brief, seat: ConcreteSeat, taker: LeaderId) -> bool:
        return seat.owner is None or taker in seat.options or is_decided(brief, seat, taker)

    def constrain(self, sheet: Sheet) -> None:
        for event in sheet.events:
            for seat in sheet.brief.seats_by_event[event.id]:
                strangers = [p for p in sheet.takers(event, seat) if not self._lawful(sheet.brief, seat, p)]
                sheet.forbid(
                    [sheet.takes(event, seat, p, start) for p in strangers for start in sheet.starts(event)],
                    Fact(self.code, event.id),
                )

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, _, _, seats in held(brief, plan):
            for seat, taker in seats:
                if taker is None or seat.owner is None or is_chain(brief, seat, taker):
                    continue
                if not self._lawful(brief, seat, taker):
                    sentence = (
                        f"「{event.title}」{brief.zh(seat.owner)}的席位由{brief.zh(taker)}出席，其人既非本人亦非B角"
                    )
                    yield self.broken(event.id, f"{sentence}，请改由本人或B角出席", seat=seat.key)
                elif taker != seat.owner:
                    sentence = f"「{event.title}」由{brief.zh(taker)}代{brief.zh(seat.owner)}出席"
                    yield self.kept(event.id, sentence, seat=seat.key)


def is_chain(brief: Brief, seat: ConcreteSeat, taker: LeaderId) -> bool:
    """Whether the taker is no B of the owner's, but a B of one of the owner's Bs: a cover of a cover."""
    if taker in seat.options or seat.owner is None or is_decided(brief, seat, taker) or seat.cover is Cover.NONE:
        return False
    partners = [b for pair in brief.pairs if (b := pair.other(seat.owner)) is not None]
    return any(pair.other(partner) == taker for partner in partners for pair in brief.pairs)


RULE = DeputyCover()
