"""The week as a Word file: what the publication says and no more, in the fonts of the office, the same every time."""

import io
import zipfile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from models.audience import Audience
from render.docx_week import week_docx
from render.paper import WeekPaper
from tests.render.paper_sample import docx_text, paper, squeezed, words_of
from tests.render.week_sample import CANARY


@pytest.fixture(scope="module")
def week() -> WeekPaper:
    return paper()


@pytest.fixture(scope="module")
def body(week) -> bytes:
    return week_docx(week)


@pytest.fixture(scope="module")
def document(body):
    return Document(io.BytesIO(body))


def test_every_word_of_the_paper_stands_in_it(week, body):
    said = squeezed(docx_text(body))
    for words in words_of(week.model_dump()):
        assert squeezed(words) in said


def test_it_is_an_a4_landscape_sheet_with_page_numbers(document):
    (section,) = document.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert [t.text for t in section.footer._element.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_fonts_are_the_office_s_and_named_for_chinese(document):
    fonts = {run.get(qn("w:eastAsia")) for run in document.element.body.iter(qn("w:rFonts"))}
    assert fonts == {"方正小标宋简体", "仿宋_GB2312", "黑体"}
    title = document.paragraphs[1].runs[0]
    assert (title.text, title.font.size.pt) == ("区政府领导周工作预安排", 22)


def test_heads_repeat_and_rows_stay_whole(document):
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_tentative_items_stand_in_brackets_and_the_mark_at_the_top(document, body):
    assert document.paragraphs[0].text == "内部资料"
    assert "（禁毒工作督导）" in docx_text(body)


def test_the_same_paper_gives_the_same_bytes_and_no_time_of_day(week, body):
    assert week_docx(week) == body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-12-04T08:00:00Z" in packed.read("docProps/core.xml")


def test_who_is_barred_reads_that_there_is_something_and_nothing_else():
    body = week_docx(paper(Audience("dep-a")))
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        assert not any(CANARY.encode() in packed.read(name) for name in packed.namelist())
    assert "有安排" in docx_text(body)
