"""Settings on events: calling units' heads, letters and petitions, receptions."""

from models.people import Post
from models.policy_base import setting
from models.spans import Frozen


class HeadcallPolicy(Frozen):
    """Calling the first persons of departments and offices to a meeting (article 48)."""

    first_in_command_needs_head: bool = setting(True, "48", "通知主要负责人参会须经区长批准")
    needs_party: bool = setting(False, "48", "通知主要负责人参会还须经区委同意")


class PetitionPolicy(Frozen):
    """Letters and petitions, read and received in person (article 39, which names no time)."""

    half_days_per_month: int = setting(0, "39", "每位区领导每月留作接访、阅信的半天数（零即不作安排）", ge=0, le=10)


class ReceptionPolicy(Frozen):
    """Receptions that a lower unit hosts (article 63)."""

    plan_approvers: tuple[Post, ...] = setting(
        (Post.HEAD, Post.EXECUTIVE_DEPUTY, Post.DEPUTY), "63", "谁可以审定接待方案（区长或有关领导）"
    )
    request_days_before: int | None = setting(None, "63", "下级请区领导参加接待须提前请示的自然日数", ge=1, le=60)
