"""The shell of the office's pages: who is signed in, where one can go, and a page rendered inside it.

A page is one route file (`api/routes/`), one module that fills it (here), one template that extends `shell.html`. A
page that exists has its line in `PLACES`; the permission table alone decides who sees the line.
"""

from collections.abc import Mapping
from typing import NamedTuple

from fastapi.responses import HTMLResponse

from api.desk import Desk
from api.gate import Principal
from api.pages.fill import TEMPLATES, Choice
from models.permissions import Permission
from render.weekly import TITLE

# Under no-referrer a browser sends forms with Origin: null, and the guards would refuse them.
HEADERS = {"Referrer-Policy": "same-origin"}


class Place(NamedTuple):
    """A page that one can go to. needs: the permission with which it opens."""

    name: str
    zh: str
    path: str
    needs: Permission


PLACES = (
    Place("week", "周安排", "/", Permission.READ),
    Place("month", "月计划", "/month", Permission.PLAN),
    Place("cover", "值守与补位", "/cover", Permission.READ),
    Place("research", "调研", "/research", Permission.RECORDS),
    Place("agenda", "议题", "/agenda", Permission.RECORDS),
    Place("collect", "收集", "/collect", Permission.EDIT),
    Place("subscriptions", "订阅", "/subscriptions", Permission.LINKS),
    Place("settings", "设置", "/settings", Permission.RECORDS),
    Place("accounts", "账号", "/settings/accounts", Permission.PEOPLE),
    Place("trail", "留痕", "/trail", Permission.TRAIL),
)


class Shell(NamedTuple):
    """What every page of the office shows around itself. office: the id in the API's addresses."""

    office: str
    office_zh: str
    places: tuple[Choice, ...]
    who: str
    roles: str
    signed_in: bool
    may: frozenset[str]


def shell(desk: Desk, who: Principal, here: str) -> Shell:
    """The shell of a person's page. here: the name of its place, or one that is no place's."""
    return Shell(
        office=who.office,
        office_zh=office_zh(desk, who.office),
        places=tuple(Choice(p.zh, p.path, p.name == here) for p in PLACES if who.may(p.needs)),
        who=who.title,
        roles="、".join(role.zh for role in sorted(who.roles)),
        signed_in=who.session is not None,
        may=frozenset(permission.value for permission in Permission if who.may(permission)),
    )


def office_zh(desk: Desk, office: str) -> str:
    """An office's name; the weekly paper's where it has none of its own yet."""
    names = {one.id: one.name for one in desk.store.offices()}
    found = names.get(office, office)
    return TITLE if found == office else found


def page(
    desk: Desk, who: Principal, here: str, template: str, facts: Mapping[str, object], *, status: int = 200
) -> HTMLResponse:
    """A template that extends `shell.html`, filled. facts: what its own blocks name, all of it escaped."""
    made = TEMPLATES.get_template(template).render(shell=shell(desk, who, here), **facts)
    return HTMLResponse(made, status, HEADERS)
