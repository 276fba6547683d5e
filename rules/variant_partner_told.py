"""Elsewhere: who goes away tells the partner who stands in for him first."""

from models.absences import Absence
from models.brief import Brief
from models.spans import in_office_zone
from rules.absence_trail import AbsenceTrail
from rules.base import Strength
from rules.trail import Step, Trail, judged
from rules.variant import Variant


class PartnerTold(AbsenceTrail, Variant):
    """Told before departure, where he has a partner on the day he leaves. Audit alone."""

    code = "variant-partner-told"
    title = "外出先告知搭档"
    reading = "有AB角的领导外出，出发之前须告知当日的搭档；尚未告知的待定，已出发仍未告知、或告知在后的违反。"
    strength = Strength.MUST
    settings = ("leave.tell_partner",)

    def trail(self, brief: Brief, absence: Absence) -> Trail | None:
        day = in_office_zone(absence.span.start).date()
        paired = any(pair.in_force(day) and pair.other(absence.leader) is not None for pair in brief.pairs)
        if not (brief.policy.leave.tell_partner and paired):
            return None
        return judged([Step("告知搭档", absence.told.partner)], absence.span.start, brief.as_of)


RULE = PartnerTold()
