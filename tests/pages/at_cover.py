"""A small office whose week is published, with people of the posts that an absence goes through."""

from typing import Any

from models.events import Duty, Kind
from store.memory import MemoryStore
from tests.api.absence_office import CLERK, act, booking, guests, own, wanted
from tests.api.absence_world import AbsenceWorld
from tests.builders import at, event, fixed, seat, window

EVENTS = (
    own(),
    guests(),
    event("harvest", [seat("main", "dep-b")], fixed("12-16 09:00", "12-16 11:00"), kind=Kind.WORK, duty=Duty.MUST),
    event("roads", [seat("main", "exec")], window("12-14 00:00", "12-19 00:00", 90), kind=Kind.WORK, duty=Duty.MUST),
)
TITLES = {
    "talk": "约谈建设单位",
    "guests": "接待省农业厅来访",
    "harvest": "冬灌工作部署会",
    "roads": "道路改造调度会",
}
BOOKINGS = (
    booking("talk", "12-15 09:00", "12-15 10:00"), booking("guests", "12-15 15:00", "12-15 16:30"),
    booking("harvest", "12-16 09:00", "12-16 11:00"), booking("roads", "12-17 09:00", "12-17 10:30"),
)  # fmt: skip


def at_cover() -> AbsenceWorld:
    """The office on Monday 7 December at nine: the executive deputy, who has no B, is out on Tuesday."""
    events = tuple(one.model_copy(update={"title": TITLES[one.id]}) for one in EVENTS)
    world = AbsenceWorld(MemoryStore(), events, BOOKINGS)
    away: dict[str, Any] = {"reason": "全市项目观摩"}
    world.verbs.ask(wanted("e", "exec", "12-08 08:30", "12-08 18:00", **away), CLERK, act(CLERK, "12-01 09:00"))
    head = CLERK.model_copy(update={"title": "区长", "office": False, "leader": "head"})
    seen = world.verbs.outlook("e", at("12-01 10:00")).seen
    world.verbs.grant("e", head, act(head, "12-01 10:00"), seen=seen)
    world.time = at("12-07 09:00")
    return world
