"""The command line. Exit codes: 0 done · 1 something is broken · 2 bad input · 3 the musts clash · 4 no answer."""

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from enum import IntEnum, StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from api.cli_bar import watched
from api.cli_documents import add_documents
from api.cli_ops import add_ops
from api.cli_publish import add_publish, on_newest
from api.cli_reasons import add_to, conflict_lines
from api.cli_replan import add_replan
from api.cli_travel import add_travel
from api.cli_verify import add_verify
from api.cli_words import Spoken, os_error
from api.cli_year import add_year
from api.jobs import Answer, ChildLimits, plan_in_child
from api.office import Office, Signature, check, within
from api.serve import DEFAULT_PORT, default_data, open_store
from api.serve import serve as run_server
from intake.brief import read_brief
from intake.plan import read_plan
from intake.policy import read_policy, under
from intake.words import idle_decisions
from models.audit import Verdict
from models.brief import Brief
from models.errors import BadInput, RichengError, TooLarge
from models.plan import Plan
from models.policy import Policy
from models.policy_listing import assumptions
from models.sealing import where_to_decide
from models.spans import OFFICE_TZ, DateRange
from solver.explain import Stuck
from solver.solve import NoAnswer

P = ParamSpec("P")
app = typer.Typer(
    cls=Spoken,
    help="日程：区政府领导活动预安排。计划、核对、发布，都依工作规则。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Exit(IntEnum):
    """What an exit code means."""

    DONE = 0
    BROKEN = 1
    BAD_INPUT = 2
    CLASH = 3
    NO_ANSWER = 4


class Schema(StrEnum):
    """Documents that have a schema."""

    BRIEF = "brief"
    PLAN = "plan"


def spoken(command: Callable[P, None]) -> Callable[P, None]:
    """Tell domain errors in Chinese on stderr and leave with their code, never with a traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except BadInput as error:
            say(f"输入有{len(error.faults)}处问题，没有保存任何内容：")
            for fault in error.faults:
                say(f"  {fault}")
            raise typer.Exit(Exit.BAD_INPUT) from None
        except TooLarge as error:
            say(error.message)
            raise typer.Exit(Exit.BAD_INPUT) from None
        except RichengError as error:
            say(error.message)
            raise typer.Exit(Exit.BROKEN) from None
        except OSError as error:
            say(os_error(error))
            raise typer.Exit(Exit.BAD_INPUT) from None

    return run


def announce(line: str) -> None:
    """On stdout at once: whoever started the service is reading."""
    print(line, flush=True)


def say(text: str) -> None:
    """To a person, beside what is parsed."""
    print(text, file=sys.stderr)


BriefFile = Annotated[Path, typer.Argument(metavar="BRIEF", help="摘要文件（JSON）")]
PlanFile = Annotated[Path, typer.Argument(metavar="PLAN", help="方案文件（JSON）")]
PolicyFile = Annotated[
    Path | None, typer.Option("--policy", metavar="FILE", help="改用这份政策文件（摘要按它重新冻结）")
]
Data = Annotated[Path | None, typer.Option("--data", metavar="DIR", help="数据目录（已公布的安排在其中）")]


@app.command("plan", help="按摘要排出方案。")
@spoken
def plan_command(
    brief: BriefFile,
    first: Annotated[str | None, typer.Option("--from", help="第一天，如 2026-12-01")] = None,
    last: Annotated[str | None, typer.Option("--to", help="最后一天（含）")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="方案写到这个文件；不写则打印")] = None,
    seconds: Annotated[float, typer.Option("--seconds", min=1, help="时限（秒），超过即停止")] = 300.0,
    policy: PolicyFile = None,
    data: Data = None,
) -> None:
    read = on_newest(_brief(brief, policy), data)
    wanted = DateRange.model_construct(
        first=_day(first, "--from") or read.horizon.first, last=_day(last, "--to") or read.horizon.last
    )
    if wanted.last < wanted.first:
        raise typer.BadParameter("--to 早于 --from，请改正")
    narrowed = within(read, wanted)
    with watched(say) as onlooker:
        answer = plan_in_child(narrowed, child=ChildLimits(seconds=seconds), onlooker=onlooker)
    plan = _plan_or_leave(answer)
    text = plan.model_dump_json(by_alias=True, indent=1)
    if out is None:
        print(text)
    else:
        out.write_text(text + "\n", encoding="utf-8")
    _tell_plan(narrowed, plan, answer)


def _plan_or_leave(answer: Answer) -> Plan:
    if isinstance(answer.result, Stuck):
        say("必办事项互相冲突，排不出方案。冲突的事实和条款如下；用 repairs 看可行的出路：")
        for number, conflict in enumerate(answer.result.conflicts, 1):
            for line in conflict_lines(number, conflict):
                print(line)
        raise typer.Exit(Exit.CLASH)
    if isinstance(answer.result, NoAnswer):
        say(answer.result.why)
        raise typer.Exit(Exit.NO_ANSWER)
    return answer.result


def _tell_plan(brief: Brief, plan: Plan, answer: Answer) -> None:
    proof = plan.proof
    if proof is not None:
        how = "已证最优" if proof.status == "optimal" else f"距下界{proof.gap:.1%}"
        say(
            f"排定{len(plan.bookings)}项、调研{len(plan.research)}段，未安排{len(plan.left_out)}项；"
            f"代价{proof.objective}，下界{proof.bound}，{how}；"
            f"到分钟的切割{proof.cuts}条、{proof.rounds}轮；"
            f"用时{answer.seconds:.1f}秒，内存{answer.memory // 2**20}兆。"
        )
    for finding in check(brief, plan).of(Verdict.OPEN):
        if finding.seat is not None:
            say(f"待定：{finding.sentence}{where_to_decide(brief, finding)}")
    outside = len(brief.events) - len(brief.in_scope)
    if outside:
        say(f"提示：有{outside}项不在排期 {brief.horizon.first} 至 {brief.horizon.last} 之内，没有排；请核对年月。")


@app.command("check", help="核对方案，逐条说明；方案可以是手工编的。")
@spoken
def check_command(
    brief: BriefFile,
    plan: PlanFile,
    everything: Annotated[bool, typer.Option("--all", help="连同符合的")] = False,
    policy: PolicyFile = None,
    data: Data = None,
) -> None:
    read, drawn = on_newest(_brief(brief, policy), data), read_plan(plan.read_bytes())
    verdict = check(within(read, drawn.horizon), drawn)
    if drawn.brief not in (read.digest, read.narrowed(drawn.horizon).digest):
        say("提示：方案不是依据这份摘要排出的（指纹不符），仍按这份摘要核对。")
    for finding in verdict.findings:
        if everything or finding.verdict is not Verdict.KEPT:
            print(f"{finding}{where_to_decide(read, finding)}")
    if drawn.proof is not None and drawn.proof.objective != verdict.cost:
        say(f"提示：方案自述代价{drawn.proof.objective}，核对为{verdict.cost}；排定之后方案或摘要改动过。")
    counts = "、".join(f"{v.zh}{len(verdict.of(v))}" for v in Verdict)
    say(f"核对完毕：{counts}；总代价{verdict.cost}。")
    if not verdict.is_lawful:
        raise typer.Exit(Exit.BROKEN)


@app.command("issue", help="印发一周的《区政府领导周工作预安排》。")
@spoken
def issue_command(
    office: Annotated[str, typer.Argument(metavar="OFFICE", help="单位编号")],
    week: Annotated[str, typer.Argument(metavar="WEEK", help="周次，如 2026-W50")],
    by: Annotated[str, typer.Option("--by", help="签发人（岗位）")],
    data: Data = None,
) -> None:
    signature = Signature("区政府办公室", by, datetime.now(OFFICE_TZ), f"印发{week}周安排")
    publication = Office(open_store(data or default_data()), office).issue(week, signature)
    print(f"{publication.office.id}\t{publication.number}\t{publication.digest}")
    say(f"已印发 {week}，为第{publication.number}版。")


@app.command("assumptions", help="列出尚待单位确认的设置。")
@spoken
def assumptions_command(policy: PolicyFile = None) -> None:
    for setting in assumptions(Policy() if policy is None else read_policy(policy.read_bytes())):
        print(f"{setting.path}\t{setting.zh}\t{setting.text}\t{setting.source}")


@app.command("schema", help="打印摘要或方案的 JSON Schema。")
def schema_command(of: Annotated[Schema, typer.Argument(metavar="brief|plan")]) -> None:
    model = Brief if of is Schema.BRIEF else Plan
    document = model.model_json_schema(by_alias=True)
    if of is Schema.BRIEF:  # the calendar is filled when the brief is frozen
        document["required"] = [name for name in document["required"] if name != "calendar"]
    print(json.dumps(document, ensure_ascii=False, indent=1))


@app.command("serve", help="提供网页、接口和订阅。")
@spoken
def serve_command(
    demo: Annotated[bool, typer.Option("--demo", help="演示办公室：首次启动时自动计划并发布")] = False,
    office: Annotated[str | None, typer.Option("--office", help="单位编号")] = None,
    host: Annotated[str, typer.Option("--host", help="监听地址，默认只限本机")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="端口")] = DEFAULT_PORT,
    data: Data = None,
) -> None:
    folder = data or default_data()
    run_server(demo=demo, office_id=office, host=host, port=port, data=folder, tell=announce)


def _brief(path: Path, policy: Path | None = None) -> Brief:
    read = read_brief(path.read_bytes())
    for one in idle_decisions(read):
        say(f"提示：{one.event} 的席位 {one.seat} 本人能到，不必指定；指定{read.zh(one.taken_by)}的裁定请核对。")
    return read if policy is None else under(read, read_policy(policy.read_bytes()))


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{option} 应写作 2026-12-01 这样的日期") from None


add_to(app, spoken, _brief)
add_publish(app, spoken, say)
add_travel(app, spoken, _brief, say)
add_replan(app, spoken, _brief, say)
add_year(app, spoken, _brief, say)
add_ops(app, spoken, say)
add_verify(app, spoken, say)
add_documents(app, spoken, _brief, say)


def main() -> None:
    """Run the command line."""
    app(prog_name="richeng")


if __name__ == "__main__":
    main()
