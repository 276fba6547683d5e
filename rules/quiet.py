"""Events of the government's own that a policy keeps off certain days: no-meeting days, research days."""

from collections.abc import Callable

from models.brief import Brief
from models.events import Event, Host, Kind
from models.occupations import halves, start_halves
from models.policy_meetings import NoMeetingException
from models.spans import HalfDay

FROM_ABOVE = frozenset({Host.SUPERIOR, Host.PARTY_COMMITTEE, Host.JOINT})
CALLED_FROM_ABOVE = frozenset({Kind.SUPERIOR, Kind.VIDEO_SUPERIOR, Kind.PARTY_COMMITTEE})


def is_from_above(event: Event) -> bool:
    """Whether others than the government or its units call it."""
    return event.summoned or event.host in FROM_ABOVE or event.kind in CALLED_FROM_ABOVE


def counts_as_meeting(brief: Brief, event: Event) -> bool:
    """Whether the event is a meeting that the office's no-meeting days and weeks are about."""
    policy = brief.policy.nomeeting
    if event.kind not in policy.kinds:
        return False
    free = policy.exceptions
    if NoMeetingException.SUPERIOR in free and is_from_above(event):
        return False
    if NoMeetingException.STATUTORY in free and event.kind is Kind.COUNCIL:
        return False
    return not (NoMeetingException.EMERGENCY in free and event.kind is Kind.EMERGENCY)


def is_given(brief: Brief, event: Event, barred: Callable[[HalfDay], bool]) -> bool:
    """Whether the event touches barred half-days whatever we decide: published and past, or a duty that could be
    at no other time."""
    was = brief.published_by_event.get(event.id)
    if was is not None and brief.is_past(was.start):
        return True
    return brief.is_must(event) and all(
        any(barred(half) for half in halves(event, start)) for start in start_halves(brief, event)
    )
