"""Who may do what: the one table. Routes name a permission; nothing else decides by role."""

from enum import StrEnum

from models.absence_steps import StepKind
from models.accounts import Role


class Permission(StrEnum):
    """What a route asks for.

    read: what is published, as one's own audience has it · records: living records and briefs · edit: change them ·
    plan: drafts, checks and questions · publish: seal a new version · links: addresses of calendars · people:
    accounts and programs' keys · trail: who did what · measure: figures of the service · self: one's own session ·
    request: ask for leaders' time, seeing when they are busy and nothing else · away: absences that are one's own to
    know, and the steps that the Office or the traveller takes · confirm: answer as B · decide: approve and refuse.
    Who is B, and who may approve, goes by post: `STEPS`.
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
    AWAY = "away"
    CONFIRM = "confirm"
    DECIDE = "decide"
    REQUEST = "request"


EVERYBODY = frozenset(Role)
INSIDE = EVERYBODY - {Role.DEPARTMENT}

GRANTS: dict[Permission, frozenset[Role]] = {
    Permission.READ: INSIDE,
    Permission.RECORDS: frozenset({Role.CLERK, Role.APPROVER}),
    Permission.EDIT: frozenset({Role.CLERK}),
    Permission.PLAN: frozenset({Role.CLERK, Role.APPROVER}),
    Permission.PUBLISH: frozenset({Role.APPROVER}),
    Permission.LINKS: frozenset({Role.CLERK, Role.LEADER, Role.ADMINISTRATOR}),
    Permission.PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Permission.TRAIL: frozenset({Role.APPROVER, Role.ADMINISTRATOR}),
    Permission.MEASURE: frozenset({Role.VIEWER, Role.ADMINISTRATOR}),
    Permission.SELF: EVERYBODY,
    Permission.REQUEST: frozenset({Role.DEPARTMENT, Role.CLERK}),
    Permission.AWAY: frozenset({Role.CLERK, Role.APPROVER, Role.LEADER}),
    Permission.CONFIRM: frozenset({Role.LEADER, Role.APPROVER}),
    Permission.DECIDE: frozenset({Role.LEADER, Role.APPROVER}),
}

# Steps in an absence's life: by role as the permission says, and by post as `models.absence_life` finds it for that
# absence and instant. An approver of the Office puts on record the word of him who has it, never his own.
STEPS: dict[StepKind, tuple[Permission, str]] = {
    **{kind: (Permission.AWAY, "本人或办公室") for kind in StepKind},
    StepKind.CONFIRM: (Permission.CONFIRM, "当日有效的B角本人（第七条）"),
    StepKind.DECLINE: (Permission.CONFIRM, "当日有效的B角本人（第七条）"),
    StepKind.APPROVE: (Permission.DECIDE, "区长，区长外出时受托的常务副区长（第五十八、六十五、八条）"),
    StepKind.REFUSE: (Permission.DECIDE, "区长，区长外出时受托的常务副区长（第五十八、六十五、八条）"),
}


def is_granted(permission: Permission, roles: frozenset[Role]) -> bool:
    """Whether one of the roles has the permission."""
    return bool(GRANTS[permission] & roles)
