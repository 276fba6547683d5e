"""The slips on paper: what the slip and the publication say, on one page to be signed, the same every time."""

import io

import pytest
from docx import Document

from models.audience import OFFICE, Audience
from models.slip import Basis, Slip, Trip
from render.docx_slip import changes_docx, slip_docx
from render.pdf import changes_pdf, slip_pdf
from render.slip_changes import change_paper
from render.slip_words import slip_paper
from render.weeks import IsoWeek
from solver.travel import Travel
from tests.builders import at, booking, brief, days, event, fixed, plan
from tests.render.paper_sample import docx_text, pdf_text, squeezed, words_of
from tests.render.week_sample import CANARY, publication

WEEK = IsoWeek(2026, 50)


@pytest.fixture(scope="module")
def slip() -> Slip:
    told = brief(
        [event("e", when=fixed("12-09 09:00", "12-09 10:00"), title="现场会")], horizon=days("12-07", "12-13")
    )
    drawn = plan(told, [booking("e", "12-09 09:00", "12-09 10:00")])
    trip = Trip(leader="dep-a", start=at("12-09 08:30"), end=at("12-10 18:00"), place="郑州")
    return Travel(told, drawn, Basis.PLAN).slip(trip)


@pytest.fixture(scope="module")
def coverage(slip):
    return slip_paper(slip, "示例区人民政府", at("12-01 09:00"))


@pytest.fixture(scope="module")
def changes():
    return change_paper(publication(), OFFICE, WEEK)


def test_every_word_of_the_coverage_slip_stands_in_both_files(coverage):
    for said in (squeezed(docx_text(slip_docx(coverage))), squeezed(pdf_text(slip_pdf(coverage)))):
        assert [
            words for words in words_of(coverage.model_dump(exclude={"colour"})) if squeezed(words) not in said
        ] == []


def test_it_tells_what_the_slip_tells(slip, coverage):
    said = "\n".join(words_of(coverage.model_dump()))
    for sentence in (slip.headline, *(p.sentence for p in (*slip.missing, *slip.pending))):
        assert sentence in said
    assert dict(coverage.asked)["时间"] == "12月9日—10日（4个半天）"
    assert dict(coverage.asked)["事由地点"] == "因公出差，郑州"


def test_half_days_are_told_by_signs_and_not_by_colour(coverage):
    assert coverage.halves == ("9日三上", "9日三下", "10日四上", "10日四下")
    assert coverage.strips[0].signs == ("外", "外", "外", "外")


def test_it_has_boxes_to_sign_in(coverage):
    table = Document(io.BytesIO(slip_docx(coverage))).tables[-1]
    assert [cell.text for cell in table.rows[0].cells] == ["本人签字", "政府办主任意见", "区长批示"]


def test_every_word_of_the_change_slip_stands_in_both_files(changes):
    for said in (squeezed(docx_text(changes_docx(changes))), squeezed(pdf_text(changes_pdf(changes)))):
        assert [words for words in words_of(changes.model_dump()) if squeezed(words) not in said] == []


def test_a_change_is_told_with_what_was_and_what_is(changes):
    assert ("改期", "冬灌工作部署会", "12月9日 09:00—10:00", "12月10日 09:00—10:00", "") in changes.rows
    assert changes.notes == ("合计：新增1项，改期2项，换人1项，取消2项。",)


def test_who_is_barred_reads_nothing_of_a_restricted_change():
    assert CANARY not in "".join(words_of(change_paper(publication(), Audience("dep-a"), WEEK).model_dump()))


def test_a_first_version_and_a_quiet_week_say_so():
    first = publication().model_copy(update={"previous": None, "changes": ()})
    assert change_paper(first, OFFICE, WEEK).notes == ("这是第一版，没有可比的上一版。",)
    assert change_paper(publication(), OFFICE, IsoWeek(2026, 20)).notes[0] == "本周没有变动。"


def test_the_same_paper_gives_the_same_bytes(coverage, changes):
    assert slip_docx(coverage) == slip_docx(coverage)
    assert slip_pdf(coverage) == slip_pdf(coverage)
    assert changes_docx(changes) == changes_docx(changes)
