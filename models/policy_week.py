"""Settings on the weekly arrangement (article 62), which the rule book gives no day for."""

from enum import StrEnum

from models.policy_base import setting
from models.spans import Frozen


class LateWeek(StrEnum):
    """What a week is that has begun before its arrangement went out."""

    OPEN = "open"
    BROKEN = "broken"


class WeekPolicy(Frozen):
    """The weekly arrangement."""

    late: LateWeek = setting(LateWeek.OPEN, "62", "一周已经开始而周安排未编发：列为待定，或按违反处理", assumed=True)
