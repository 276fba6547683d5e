"""Requests by Excel: read as written, every fault by row and column, all or nothing; sent twice it is one."""

import io
from datetime import date, time

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from intake.xlsx_columns import CHOICES, FACTS, FIRST_ROW, HEAD_ROW, NAMES, SCHEMA, SHEET
from intake.xlsx_requests import collect
from intake.xlsx_template import request_template, unit_prefix
from models.errors import BadInput
from models.events import Duty, Firmness, Fixed, Kind, Role, Secrecy, Window
from tests.builders import at, brief

BRIEF = brief([])
GOOD = {
    "事项名称": "全区防汛工作部署会",
    "类型": "部署会",
    "日期": "2026-12-08",
    "主持领导": "区长",
    "承办单位": "区水利局",
}


def filled(*rows, facts=None, heads=NAMES, sheet=SHEET) -> bytes:
    """A sheet with these rows, as a department hands it in."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        clock = book.add_format({"num_format": "hh:mm"})
        for n, name in enumerate(heads):
            page.write_string(HEAD_ROW - 1, n, name)
        for row, cells in enumerate(rows, FIRST_ROW - 1):
            for name, value in cells.items():
                look = clock if isinstance(value, time) else day if isinstance(value, date) else None
                write = page.write_datetime if look else page.write
                write(row, heads.index(name), value, *([look] if look else []))
        page = book.add_worksheet(FACTS)
        for row, pair in enumerate((facts or {"schema": SCHEMA, "office": BRIEF.office.id}).items()):
            page.write_row(row, 0, pair)
    return out.getvalue()


def one(**cells):
    (event,) = collect(filled(GOOD | cells), BRIEF).events
    return event


def told(*rows, **more) -> list[str]:
    with pytest.raises(BadInput) as refused:
        collect(filled(*rows, **more), BRIEF)
    return [str(fault) for fault in refused.value.faults]


def test_a_row_is_an_event_with_what_is_left_out_as_usual():
    event = one()
    assert (event.title, event.kind, event.organiser) == ("全区防汛工作部署会", Kind.DEPLOYMENT, "区水利局")
    assert event.when == Window(earliest=at("12-08 00:00"), latest=at("12-09 00:00"), minutes=30)
    assert [(s.id, s.role, s.who.leader) for s in event.seats] == [("chair", Role.CHAIR, "head")]
    assert (event.duty, event.priority, event.secrecy) == (Duty.WANTED, 2, Secrecy.INTERNAL)
    assert (event.firmness, event.received_at) == (Firmness.FIRM, BRIEF.as_of)


def test_every_column_is_heard():
    event = one(
        开始时间="9：30", 时长="90分钟", 出席领导="副区长甲、副区长乙", 地点="三楼",
        必须安排="是", 轻重="高", 密级="限知", 暂定="是", 备注="第一行\n第二行",
    )  # fmt: skip
    assert event.when == Fixed(start=at("12-08 09:30"), end=at("12-08 11:00"))
    assert [s.who.leader for s in event.seats] == ["head", "dep-a", "dep-b"]
    assert (event.venue, event.note) == ("三楼", "第一行\n第二行")
    assert (event.duty, event.priority) == (Duty.MUST, 1)
    assert (event.secrecy, event.firmness) == (Secrecy.RESTRICTED, Firmness.TENTATIVE)


@pytest.mark.parametrize(
    "written",
    [
        "2026.11.23", "2026-11-23", "2026/11/23", "2026年11月23日", "2026年11月23日（周一）", "20261123", "46349.0",
        46349, 46349.0, "２０２６．１１．２３", date(2026, 11, 23)
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(written):
    assert one(日期=written).when.span.start == at("11-23 00:00")


@pytest.mark.parametrize("written", ["14:30", "14：30", "下午2:30", "14点半", "14时30分", 0.6041666667, time(14, 30)])
def test_a_time_is_read_however_it_is_written(written):
    assert one(开始时间=written).when.span.start == at("12-08 14:30")


def test_half_days_and_stretches_are_windows():
    assert one(半天="上午").when == Window(earliest=at("12-08 00:00"), latest=at("12-08 13:00"), minutes=30)
    assert one(半天="下午").when == Window(earliest=at("12-08 13:00"), latest=at("12-09 00:00"), minutes=30)
    whole = one(半天="全天", 截止日期="2026-12-10").when
    assert whole == Window(earliest=at("12-08 00:00"), latest=at("12-11 00:00"), half_days=2)


def test_without_a_leader_the_portfolio_s_owner_goes():
    event = one(主持领导="", 分管领域="farm")
    assert (event.seats[0].who.portfolio, event.portfolio) == ("farm", "farm")


@pytest.mark.parametrize(
    ("cells", "place", "word"),
    [
        ({"事项名称": ""}, "第4行“事项名称”", "必填"),
        ({"事项名称": "长" * 201}, "第4行“事项名称”", "最多 200 个字"),
        ({"类型": "派对"}, "第4行“类型”", "没有“派对”这个选项"),
        ({"日期": "下周二"}, "第4行“日期”", "不是日期"),
        ({"日期": "2026-02-30"}, "第4行“日期”", "不是日期"),
        ({"截止日期": "2026-12-01"}, "第4行“截止日期”", "早于日期"),
        ({"截止日期": "2036-12-01"}, "第4行“截止日期”", "核对年份"),
        ({"开始时间": "25:00"}, "第4行“开始时间”", "不是时间"),
        ({"开始时间": "09:00", "截止日期": "2026-12-09"}, "第4行“截止日期”", "只能是一天"),
        ({"开始时间": "09:00", "半天": "下午"}, "第4行“半天”", "不符"),
        ({"半天": "上午", "截止日期": "2026-12-09"}, "第4行“半天”", "不限"),
        ({"时长": "很久"}, "第4行“时长”", "分钟数"),
        ({"时长": "700"}, "第4行“时长”", "5 至 660"),
        ({"主持领导": "区长、副区长甲"}, "第4行“主持领导”", "只能有一位"),
        ({"出席领导": "副区长庚"}, "第4行“出席领导”", "没有“副区长庚”这位领导"),
        ({"出席领导": "区长"}, "第4行“出席领导”", "写了两次"),
        ({"主持领导": ""}, "第4行“出席领导”", "至少写一项"),
        ({"编号": "别的"}, "第4行“编号”", "已被改动"),
    ],
)
def test_a_fault_is_told_by_row_and_column_with_the_way_out(cells, place, word):
    (fault,) = told(GOOD | cells)
    assert fault.startswith(f"{place}：")
    assert word in fault


def test_all_faults_are_told_at_once_and_nothing_is_taken():
    faults = told(GOOD, GOOD | {"日期": "x", "类型": "y"}, GOOD | {"承办单位": ""})
    assert [fault.split("：")[0] for fault in faults] == ["第5行“类型”", "第5行“日期”", "第6行“承办单位”"]


def test_empty_rows_are_passed_over_and_row_numbers_stay():
    found = collect(filled({"编号": "req/a/1"}, {}, GOOD), BRIEF)
    assert found.rows == (6,)


def test_columns_may_be_moved_but_not_lost():
    assert collect(filled(GOOD, heads=NAMES[::-1]), BRIEF).events == collect(filled(GOOD), BRIEF).events
    assert told({}, heads=NAMES[:-1]) == ["第3行：缺少“备注”列；请用新下载的申请表"]


def test_a_sheet_of_another_version_or_office_is_refused():
    assert "版本不对" in told(GOOD, facts={"schema": "richeng.requests/0"})[0]
    assert "另一个单位" in told(GOOD, facts={"schema": SCHEMA, "office": "other"})[0]
    assert "没有“申请”" in told(sheet="Sheet1")[0]
    assert "没有填写" in told({})[0]


def test_the_same_request_twice_is_told_and_sent_again_changes_nothing():
    assert "与第4行是同一项" in told(GOOD, GOOD)[0]
    first = collect(filled(GOOD), BRIEF)
    again = collect(filled(GOOD), brief(first.events))
    changed = collect(filled(GOOD | {"地点": "四楼"}), brief(first.events))
    words = [found.asked(BRIEF)[0].word for found in (first, again, changed)]
    assert words == ["新增", "不变", "修改"]
    assert again.events[0] is again.before[first.events[0].id]
    assert changed.asked(BRIEF)[0].differs == ("地点：（空）→四楼",)


def test_what_no_column_speaks_of_stays_as_the_office_has_it():
    (known,) = collect(filled(GOOD), BRIEF).events
    kept = {"area": "city", "invites": ("d1",), "summoned": True, "received_at": at("11-20 09:00")}
    known = known.model_copy(update=kept)
    same, changed = (collect(filled(GOOD | more), brief([known])).events[0] for more in ({}, {"轻重": "高"}))
    assert same == known
    assert changed == known.model_copy(update={"priority": 1, "received_at": BRIEF.as_of})


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({}, "12月8日（周二），30分钟，时间由政府办排"),
        ({"半天": "下午"}, "12月8日（周二）下午，30分钟，时间由政府办排"),
        ({"半天": "全天", "截止日期": "2026-12-10"}, "12月8日（周二）至12月10日，2个半天，时间由政府办排"),
        ({"开始时间": "09:00", "时长": "90"}, "12月8日（周二）09:00—10:30"),
    ],
)
def test_a_request_is_told_in_words(cells, said):
    (told,) = collect(filled(GOOD | cells), BRIEF).asked(BRIEF)
    assert (told.row, told.when, told.people, told.unit) == (4, said, "主持：区长", "区水利局")
    assert told.line.startswith(f"第4行\t新增\t全区防汛工作部署会\t{said}")


def test_the_template_is_read_back_by_the_reader_with_drop_downs_notes_and_hidden_ids():
    body = request_template(BRIEF, "区水利局")
    assert body == request_template(BRIEF, "区水利局")
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    assert book.sheet_names == [SHEET, CHOICES, FACTS]
    rows = book.get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    assert [str(cell).rstrip("*") for cell in rows[HEAD_ROW - 1]] == list(NAMES)
    assert rows[FIRST_ROW - 1][0] == f"{unit_prefix('区水利局')}/001"
    assert "没有填写" in refusal(body)


def refusal(body: bytes) -> str:
    with pytest.raises(BadInput) as refused:
        collect(body, BRIEF)
    return refused.value.message
