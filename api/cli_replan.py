"""The command `replan`: the facts have changed under what is published; what has to move is told as a change slip.

Exit codes as elsewhere: 0 arranged or unchanged · 2 bad input · 3 the musts clash · 4 no answer.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from api.cli_publish import on_newest
from api.cli_reasons import conflict_lines
from models.brief import Brief
from models.reasons import Stuck
from models.replan import Replan
from solver.repairs import ways_out
from solver.replan import NoAnswer, replan
from solver.replan_alternatives import alternatives

BriefFile = Annotated[Path, typer.Argument(metavar="BRIEF", help="摘要文件（JSON），写明现在的情况")]
Data = Annotated[Path | None, typer.Option("--data", metavar="DIR", help="数据目录（已公布的安排在其中）")]
Spoken = Callable[[Callable[..., None]], Callable[..., None]]
UNCHANGED = "无须变动"


def add_replan(app: typer.Typer, spoken: Spoken, read: Callable[[Path], Brief], say: Callable[[str], None]) -> None:
    """The command, added to the command line. read: a brief from its file, every fault named."""

    @app.command("replan", help="情况有变时调整已公布的安排：少动为先，列出变动单。")
    @spoken
    def replan_command(
        brief: BriefFile,
        data: Data = None,
        out: Annotated[Path | None, typer.Option("--out", help="调整后的方案写到这个文件")] = None,
        others: Annotated[bool, typer.Option("--alternatives", help="另列其他办法，少动的在前")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="输出 JSON 数据")] = False,
    ) -> None:
        now = on_newest(read(brief), data)
        answer = replan(now)
        if isinstance(answer, Stuck):
            _tell_stuck(now, answer, say)
            raise typer.Exit(3)
        if isinstance(answer, NoAnswer):
            say(answer.why)
            raise typer.Exit(4)
        if out is not None:
            out.write_text(answer.plan.model_dump_json(by_alias=True, indent=1) + "\n", encoding="utf-8")
        told = alternatives(now, answer) if others else (answer,)
        for number, way in enumerate(told, 1):
            if as_json:
                typer.echo(way.model_dump_json(by_alias=True))
            else:
                typer.echo("\n".join([f"办法{number}\t{way.headline}", *way_lines(way)] if others else lines(way)))


def lines(slip: Replan) -> Iterator[str]:
    """The change slip: why, what moves, and how little that is."""
    if slip.is_unchanged:
        yield f"{UNCHANGED}\t第{slip.published}版的安排照旧"
        return
    yield f"变动单\t{slip.headline}"
    yield from (f"缘由\t{damage.sentence}" for damage in slip.damage)
    yield from way_lines(slip)
    yield "少动\t逐级比较，没有更少变动的排法"


def way_lines(slip: Replan) -> Iterator[str]:
    """What has to be granted, and what moves."""
    yield from (f"须先\t{ask}" for ask in slip.asks)
    yield from (f"变动\t{move.sentence}" for move in slip.moves)


def _tell_stuck(brief: Brief, stuck: Stuck, say: Callable[[str], None]) -> None:
    say("必办事项互相冲突，怎样挪动都排不开。冲突的事实、条款和出路如下：")
    for number, (conflict, ways) in enumerate(ways_out(brief, stuck), 1):
        for line in conflict_lines(number, conflict):
            typer.echo(line)
        for way in ways:
            typer.echo(f"出路\t{'；'.join(step.sentence for step in way.steps)}")
