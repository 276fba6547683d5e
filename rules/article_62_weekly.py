"""Article 62: the week's arrangement goes out before the week begins."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from models.audit import Finding
from models.brief import Brief, PublishedBooking
from models.plan import BookingState, Plan
from models.policy_week import LateWeek
from rules.base import Article, Rule, Strength


class WeeklyArrangement(Rule):
    """A week that has begun with published items and no arrangement, or with items added since. Audit alone."""

    code = "62"
    article = Article(62)
    title = "每周编发周工作预安排"
    reading = (
        "每周一份，周一之前编发，列全体区领导（没有事项的也列名）；条文未定编发日，"
        "一周已经开始而未编发、或编发后新增未补发的，按设置列为待定或违反。"
    )
    strength = Strength.MUST
    settings = ("week.late",)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        if brief.published is None:
            return
        weeks: dict[tuple[int, int], list[PublishedBooking]] = defaultdict(list)
        for booking in brief.published.bookings:
            weeks[booking.start.isocalendar()[:2]].append(booking)
        within = {day.isocalendar()[:2] for day in brief.horizon.days()}
        for (year, number), bookings in sorted(weeks.items()):
            has_begun = date.fromisocalendar(year, number, 1) <= brief.as_of.date()
            if has_begun and (year, number) in within:
                yield self._said(brief, f"{year}-W{number:02}", bookings)

    def _said(self, brief: Brief, week: str, bookings: list[PublishedBooking]) -> Finding:
        states = [booking.state for booking in bookings]
        assert brief.published is not None
        gone_out = week in brief.published.issued_weeks or BookingState.ISSUED in states
        added = states.count(BookingState.PLANNED)
        if gone_out and not added:
            return self.kept(week, f"{week}的周工作预安排已编发")
        words = (
            f"{week}编发后又新增{added}项，请补发" if gone_out else f"{week}已经开始，周工作预安排尚未编发，请编发"
        )
        if brief.policy.week.late is LateWeek.BROKEN:
            return self.broken(week, words, given=True)
        return self.open(week, words)


RULE = WeeklyArrangement()
