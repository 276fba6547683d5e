"""Settings on how long things are kept, and how far ahead they are read (ours): long enough to be answered for, no
longer; as far as one has to know, no further."""

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


class PrivacyPolicy(Frozen):
    """How far the calendar is open to whoever is not the Office."""

    horizon_days: int | None = setting(
        None, "ours", "领导本人的日程可看到今天以后第几天（政府办不限）", assumed=True, ge=0, le=366
    )
