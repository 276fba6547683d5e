"""Settings on how long things are kept (ours): long enough to be answered for, no longer."""

from models.policy_base import setting
from models.spans import Frozen


class KeepPolicy(Frozen):
    """Days after which what is over is dropped, or made silent."""

    calendar_days: int = setting(
        730, "ours", "已过去的日程在当前版中保留的天数（旧版始终可查）", assumed=True, ge=400, le=36_500
    )
    absence_days: int = setting(
        365, "ours", "外出的联系方式、事由和去向在结束后保存的天数", assumed=True, ge=30, le=36_500
    )
    brief_days: int = setting(365, "ours", "排定所依据的摘要保存的天数", assumed=True, ge=30, le=36_500)
    feed_read_days: int = setting(180, "ours", "订阅读取记录保存的天数", assumed=True, ge=30, le=36_500)
