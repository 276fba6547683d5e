"""Article 49: the head's events are proposed by the Office, signed up by its director. Given, not decided."""

from collections.abc import Iterator, Sequence

from models.audit import Finding, Verdict
from models.brief import Brief
from models.clearances import Clearance, Step
from models.docket import Held
from models.events import Kind
from models.people import Post
from models.plan import Plan
from models.spans import in_office_zone
from rules.base import Article, Strength
from rules.clearing import Clearing, Need

STEPS = (Need(Step.PROPOSED), Need(Step.SIGNED, (Post.OFFICE_DIRECTOR,)), Need(Step.APPROVED, (Post.HEAD,)))


class HeadsEvents(Clearing):
    """Each event that the head attends stands in a programme with all three steps, or has them itself."""

    code = "49-a"
    article = Article(49)
    title = "区长活动由办公室提出、主任签报"
    reading = (
        "区长的公务活动由办公室统筹提出建议，办公室主任签报，区长审定：可以按一段日子整批办，也可以逐项办；"
        "方案中区长出席的都算，突发事件处置除外。"
        "已公布的改了时间，原来的签报、审定不再算数，须重新办理。未办齐的合并列为一条待定。"
    )
    strength = Strength.MUST

    def needs(self, brief: Brief, row: Held) -> Sequence[Need]:
        goes = brief.head is not None and any(taker == brief.head for _, taker in row.seats)
        return STEPS if goes and row.event.kind is not Kind.EMERGENCY else ()

    def done(self, brief: Brief, row: Held) -> Sequence[Clearance]:
        own = [c for c in row.event.clearances if c.step in (need.step for need in STEPS)]
        day = in_office_zone(row.span.start).date()
        batch = [c for programme in brief.programmes if day in programme.days for c in programme.clearances]
        found = own if len(own) == len(STEPS) else batch or own
        was = brief.published_by_event.get(row.event.id)
        if was is None or was.start == row.span.start:
            return found
        return [c for c in found if c.at > was.announced_at]  # what came before was for the old time

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        waiting = []
        for finding in super().audit(brief, plan):
            if finding.verdict is Verdict.OPEN:
                waiting.append(brief.event_by_id[finding.subject].title)
            else:
                yield finding
        if waiting:
            some = "、".join(f"「{title}」" for title in waiting[:3])
            rest = f"等{len(waiting)}项" if len(waiting) > 3 else ""
            sentence = f"区长的{some}{rest}活动，办公室建议、主任签报、区长审定尚未办齐，请在发布之前办理"
            yield self.open(brief.head or "", sentence)


RULE = HeadsEvents()
