"""Pasting the yearly notice. The texts are ours: same shape, same facts, other words."""

from datetime import UTC, date, datetime

import chinese_calendar
import pytest

from intake.notices import parse_notice
from intake.workdays import build_calendar, missing_statutory_days
from models.errors import BadInput
from models.spans import DateRange
from models.workdays import Notice

TEXT_2026 = """测试用放假安排
下面是2026年元旦等各个假期怎么放。

一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八，周日）至23日（农历正月初七、周一）放假调休，共9天。
2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。

请各科室排好值班。
测试办公室
2025年11月4日
"""

TEXT_2024 = (
    "一、元旦：1月1日放假，与周末连休。"
    "二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、18日（星期日）上班。盼大家除夕休假。"
    "三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。"
    "四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。"
    "五、端午节：6月10日放假，与周末连休。"
    "六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。"
    "七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。"
)

AT = datetime(2026, 11, 22, 1, tzinfo=UTC)


def parsed(text: str, year: int) -> Notice:
    return parse_notice(text, year, "测试〔0〕1号", "王文员", AT)


@pytest.mark.parametrize(("year", "text"), [(2024, TEXT_2024), (2026, TEXT_2026)])
def test_a_pasted_text_gives_the_year_that_the_package_knows(year, text):
    calendar = build_calendar(date(year, 1, 1), date(year, 12, 31), [parsed(text, year)])
    wrong = [
        day
        for day in DateRange(first=calendar.first, last=calendar.last).days()
        if calendar.is_workday(day) != chinese_calendar.is_workday(day)
    ]
    assert wrong == []
    assert {e.source for e in calendar.exceptions if e.name == "国庆节"} == {"单位录入通知 测试〔0〕1号"}
    assert missing_statutory_days(parsed(text, year)) == ()


def test_the_notice_keeps_number_writer_time_and_names():
    notice = parsed(TEXT_2026, 2026)
    assert (notice.year, notice.number, notice.entered_by, notice.entered_at) == (2026, "测试〔0〕1号", "王文员", AT)
    assert [off.name for off in notice.days_off] == ["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"]
    assert notice.workdays[0] == date(2026, 1, 4)
    assert len(notice.workdays) == 6


def test_next_to_the_weekend_takes_in_that_weekend_over_the_years_border():
    new_year = parsed(TEXT_2024, 2024).days_off[0]
    assert (new_year.first, new_year.last) == (date(2023, 12, 30), date(2024, 1, 1))


@pytest.mark.parametrize(
    "new_year",
    [
        "2025年12月31日（周三）至2026年1月2日（周五）放假调休，共3天。2025年12月27日（周六）上班。",
        "12月31日（周三）至1月2日（周五）放假调休，共3天。12月27日（周六）调休上班。",
    ],
)
def test_new_year_may_begin_in_december(new_year):
    text = TEXT_2026.replace("1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。", new_year)
    notice = parsed(text, 2026)
    assert (notice.days_off[0].first, notice.days_off[0].last) == (date(2025, 12, 31), date(2026, 1, 2))
    assert notice.workdays[0] == date(2025, 12, 27)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("4月4日（周六）至6日（周一）放假，共3天。", "4月4日（周六）放假，4月5日（周日）放假，4月6日（周一）补休。"),
        ("6月19日（周五）至21日（周日）放假，共3天。", "6月19日（周五）放假1天，不调休。"),
        ("6月19日（周五）至21日（周日）放假，共3天。", "6月19日（周五）放假，与周末连休，共3天。"),
        ("6月19日（周五）至21日（周日）放假，共3天。", "6月19日（星期五），放假1天。"),
        ("四、劳动节", "4. 国际劳动节"),
        ("2月14日（周六）、2月28日（周六）上班", "2月14日（周六）、28日（周六）上班"),
        ("中秋节：9月25日（周五）至27日（周日）放假，共3天", "中秋节:9 月 25 日(周五)~9月27日(周日)放假,共 3 天"),
    ],
)
def test_other_ways_of_writing_say_the_same(was, becomes):
    assert was in TEXT_2026
    calendar = build_calendar(date(2026, 1, 1), date(2026, 12, 31), [parsed(TEXT_2026.replace(was, becomes), 2026)])
    for day in DateRange(first=calendar.first, last=calendar.last).days():
        assert calendar.is_workday(day) == chinese_calendar.is_workday(day)


@pytest.mark.parametrize(
    ("was", "becomes", "message"),
    [
        ("共9天", "共8天", "第 5 行「春节」：写明 8 天，数得 9 天"),
        ("5月9日（周六）", "5月9日（周日）", "第 8 行「劳动节」：2026-05-09 是周六，不是周日"),
        ("6月19日（周五）至", "6月31日至", "第 9 行「端午节」：没有 2026 年 6 月 31 日"),
        (
            "9月25日（周五）至27日（周日）",
            "9月27日至25日",
            "第 10 行「中秋节」：「9月27日至25日」的最后一天早于第一天",
        ),
        ("10月10日（周六）上班", "10月10日（周六）", "第 11 行「国庆节」：2026-09-20 没有写明放假还是上班"),
        ("4月4日（周六）至6日（周一）放假，共3天", "另行通知", "第 7 行「清明节」：没有读到放假日期"),
        ("1月4日（周日）上班", "1月4日（周日）放假后上班", "第 4 行「元旦」：「1月4日放假后上班」既说放假又说上班"),
        ("一、元旦：1月1日", "一、元旦：1日", r"第 4 行「元旦」：「1日\(周四\)至3日\(周六\)」缺月份"),
        ("五、端午节：", "端午节", "第 9 行：「端午节6月19日"),
        ("五、端午节：", "端午节", "全文：没有读到端午的安排"),
        ("2026年元旦", "2025年元旦", "第 2 行：这是 2025 年的通知，要录入的是 2026 年"),
        ("5月9日（周六）上班", "5月11日上班", "全文：2026-05-11 不是周六或周日"),
    ],
)
def test_a_faulty_text_is_refused_naming_the_line(was, becomes, message):
    assert was in TEXT_2026
    with pytest.raises(BadInput, match=message):
        parsed(TEXT_2026.replace(was, becomes), 2026)


def test_all_faults_come_at_once():
    text = TEXT_2026.replace("共9天", "共8天").replace("共7天", "共6天").replace("三、清明节", "三、植树节")
    with pytest.raises(BadInput) as refused:
        parsed(text, 2026)
    assert [fault.path for fault in refused.value.faults] == ["第 5 行「春节」", "第 11 行「国庆节」", "全文"]


def test_last_years_text_under_this_years_number_is_noticed_by_its_weekdays():
    with pytest.raises(BadInput) as refused:
        parsed(TEXT_2026.replace("2026年", ""), 2027)
    assert len(refused.value.faults) == 7


@pytest.mark.parametrize("text", ["", "今天天气很好。", "一、"])
def test_a_text_without_holidays_is_refused(text):
    with pytest.raises(BadInput, match="请粘贴通知全文"):
        parsed(text, 2026)


def test_who_and_which_notice_must_be_said():
    with pytest.raises(BadInput) as refused:
        parse_notice(TEXT_2026, 2026, " ", "", datetime(2026, 1, 1))  # noqa: DTZ001 - naive is the point
    assert {fault.message for fault in refused.value.faults} == {"请填写通知文号", "请填写录入人", "录入时间须带时区"}
