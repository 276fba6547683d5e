"""The page on which a clerk collects requests: a sheet out, a filled sheet in, and what has come in."""

from fastapi.responses import HTMLResponse

from api import collecting
from api.desk import Desk
from api.gate import Principal
from api.pages.shell import page
from models.accounts import Role
from models.people import Department
from models.records import RecordKind


def collect_page(desk: Desk, who: Principal) -> HTMLResponse:
    """The page. Units for the sheet: departments on record and accounts of departments."""
    with desk.store.read(who.office) as room:
        has_leaders = bool(room.records.ids(RecordKind.LEADER))
        named = [record.read(Department).name for record in room.records.all(RecordKind.DEPARTMENT)]
        accounts = [a.title for a in room.accounts.all() if Role.DEPARTMENT in a.roles and a.disabled_at is None]
    days = collecting.template_days(desk.today())
    facts = {"has_leaders": has_leaders, "units": sorted({*named, *accounts}), "first": days.first, "last": days.last}
    return page(desk, who, "collect", "collect.html", facts)
