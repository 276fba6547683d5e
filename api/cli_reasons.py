"""The command line's questions about a plan: why, why not, what else, which day, and the ways out of a conflict.

Sentences go to stdout, one a line; --json gives the same as data.
"""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import TypeAdapter

from api.jobs import plan_in_child
from intake.plan import read_plan
from models.brief import Brief
from models.errors import BadInput, Fault
from models.plan import Plan
from models.reasons import Alternative, BookingReasons, Conflict, MonthMap, Outcome, Stuck, WhyNot, Wish
from models.repairs import WayOut
from models.spans import HalfDay, in_office_zone
from solver.inquiry import Inquiry
from solver.let_in import left_out
from solver.month_map import month_map
from solver.recommend import takers, times
from solver.repairs import ways_out
from solver.why import why, why_event
from solver.why_not import why_not

BriefFile = Annotated[Path, typer.Argument(metavar="BRIEF", help="摘要文件（JSON）")]
PlanFile = Annotated[Path, typer.Argument(metavar="PLAN", help="方案文件（JSON）")]
EventId = Annotated[str, typer.Argument(metavar="EVENT", help="事项编号")]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON 数据")]
Spoken = Callable[[Callable[..., None]], Callable[..., None]]
Reader = Callable[[Path], Brief]
T = TypeVar("T")


def add_to(app: typer.Typer, spoken: Spoken, read: Reader) -> None:
    """The commands, added to the command line. read: a brief from its file, every fault named."""

    def inquiry(brief: Path, plan: Path) -> Inquiry:
        drawn = read_plan(plan.read_bytes())
        known = read(brief)
        return Inquiry(known.narrowed(drawn.horizon), drawn)

    @app.command("why", help="为什么这样排：逐项说明依据的条款，以及为什么不是别的时间、别的人。")
    @spoken
    def why_command(
        brief: BriefFile,
        plan: PlanFile,
        event: Annotated[str | None, typer.Argument(metavar="EVENT", help="只说这一项，并算出其他选择的代价")] = None,
        as_json: Json = False,
    ) -> None:
        asked = inquiry(brief, plan)
        told = why(asked) if event is None else (_known(event, lambda: why_event(asked, event)),)
        _show(told, as_json, _why_lines)

    @app.command("whynot", help="为什么不能那样：换个时间、换个人、把未安排的排进来。")
    @spoken
    def whynot_command(
        brief: BriefFile,
        plan: PlanFile,
        event: Annotated[str | None, typer.Option("--event", help="事项编号")] = None,
        half: Annotated[str | None, typer.Option("--half", help="放在哪个半天，如 2026-12-08/am")] = None,
        at: Annotated[str | None, typer.Option("--at", help="几时几分开始，如 2026-12-08T09:00")] = None,
        seat: Annotated[str | None, typer.Option("--seat", help="席位编号")] = None,
        leader: Annotated[str | None, typer.Option("--leader", help="由谁出席")] = None,
        item: Annotated[str | None, typer.Option("--item", help="议题编号")] = None,
        as_json: Json = False,
    ) -> None:
        if event is None and item is None:
            raise typer.BadParameter("请用 --event 写明事项，或用 --item 写明议题")
        given = {"event": event, "half": half, "start": at, "seat": seat, "leader": leader, "item": item}
        wish = _wish(given)
        asked = inquiry(brief, plan)
        answer = _known(event or item or "", lambda: why_not(asked, wish))
        _show((answer,), as_json, _whynot_lines)
        if answer.outcome is not Outcome.POSSIBLE:
            raise typer.Exit(3 if answer.outcome is Outcome.IMPOSSIBLE else 4)

    @app.command("recommend", help="一个席位可由谁去、一项可排在何时：合规的按代价排序，不合规的说明条款。")
    @spoken
    def recommend_command(
        brief: BriefFile,
        plan: PlanFile,
        event: EventId,
        seat: Annotated[str | None, typer.Option("--seat", help="席位编号；不写则比较时间")] = None,
        as_json: Json = False,
    ) -> None:
        asked = inquiry(brief, plan)
        found = _known(event, lambda: times(asked, event) if seat is None else takers(asked, event, seat))
        _show(found, as_json, _alternative_lines)

    @app.command("monthmap", help="常务会议排在哪天：逐日的代价、妨碍和所需的变通。")
    @spoken
    def monthmap_command(
        brief: BriefFile,
        plan: PlanFile,
        event: Annotated[str | None, typer.Option("--event", help="事项编号；不写则为常务会议")] = None,
        both: Annotated[bool, typer.Option("--both", help="连同不在惯常的半天")] = False,
        as_json: Json = False,
    ) -> None:
        asked = inquiry(brief, plan)
        _show((_known(event or "常务会议", lambda: month_map(asked, event, both_halves=both)),), as_json, _map_lines)

    @app.command("leftout", help="未安排的事项：由谁定、怎样才能排进来。")
    @spoken
    def leftout_command(
        brief: BriefFile,
        plan: PlanFile,
        ways: Annotated[int, typer.Option("--ways", min=0, max=9, help="每项最多找几条出路")] = 3,
        as_json: Json = False,
    ) -> None:
        found = tuple(left_out(inquiry(brief, plan), most_ways=ways))
        _show(
            found,
            as_json,
            lambda one: (
                [f"{one.title}：由{one.decides}定（{one.article}）。{one.sentence}"]
                + [f"  出路（代价{way.total}）：{_steps(way)}" for way in one.ways]
            ),
        )

    @app.command("repairs", help="排不出方案时：逐个冲突给出可行的出路，代价小的在前。")
    @spoken
    def repairs_command(brief: BriefFile, as_json: Json = False) -> None:
        known = read(brief)
        result = plan_in_child(known).result
        if isinstance(result, Plan):
            typer.echo("可以排出方案，没有冲突。", err=True)
            return
        if not isinstance(result, Stuck):
            typer.echo(result.why, err=True)
            raise typer.Exit(4)
        found = list(ways_out(known, result))
        if as_json:
            typer.echo(
                _dump(
                    [
                        {"conflict": c.model_dump(mode="json"), "ways": [w.model_dump(mode="json") for w in ws]}
                        for c, ws in found
                    ]
                )
            )
        else:
            for number, (conflict, ways) in enumerate(found, 1):
                for line in conflict_lines(number, conflict):
                    typer.echo(line)
                for way in ways:
                    typer.echo(f"出路（代价{way.total}）\t{_steps(way)}")
        raise typer.Exit(3)


