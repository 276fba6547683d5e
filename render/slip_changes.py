"""The change slip in words: what is new, moved, reseated, edited or dropped since the version before."""

from datetime import datetime

from models.audience import Audience
from models.publication import Publication
from models.spans import Frozen
from render.aside import ChangeLine, Names, changed
from render.paper import Words
from render.weekly import MARK
from render.weeks import IsoWeek, moment_zh

TITLE = "区政府领导周工作预安排变动单"
COLUMNS = ("变动", "事项", "原安排", "现安排", "人员")


class ChangePaper(Frozen):
    """The slip. rows: under the columns; notes: counts, and what changed in other weeks."""

    title: Words = TITLE
    mark: Words = MARK
    office: Words
    name: Words
    facts: tuple[Words, ...]
    columns: tuple[Words, ...] = COLUMNS
    rows: tuple[tuple[Words, ...], ...]
    notes: tuple[Words, ...]
    signed: Words
    sealed_at: datetime


def change_paper(publication: Publication, audience: Audience, week: IsoWeek | None) -> ChangePaper:
    """What a version changed, for one audience; of one week, or of all time."""
    names = Names.of(publication)
    found = changed(publication, audience, names, week)
    facts = [f"第{publication.number}版，{moment_zh(publication.sealed_at)}签发"]
    if week is not None:
        facts.insert(0, f"{week.zh}（{week.range_zh}）")
    if found is not None:
        facts.append(f"与第{found.since}版相比")
    if not audience.is_office:
        facts.append(f"{names[audience.leader or '']}用")
    notes = []
    if found is None:
        notes.append("这是第一版，没有可比的上一版。")
    elif not found.lines:
        notes.append("本周没有变动。" if week else "没有变动。")
    if found is not None and found.counts:
        counts = "，".join(f"{zh}{n}项" for zh, n in found.counts)
        notes.append(f"{'各周合计' if found.elsewhere else '合计'}：{counts}。")
    return ChangePaper(
        office=publication.office.name,
        name=f"{TITLE}（第{publication.number}版）",
        facts=tuple(facts),
        rows=tuple(_row(line) for line in found.lines) if found else (),
        notes=tuple(notes),
        signed=f"签发：{publication.signed_by}",
        sealed_at=publication.sealed_at,
    )


def _row(line: ChangeLine) -> tuple[str, ...]:
    return line.kind_zh, line.title, line.before, line.after, line.seats
