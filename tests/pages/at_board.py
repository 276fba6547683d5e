"""An office at its board: the demo's December published as the first version, its records at hand, on the 9th."""

from datetime import datetime
from functools import cache

from api import drafting
from models.decided import Decision
from models.plan import Plan
from models.publication import Publication
from models.spans import OFFICE_TZ, DateRange
from solver.solve import solve
from store.memory import MemoryStore
from tests.api.world import OWN, World
from tests.pages.office import MONTH

PLANNED = datetime(2026, 11, 20, 17, 0, tzinfo=OFFICE_TZ)
DECEMBER = DateRange.model_validate({"first": "2026-12-01", "last": "2026-12-31"})
VIDEO = Decision(
    event="2026-12/128",
    seat="attend",
    taken_by="exec",
    by="区长",
    reason="AB角均外出，指定常务副区长参会",
    at=PLANNED,
)


@cache
def december() -> Publication:
    """The demo's December, planned on 20 November and published."""
    world = World(MemoryStore(), ())
    world.import_month(MONTH)
    brief = drafting.frozen(world.store, OWN, DECEMBER, PLANNED).brief
    brief, _ = drafting.decided(brief, Plan(brief=brief.digest, horizon=DECEMBER), [VIDEO])
    plan = solve(brief)
    assert isinstance(plan, Plan)
    made = drafting.next_publication(None, brief, plan, PLANNED, "经办人", "政府办主任", "发布十二月方案")
    world.store.close()
    return made


def at_board() -> World:
    """The office; what it asks to be solved is solved at once."""
    world = World(MemoryStore(), (december(),), works=True)
    world.import_month(MONTH)
    return world
