"""Article 65: only an approved absence counts, and who is away by one is not in a seat."""

from collections import defaultdict
from collections.abc import Iterator

from models.absences import ApprovalState
from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.people import LeaderId
from models.plan import Plan
from models.presence import settled
from rules.base import Article, Block, Fact, Lit, Rule, Sheet, Strength
from rules.presence import leave_halves


class ApprovedAbsence(Rule):
    """Away by an approved absence: no seat and no research in any half-day that it touches."""

    code = "65-b"
    article = Article(65)
    title = "经批准的外出方才算数"
    reading = (
        "外出须先经批准并报时间、地点、联系方式；批准的按半天向外取整，期间不得出席、不得调研；未批准的按在岗安排。"
    )
    strength = Strength.MUST
    settings = ("leave.report_fields",)

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        away_in = {person: row.keys() for person, row in brief.absences_by_half.items() if row}
        for event in sheet.events:
            halves = [(start, [h.index for h in sheet.halves(event, start)]) for start in sheet.starts(event)]
            for seat in brief.seats_by_event[event.id]:
                for person in sheet.takers(event, seat):
                    if (row := away_in.get(person)) is not None:
                        out = [start for start, touched in halves if not row.isdisjoint(touched)]
                        away = [sheet.takes(event, seat, person, start) for start in out]
                        sheet.forbid(away, Fact(self.code, person))
        for leader in brief.leaders:
            row = brief.absences_by_half.get(leader.id, {}).keys()
            away = [b.lit for b in sheet.blocks(leader.id) if not row.isdisjoint(_halves(b))]
            sheet.forbid(away, Fact(self.code, leader.id))
        self._beside_leave(sheet)

    def _beside_leave(self, sheet: Sheet) -> None:
        """No seat and no research where leave of ours would lie."""
        leave = {p: leave_halves(sheet, p) for p in dict.fromkeys(wish.leader for wish in sheet.wishes)}
        rows: dict[LeaderId, dict[tuple[str, str, int], list[Lit]]] = {p: defaultdict(list) for p in leave}
        for event in sheet.events:
            seats = sheet.brief.seats_by_event[event.id]
            mine = [(seat, p) for seat in seats for p in sheet.takers(event, seat) if p in leave]
            starts = sheet.starts(event) if mine else ()
            touched = [(start, half.index) for start in starts for half in sheet.halves(event, start)]
            for seat, person in mine:
                away, own = leave[person], rows[person]
                for start, index in touched:
                    if index in away:
                        own[event.id, seat.key, index].append(sheet.takes(event, seat, person, start))
        for person, own in rows.items():
            for block in sheet.blocks(person):
                for index in _halves(block):
                    if index in leave[person]:
                        own["", "", index].append(block.lit)
            for (*_, index), lits in own.items():
                sheet.at_most_one([*lits, *sheet.away(person, leave[person][index])], Fact(self.code, person))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        now = settled(brief, plan)
        for event, _, halves, seats in held(brief, plan):
            for seat, taker in seats:
                if taker is not None and now.is_away(taker, halves):
                    sentence = f"「{event.title}」安排了{brief.zh(taker)}，其人当时经批准外出，请换人或改期"
                    yield self.broken(event.id, sentence, seat=seat.key)
        for block in plan.research:
            if now.is_away(block.leader, block.halves()):
                sentence = f"{brief.zh(block.leader)}{block.start.zh}的调研与经批准的外出重叠，请改期"
                yield self.broken(block.id, sentence)
        for absence in brief.absences:
            if not absence.span.overlaps(brief.horizon.span):
                continue
            who = f"{brief.zh(absence.leader)}{absence.span.start:%m月%d日}起的外出"
            blank = [field.zh for field in brief.policy.leave.report_fields if not getattr(absence, field.value)]
            if absence.approved and blank:
                yield self.open(absence.id, f"{who}已批准，尚未报{'、'.join(blank)}")
            elif absence.approved:
                yield self.kept(absence.id, f"{who}已批准并报备")
            elif absence.approval.state is ApprovalState.REQUESTED:
                yield self.kept(absence.id, f"{who}尚未批准，按在岗安排")


def _halves(block: Block) -> range:
    """The half-days of a block, by index."""
    return range(block.start.index, block.start.index + block.half_days)


RULE = ApprovedAbsence()
