"""The demo office: its fixtures planned, published and issued in the order of its story, once."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from api.office import Office, Signature
from api.records import import_brief
from intake.brief import read_brief
from models.decided import Decision
from models.errors import RichengError
from models.plan import Plan
from models.trail import Act

DEMO_OFFICE = "gulou-demo"
FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "demo"
STORY = FIXTURES / "story.json"
STOCK, STOCKED_AT = "2026-12.json", "2026-11-20T18:00+08:00"


class DemoFailed(RichengError):
    """A step of the demo's story could not be played."""


def play(office: Office, folder: Path = FIXTURES) -> None:
    """Play what is left of the story: each step makes one publication, so an interrupted start goes on.

    Times of sealing are the story's own: every new demo publishes the same bytes.
    """
    steps: list[dict[str, Any]] = json.loads((folder / STORY.name).read_text(encoding="utf-8"))
    head = office.head()
    for step in steps[head.number if head else 0 :]:
        at = datetime.fromisoformat(step["at"])
        signature = Signature("区政府办公室", "政府办主任", at, step["reason"])
        if "issue" in step:
            office.issue(step["issue"], signature)
        else:
            _publish(office, folder / step["plan"], step, signature)


def stock(office: Office, folder: Path = FIXTURES) -> None:
    """Fill the living records with a month of the story, once, so that there is something to edit."""
    with office.store.read(office.id) as desk:
        if desk.records.revision:
            return
    act = Act(by="system", at=datetime.fromisoformat(STOCKED_AT), why="演示资料")
    import_brief(office.store, (folder / STOCK).read_bytes(), act)


def _publish(office: Office, file: Path, step: dict[str, Any], signature: Signature) -> None:
    brief = office.refresh(read_brief(file.read_bytes()))
    brief = office.decide(brief, (Decision.model_validate(d) for d in step.get("decisions", ())))
    answer = office.plan(brief)
    if not isinstance(answer.result, Plan):
        raise DemoFailed(f"演示办公室的 {file.name} 没有排出方案，请先运行测试核对安装是否完整。")
    office.publish(brief, answer.result, signature)
