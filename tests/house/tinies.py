"""All tiny briefs."""

from tests.house import tiny, tiny_events
from tests.house.plans import Tiny


def tinies() -> tuple[Tiny, ...]:
    """Those of seats and time, and those of what events are."""
    return (*tiny.tinies(), *tiny_events.tinies_of_events())
