"""Files to take away: right types and names, for whom they are, behind the same door as the page."""

import io
import zipfile

import pytest

from tests.render.paper_sample import docx_text, pdf_text, xlsx_text
from tests.render.week_sample import CANARY

WEEK = "/office/week/2026-W50"
READ = {"docx": docx_text, "xlsx": xlsx_text, "pdf": pdf_text}


@pytest.mark.parametrize("form", READ)
def test_a_week_can_be_taken_away(client, form):
    answer = client.get(f"{WEEK}/paper.{form}")
    assert answer.status_code == 200
    assert "区政府第12次常务会议" in READ[form](answer.content)
    assert answer.headers["content-disposition"].endswith(f"%EF%BC%89.{form}")
    assert "no-store" in answer.headers["cache-control"]


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_so_can_what_a_version_changed(client, form):
    said = READ[form](client.get(f"{WEEK}/changes.{form}?version=3").content)
    assert "冬灌工作部署会" in said
    assert "改期" in said


@pytest.mark.parametrize("form", READ)
def test_who_is_barred_reads_that_there_is_something_and_nothing_else(client, form):
    for file in (f"paper.{form}", f"changes.{form}"):
        answer = client.get(f"/dep-a/week/2026-W50/{file}")
        if answer.status_code == 200:
            assert CANARY not in READ[form](answer.content)


@pytest.mark.parametrize(
    ("path", "status"), [("paper.exe", 422), ("changes.xlsx", 404), ("paper.docx?version=99", 404)]
)
def test_what_is_not_there_is_refused(client, path, status):
    assert client.get(f"{WEEK}/{path}").status_code == status


def test_it_stands_behind_the_door(open_app):
    assert open_app("correct horse battery").get(f"{WEEK}/paper.pdf").status_code in (303, 401)


def test_the_page_links_to_files_of_the_version_that_it_shows(client):
    page = client.get(f"{WEEK}?version=2").text
    for file in ("paper.docx", "paper.xlsx", "paper.pdf", "changes.docx", "changes.pdf"):
        assert f'href="{WEEK}/{file}?version=2"' in page


def test_two_downloads_are_one(client):
    for form in ("docx", "xlsx"):
        one, two = (client.get(f"{WEEK}/paper.{form}").content for _ in range(2))
        assert one == two
        assert zipfile.is_zipfile(io.BytesIO(one))
