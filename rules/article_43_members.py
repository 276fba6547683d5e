"""Article 43: the head and all deputies make up the standing meeting."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.plan import Plan
from rules.base import Article, Fact, Rule, Sheet, Strength


class StandingMembers(Rule):
    """Every member in town sits; B never sits for A there, being a member himself."""

    code = "43-a"
    article = Article(43)
    title = "常务会议组成人员全体出席"
    reading = "常务会议由区长和全体副区长组成：在汴的组成人员一律出席；请假的记缺席，B角本人也是成员，不重复计数。"
    strength = Strength.MUST
    rows = ("43-a", "7-h")
    settings = ("standing.members",)

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            for seat in brief.seats_by_event[event.id]:
                if seat.member and seat.required:
                    in_town = [
                        sheet.empty(event, seat, start)
                        for start in sheet.starts(event)
                        if not brief.is_away(seat.owner or "", sheet.halves(event, start))
                    ]
                    sheet.forbid(in_town, Fact(self.code, f"{event.id}:{seat.owner}"))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, _, halves, seats in held(brief, plan):
            members = [(seat, taker) for seat, taker in seats if seat.member and seat.required]
            missing = [s for s, t in members if t is None and not brief.is_away(s.owner or "", halves)]
            for seat in missing:
                sentence = f"「{event.title}」缺{brief.zh(seat.owner or '')}，其人在汴，应当出席"
                yield self.broken(event.id, sentence, seat=seat.key)
            if members and not missing:
                yield self.kept(event.id, f"「{event.title}」在汴组成人员全部出席")


RULE = StandingMembers()
