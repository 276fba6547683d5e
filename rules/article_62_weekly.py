"""Article 62: the week's arrangement goes out before the week begins."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from models.audit import Finding
from models.brief import Brief
from models.plan import BookingState, Plan
from models.policy_base import instant_before, monday_of
from models.policy_week import LateWeek
from models.published import PublishedBooking
from rules.base import Article, Rule, Strength


class WeeklyArrangement(Rule):
    """A week that has begun with published items and no arrangement, or with items added since. Audit alone."""

    code = "62"
    article = Article(62)
    title = "每周编发周工作预安排"
    reading = (
        "每周一份，周一之前编发，列全体区领导（没有事项的也列名）；条文未定编发日，"
        "一周已经开始而未编发、或编发后新增未补发的，按设置列为待定或违反；本单位定了初稿、印发时间的，"
        "到时没有的先列待定。"
    )
    strength = Strength.MUST
    settings = ("week.late", "week.draft", "week.issue")

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        yield from self._undrafted(brief)
        if brief.published is None:
            return
        weeks: dict[tuple[int, int], list[PublishedBooking]] = defaultdict(list)
        for booking in brief.published.bookings:
            weeks[booking.start.isocalendar()[:2]].append(booking)
        within = {day.isocalendar()[:2] for day in brief.horizon.days()}
        for (year, number), bookings in sorted(weeks.items()):
            monday = date.fromisocalendar(year, number, 1)
            if (year, number) in within and self._is_due(brief, monday):
                yield self._said(brief, monday, bookings)

    def _is_due(self, brief: Brief, monday: date) -> bool:
        """Whether the arrangement should have gone out: by the office's own time, else by the week's beginning."""
        issue = brief.policy.week.issue
        at = None if issue is None else instant_before(issue, monday)
        return monday <= brief.as_of.date() or (at is not None and at <= brief.as_of)

    def _undrafted(self, brief: Brief) -> Iterator[Finding]:
        """Weeks to come whose draft is due and of which nothing is published."""
        draft = brief.policy.week.draft
        if draft is None:
            return
        known = {monday_of(b.start.date()) for b in brief.published.bookings} if brief.published else set()
        for monday in sorted({monday_of(day) for day in brief.horizon.days()}):
            if brief.as_of.date() < monday and monday not in known and instant_before(draft, monday) <= brief.as_of:
                week = _named(monday)
                yield self.open(week, f"{week}的周工作预安排初稿已到时间，尚未形成，请编制")

    def _said(self, brief: Brief, monday: date, bookings: list[PublishedBooking]) -> Finding:
        week, has_begun = _named(monday), monday <= brief.as_of.date()
        states = [booking.state for booking in bookings]
        assert brief.published is not None
        gone_out = week in brief.published.issued_weeks or BookingState.ISSUED in states
        added = states.count(BookingState.PLANNED)
        if gone_out and not added:
            return self.kept(week, f"{week}的周工作预安排已编发")
        late = f"{week}已经开始，" if has_begun else f"{week}的"
        words = f"{week}编发后又新增{added}项，请补发" if gone_out else f"{late}周工作预安排尚未编发，请编发"
        if has_begun and brief.policy.week.late is LateWeek.BROKEN:
            return self.broken(week, words, given=True)
        return self.open(week, words)


def _named(monday: date) -> str:
    """2026-W49."""
    year, number, _ = monday.isocalendar()
    return f"{year}-W{number:02}"


RULE = WeeklyArrangement()
