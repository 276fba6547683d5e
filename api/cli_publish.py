"""The command line's dealings with what is published: briefs on top of it, decisions at the desk, publishing.

Nothing is written, no database either, before every refusal has had its say.
"""

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from api.office import Office, Signature, within
from api.serve import DATABASE, default_data, open_store
from intake.brief import freeze, read_brief, write_brief
from intake.plan import read_plan
from models.brief import Brief
from models.decided import Decision
from models.errors import BadInput, Fault, Refused
from models.plan import BookingState, Plan, Seating
from models.publication import Change, ChangeKind, Publication
from models.spans import OFFICE_TZ
from store.base import Store

BriefFile = Annotated[Path, typer.Argument(metavar="BRIEF", help="摘要文件（JSON）")]
PlanFile = Annotated[Path, typer.Argument(metavar="PLAN", help="方案文件（JSON）")]
Data = Annotated[Path | None, typer.Option("--data", metavar="DIR", help="数据目录")]
Spoken = Callable[[Callable[..., None]], Callable[..., None]]
DISTURBING = (ChangeKind.MOVED, ChangeKind.RESEATED, ChangeKind.DROPPED)


def on_newest(brief: Brief, data: Path | None) -> Brief:
    """The brief on top of the newest publication in a data folder; as it is where no folder is named."""
    return brief if data is None else Office(Held(data), brief.office.id).refresh(brief)


class Held:
    """A store that reads a data folder and keeps what is written until `release` is called."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._real: Store | None = open_store(data) if (data / DATABASE).exists() else None
        self._held: list[Callable[[Store], None]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def head(self, office: str) -> Publication | None:
        """The newest publication, none before the first."""
        return self._real.head(office) if self._real else None

    def append(self, publication: Publication, *, expecting: int | None, brief: bytes | None = None) -> None:
        """Hold a publication and its brief back."""
        self._held.append(lambda store: store.append(publication, expecting=expecting, brief=brief))

    def release(self) -> None:
        """Write what was held back, in order."""
        store = self._real or open_store(self.data)
        for deed in self._held:
            deed(store)


def add_publish(app: typer.Typer, spoken: Spoken, say: Callable[[str], None]) -> None:
    """The command `publish`, added to the command line."""

    @app.command("publish", help="核对并发布方案为新的一版；待定的席位可用 --decide 当场指定。")
    @spoken
    def publish_command(
        brief: BriefFile,
        plan: PlanFile,
        by: Annotated[str, typer.Option("--by", metavar="POST", help="签发人（岗位）")],
        proposed_by: Annotated[
            str, typer.Option("--proposed-by", metavar="POST", help="提出人（岗位）")
        ] = "区政府办公室",
        reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="事由")] = "发布方案",
        decide: Annotated[
            list[str] | None,
            typer.Option("--decide", metavar="EVENT:SEAT=LEADER", help="指定待定席位的出席人，可写多次"),
        ] = None,
        why: Annotated[
            str, typer.Option("--why", metavar="TEXT", help="指定的理由，记入 --decide 的裁定")
        ] = "签发时指定",
        anyway: Annotated[bool, typer.Option("--anyway", help="仍要改动已印发周的安排")] = False,
        data: Data = None,
    ) -> None:
        read, drawn = read_brief(brief.read_bytes()), read_plan(plan.read_bytes())
        store = Held(data or default_data())
        office = Office(store, read.office.id)
        made_on = within(read, drawn.horizon)
        now = office.refresh(made_on)
        blind = drawn.brief != now.digest
        drawn = office.rebase(drawn, made_on, now)
        now, drawn = with_decisions(now, drawn, decide or [], by, why)
        publication = office.publish(now, drawn, Signature(proposed_by, by, datetime.now(OFFICE_TZ), reason))
        if blind and now.published is not None:
            _tell_disturbed(publication, now.published.number, anyway, say)
        store.release()
        typer.echo(f"{publication.office.id}\t{publication.number}\t{publication.digest}")
        say(f"已发布第{publication.number}版，变动{len(publication.changes)}项。")


def _tell_disturbed(made: Publication, on: int, anyway: bool, say: Callable[[str], None]) -> None:
    """Say what a plan that did not know the newest publication does to it. Raises Refused for issued weeks."""
    touched = [change for change in made.changes if change.kind in DISTURBING]
    if not touched:
        return
    counted = Counter(change.kind for change in touched)
    told = "、".join(f"{kind.zh}{counted[kind]}项" for kind in DISTURBING if counted[kind])
    say(f"提示：方案排定时不知道第{on}版的安排，发布后将使其中已公布的事项{told}。")
    issued = [change for change in touched if _was_issued(change, made)]
    if issued and not anyway:
        names = "、".join(f"「{change.before.title}」" for change in issued[:5] if change.before is not None)
        raise Refused(
            f"不能发布：其中{len(issued)}项在已印发的周内（{names}{'等' if len(issued) > 5 else ''}）。"
            "请用 plan --data DIR 按已公布的安排重新排定；确要改动的，加上 --anyway。"
        )


def _was_issued(change: Change, made: Publication) -> bool:
    entry = change.before
    if entry is None:
        return False
    year, week, _ = entry.start.date().isocalendar()
    return entry.state is BookingState.ISSUED or f"{year}-W{week:02d}" in made.issued_weeks


def with_decisions(brief: Brief, plan: Plan, words: list[str], by: str, why: str) -> tuple[Brief, Plan]:
    """Brief and plan with the decisions in ``EVENT:SEAT=LEADER`` words, each seat taken so in the plan.

    A decision is dated as of the brief, by whose facts it is taken. Raises BadInput for words that name nothing,
    Refused where the plan has given the seat to somebody else.
    """
    if not words:
        return brief, plan
    added = [_decision(word, brief, by, why) for word in words]
    document: dict[str, Any] = json.loads(write_brief(brief))
    document["decisions"] += [one.model_dump(mode="json") for one in added]
    decided = freeze(document)
    takers = dict(plan.takers)
    for one in added:
        taker = takers.get((one.event, one.seat))
        if taker is not None and taker != one.taken_by:
            raise Refused(
                f"不能发布：方案中 {one.event} 的席位 {one.seat} 已由{brief.zh(taker)}出席，与 --decide 不一致；"
                "请删去这一项，或在摘要的 decisions 写明后重新排定。"
            )
        takers[one.event, one.seat] = one.taken_by
    seats = tuple(Seating(event=e, seat=s, taken_by=who) for (e, s), who in takers.items())
    changed: dict[str, object] = {"brief": decided.digest, "seats": seats}
    if seats != plan.seats:
        changed["proof"] = None  # it spoke of the seats as they were
    return decided, plan.model_copy(update=changed)


def _decision(word: str, brief: Brief, by: str, why: str) -> Decision:
    place, _, leader = word.rpartition("=")
    event, _, seat = place.partition(":")
    if not (event and seat and leader):
        raise BadInput([Fault("--decide", "应写作 事项编号:席位编号=领导编号，如 2026-12/128:attend=director")])
    if not by.strip() or not why.strip():
        raise BadInput([Fault("--decide", "请用 --by 写明由谁指定，用 --why 写明理由")])
    return Decision(event=event, seat=seat, taken_by=leader, by=by, reason=why, at=brief.as_of)
