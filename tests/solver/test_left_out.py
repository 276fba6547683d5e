"""What was left out says on which day somebody would look for it."""

from models.digest import canonical
from models.plan import LeftOut
from solver.left_out import reasons
from tests.builders import brief, day, event, fixed, plan, window


def test_the_day_is_its_own_or_the_first_of_its_window_within_the_horizon():
    told = brief(
        [
            event("set", when=fixed("12-10 09:00", "12-10 10:00")),
            event("later", when=window("12-17 00:00", "12-20 00:00")),
            event("since", when=window("11-20 00:00", "12-20 00:00")),
        ]
    )
    found = {left.subject: left.day for left in reasons(told, plan(told))}
    assert found == {"set": day("12-10"), "later": day("12-17"), "since": day("12-01")}


def test_a_plan_from_before_days_were_kept_reads_and_digests_as_it_did():
    old = LeftOut(subject="e1", reason="时间冲突", price=100)
    assert b"day" not in canonical(old)
    dated = old.model_copy(update={"day": day("12-10")})
    assert LeftOut.model_validate_json(canonical(dated)) == dated
