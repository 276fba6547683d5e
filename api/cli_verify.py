"""The command `verify`: whether publications, records and the audit trail are as they were written."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from api.serve import DATABASE, default_data, open_store
from models.errors import BadInput, Fault, Refused
from models.trail import UNANCHORED, Anchor

Data = Annotated[Path | None, typer.Option("--data", metavar="DIR", help="数据目录")]
Spoken = Callable[[Callable[..., None]], Callable[..., None]]


def add_verify(app: typer.Typer, spoken: Spoken, say: Callable[[str], None]) -> None:
    """The command, added to the command line."""

    @app.command("verify", help="核验存档：发布的各版、记录和留痕是否与写入时一致。")
    @spoken
    def verify_command(
        data: Data = None,
        anchor: Annotated[
            list[str] | None,
            typer.Option("--anchor", metavar="OFFICE=NUMBER:SEAL", help="另行保存的核对值，可写多次"),
        ] = None,
    ) -> None:
        folder = data or default_data()
        if not (folder / DATABASE).exists():
            raise Refused(f"{folder} 中没有数据库 {DATABASE}；请用 --data 写明数据目录。")
        known = dict(_anchor(word) for word in anchor or ())
        store = open_store(folder)
        broken = 0
        for office in store.offices():
            with store.read(office.id) as desk:
                faults = desk.trail.verify(known.get(office.id, UNANCHORED))
                end, count = desk.trail.anchor, len(desk.publications.numbers())
            for fault in faults:
                typer.echo(f"{office.id}\t{fault.sentence}")
            broken += len(faults)
            typer.echo(f"{office.id}={end.number}:{end.seal}")
            word = f"有{len(faults)}处不符" if faults else "全部相符"
            say(f"{office.name}：发布{count}版，留痕{end.number}条，{word}。")
        if broken:
            raise typer.Exit(1)


def _anchor(word: str) -> tuple[str, Anchor]:
    found = re.fullmatch(r"([^=]+)=([0-9]{1,9}):([0-9a-f]{64})", word)
    if found is None:
        raise BadInput([Fault("--anchor", "应写作 单位=序号:指纹，即 verify 打印的那一行")])
    return found.group(1), Anchor(number=int(found.group(2)), seal=found.group(3))
