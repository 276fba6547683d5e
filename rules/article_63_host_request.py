"""Article 63: a unit that receives guests from above asks for a leader in writing beforehand."""

from collections.abc import Iterator, Sequence

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, Fixed, Host, Kind
from models.plan import Plan
from models.spans import Span, in_office_zone
from rules.base import Article, Rule, Strength


class HostRequest(Rule):
    """The request is there before the event; where the office sets a lead, what is ours to place keeps to it."""

    code = "63-b"
    article = Article(63)
    title = "下级请领导参加接待先请示"
    reading = (
        "办事处、部门接待市级以上部门领导，要请区领导参加的，事前以书面报告请示，由办公室统一安排；"
        "提前几天条文没有写，本办可以另设。尚未请示的列为待定。"
    )
    strength = Strength.MUST
    settings = ("reception.request_days_before",)

    def _asks(self, event: Event) -> bool:
        return event.kind is Kind.RECEPTION and event.host is Host.SUBORDINATE

    def _lead(self, brief: Brief, event: Event, span: Span) -> bool:
        """Whether the request leaves the days that the office asks for."""
        lead = brief.policy.reception.request_days_before
        if lead is None or event.application is None:
            return True
        return (in_office_zone(span.start).date() - in_office_zone(event.application.at).date()).days >= lead

    def _given(self, brief: Brief, event: Event, span: Span) -> bool:
        """Whether the time is none of our choosing: the host's, or known to all already."""
        was = brief.published_by_event.get(event.id)
        return isinstance(event.when, Fixed) or (was is not None and was.start == span.start)

    def admits(self, brief: Brief, event: Event, span: Span) -> bool:
        return not self._asks(event) or self._given(brief, event, span) or self._lead(brief, event, span)

    def admitted(self, brief: Brief, event: Event, spans: Sequence[Span]) -> Sequence[Span]:
        return super().admitted(brief, event, spans) if self._asks(event) else spans

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, span, _, _ in held(brief, plan):
            if not self._asks(event):
                continue
            what = f"「{event.title}」"
            if event.application is None:
                if brief.is_past(span.start):
                    yield self.broken(event.id, f"{what}事前没有书面请示，请说明并更正记录", given=True)
                else:
                    yield self.open(event.id, f"{what}尚无承办单位的书面请示，请在发布之前补办")
            elif event.application.at > span.start:
                yield self.broken(event.id, f"{what}请示补办于事后，请说明并更正记录", given=True)
            elif not self._lead(brief, event, span):
                days = brief.policy.reception.request_days_before
                given = self._given(brief, event, span)
                yield self.broken(event.id, f"{what}请示没有提前{days}天，请改期或不安排", given=given)
            else:
                yield self.kept(event.id, f"{what}事前有书面请示")


RULE = HostRequest()
