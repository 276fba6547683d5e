"""What rules have in common that the seed's rule book does not hold: they speak only where a policy sets them."""

from models.brief import Brief
from models.events import Event, Fixed
from rules.base import Rule


class Variant(Rule):
    """A rule of another government's, served by policy alone. The first of its settings switches it on."""

    article = None

    @property
    def source(self) -> str:
        """How sentences cite it; what the office's rule is called stands in the policy."""
        return "本单位规定"

    def cited(self, brief: Brief) -> str:
        """The rules that the office took the setting from."""
        return brief.policy.cites(self.settings[0])


def is_settled(brief: Brief, event: Event) -> bool:
    """Whether the event's time is no decision of ours: fixed by its host, or published and past."""
    if isinstance(event.when, Fixed):
        return True
    was = brief.published_by_event.get(event.id)
    return was is not None and brief.is_past(was.start)