def conflict_lines(number: int, conflict: Conflict) -> list[str]:
    """A conflict as lines: its facts, then the rules by which they clash."""
    word = "缺一条就能排开" if conflict.minimal else "尚未缩到最小"
    titles = dict.fromkeys(title for cause in conflict.causes for title in re.findall("「.+?」", cause.sentence))
    summed = f"{'、'.join(titles)}不能同时成立，{word}" if titles else word
    return [f"冲突{number}\t{summed}", *(str(cause) for cause in conflict.causes), *(str(f) for f in conflict.facts)]


def _wish(given: dict[str, str | None]) -> Wish:
    faults = []
    words: dict[str, Any] = dict(given)
    try:
        words["half"] = HalfDay.parse(given["half"]) if given["half"] else None
    except ValueError:
        faults.append(Fault("--half", "半天应写作 2026-12-08/am 或 2026-12-08/pm"))
    try:
        start = given["start"]
        words["start"] = in_office_zone(datetime.fromisoformat(start)) if start else None
    except ValueError:
        faults.append(Fault("--at", "时间应写作 2026-12-08T09:00"))
    if (given["seat"] is None) != (given["leader"] is None):
        faults.append(Fault("--seat", "--seat 和 --leader 应一起写"))
    if faults:
        raise BadInput(faults)
    return Wish(**words)


def _known(name: str, ask: Callable[[], T]) -> T:
    try:
        return ask()
    except KeyError as error:
        raise BadInput([Fault(name, f"摘要或方案里没有 {error.args[0]}，请核对编号")]) from None


def _show(told: Iterable[Any], as_json: bool, lines: Callable[[Any], list[str]]) -> None:
    if as_json:
        typer.echo(_dump([one.model_dump(mode="json") for one in told]))
        return
    for one in told:
        for line in lines(one):
            typer.echo(line)


def _dump(data: object) -> str:
    return TypeAdapter(object).dump_json(data, indent=1).decode()


def _why_lines(one: BookingReasons) -> list[str]:
    lines = [f"{one.event}\t{one.start.zh}\t「{one.title}」"]
    lines += [f"  {cite.sentence}" + (f" 代价{cite.cost}" if cite.cost else "") for cite in one.words]
    lines += _others("  不在", one.others)
    for seat in one.seats:
        lines += [f"  {cite.sentence}" + (f" 代价{cite.cost}" if cite.cost else "") for cite in seat.words]
        lines += _others("  不由", seat.others)
    return lines


def _others(word: str, others: Iterable[Alternative]) -> list[str]:
    lines = []
    for one in others:
        because = "；".join(cite.sentence for cite in one.because)
        if not one.open:
            lines.append(f"{word}{one.zh}：{because}")
        elif one.price is not None:
            price = f"代价{one.price:+d}" if one.price else "代价相同"
            lines.append(f"{word}{one.zh}：{price}" + (f"，{because}" if because else ""))
        else:
            lines.append(f"{word}{one.zh}：可行，代价未算")
    return lines


def _alternative_lines(one: Alternative) -> list[str]:
    because = "；".join(cite.sentence for cite in one.because)
    state = "现选" if one.chosen else ("可行" if one.open else "不可")
    price = "" if one.price is None else f"{one.price:+d}"
    return [f"{state}\t{one.value}\t{one.zh}\t{price}\t{because}", *(f"  连带：{m.sentence}" for m in one.moves)]


def _whynot_lines(answer: WhyNot) -> list[str]:
    lines = [answer.question, answer.sentence]
    if answer.difference is not None:
        lines += [f"  {c.cost_before}→{c.cost_after}\t{c.sentence}" for c in answer.difference.findings]
        lines += [f"  变动\t{move.sentence}" for move in answer.difference.moves]
    if answer.conflict is not None:
        lines += [f"  {line}" for line in conflict_lines(1, answer.conflict)]
    return lines


def _map_lines(told: MonthMap) -> list[str]:
    lines = [f"「{told.title}」最省代价{told.best}"]
    for cell in told.cells:
        state = "现选" if cell.chosen else ("可行" if cell.open else ("不可" if cell.decided else "未定"))
        words = "；".join([*(c.sentence for c in cell.words), *(b.sentence for b in cell.blockers)])
        lines.append(f"{cell.half}\t{state}\t{'' if cell.price is None else f'{cell.price:+d}'}\t{words}")
        lines += [f"  变通：{w.sentence}，代价多{cell.price_waived}" for w in cell.waivers]
    return lines


def _steps(way: WayOut) -> str:
    return "；再".join(step.sentence for step in way.steps)
