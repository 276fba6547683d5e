"""Write the demo office's months: ``python -m tools.demo`` fills fixtures/demo/. The same code, the same bytes."""

import json
from pathlib import Path
from random import Random
from typing import Any

from tools import demo_texts as words
from tools.demo_months import MONTHS, Script
from tools.demo_papers import DEPARTMENTS, programme, with_papers
from tools.demo_records import TRAVEL
from tools.demo_rounds import Month

FOLDER = Path(__file__).parent.parent / "fixtures" / "demo"


def document(script: Script) -> dict[str, Any]:
    """One month of the demo office as a brief's JSON, without calendar and standing meetings."""
    return {
        "schema": "richeng.brief/1",
        "office": {"id": "gulou-demo", "name": "鼓楼区人民政府（演示）"},
        "as_of": script.as_of,
        "horizon": {"first": script.first.isoformat(), "last": script.last.isoformat()},
        "leaders": words.LEADERS,
        "pairs": words.PAIRS,
        "delegations": script.delegations,
        "departments": DEPARTMENTS,
        "programmes": [programme(script.first.isoformat(), script.last.isoformat(), script.as_of)],
        "events": [with_papers(item, script.as_of) for item in Month(script, Random(script.month)).events()],
        "absences": script.absences,
        "agenda": script.agenda,
        "travel_plans": TRAVEL,
        "others_leave": script.others_leave,
        "unit_leaves": script.unit_leaves,
        "signing": script.signing,
        "research": [{"leader": leader, "topics": topics} for leader, topics in words.TOPICS.items()],
        "ledger": script.ledger,
    }


def render(script: Script) -> str:
    """The month's file."""
    return json.dumps(document(script), ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write every month and say how many items it has."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for script in MONTHS:
        text = render(script)
        (FOLDER / f"{script.month}.json").write_text(text, encoding="utf-8")
        print(script.month, len(json.loads(text)["events"]), "events")


if __name__ == "__main__":
    main()
