"""Article 48: meetings are kept short, where the office sets a length for their kind."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, Fixed
from models.plan import Plan
from rules.base import Article, Fact, Rule, Sheet, Strength

HALF_DAY_MINUTES = 210


class ShorterMeetings(Rule):
    """Each half hour begun above the length that its kind may have has its price."""

    code = "48-e"
    article = Article(48)
    title = "压缩会议时间"
    reading = "各类会议压缩时间：条文没有定长短，本办给某类会议定了时长的，超出部分每半小时计一次代价。"
    strength = Strength.COST
    settings = ("meeting.max_minutes", "weights.meeting_long")

    def _over(self, brief: Brief, event: Event) -> int:
        """Half hours begun above the cap."""
        most = brief.policy.meeting.max_minutes.get(event.kind)
        return 0 if most is None else -(-max(0, _minutes(event) - most) // 30)

    def constrain(self, sheet: Sheet) -> None:
        price = sheet.brief.policy.weights.meeting_long
        for event in sheet.events:
            over = self._over(sheet.brief, event)
            if over:
                lits = [sheet.at(event, start) for start in sheet.starts(event)]
                sheet.charge(price * over, lits, Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, _, _, _ in held(brief, plan):
            most = brief.policy.meeting.max_minutes.get(event.kind)
            if most is not None:
                sentence = f"「{event.title}」{_minutes(event)}分钟，此类会议以{most}分钟为限"
                yield self.kept(event.id, sentence, brief.policy.weights.meeting_long * self._over(brief, event))


def _minutes(event: Event) -> int:
    if isinstance(event.when, Fixed):
        return int((event.when.end - event.when.start).total_seconds()) // 60
    return event.when.minutes or HALF_DAY_MINUTES * (event.when.half_days or 1)


RULE = ShorterMeetings()
