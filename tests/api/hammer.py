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
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.demo import FIXTURES
from models.accounts import Role
from store.memory import MemoryStore
from tests.api.world import World
from tests.render.week_sample import versions

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
PATIENCE = 300  # seconds for one answer, on a machine that has much else to do
ROUND = 600  # requests before the seed is changed
LONG = {"create_draft", "repairs", "travel"}  # each plans; a few of them are enough


def hammer(world: World, requests: int, start: int) -> Counter[int]:
    """Ask every operation by every role, some `requests` in all; how often each status was answered."""
    described = schemathesis.openapi.from_asgi("/api/openapi.json", world.app, headers=world.as_(Role.CLERK))
    found = [result.ok() for result in described.get_all_operations() if isinstance(result, Ok)]
    each = max(1, requests // (len(found) * len(Role)))
    counted: Counter[int] = Counter()
    for operation in found:
        name = operation.definition.raw["operationId"]
        for role in Role:
            _ask(world, operation, role, each if name not in LONG else min(each, 5), start, counted)
    return counted


def _ask(world: World, operation: Any, role: Role, times: int, start: int, counted: Counter[int]) -> None:
    @seed(start)
    @settings(
        max_examples=times, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def once(case: Any) -> None:
        if "office" in case.path_parameters:
            case.path_parameters["office"] = "demo"
        response = case.call(headers=world.as_(role), timeout=PATIENCE)
        counted[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    once()


def opened() -> World:
    """A world with a month of records in it."""
    world = World(MemoryStore(), versions(), works=True)
    month = (FIXTURES / "2026-12.json").read_bytes()
    world.import_month(month.replace(b'"gulou-demo"', b'"demo"'))
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
