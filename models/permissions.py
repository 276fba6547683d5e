"""Who may do what: the one table. Routes name a permission; nothing else decides by role."""

from enum import StrEnum

from models.accounts import Role


class Permission(StrEnum):
    """What a route asks for.

    read: what is published, as one's own audience has it · records: living records and briefs · edit: change them ·
    plan: drafts, checks and questions · publish: seal a new version · links: addresses of calendars · people:
    accounts and programs' keys · trail: who did what · measure: figures of the service · self: one's own session.
    """

    READ = "read"
    RECORDS = "records"
    EDIT = "edit"
    PLAN = "plan"
    PUBLISH = "publish"
    LINKS = "links"
    PEOPLE = "people"
    TRAIL = "trail"
    MEASURE = "measure"
    SELF = "self"


EVERYBODY = frozenset(Role)

GRANTS: dict[Permission, frozenset[Role]] = {
    Permission.READ: EVERYBODY,
    Permission.RECORDS: frozenset({Role.CLERK, Role.APPROVER}),
    Permission.EDIT: frozenset({Role.CLERK}),
    Permission.PLAN: frozenset({Role.CLERK, Role.APPROVER}),
    Permission.PUBLISH: frozenset({Role.APPROVER}),
    Permission.LINKS: frozenset({Role.CLERK, Role.LEADER, Role.ADMINISTRATOR}),
    Permission.PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Permission.TRAIL: frozenset({Role.APPROVER, Role.ADMINISTRATOR}),
    Permission.MEASURE: frozenset({Role.VIEWER, Role.ADMINISTRATOR}),
    Permission.SELF: EVERYBODY,
}


def is_granted(permission: Permission, roles: frozenset[Role]) -> bool:
    """Whether one of the roles has the permission."""
    return bool(GRANTS[permission] & roles)
