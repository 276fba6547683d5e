"""A month to plan: runs and drafts at hand, its weeks, its versions; the rest the page asks of the API."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from fastapi.responses import HTMLResponse

from api.desk import Desk
from api.gate import Principal
from api.pages.shell import page
from models.errors import BadInput, Fault
from models.spans import DateRange, in_office_zone
from render.weeks import IsoWeek, day_zh, moment_zh

VERSIONS = 30


class Month(NamedTuple):
    """A month; written ``2026-12``."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read ``2026-12``. Raises BadInput for anything else, and for a month that no calendar has."""
        year, _, month = text.partition("-")
        if len(year) == 4 and len(month) == 2 and (year + month).isascii() and (year + month).isdigit():
            found = cls(int(year), int(month))
            if 1 <= found.month <= 12 and 2000 <= found.year < 2100:
                return found
        raise BadInput([Fault("month", f"「{text[:20]}」不是一个月，应写作 2026-12")])

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month that holds a day."""
        return cls(day.year, day.month)

    @property
    def days(self) -> DateRange:
        """First and last day."""
        after = self.shifted(1)
        return DateRange(first=date(*self, 1), last=date(*after, 1) - timedelta(days=1))

    @property
    def zh(self) -> str:
        """2026年12月."""
        return f"{self.year}年{self.month}月"

    def shifted(self, months: int) -> "Month":
        """The month so many months later (earlier when negative)."""
        at = self.year * 12 + self.month - 1 + months
        return Month(at // 12, at % 12 + 1)

    def weeks(self) -> tuple[IsoWeek, ...]:
        """The weeks that touch it."""
        return tuple(dict.fromkeys(IsoWeek.of(day) for day in self.days.days()))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


def month_page(desk: Desk, who: Principal, month: Month) -> HTMLResponse:
    """The whole page."""
    here, days = desk.of(who.office), month.days
    head = here.shelf.head()
    with desk.store.read(who.office) as room:
        drafts = [draft for draft in room.drafts.all() if _touch(draft.plan.horizon, days)]
        runs = [run for run in room.runs.all(limit=50) if not run.state.is_over and run.horizon == days]
    drafts.sort(key=lambda draft: (draft.at, draft.id), reverse=True)
    whole = [draft for draft in drafts if draft.plan.horizon == days]
    issued = set(head.issued_weeks) if head else set()
    facts: dict[str, Any] = {
        "month": str(month),
        "title": month.zh,
        "horizon": days.model_dump(mode="json"),
        "draft": {"id": whole[0].id, "revision": whole[0].revision} if whole else None,
        "run": runs[-1].id if runs else None,
        "newest": head.number if head else 0,
    }
    filled = {
        "month": month,
        "previous": address(month.shifted(-1)),
        "next": address(month.shifted(1)),
        "head": head,
        "drafts": [
            {
                "id": draft.id,
                "title": draft.title or _days_zh(draft.plan.horizon),
                "days": _days_zh(draft.plan.horizon),
                "at": moment_zh(in_office_zone(draft.at)),
                "on": draft.on,
                "objective": draft.plan.proof.objective if draft.plan.proof else None,
                "proven": draft.plan.proof is not None and draft.plan.proof.gap == 0,
                "left": len(draft.plan.left_out),
                "is_stale": head is not None and draft.on != head.number,
            }
            for draft in drafts
        ],
        "weeks": [
            {"zh": week.zh, "range": week.range_zh, "href": f"/board/{week}", "issued": str(week) in issued}
            for week in month.weeks()
        ],
        "versions": sorted(here.shelf.numbers(), reverse=True)[:VERSIONS],
        "facts": facts,
    }
    return page(desk, who, "month", "month.html", filled)


def address(month: Month) -> str:
    """Where a month's page stands."""
    return f"/month/{month}"


def _touch(one: DateRange, other: DateRange) -> bool:
    return one.first <= other.last and other.first <= one.last


def _days_zh(days: DateRange) -> str:
    return f"{day_zh(days.first)}—{day_zh(days.last)}"
