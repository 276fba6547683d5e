"""Events of the government's own that a policy keeps off certain days: no-meeting days, research days."""

from models.brief import Brief
from models.events import Event, Fixed, Host, Kind

FROM_ABOVE = frozenset({Host.SUPERIOR, Host.PARTY_COMMITTEE, Host.JOINT})
CALLED_FROM_ABOVE = frozenset({Kind.SUPERIOR, Kind.VIDEO_SUPERIOR, Kind.PARTY_COMMITTEE})


def is_from_above(event: Event) -> bool:
    """Whether others than the government or its units call it."""
    return event.summoned or event.host in FROM_ABOVE or event.kind in CALLED_FROM_ABOVE


def is_given(brief: Brief, event: Event) -> bool:
    """Whether the event stands where it is whatever we decide: a duty at a fixed time, or published and past."""
    was = brief.published_by_event.get(event.id)
    past = was is not None and brief.is_past(was.start)
    return past or (isinstance(event.when, Fixed) and brief.is_must(event))
