"""Two hundred hostile texts in every field that people write, through every paper: text stays text."""

import io
import re
import zipfile
from itertools import product
from xml.etree import ElementTree

import pytest

from models.audience import OFFICE
from models.events import Kind, Role
from models.plaintext import lines_of, one_line
from models.publication import Change, ChangeKind
from render.docx_office import office_docx
from render.docx_slip import changes_docx
from render.docx_week import week_docx
from render.paper import week_paper
from render.pdf import changes_pdf, week_pdf
from render.slip_changes import change_paper
from render.weekly import week_table
from render.xlsx_week import week_xlsx
from tests.render.paper_sample import WEEK, docx_text, pdf_text, squeezed, xlsx_text
from tests.render.week_sample import LEADERS, at, item, publication, seat
from tools.sample_template import sample

STARTS = ("=", "+", "-", "@", "\t=", "\r\n@", "'=", "＝", "{=", "%")
BODIES = (
    'HYPERLINK("http://e.invalid","点")', "cmd|' /C calc'!A0", "1+1", "<script>alert(1)</script>",
    "<w:t>A&B</w:t>]]>&amp;&#x41;", "{{ 7*7 }}{% raw %}{# #}", "\\u{41}\\ // /*",
    '#read("x") $x$ *粗* _斜_ `码` @引 <标>', "http://e.invalid/?a=1&b=2", "mailto:a@e.invalid",
    "一\u2028二\x00三\x0b四\u202e五\ufeff六", "&P&N&C&[Date]", "$A$1:$XFD$1048576", "'单\"双“引”", "{{{ 甲 }}}",
    "{%tr for x in y %}", "</w:p></w:body>", '[red]"$"#,##0', "~#{}[]", "\x1b[31m红\x07",
)  # fmt: skip
TEXTS = tuple(start + body for start, body in product(STARTS, BODIES))


def entry(number: int, text: str, edition: str = ""):
    leader = LEADERS[number % len(LEADERS)].id
    start = at(7 + number % 7, f"{8 + number // 7 % 10:02}:00")
    words = {name: text for name in ("venue", "organiser", "note")}
    return item(f"e{number}", edition + text, Kind.WORK, start, 30, seat(leader, Role.CHAIR), **words)


ENTRIES = tuple(entry(n, text) for n, text in enumerate(TEXTS))
CHANGES = tuple(
    Change(kind=ChangeKind.EDITED, before=entry(n, text, "旧"), after=ENTRIES[n]) for n, text in enumerate(TEXTS)
)
EVIL_LEADERS = tuple(
    leader.model_copy(update={"title": text[:40], "portfolios": (text,)})
    for leader, text in zip(LEADERS, TEXTS[3::25], strict=True)
)
PUBLISHED = publication().model_copy(
    update={
        "entries": ENTRIES, "changes": CHANGES, "leaders": EVIL_LEADERS, "absences": (), "signed_by": TEXTS[3],
        "office": publication().office.model_copy(update={"name": TEXTS[5]}),
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def paper():
    return week_paper(week_table(PUBLISHED, OFFICE, WEEK))


@pytest.fixture(scope="module")
def slip():
    return change_paper(PUBLISHED, OFFICE, WEEK)


def check(said: str) -> None:
    told = squeezed(said)
    assert len(TEXTS) == 200
    assert [text for text in TEXTS if squeezed(one_line(text)) not in told] == []


def check_parts(body: bytes) -> None:
    """Every part parses, nothing links outside, nothing is a formula or a field that a text made."""
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                part = packed.read(name)
                ElementTree.fromstring(part)
                assert b"<f>" not in part
                assert b"<hyperlink" not in part
                assert b'TargetMode="External"' not in part
                assert set(re.findall(rb"<w:instrText[^>]*>([^<]*)", part)) <= {b"PAGE", b"NUMPAGES"}


def test_the_week_as_word(paper):
    body = week_docx(paper)
    check_parts(body)
    check(docx_text(body))


def test_the_week_as_excel(paper):
    body = week_xlsx(paper)
    check_parts(body)
    check(xlsx_text(body))


def test_the_week_as_pdf(paper):
    check(pdf_text(week_pdf(paper)))


def test_the_change_slip(slip):
    body = changes_docx(slip)
    check_parts(body)
    check(docx_text(body))
    check(pdf_text(changes_pdf(slip)))


def test_the_office_s_own_template(paper):
    body = office_docx(sample(), paper)
    check_parts(body)
    check(docx_text(body))


def test_notes_keep_their_words(paper):
    remarks = squeezed("".join(line.remark for day in paper.daily for line in day.lines))
    assert all(squeezed("；".join(lines_of(text))) in remarks for text in TEXTS)
