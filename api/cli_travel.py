"""The command `travel`: may this leader be away then? The coverage slip, as JSON, and on paper if wanted.

Exit codes: 0 a slip, whatever its verdict · 2 a bad question or bad input.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Protocol

import typer

from api.cli_documents import write_slip
from api.cli_publish import on_newest
from api.office import within
from api.travel import answered, precheck, read_trip
from intake.plan import read_plan
from models.brief import Brief

BriefFile = Annotated[Path, typer.Argument(metavar="BRIEF", help="摘要文件（JSON）")]
PolicyFile = Annotated[
    Path | None, typer.Option("--policy", metavar="FILE", help="改用这份政策文件（摘要按它重新冻结）")
]
Spoken = Callable[[Callable[..., None]], Callable[..., None]]


class Read(Protocol):
    """A brief from its file, every fault named; under another policy if one is named."""

    def __call__(self, path: Path, policy: Path | None = None) -> Brief:
        """The brief."""


def add_travel(app: typer.Typer, spoken: Spoken, read: Read, say: Callable[[str], None]) -> None:
    """The command, added to the command line."""

    @app.command("travel", help="外出补位核对单：能不能走，谁来代行，还缺什么。")
    @spoken
    def travel_command(
        brief: BriefFile,
        leader: Annotated[str, typer.Option("--leader", help="领导编号")],
        start: Annotated[str, typer.Option("--from", help="开始，如 2026-12-08T08:30")],
        end: Annotated[str, typer.Option("--to", help="结束，如 2026-12-10T18:00")],
        kind: Annotated[str, typer.Option("--kind", help="外出种类，如 trip、annual_leave")] = "trip",
        place: Annotated[str, typer.Option("--place", help="地点")] = "",
        plan: Annotated[
            Path | None, typer.Option("--plan", metavar="FILE", help="没有已公布方案时据以核对的方案")
        ] = None,
        docx: Annotated[Path | None, typer.Option("--docx", metavar="FILE", help="核对单写成 Word 文件")] = None,
        pdf: Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="核对单写成 PDF 文件")] = None,
        policy: PolicyFile = None,
        data: Annotated[
            Path | None, typer.Option("--data", metavar="DIR", help="数据目录（已公布的安排在其中）")
        ] = None,
    ) -> None:
        trip = read_trip(leader, start, end, kind, place)
        known = on_newest(read(brief, policy), data)
        given = read_plan(plan.read_bytes()) if plan is not None else None
        if given is not None:
            known = within(known, given.horizon)
        precheck(known, trip)
        slip = answered(known, given, trip)
        typer.echo(slip.model_dump_json(by_alias=True, indent=1))
        for path in write_slip(known, slip, docx, pdf):
            say(f"核对单已写入 {path}：{slip.headline}")
