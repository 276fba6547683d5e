"""Settings on the weekly arrangement (article 62), which the rule book gives no day for."""

from enum import StrEnum

from models.policy_base import WeekClock, setting
from models.spans import Frozen


class LateWeek(StrEnum):
    """What a week is that has begun before its arrangement went out."""

    OPEN = "open"
    BROKEN = "broken"


class ChangeRule(StrEnum):
    """What may still change in a week that is frozen: whatever a new version says, only what the Office allows, or
    only what the head allows."""

    NEW_VERSION = "new_version"
    OFFICE_UPDATES = "office_updates"
    NO_CHANGES = "no_changes"


class WeekPolicy(Frozen):
    """The weekly arrangement. Times are those of the week before."""

    collect_until: WeekClock | None = setting(None, "62", "下周事项报送截止（上一周的周几几点，如 thu 12:00）")
    draft: WeekClock | None = setting(None, "62", "周安排初稿应成（上一周的周几几点，如 thu 18:00）")
    issue: WeekClock | None = setting(None, "62", "周安排应印发（上一周的周几几点，如 fri 16:00；不写即周一之前）")
    freeze: WeekClock | None = setting(None, "62", "从何时起不再变动（上一周的周几几点；不写即自印发起）")
    change_rule: ChangeRule = setting(
        ChangeRule.NEW_VERSION, "62", "冻结以后：另发新版即可、须经政府办主任同意、须经区长同意"
    )
    late: LateWeek = setting(LateWeek.OPEN, "62", "一周已经开始而周安排未编发：列为待定，或按违反处理", assumed=True)
