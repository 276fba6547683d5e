"""The permission table against every operation that the API describes: own, another's and absent, role by role."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from api.gate import Needs, Public
from models.accounts import Role
from models.permissions import GRANTS, Permission, is_granted
from store.memory import MemoryStore
from tests.api.world import ABSENT, LEADER, OTHER, OWN, World, routes_of
from tests.render.week_sample import CANARY, STANDING

NOTHING = "nothing-there"
FILLED = {"kind": "event", "number": 77, "week": "2026-W50"}
QUERY = {"audience": "office", "first": "2026-12-01", "last": "2026-12-05", "event": "none"}
CONDITIONS = {"If-Match": '"1"', "Idempotency-Key": "k-1"}


@pytest.fixture(scope="module")
def world(chain) -> Iterator[World]:
    store = MemoryStore()
    yield World(store, chain)
    store.close()


def operations(world: World) -> Iterator[tuple[str, str, Permission]]:
    """Method, path and permission of every operation of an office."""
    for route, said in routes_of(world.app):
        for method in sorted(route.methods or ()):
            if "{office}" in route.path and isinstance(said[0], Needs):
                yield method, route.path_format, said[0].permission


def ask(world: World, method: str, path: str, office: str, role: Role | None) -> Any:
    address = path.format_map(defaultdict(lambda: NOTHING, office=office, **FILLED))
    headers = {**CONDITIONS, **(world.as_(role) if role else {})}
    body: dict[str, Any] | None = None if method in ("GET", "DELETE") else {}
    return world.client.request(method, address, params=QUERY, json=body, headers=headers)


def test_every_route_says_which_permission_it_asks_for_or_why_none(world):
    found = list(routes_of(world.app))
    assert len(found) > 50
    silent = [route.path for route, said in found if len(said) != 1]
    assert silent == []
    assert {route.path for route, said in found if isinstance(said[0], Public)} == {
        "/feeds/{token}.ics", "/feeds/{rest:path}", "/login", "/sign-in", "/enter/{secret}", "/api/session",
        "/healthz", "/readyz", "/api/health",
    }  # fmt: skip


def test_a_route_without_a_permission_would_be_found(world):
    world.app.get("/api/forgotten")(lambda: {})
    assert [route.path for route, said in routes_of(world.app) if not said] == ["/api/forgotten"]
    world.app.router.routes.pop()


def test_every_permission_is_somebodys_and_every_role_has_one():
    assert set(GRANTS) == set(Permission)
    assert all(GRANTS.values())
    assert all(any(role in roles for roles in GRANTS.values()) for role in Role)
    assert not any(is_granted(permission, frozenset()) for permission in Permission)


def test_every_operation_by_every_role_on_own_other_and_absent_offices(world):
    wrong: list[tuple[Any, ...]] = []
    cells = 0
    for method, path, permission in operations(world):
        for role in Role:
            own, other, absent = (ask(world, method, path, office, role) for office in (OWN, OTHER, ABSENT))
            cells += 3
            granted = is_granted(permission, frozenset({role}))
            confined = role is Role.LEADER and permission is not Permission.SELF
            allowed = own.status_code not in (401, 403) and own.status_code < 500
            refused = own.status_code == 403 and own.json()["code"] == "not-permitted"
            hidden = own.status_code == 404
            if not (allowed if granted and not confined else (allowed or hidden) if granted else refused):
                wrong.append((method, path, role, own.status_code))
            if (other.status_code, other.content) != (404, absent.content) or absent.status_code != 404:
                wrong.append((method, path, role, "other", other.status_code, absent.status_code))
    assert wrong == []
    assert cells > 600


def test_whoever_is_unknown_is_asked_to_sign_in_whatever_the_office(world):
    for method, path, _ in operations(world):
        for office in (OWN, OTHER, ABSENT):
            answer = ask(world, method, path, office, None)
            assert (answer.status_code, answer.json()["code"]) == (401, "key-required"), (method, path)


def test_a_leader_reads_his_own_calendar_and_no_other(world):
    base = f"/api/offices/{OWN}"
    secret = world.sign_in(Role.LEADER)
    for path in ("weeks/2026-W50", "publications", "publications/3", "publications/3/diff"):
        assert secret.get(f"{base}/{path}", params={"audience": LEADER}).status_code == 200, path
        seen = [secret.get(f"{base}/{path}", params={"audience": a}) for a in ("office", "head", "nobody-there")]
        assert {answer.status_code for answer in seen} == {404}, path
        assert len({answer.content for answer in seen}) == 1
    assert secret.get("/").headers["location"] == f"/{LEADER}/week/2026-W50"
    assert secret.get(f"/{LEADER}/week/2026-W50").status_code == 200
    assert secret.get("/office/week/2026-W50").content == secret.get("/nobody-there/week/2026-W50").content
    assert "/office/week" not in secret.get(f"/{LEADER}/week/2026-W50").text


def test_a_page_without_an_office_in_its_address_is_that_of_the_readers_own(world):
    """Nothing of the served office reaches a reader of another; in the papers and the week, nor in any other page."""
    words = {
        **FILLED,
        "iso": "2026-W50",
        "audience": "office",
        "form": "docx",
        "text": "2026-W50",
        "item": "standing",
    }
    pages = [
        route.path_format.format_map(defaultdict(lambda: NOTHING, words))
        for route, said in routes_of(world.app)
        if "{office}" not in route.path and "GET" in (route.methods or ()) and isinstance(said[0], Needs)
    ]
    assert {"/office/week/2026-W50", "/office/week/2026-W50/paper.docx", "/board/2026-W50"} <= set(pages)

    def heard(page: str, role: Role, office: str) -> str | bytes:
        answer = world.client.get(page, headers=world.as_(role, office))
        assert answer.status_code < 500, page
        return (
            str(answer.text) if answer.headers.get("content-type", "").startswith("text/") else bytes(answer.content)
        )

    assert STANDING.title in str(heard("/office/week/2026-W50", Role.CLERK, OWN))
    assert len(heard("/office/week/2026-W50/paper.docx", Role.CLERK, OWN)) > 5_000
    for page in pages:
        for role in (Role.CLERK, Role.APPROVER, Role.ADMINISTRATOR):
            said = heard(page, role, OTHER)
            assert STANDING.title not in str(said), (page, role)
            assert CANARY not in str(said), (page, role)
    for paper in ("paper.docx", "paper.xlsx", "paper.pdf", "changes.docx"):
        answer = world.client.get(f"/office/week/2026-W50/{paper}", headers=world.as_(Role.CLERK, OTHER))
        assert answer.status_code == 404, paper
