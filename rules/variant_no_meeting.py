"""Elsewhere: days and weeks without meetings."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event
from models.plan import Plan
from models.policy_base import falls_on, week_of_month
from models.policy_meetings import NoMeetingException
from models.spans import HalfDay
from rules.base import Fact, Sheet, Strength
from rules.quiet import counts_as_meeting, is_given
from rules.variant import Variant


class NoMeeting(Variant):
    """None of our meetings on a no-meeting day, but for the exceptions that the policy names."""

    code = "variant-no-meeting"
    title = "无会日、无会周"
    reading = (
        "无会日、无会周里不安排本级和下级的会议；政策写明的例外（上级召开、法定、应急、区长同意）照开。"
        "时间已定死的必开会议只作提示，请改期或报区长同意。"
    )
    strength = Strength.IN_PRINCIPLE
    approver = "区长"
    settings = ("nomeeting.days", "nomeeting.weeks", "nomeeting.kinds", "nomeeting.exceptions")

    def _quiet(self, brief: Brief, half: HalfDay) -> bool:
        policy = brief.policy.nomeeting
        return any(falls_on(day, half) for day in policy.days) or week_of_month(half.day) in policy.weeks

    def _bound(self, brief: Brief, event: Event) -> bool:
        """Whether the event is a meeting that is not held then."""
        policy = brief.policy.nomeeting
        return bool(policy.days or policy.weeks) and counts_as_meeting(brief, event)

    def _allowed(self, brief: Brief, event: Event) -> bool:
        asked = NoMeetingException.HEAD_APPROVES in brief.policy.nomeeting.exceptions
        return asked and brief.heads_waiver(self.code, event.id) is not None

    def _given(self, brief: Brief, event: Event) -> bool:
        return is_given(brief, event, lambda half: self._quiet(brief, half))

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            if self._bound(brief, event) and not self._allowed(brief, event) and not self._given(brief, event):
                quiet = [
                    sheet.at(event, start)
                    for start in sheet.starts(event)
                    if any(self._quiet(brief, half) for half in sheet.halves(event, start))
                ]
                sheet.forbid(quiet, Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, _, halves, _ in held(brief, plan):
            if not self._bound(brief, event):
                continue
            if not any(self._quiet(brief, half) for half in halves):
                yield self.kept(event.id, f"「{event.title}」不在无会日")
            elif self._allowed(brief, event):
                waiver = brief.waiver(self.code, event.id)
                yield self.bent(
                    event.id, f"「{event.title}」在无会日召开，经区长同意：{waiver.reason if waiver else ''}"
                )
            else:
                sentence = f"「{event.title}」定于{halves[0].zh}，按{self.cited(brief)}是无会日，请改期"
                yield self.broken(event.id, sentence, given=self._given(brief, event))


RULE = NoMeeting()
