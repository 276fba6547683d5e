"""The office's form in Word files, read back: paper, margins, type and sizes as GB/T 9704 practice has them."""

import io

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from models.audience import OFFICE
from render.docx_slip import changes_docx
from render.docx_week import week_docx
from render.slip_changes import change_paper
from tests.render.paper_sample import WEEK, paper
from tests.render.week_sample import publication

LETTER, WEEKLY = (37, 35, 28, 26), (16, 14, 14, 14)  # top, bottom, left, right, in millimetres
XIAOBIAOSONG, FANGSONG, HEITI = "方正小标宋简体", "仿宋_GB2312", "黑体"
FILES = {
    "week": (lambda: week_docx(paper()), WD_ORIENT.LANDSCAPE, (297, 210), WEEKLY),
    "changes": (
        lambda: changes_docx(change_paper(publication(), OFFICE, WEEK)), WD_ORIENT.PORTRAIT, (210, 297), LETTER
    ),
}  # fmt: skip


@pytest.fixture(params=FILES)
def read(request):
    make, *form = FILES[request.param]
    return Document(io.BytesIO(make())), *form


def runs(document):
    for paragraph in document.element.body.iter(qn("w:r")):
        fonts = paragraph.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        size = paragraph.find(f"{qn('w:rPr')}/{qn('w:sz')}")
        text = "".join(t.text or "" for t in paragraph.iter(qn("w:t")))
        if text.strip():
            yield text, fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii")), int(size.get(qn("w:val"))) / 2


def test_paper_and_margins(read):
    document, orientation, size, margins = read
    for section in document.sections:
        assert section.orientation == orientation
        assert (round(section.page_width.mm), round(section.page_height.mm)) == size
        found = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert tuple(round(margin.mm) for margin in found) == margins


def test_type_is_named_for_chinese_and_for_digits(read):
    for text, chinese, latin, size in runs(read[0]):
        assert chinese in (XIAOBIAOSONG, FANGSONG, HEITI), text
        assert latin == "Times New Roman", text
        assert 8 <= size <= 22, text


def test_the_title_is_of_size_two_in_the_middle(read):
    document = read[0]
    titles = [p for p in document.paragraphs if any(r.font.size and r.font.size.pt == 22 for r in p.runs)]
    assert titles
    for title in titles:
        assert title.alignment is not None
        assert {run._element.rPr.rFonts.get(qn("w:eastAsia")) for run in title.runs} == {XIAOBIAOSONG}
    assert document.paragraphs[0].text == "内部资料"


def test_every_table_s_head_stands_again_on_each_page(read):
    for table in read[0].tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
