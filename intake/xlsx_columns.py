"""The request sheet's columns: what departments fill in, one row a request. Template and reader share them."""

from typing import NamedTuple

from models.events import Secrecy
from models.kinds import Kind

SCHEMA = "richeng.requests/1"
SHEET, CHOICES, FACTS = "申请", "选项", "说明"
HEAD_ROW = 3  # the columns' names, counted from 1; requests begin below
FIRST_ROW = HEAD_ROW + 1
ROWS = 300

HALVES = ("上午", "下午", "全天", "不限")
YES_NO = ("是", "否")
PRIORITIES = {"高": 1, "中": 2, "低": 3}
SECRECIES = {"公开": Secrecy.OPEN, "内部": Secrecy.INTERNAL, "限知": Secrecy.RESTRICTED}
KINDS = {kind.facts.zh: kind for kind in Kind if kind is not Kind.STANDING}


class Column(NamedTuple):
    """A column. width: in characters; choices: a fixed list, or the name of one that the brief has."""

    name: str
    width: float
    note: str
    choices: tuple[str, ...] | str = ()
    required: bool = False


COLUMNS = (
    Column("编号", 12, "系统编号，请勿改动"),
    Column("事项名称", 30, "如“全区防汛工作部署会”，最多200字", required=True),
    Column("类型", 14, "从下拉选项中选", tuple(KINDS), True),
    Column("日期", 13, "如 2026-12-08、2026年12月8日；时间不定的写最早的一天", required=True),
    Column("截止日期", 13, "时间不定的写最晚的一天；只有一天的不写"),
    Column("半天", 8, "上午、下午、全天或不限；写明开始时间的可不选", HALVES),
    Column("开始时间", 10, "主办单位已定的写明，如 09:00；由政府办安排的不写"),
    Column("时长", 8, "分钟数，如 90；不写按该类型的通常时长"),
    Column("主持领导", 16, "从下拉选项中选", "领导"),
    Column("出席领导", 24, "可写多位，用顿号隔开", "领导"),
    Column("分管领域", 14, "没有指定领导的，由分管该领域的领导出席", "领域"),
    Column("地点", 20, "最多100字"),
    Column("承办单位", 18, "填报的部门，最多100字", required=True),
    Column("必须安排", 9, "是：必须安排；不写按“否”", YES_NO),
    Column("轻重", 7, "高、中或低；不写按“中”", tuple(PRIORITIES)),
    Column("密级", 8, "限知：只有参加的领导和政府办看得到；不写按“内部”", tuple(SECRECIES)),
    Column("暂定", 7, "是：尚未最后确定，表中加（）；不写按“否”", YES_NO),
    Column("备注", 28, "最多500字"),
)
NAMES = tuple(column.name for column in COLUMNS)


def letter(index: int) -> str:
    """A column's letters, counted from 0: A, B, …, Z, AA."""
    return letter(index // 26 - 1) + chr(65 + index % 26) if index >= 26 else chr(65 + index)
