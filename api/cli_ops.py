"""Operations on the command line: worker, migrate, backup, restore, doctor, office, user."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from api.ops.backup import back_up, restore
from api.ops.doctor import Grade, examine
from api.ops.verify import Checked
from api.people import People
from api.settings import Settings, load
from api.worker import work_until_told
from models.accounts import Account, Role
from models.brief import Office
from models.errors import Refused
from models.spans import OFFICE_TZ
from models.trail import Act
from store.sql import SqlStore

Spoken = Callable[[Callable[..., None]], Callable[..., None]]
Say = Callable[[str], None]
Data = Annotated[Path | None, typer.Option("--data", metavar="DIR", help="数据目录；用 PostgreSQL 时不必写")]
OfficeId = Annotated[str, typer.Argument(metavar="OFFICE", help="单位编号")]
BROKEN = 1


def add_ops(app: typer.Typer, spoken: Spoken, say: Say) -> None:
    """The commands, added to the command line."""
    _add_service(app, spoken, say)
    _add_copies(app, spoken, say)
    _add_people(app, spoken, say)


def _add_service(app: typer.Typer, spoken: Spoken, say: Say) -> None:
    @app.command("worker", help="从队列领取排定任务并计算，直到收到终止信号；可开任意多个。")
    @spoken
    def worker_command(
        name: Annotated[str | None, typer.Option("--name", help="工作进程名，须各不相同；不写则用主机名")] = None,
        solves: Annotated[int | None, typer.Option("--solves", min=1, help="同时计算几个")] = None,
        threads: Annotated[int | None, typer.Option("--threads", min=1, max=2, help="每个计算用几个核")] = None,
        data: Data = None,
    ) -> None:
        settings = load(worker=name, solves=solves, threads=threads, data=data)
        work_until_told(settings, lambda line: typer.echo(line))

    @app.command("migrate", help="把数据库结构升到这一版；平时启动时自动完成，可重复执行。")
    @spoken
    def migrate_command(data: Data = None) -> None:
        store = SqlStore(load(data=data).url)
        count = len(store.offices())
        store.close()
        say(f"数据库结构已是这一版，共{count}个单位。")

    @app.command("doctor", help="检查这台机器：数据库、磁盘、权限、时钟、端口、字体、内存。")
    @spoken
    def doctor_command(data: Data = None) -> None:
        found = list(examine(load(data=data), _now()))
        for grade, what, told in found:
            typer.echo(f"{grade.zh}\t{what}\t{told}")
        if any(finding.grade is Grade.ILL for finding in found):
            raise typer.Exit(BROKEN)


def _add_copies(app: typer.Typer, spoken: Spoken, say: Say) -> None:
    @app.command("backup", help="备份：服务照常运行时也可以做；备份先读一遍、核对无误才算数。")
    @spoken
    def backup_command(
        folder: Annotated[Path, typer.Argument(metavar="DIR", help="备份放到这个文件夹")], data: Data = None
    ) -> None:
        made = back_up(load(data=data).url, folder, _now())
        typer.echo(str(made.path))
        say(f"已备份并核对：{_summary(made.checked)}。请把备份连同 .sha256、.anchors 一并存到别的机器。")

    @app.command("restore", help="恢复：先停服务；原数据改名保留。")
    @spoken
    def restore_command(
        backup: Annotated[Path, typer.Argument(metavar="BACKUP", help="备份文件")],
        replace: Annotated[bool, typer.Option("--replace", help="已有数据时换掉它")] = False,
        data: Data = None,
    ) -> None:
        checked, aside = restore(backup, load(data=data).url, replace=replace, now=_now())
        if aside is not None:
            say(f"原数据改名保留为 {aside}。")
        for one in checked:
            for fault in one.faults:
                say(f"{one.office}：{fault}")
        if any(one.faults for one in checked):
            raise Refused("恢复后的数据核对没有通过（见上），请不要启动服务，换一份备份再试。")
        say(f"已恢复并核对：{_summary(checked)}。现在可以启动服务。")


def _add_people(app: typer.Typer, spoken: Spoken, say: Say) -> None:
    @app.command("office", help="列出各单位；写上编号和名称则新建。")
    @spoken
    def office_command(
        id: Annotated[str | None, typer.Argument(metavar="OFFICE", help="单位编号")] = None,
        name: Annotated[str | None, typer.Argument(metavar="NAME", help="单位名称")] = None,
        data: Data = None,
    ) -> None:
        store = SqlStore(load(data=data).url)
        if id is not None:
            if store.found(Office(id=id, name=name or id), _act(f"新建单位 {id}")):
                say(f"已新建单位 {id}。用 user {id} 登录名 建第一个账号。")
            else:
                say(f"单位 {id} 已经有了，没有改动。")
        for office in store.offices():
            typer.echo(f"{office.id}\t{office.name}")
        store.close()

    @app.command("user", help="列出一个单位的账号；写上登录名则新建，或为已有账号发一次性链接（忘记口令时用）。")
    @spoken
    def user_command(
        office: OfficeId,
        login: Annotated[str | None, typer.Argument(metavar="LOGIN", help="登录名（小写字母、数字、连字符）")] = None,
        title: Annotated[str, typer.Option("--title", help="岗位，不写姓名")] = "系统管理员",
        role: Annotated[list[Role] | None, typer.Option("--role", help="角色，可写多次")] = None,
        data: Data = None,
    ) -> None:
        settings = load(data=data)
        store = SqlStore(settings.url)
        if login is not None:
            typer.echo(_link(store, settings, office, login, title, tuple(role or (Role.ADMINISTRATOR,))))
            say("这个链接一天内有效，只能用一次；请当面交给本人，由其设定口令。")
        else:
            with store.read(office) as desk:
                for account in desk.accounts.all():
                    state = "停用" if account.disabled_at else "可用"
                    roles = "、".join(one.zh for one in account.roles)
                    typer.echo(f"{account.login}\t{account.title}\t{roles}\t{state}")
        store.close()


def _link(store: SqlStore, settings: Settings, office: str, login: str, title: str, roles: tuple[Role, ...]) -> str:
    """A one-time link for an account, which is made where it is not there."""
    people = People(store, _now)
    with store.write(office, _act("命令行发一次性链接")) as desk:
        known = next((account for account in desk.accounts.all() if account.login == login), None)
        if known is None:
            known = Account(id=login, login=login, title=title, roles=roles, created_at=_now())
            known = desk.accounts.put(known, expecting=None)
        secret = people.link(desk, known.id)
    return f"http://{settings.host}:{settings.port}/enter/{secret}"


def _summary(checked: tuple[Checked, ...]) -> str:
    return (
        "、".join(f"{one.office}（留痕{one.anchor.number}条、{one.publications}版）" for one in checked) or "没有单位"
    )


def _act(why: str) -> Act:
    return Act(by="system", at=_now(), why=why)


def _now() -> datetime:
    return datetime.now(OFFICE_TZ)
