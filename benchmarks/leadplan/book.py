"""The rules that an instance is planned by: the product's where they say the same, the bench's own for the rest."""

from benchmarks.leadplan.instance import Instance
from benchmarks.leadplan.rules_load import CeremonyRange, WeeklyLoad
from benchmarks.leadplan.rules_meetings import Apart, Attendance
from benchmarks.leadplan.rules_published import Disturbance, Stays
from benchmarks.leadplan.rules_research import Research
from benchmarks.leadplan.rules_seats import Halves, Options, Partners, Served
from rules import RULES
from rules.base import Rule

SHARED = (
    "65-b",
    "house-fixed-time",
    "house-leave-granted",
    "house-leave-placed",
    "house-no-double-booking",
    "house-office-hours",
    "house-one-booking",
    "house-one-seat",
    "house-window",
)
OWN = (Apart, Attendance, CeremonyRange, Disturbance, Halves, Options, Partners, Research, Served, Stays, WeeklyLoad)


def rules_of(instance: Instance) -> tuple[Rule, ...]:
    """The rules of one instance."""
    return (*(rule for rule in RULES if rule.code in SHARED), *(rule(instance) for rule in OWN))
