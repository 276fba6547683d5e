"""Policy files: all that are shipped, how they are read, and what is still assumed."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from intake.brief import write_brief
from intake.policy import policy_of, read_policy, under
from models.audit import Verdict
from models.errors import BadInput, TooLarge
from models.policy import Policy
from models.policy_listing import assumptions, paths, settings
from rules import RULES, audit
from tests.policies.office import FOLDER, brief, document, plan, shipped

NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
OWING = document()["ledger"]["research"]
GRANTED = {  # what each needs of the year behind it
    "sixty-days-research": {
        "ledger": {"year": 2026, "research": dict.fromkeys(OWING, 120), "research_stays": dict.fromkeys(OWING, 10)}
    },
    "xuancheng-2017": {"ledger": {**document()["ledger"], "quiet_weeks": 7}},
}
READ_ELSEWHERE = {
    "huddle.weekday", "huddle.at", "huddle.minutes",  # intake adds huddles when it freezes a brief
    "standing.half_days", "standing.max_minutes", "standing.attendees_fixed", "standing.observers",  # and meetings
    "cover.excluded_portfolios",  # models.seats: such a seat is nobody else's
    "keep",  # models.sealing and api.tidying
    "agenda.consult_workdays", "agenda.review_workdays_min", "agenda.review_workdays_max",  # render.agenda_clock
    "privacy",  # models.sealing, and whoever asks for an audience
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_policy_plans_a_month(name: str):
    made = brief(shipped(name), **GRANTED.get(name, {}))
    found = plan(made)
    verdict = audit(made, found)
    assert verdict.is_lawful, [str(f) for f in verdict.of(Verdict.BROKEN)]
    assert found.proof is not None
    assert verdict.cost == found.proof.objective


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_policy_says_where_it_comes_from(name: str):
    policy = shipped(name)
    assert policy.name
    assert policy.source
    changed = [setting for setting in settings(policy) if setting.changed]
    assert all(setting.source for setting in changed)
    assert bool(changed) == (name != "seed")


def test_the_seed_as_a_file_is_the_default():
    assert shipped("seed") == Policy()


def test_a_policy_file_comes_back_as_it_was_written():
    for name in NAMES:
        policy = shipped(name)
        whole = {"schema": "richeng.policy/1", **policy.model_dump(mode="json")}
        assert policy_of(whole) == policy


def test_every_setting_is_read_by_somebody():
    spoken = {path for rule in RULES for path in rule.settings} | READ_ELSEWHERE
    sections = {path for path in spoken if "." not in path}
    idle = {path for path in paths() if path not in spoken and path.split(".")[0] not in sections}
    assert {path for path in idle if not path.startswith(("weights.", "plan.", "travel."))} == set()
    assert paths() >= {path for path in spoken if "." in path}


def test_what_is_assumed_is_told_until_it_is_confirmed():
    told = {s.path for s in assumptions(Policy())}
    assert {"research.month_in_workdays", "cover.trigger", "hours.summer_from", "standing.session"} <= told
    assert "agenda.review_days_before" not in told, "the rule book names the number"
    confirmed = Policy(confirmed=("research.month_in_workdays",), sources={"cover.trigger": "区政府AB角名单"})
    assert {s.path for s in assumptions(confirmed)} == told - {"research.month_in_workdays", "cover.trigger"}


def test_every_fault_of_a_policy_is_named():
    raw = {
        "schema": "richeng.policy/1",
        "name": "某市",
        "source": "某市工作规则",
        "standing": {"per_month_min": 9, "quorum": {"share": "3/2"}, "unknown": 1},
        "nomeeting": {"days": ["wednesday"]},
    }
    with pytest.raises(BadInput) as told:
        read_policy(json.dumps(raw))
    found = {fault.path for fault in told.value.faults}
    assert found == {
        "effective_from", "standing.per_month_min", "standing.quorum.share", "standing.unknown", "nomeeting.days[0]",
    }  # fmt: skip
    raw |= {"effective_from": "2020-01-01", "standing": {}, "nomeeting": {}}
    raw |= {"sources": {"standing.quorom": "某市"}, "confirmed": ["research"]}
    with pytest.raises(BadInput) as told:
        read_policy(json.dumps(raw))
    assert {fault.path for fault in told.value.faults} == {"sources.standing.quorom", "confirmed[0]"}


@pytest.mark.parametrize("raw", [b"\xff", b"{", b"[]", b"[" * 100_000])
def test_what_is_no_policy_is_bad_input(raw: bytes):
    with pytest.raises(BadInput):
        read_policy(raw)


def test_too_much_is_refused():
    with pytest.raises(TooLarge):
        read_policy(b" " * (1024 * 1024 + 1))


def test_a_policy_holds_from_its_day():
    late = Policy(name="新规则", effective_from=brief().horizon.last)
    with pytest.raises(BadInput, match=r"effective_from"):
        under(brief(), late)


def test_meetings_come_and_go_with_the_policy():
    weekly = under(brief(), shipped("weekly-standing"))
    assert sum(e.id.startswith("standing/") for e in weekly.events) == 4
    assert sum(e.id.startswith("standing/") for e in under(weekly, shipped("seed")).events) == 1
    huddles = under(brief(), shipped("lanzhou-2010"))
    assert [e.id for e in huddles.events if e.id.startswith("huddle/")] == [
        f"huddle/2026-W{w}" for w in range(50, 54)
    ]
    assert under(huddles, shipped("seed")).events == brief().events


def test_the_command_line_plans_and_checks_under_a_policy(tmp_path: Path):
    given, drawn = tmp_path / "brief.json", tmp_path / "plan.json"
    given.write_bytes(write_brief(brief()))
    policy = str(FOLDER / "weekly-standing.json")
    run = CliRunner().invoke(app, ["plan", str(given), "--policy", policy, "--out", str(drawn)])
    assert run.exit_code == 0, run.output
    assert drawn.read_text(encoding="utf-8").count('"event": "standing/2026-12/') >= 4
    run = CliRunner().invoke(app, ["check", str(given), str(drawn), "--policy", policy])
    assert run.exit_code == 0, run.output
    run = CliRunner().invoke(app, ["check", str(given), str(drawn)])
    assert run.exit_code == 1, "by the seed there is but one meeting to hold"
    run = CliRunner().invoke(app, ["assumptions", "--policy", policy])
    assert run.exit_code == 0, run.output
    assert "cover.trigger\t" in run.output
    broken = tmp_path / "broken.json"
    broken.write_text("{}", encoding="utf-8")
    run = CliRunner().invoke(app, ["plan", str(given), "--policy", str(broken)])
    assert run.exit_code == 2
