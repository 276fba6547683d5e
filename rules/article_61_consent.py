"""Article 61: a leader goes to a ceremony only where the unit applied and he consented."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.clearances import Step
from models.docket import held
from models.events import Event
from models.people import LeaderId
from models.plan import Plan
from models.policy_people import ConsentGiver
from models.seats import ConcreteSeat
from rules.base import Article, Fact, Rule, Sheet, Strength
from rules.quiet import is_from_above


class CeremonyConsent(Rule):
    """No taker without his own consent in the application that the office director sought."""

    code = "61-c"
    article = Article(61)
    title = "事务性活动须申请并征得同意"
    reading = (
        "区领导一般不出席下级的事务性活动；确需参加的，"
        "由单位申请、政府办主任征得领导本人同意后统一安排（其他政府另须区委、区政府同意）。上级和区委安排的不在此列。"
    )
    strength = Strength.IN_PRINCIPLE
    approver = "政府办主任"
    rows = ("61-b", "61-c")
    settings = ("ceremony.consent_required", "ceremony.consent_givers", "ceremony.kinds")

    def _asks(self, brief: Brief, event: Event) -> bool:
        policy = brief.policy.ceremony
        return policy.consent_required and event.kind in policy.kinds and not is_from_above(event)

    def _consented(self, brief: Brief, event: Event, person: LeaderId) -> bool:
        """Whether everybody whose consent the office asks for has given it: by the seed, the leader himself."""
        consents = event.application.consents if event.application is not None else ()
        given = {
            ConsentGiver.LEADER: any(consent.leader == person for consent in consents),
            ConsentGiver.PARTY: event.clearance(Step.PARTY_CONSENT) is not None,
            ConsentGiver.GOVERNMENT: event.clearance(Step.GOVERNMENT_CONSENT) is not None,
        }
        return event.application is not None and all(given[who] for who in brief.policy.ceremony.consent_givers)

    def may_attend(self, brief: Brief, event: Event, person: LeaderId) -> bool:
        """Whether the article lets the leader go."""
        asked = self._asks(brief, event) and not self.waived(brief, event.id)
        return not asked or self._consented(brief, event, person)

    def _given(self, brief: Brief, event: Event, seat: ConcreteSeat, person: LeaderId) -> bool:
        """Whether the brief itself, and no decision, sends this leader."""
        return brief.is_must(event) and seat.required and person == seat.owner

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            if not self._asks(brief, event) or self.waived(brief, event.id):
                continue
            for seat in brief.seats_by_event[event.id]:
                unasked = [
                    sheet.takes(event, seat, person, start)
                    for person in sheet.takers(event, seat)
                    if not self._consented(brief, event, person) and not self._given(brief, event, seat, person)
                    for start in sheet.starts(event)
                ]
                sheet.forbid(unasked, Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, _, _, seats in held(brief, plan):
            if not self._asks(brief, event):
                continue
            waiver = self.waived(brief, event.id)
            for seat, taker in seats:
                if taker is None:
                    continue
                who = f"「{event.title}」由{brief.zh(taker)}出席"
                if self._consented(brief, event, taker):
                    yield self.kept(event.id, f"{who}，已申请并征得同意", seat=seat.key)
                elif waiver:
                    sentence = f"{who}，未征得同意，经{waiver.approver}同意：{waiver.reason}"
                    yield self.bent(event.id, sentence, seat=seat.key)
                else:
                    sentence = f"{who}，未见申请或本人同意，请由政府办主任征求同意后再安排"
                    given = self._given(brief, event, seat, taker)
                    yield self.broken(event.id, sentence, seat=seat.key, given=given)


RULE = CeremonyConsent()
