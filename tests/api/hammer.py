"""Random requests made from the API's own description, by every role: no 5xx, and no answer but as described.

python -m tests.api.hammer --requests 20000 --seed 1      what `start.py soak api` runs
"""

import argparse
import sys
import time
from collections import Counter
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.demo import FIXTURES
from api.drafting import instant_for, made_of
from api.records import freeze_brief
from intake.brief import write_brief
from models.accounts import Role
from models.plan import Plan
from models.runs import PlanRun, RunState
from models.spans import DateRange
from solver.solve import solve
from store.memory import MemoryStore
from tests.api.world import ACT, OWN, World
from tests.render.week_sample import versions

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
PATIENCE = 300  # seconds for one answer, on a machine that has much else to do
ROUND = 600  # requests before the seed is changed
LONG = {"create_draft", "repairs", "travel", "explain", "explain_not", "recommend", "map_month", "not_placed"}
FEW = 5  # of those that plan, for each role and round
DAYS = {"first": "2026-12-14", "last": "2026-12-15"}


def hammer(world: World, requests: int, start: int) -> Counter[int]:
    """Ask every operation by every role, some `requests` in all; how often each status was answered."""
    described = schemathesis.openapi.from_asgi("/api/openapi.json", world.app, headers=world.as_(Role.CLERK))
    found = [result.ok() for result in described.get_all_operations() if isinstance(result, Ok)]
    each = max(1, requests // (len(found) * len(Role)))
    counted: Counter[int] = Counter()
    for operation in found:
        name = operation.definition.raw["operationId"]
        for role in Role:
            _ask(world, operation, role, each if name not in LONG else min(each, FEW), start, counted)
    return counted


def _ask(world: World, operation: Any, role: Role, times: int, start: int, counted: Counter[int]) -> None:
    @seed(start)
    @settings(
        max_examples=times, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(), is_there=st.booleans())
    def once(case: Any, is_there: bool) -> None:
        there = {"office": OWN} | (known_of(operation.path) if is_there else {})
        case.path_parameters.update({name: id for name, id in there.items() if name in case.path_parameters})
        response = case.call(headers=world.as_(role), timeout=PATIENCE)
        counted[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    once()


def known_of(path: str) -> dict[str, str]:
    """What is there, as the parameters of a path name it."""
    ids = {"people": "u-viewer", "keys": "k-viewer", "records": "standing/2026-12/1", "history": "standing/2026-12/1"}
    id = next((found for room, found in ids.items() if f"/{room}/" in path), "none-such")
    return {"draft": "d-hammered", "run": "r-hammered", "number": "1", "week": "2026-W50", "kind": "event", "id": id}


def opened() -> World:
    """A world with a month of records in it, a run that is over, and its draft."""
    world = World(MemoryStore(), versions(), works=True)
    month = (FIXTURES / "2026-12.json").read_bytes()
    world.import_month(month.replace(b'"gulou-demo"', b'"demo"'))
    frozen = freeze_brief(
        world.store, OWN, DateRange.model_validate(DAYS), instant_for(world.store, OWN, world.now[0])
    )
    plan = solve(frozen.brief)
    assert isinstance(plan, Plan)
    draft = made_of(frozen, plan, "u-clerk", world.now[0], "两天").model_copy(update={"id": "d-hammered"})
    run = PlanRun(
        id="r-hammered", state=RunState.QUEUED, horizon=plan.horizon, as_of=frozen.brief.as_of,
        brief=frozen.brief.digest, input_revision=frozen.revision, asked_by="u-clerk", asked_at=world.now[0],
    )  # fmt: skip
    with world.store.write(OWN, ACT) as desk:
        desk.briefs.save(run.brief, write_brief(frozen.brief))
        desk.runs.ask(run)
        desk.runs.report(run.model_copy(update={"state": RunState.DONE, "best": plan, "ended_at": world.now[0]}))
        desk.drafts.put(draft, expecting=None)
    return world


def main(words: list[str]) -> int:
    """Hammer, and tell what was answered."""
    parser = argparse.ArgumentParser(description="随机请求核对接口")
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="到时即止，报告已做的")
    given_ = parser.parse_args(words)
    begun = time.monotonic()
    world, counted, start = opened(), Counter[int](), given_.seed
    while sum(counted.values()) < given_.requests and time.monotonic() - begun < given_.seconds:
        counted += hammer(world, min(given_.requests, ROUND), start)
        start += 1
    told = "，".join(f"{status}：{times}" for status, times in sorted(counted.items()))
    sys.stdout.write(f"请求{sum(counted.values())}次，{time.monotonic() - begun:.0f}秒；{told}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
