"""The week as a PDF: what the publication says and no more, by our own fonts alone, the same every time."""

import re

import pytest

from models.audience import Audience
from render.paper import PaperLine, WeekPaper
from render.pdf import week_pdf
from tests.render.paper_sample import paper, pdf_text, squeezed, words_of
from tests.render.week_sample import CANARY


@pytest.fixture(scope="module")
def week() -> WeekPaper:
    return paper()


@pytest.fixture(scope="module")
def body(week) -> bytes:
    return week_pdf(week)


def test_every_word_of_the_paper_stands_in_it(week, body):
    said = squeezed(pdf_text(body))
    missing = [words for words in words_of(week.model_dump()) if squeezed(words) not in said]
    assert missing == []


def test_no_font_but_ours_is_in_it(body):
    names = set(re.findall(rb"/FontName/[A-Z]{6}\+(\S+?)(?=[/>\s])", body))
    assert names == {b"NotoSerifCJKsc-Regular", b"NotoSerifCJKsc-Bold", b"NotoSansCJKsc-Bold"}


def test_the_same_paper_gives_the_same_bytes_dated_by_its_seal(week, body):
    assert week_pdf(week) == body
    assert b"D:20261204" in body


def test_markup_in_a_title_is_text(week):
    evil = PaperLine(title='#read("week.typ") $x$ *粗* _斜_ `码` <标> @引 \\u{41} //', whole="")
    bad = week.daily[0].model_copy(update={"lines": (evil,)})
    said = squeezed(pdf_text(week_pdf(week.model_copy(update={"daily": (bad,)}))))
    assert squeezed(evil.title) in said


def test_who_is_barred_reads_that_there_is_something_and_nothing_else():
    said = pdf_text(week_pdf(paper(Audience("dep-a"))))
    assert CANARY not in said
    assert "有安排" in said
