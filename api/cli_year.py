"""The commands `year` and `targets`: a plan of the whole year, and what it hands to a month.

Exit codes as elsewhere: 0 done · 2 bad input · 3 the musts clash · 4 no answer.
"""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from api.cli_publish import on_newest
from api.cli_reasons import conflict_lines
from intake.brief import write_brief
from intake.plan import read_plan
from models.brief import Brief
from models.errors import BadInput, Fault
from models.plan import Plan
from models.reasons import Stuck
from models.year import YearTargets
from models.year_rest import handed, targets_of
from solver.engines.base import Progress
from solver.search import NoAnswer
from solver.year import plan_year

BriefFile = Annotated[Path, typer.Argument(metavar="BRIEF", help="全年的摘要文件（JSON）")]
PlanFile = Annotated[Path, typer.Argument(metavar="PLAN", help="全年的方案文件（JSON）")]
MonthFile = Annotated[Path | None, typer.Argument(metavar="MONTH", help="某月的摘要文件（JSON）；不写则只列出分解")]
Data = Annotated[Path | None, typer.Option("--data", metavar="DIR", help="数据目录（已公布的安排在其中）")]
Spoken = Callable[[Callable[..., None]], Callable[..., None]]


def add_year(app: typer.Typer, spoken: Spoken, read: Callable[[Path], Brief], say: Callable[[str], None]) -> None:
    """The commands, added to the command line. read: a brief from its file, every fault named."""

    @app.command("year", help="排全年的方案：边算边报进度，按 Ctrl-C 即停并留下当时最好的。")
    @spoken
    def year_command(
        brief: BriefFile,
        out: Annotated[Path, typer.Option("--out", help="方案写到这个文件")],
        seconds: Annotated[float, typer.Option("--seconds", min=5, help="时限（秒）")] = 300.0,
        data: Data = None,
    ) -> None:
        now = on_newest(read(brief), data)
        with stopped_by_hand(say) as stop:
            answer = plan_year(
                now, seconds=seconds, clock=time.monotonic, report=Teller(say).tell, should_stop=stop.is_set
            )
        if isinstance(answer, Stuck):
            say("必办事项互相冲突，排不出方案。冲突的事实和条款如下：")
            for number, conflict in enumerate(answer.conflicts, 1):
                typer.echo("\n".join(conflict_lines(number, conflict)))
            raise typer.Exit(3)
        if isinstance(answer, NoAnswer):
            say(answer.why)
            raise typer.Exit(4)
        out.write_text(answer.model_dump_json(by_alias=True, indent=1) + "\n", encoding="utf-8")
        for line in plan_lines(now, answer):
            say(line)

    @app.command("targets", help="把全年方案分解到月；写上某月的摘要，即把余下的分解交给它。")
    @spoken
    def targets_command(
        brief: BriefFile,
        plan: PlanFile,
        month: MonthFile = None,
        out: Annotated[Path | None, typer.Option("--out", help="写到这个文件；不写则打印")] = None,
        data: Data = None,
    ) -> None:
        year, drawn = read(brief), read_plan(plan.read_bytes())
        if drawn.brief != year.digest:
            raise BadInput([Fault("plan", "方案不是依据这份全年摘要排出的；请用排出它的那份摘要")])
        if month is None:
            targets = targets_of(year, drawn)
            text = targets.model_dump_json(by_alias=True, indent=1) + "\n"
        else:
            given = handed(year, drawn, _in_year(on_newest(read(month), data), year))
            targets, text = given.targets or targets_of(year, drawn), write_brief(given).decode()
        for line in target_lines(year, targets):
            say(line)
        if out is None:
            typer.echo(text, nl=False)
        else:
            out.write_text(text, encoding="utf-8")


def _in_year(month: Brief, year: Brief) -> Brief:
    """The month's brief. Raises BadInput where it lies outside the year."""
    if month.horizon.first not in year.horizon or month.horizon.last not in year.horizon:
        raise BadInput([Fault("horizon", "这份摘要的排期不在全年方案的范围之内，请核对年月")])
    return month


class Teller:
    """Tells progress as it comes, from whatever thread, no line twice. The times are the engine's."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self._lock = threading.Lock()
        self._last = ""

    def tell(self, progress: Progress) -> None:
        """One line: seconds, cost of the best plan, bound, gap."""
        best = "尚无方案" if progress.objective is None else f"代价{progress.objective}"
        gap = "" if progress.gap is None else f"，相差{progress.gap:.1%}"
        line = f"{best}，下界{progress.bound}{gap}"
        with self._lock:
            if line != self._last:
                self._last = line
                self.say(f"{progress.elapsed:7.1f}秒　{line}")


@contextmanager
def stopped_by_hand(say: Callable[[str], None]) -> Iterator[threading.Event]:
    """An event that the first Ctrl-C sets; the second one ends the program as ever."""
    stop = threading.Event()

    def on_interrupt(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        say("收到，正在收尾，留下当时最好的方案；再按一次 Ctrl-C 则不留。")

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def plan_lines(brief: Brief, plan: Plan) -> Iterator[str]:
    """What the plan comes to."""
    proof = plan.proof
    if proof is not None:
        how = "已证最优" if proof.status == "optimal" else f"距下界{proof.gap:.1%}"
        yield f"代价{proof.objective}，下界{proof.bound}，{how}。"
    held = f"排定{len(plan.bookings)}项、调研{len(plan.research)}段、休假{len(plan.leave)}次"
    yield f"{held}，未安排{len(plan.left_out)}项。"
    weeks = {day.isocalendar()[:2] for day in brief.horizon.days() if brief.calendar.is_provisional(day)}
    if weeks:
        yield f"有{len(weeks)}周的放假安排尚未公布，涉及日期为暂定。"


def target_lines(year: Brief, targets: YearTargets) -> Iterator[str]:
    """The months' parts, a line for each leader."""
    months = sorted({target.month for target in targets.research})
    if months:
        yield "调研（半天）\t" + "\t".join(f"{int(month[5:])}月" for month in months)
    for leader in year.leaders:
        parts = [targets.of(leader.id, month) for month in months]
        if any(parts):
            yield f"{leader.title}\t" + "\t".join(str(part.half_days if part else 0) for part in parts)
    yield f"另有休假{len(targets.leave)}次、会议周次{len(targets.meetings)}项。"
