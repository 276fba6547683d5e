"""The office's own Word template: filled with text that stays text; whatever else it asks for is refused by name."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from models.errors import BadInput
from render.docx_office import context_of, office_docx
from render.paper import PaperLine, WeekPaper
from tests.render.paper_sample import docx_text, paper, squeezed, words_of
from tools.sample_template import sample

SAMPLE = Path(__file__).resolve().parents[2] / "fixtures" / "templates" / "week.docx"


@pytest.fixture(scope="module")
def week() -> WeekPaper:
    return paper()


def template(*paragraphs: str) -> bytes:
    """A template of these paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def filled(week: WeekPaper, *paragraphs: str) -> str:
    return docx_text(office_docx(template(*paragraphs), week)).strip()


def refusal(week: WeekPaper, *paragraphs: str) -> str:
    with pytest.raises(BadInput) as refused:
        office_docx(template(*paragraphs), week)
    return refused.value.message


def test_the_sample_is_what_its_tool_writes_and_is_filled_with_the_whole_list(week):
    assert SAMPLE.read_bytes() == sample()
    body = office_docx(SAMPLE.read_bytes(), week)
    said = squeezed(docx_text(body))
    for words in words_of([line.model_dump(exclude={"remark"}) for day in week.daily for line in day.lines]):
        assert squeezed(words) in said
    assert "{" not in said
    assert office_docx(SAMPLE.read_bytes(), week) == body


def test_singles_and_conditions_are_filled(week):
    assert filled(week, "{{ 标题 }}／{{ 密级 }}{% if 说明 %}有{% endif %}") == "区政府领导周工作预安排／内部资料有"


def test_every_placeholder_of_the_list_can_be_filled(week):
    for over, rows in context_of(week).items():
        if isinstance(rows, list):
            line = "".join(f"{{{{ 行.{name} }}}}" for name in rows[0])
            assert filled(week, f"{{% for 行 in {over} %}}{line}{{% endfor %}}")
        else:
            assert filled(week, f"{{{{ {over} }}}}") == rows


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{{ 领队 }}", "没有“领队”这个占位符；可用：标题"),
        ("{% for 行 in 安排 %}{{ 行.地址 }}{% endfor %}", "没有“地址”；可用：日期"),
        ("{{ 标题.长度 }}", "前面应是循环里的名称"),
        ("{% for 行 in 会议 %}{% endfor %}", "循环只能写作"),
        ("{{ 标题", "花括号或循环没有成对"),
        ("{% for 行 in 安排 %}", "花括号或循环没有成对"),
        ("{{ 7*7 }}", "不能用运算"),
        ("{{ 标题|upper }}", "不能用运算"),
        ("{{ ''.__class__.__mro__ }}", "前面应是循环里的名称"),
        ("{{ 标题.__class__ }}", "前面应是循环里的名称"),
        ("{{ range(9) }}", "不能用运算"),
        ("{% for 行 in range(999999999) %}{% endfor %}", "循环只能写作"),
        ("{% for 行 in 安排 %}{{ 行.__init__.__globals__ }}{% endfor %}", "前面应是循环里的名称"),
        ("{% set a = 1 %}", "不能用运算"),
        ("{% include '/etc/passwd' %}", "不能用运算"),
        ("{% macro a() %}{% endmacro %}", "不能用运算"),
        (
            "{% for a in 安排 %}{% for b in 安排 %}{% for c in 安排 %}x{% endfor %}{% endfor %}{% endfor %}",
            "最多套 2 层",
        ),
    ],
)
def test_what_a_template_may_not_ask_for_is_told(week, text, word):
    assert word in refusal(week, text)


def test_template_code_and_markup_in_a_title_stay_text(week):
    evil = "{{ 7*7 }}{% for %}<w:t>A&B</w:t>\"'{#"
    line = PaperLine(title=evil)
    bad = week.model_copy(update={"daily": (week.daily[0].model_copy(update={"lines": (line,)}),), "signed": evil})
    assert filled(bad, "{{ 签发 }}") == evil
    assert evil in filled(bad, "{% for 行 in 安排 %}{{ 行.内容 }}{% endfor %}")


@pytest.mark.parametrize(
    "evil", ["{_{ 7*7 }_}", "{_% if x %_}", "甲{_{乙}_}丙", "{__{ a }__}", "{_{_{", "_{_", "%_%}_}{_%"]
)
def test_what_docxtpl_itself_writes_otherwise_stays_text(week, evil):
    bad = week.model_copy(
        update={"signed": evil, "daily": (week.daily[0].model_copy(update={"lines": (PaperLine(title=evil),)}),)}
    )
    assert filled(bad, "{{ 签发 }}") == evil
    assert filled(bad, "{% for 行 in 安排 %}{{ 行.内容 }}{% endfor %}") == evil


def test_what_is_no_word_file_is_told(week):
    for raw in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + bytes(99)):
        with pytest.raises(BadInput, match="不是 Word 文件"):
            office_docx(raw, week)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.xml", "<a/>")
    with pytest.raises(BadInput, match="不是 Word 文件"):
        office_docx(out.getvalue(), week)
