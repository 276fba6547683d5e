"""The week as an Excel file: what the publication says and no more, safe to open, the same every time."""

import io
import re
import zipfile

import pytest

from models.audience import Audience
from render.paper import PaperLine, WeekPaper
from render.xlsx_week import week_xlsx
from tests.render.paper_sample import paper, squeezed, words_of, xlsx_text
from tests.render.week_sample import CANARY


@pytest.fixture(scope="module")
def week() -> WeekPaper:
    return paper()


@pytest.fixture(scope="module")
def body(week) -> bytes:
    return week_xlsx(week)


def part(body: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return packed.read(name).decode()


def test_every_word_of_the_paper_stands_in_it(week, body):
    said = squeezed(xlsx_text(body))
    for words in words_of(week.model_dump()):
        assert squeezed(words) in said


def test_heads_are_frozen_and_repeated_in_print(body):
    for n in (1, 2):
        sheet = part(body, f"xl/worksheets/sheet{n}.xml")
        assert re.search(r'<pane[^>]* ySplit="4"[^>]* state="frozen"/>', sheet)
        assert 'orientation="landscape"' in sheet
        assert 'fitToPage="1"' in sheet
    assert part(body, "xl/workbook.xml").count("_xlnm.Print_Titles") == 2


def test_text_that_looks_like_a_formula_or_an_address_is_text(week):
    evil = PaperLine(
        title='=HYPERLINK("http://x","点")', venue="@SUM(1)", chair="+1", remark="http://example.invalid"
    )
    bad = week.daily[0].model_copy(update={"lines": (evil,)})
    body = week_xlsx(week.model_copy(update={"daily": (bad, *week.daily[1:]), "signed": "=1+1", "office": ""}))
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        sheets = [packed.read(n).decode() for n in packed.namelist() if n.startswith("xl/worksheets/")]
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    assert evil.title in xlsx_text(body)


def test_the_same_paper_gives_the_same_bytes(week, body):
    assert week_xlsx(week) == body


def test_a_text_longer_than_a_cell_is_cut_and_says_so(week):
    long = PaperLine(whole="长" * 40_000)
    body = week_xlsx(week.model_copy(update={"daily": (week.daily[0].model_copy(update={"lines": (long,)}),)}))
    assert "长" * 32_766 + "…" in xlsx_text(body)


def test_who_is_barred_reads_that_there_is_something_and_nothing_else():
    body = week_xlsx(paper(Audience("dep-a")))
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        assert not any(CANARY.encode() in packed.read(name) for name in packed.namelist())
    assert "有安排" in xlsx_text(body)
