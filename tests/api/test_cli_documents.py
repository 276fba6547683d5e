"""The request sheet on the command line: written, filled in, looked at, taken; faults by row and column."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from api.demo import FIXTURES
from intake.xlsx_columns import SHEET
from models.archives import opened
from tests.pages.office import GOOD, filled

BRIEF = FIXTURES / "2026-12.json"
OFFICE = "gulou-demo"
RUN = CliRunner()


@pytest.fixture
def sheet(tmp_path: Path):
    def write(*rows):
        path = tmp_path / "requests.xlsx"
        path.write_bytes(filled(*rows, office=OFFICE))
        return path

    return write


def test_a_sheet_is_written_for_a_department(tmp_path):
    out = tmp_path / "sheet.xlsx"
    result = RUN.invoke(app, ["template", str(out), str(BRIEF), "--unit", "区水利局"])
    assert result.exit_code == 0, result.output
    assert SHEET.encode() in opened(out.read_bytes(), "").parts["xl/workbook.xml"]
    assert RUN.invoke(app, ["collect", str(out), str(BRIEF)]).exit_code == 2  # nothing has been filled in


def test_requests_are_looked_at_then_taken_and_looked_at_again_they_are_the_same(tmp_path, sheet):
    path, out = sheet(GOOD, GOOD | {"事项名称": "另一个会"}), tmp_path / "brief.json"
    look = RUN.invoke(app, ["collect", str(path), str(BRIEF)])
    assert look.exit_code == 0, look.output
    assert look.stdout.splitlines()[0].startswith(
        "第4行\t新增\t全区防汛工作部署会\t12月15日（周二），30分钟，时间由政府办排"
    )
    assert not out.exists()
    assert RUN.invoke(app, ["collect", str(path), str(BRIEF), "--out", str(out)]).exit_code == 0
    titles = {event["title"] for event in json.loads(out.read_text(encoding="utf-8"))["events"]}
    assert {"全区防汛工作部署会", "另一个会"} <= titles
    again = RUN.invoke(app, ["collect", str(path), str(out)])
    assert [line.split("\t")[1] for line in again.stdout.splitlines()] == ["不变", "不变"]


def test_one_fault_and_nothing_is_written(tmp_path, sheet):
    path, out = sheet(GOOD, GOOD | {"日期": "哪天都行"}), tmp_path / "brief.json"
    result = RUN.invoke(app, ["collect", str(path), str(BRIEF), "--out", str(out)])
    assert (result.exit_code, out.exists()) == (2, False)
    assert "第5行“日期”" in result.stderr
