"""The command line's papers: the coverage slip as Word and PDF, requests collected by Excel, a week's files."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from intake.brief import freeze, write_brief
from intake.xlsx_requests import Collected, collect
from intake.xlsx_template import request_template
from models.brief import Brief
from models.slip import Slip
from render.docx_slip import slip_docx
from render.pdf import slip_pdf
from render.slip_words import slip_paper

BriefFile = Annotated[Path, typer.Argument(metavar="BRIEF", help="摘要文件（JSON）")]
Out = Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="模板写到这个文件")]
Requests = Annotated[Path, typer.Argument(metavar="REQUESTS.xlsx", help="填好的申请表")]
Spoken = Callable[[Callable[..., None]], Callable[..., None]]


def write_slip(brief: Brief, slip: Slip, docx: Path | None, pdf: Path | None) -> Iterator[Path]:
    """The slip's files, written; each path as it is done."""
    paper = slip_paper(slip, brief.office.name, brief.as_of)
    for path, make in ((docx, slip_docx), (pdf, slip_pdf)):
        if path is not None:
            path.write_bytes(make(paper))
            yield path


def add_documents(
    app: typer.Typer, spoken: Spoken, read: Callable[[Path], Brief], say: Callable[[str], None]
) -> None:
    """The commands, added to the command line. read: a brief from its file, every fault named."""

    @app.command("template", help="生成部门申请表（Excel），下拉选项取自摘要。")
    @spoken
    def template_command(
        out: Out,
        brief: BriefFile,
        unit: Annotated[str, typer.Option("--unit", help="由哪个部门填；写明后再交同一份表即为修改")] = "",
    ) -> None:
        out.write_bytes(request_template(read(brief), unit))
        say(f"申请表已写入 {out}。")

    @app.command("collect", help="读入填好的申请表：逐项列出新增和修改，有一处不对就一项也不收。")
    @spoken
    def collect_command(
        requests: Requests,
        brief: BriefFile,
        out: Annotated[Path | None, typer.Option("--out", metavar="BRIEF2", help="并入后的摘要写到这个文件")] = None,
    ) -> None:
        known = read(brief)
        found = collect(requests.read_bytes(), known)
        merged = freeze_with(known, found)
        for request in found.asked(known):
            typer.echo(request.line)
        if out is None:
            say("以上是预览，没有写入；加 --out 写入新的摘要。")
        else:
            out.write_bytes(write_brief(merged))
            say(f"已并入 {out}。")


def freeze_with(brief: Brief, found: Collected) -> Brief:
    """The brief with what was collected in it, checked whole. Raises BadInput, told by rows of the sheet."""
    document: dict[str, Any] = json.loads(write_brief(brief))
    with found.told_by_rows(document):
        return freeze(document)
