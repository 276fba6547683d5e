"""A calendar with canaries in it: a restricted meeting and an absence whose every word is marked, over many versions.

Whoever may not read them must not find a canary anywhere, whatever happens to the meeting.
"""

from collections.abc import Iterator
from typing import Any

from models.agenda import AgendaItem
from models.events import Event, Kind, Secrecy
from models.plan import Tabling
from models.publication import Publication
from models.sealing import issue_week
from tests.builders import absence, after, at, booking, brief, event, plan, publish

CANARY = "金丝雀"
OUTSIDERS = ("head", "exec")  # never of its people
AWAY = absence(
    "a1",
    "dep-b",
    "12-21 00:00",
    "12-23 00:00",
    place=f"{CANARY}地点",
    contact=f"{CANARY}电话",
    reason=f"{CANARY}事由",
)
ITEM = AgendaItem(id="i1", title=f"{CANARY}议题", owner="dep-a", unit=f"{CANARY}单位")


def secret(edition: str = "", secrecy: Secrecy = Secrecy.RESTRICTED, seats: tuple[str, ...] = ("dep-a",)) -> Event:
    """The meeting with a canary in every field that people write."""
    words: dict[str, Any] = {name: f"{CANARY}{name}{edition}" for name in ("title", "venue", "organiser", "note")}
    return event("s1", seats, kind=Kind.INSPECTION_BY_SUPERIOR, secrecy=secrecy, **words)


def history() -> Iterator[Publication]:
    """New, moved, covered by dep-b, uncovered, edited, issued, dropped, and back again."""
    morning, noon = ("12-08 09:00", "12-08 10:30"), ("12-09 15:00", "12-09 16:30")
    editions = [
        (secret(), morning, {}),
        (secret(), noon, {}),
        (secret(), noon, {"s1/s1": "dep-b"}),
        (secret(), noon, {}),
        (secret("改"), noon, {}),
        None,
        (secret("又"), morning, {}),
    ]
    last: Publication | None = None
    for n, edition in enumerate(editions, 1):
        events = [event("plain", ["head"])] + ([edition[0]] if edition else [])
        facts = {"absences": [AWAY], "agenda": [ITEM]}
        told = after(last, events, **facts) if last else brief(events, **facts)
        held = [booking("plain", "12-10 09:00", "12-10 10:00")] + ([booking("s1", *edition[1])] if edition else [])
        tabled = [Tabling(item="i1", event="s1")] if edition else []
        planned = plan(told, held, edition[2] if edition else {}, agenda=tabled)
        last = publish(told, planned, last, f"11-2{n} 10:00")
        yield last
        if n == 5:
            last = issue_week(last, "2026-W50", at("11-25 11:00"), "文员", "政府办主任", "周安排")
            yield last
