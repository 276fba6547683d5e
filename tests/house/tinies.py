"""All tiny briefs."""

from tests.house import tiny, tiny_agenda, tiny_border, tiny_events, tiny_leave, tiny_variants, tiny_weeks
from tests.house.plans import Tiny


def tinies() -> tuple[Tiny, ...]:
    """Those of seats and time, events, agendas, borders, leave and weeks, and of other governments' settings."""
    return (
        *tiny.tinies(),
        *tiny_events.tinies_of_events(),
        *tiny_agenda.tinies_of_agendas(),
        *tiny_border.tinies_of_borders(),
        *tiny_variants.tinies_of_variants(),
        *tiny_leave.tinies_of_leave(),
        *tiny_weeks.tinies_of_weeks(),
    )
