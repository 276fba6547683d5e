"""The verbs on absences: a whole life in the records, what follows from granting, what goes back, and who wins."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from api.absences import Absences
from api.records import freeze_brief
from models.absence_steps import Phase, StepKind
from models.absences import Absence
from models.errors import BadInput, Refused, Stale, Unknown
from models.in_charge import in_charge
from models.records import RecordKind
from store.base import Store
from store.memory import MemoryStore
from tests.api.absence_office import (
    CLERK,
    OFFICE,
    THE_HEAD,
    act,
    asked,
    booking,
    guests,
    of,
    office,
    own,
    wanted,
    week_of,
)  # fmt: skip
from tests.builders import DEP_A, DEP_B, at, days

K = StepKind


@pytest.fixture
def store() -> Iterator[Store]:
    made = MemoryStore()
    yield made
    made.close()


@pytest.fixture
def quiet(store: Store) -> Absences:
    """An office that has published nothing."""
    return office(store, week_of(()))


@pytest.fixture
def busy(store: Store) -> Absences:
    """An office whose published week has dep-a's talk on Tuesday morning, and a visit that afternoon."""
    talk, visit = booking("talk", "12-15 09:00", "12-15 10:00"), booking("guests", "12-15 15:00", "12-15 16:30")
    return office(store, week_of((own(), guests())), talk, visit)


def start_of(store: Store, id: str) -> str:
    head = store.head(OFFICE.id)
    assert head is not None
    return next(f"{entry.start:%m-%d %H:%M}" for entry in head.entries if entry.id == id)


def taker_of(store: Store, id: str) -> str | None:
    head = store.head(OFFICE.id)
    assert head is not None
    return next(entry.seats[0].taken_by for entry in head.entries if entry.id == id)


def test_a_whole_life_is_kept_revision_by_revision(store, quiet):
    asked(quiet, "x", "dep-a", "12-15 08:30", "12-15 18:00")
    for kind, doer, when in (
        (K.TELL_PARTNER, of(DEP_A), "12-01 10:00"), (K.CONFIRM, of(DEP_B), "12-01 11:00"),
        (K.APPROVE, THE_HEAD, "12-02 09:00"), (K.NOTIFY, CLERK, "12-02 10:00"), (K.RETURN, CLERK, "12-15 17:00"),
        (K.REPORT_BACK, of(DEP_A), "12-16 09:00"),
    ):  # fmt: skip
        quiet.step("x", kind, doer, act(doer, when))
    assert quiet.life("x", at("12-16 10:00")).phase is Phase.RETURNED
    with store.read(OFFICE.id) as desk:
        versions = desk.records.history(RecordKind.ABSENCE, "x")
        faults = desk.trail.verify()
    assert [v.revision for v in versions] == [1, 2, 3, 4, 5, 6, 7]
    assert [v.by for v in versions] == ["clerk", "dep-a", "dep-b", "head", "clerk", "clerk", "dep-a"]
    kept = [v.body for v in versions]
    for before, after in pairwise(kept):
        assert isinstance(before, Absence)
        assert isinstance(after, Absence)
        assert after.steps[:-1] == before.steps, "no step is ever written over"
    assert list(faults) == []


def test_unknown_and_doubled_requests(quiet):
    with pytest.raises(Unknown):
        quiet.life("none", at("12-01 09:00"))
    asked(quiet, "x", "dep-a", "12-15 08:30", "12-15 18:00")
    with pytest.raises(BadInput, match="已有编号"):
        asked(quiet, "x", "dep-a", "12-17 08:30", "12-17 18:00")


def test_granting_covers_what_b_can_take_and_moves_what_he_cannot(store, busy):
    asked(busy, "x", "dep-a", "12-15 08:30", "12-15 18:00")
    look = busy.outlook("x", at("12-02 09:00"))
    assert (look.objections, look.together, look.stuck) == ((), (), "")
    assert look.slip is not None
    assert {move.subject for move in look.slip.moves} == {"talk", "guests"}
    with pytest.raises(Refused, match="须先查看再定"):
        busy.grant("x", THE_HEAD, act(THE_HEAD, "12-02 09:30"))
    head = store.head(OFFICE.id)
    assert head is not None
    assert (head.number, busy.get("x").approved) == (1, False), "refused: nothing came true"
    done = busy.grant("x", THE_HEAD, act(THE_HEAD, "12-02 09:30"), seen=look.seen)
    assert (done.publication, done.absence.steps[-1].publication) == (2, 2)
    assert taker_of(store, "guests") == "dep-b"
    assert not start_of(store, "talk").startswith("12-15")
    now = freeze_brief(store, OFFICE.id, days("12-14", "12-18"), at("12-02 10:00")).brief
    assert [c.by for c in in_charge(now, at("12-15 10:00")).acting] == ["dep-b"]


def test_what_nobody_looked_at_is_granted_only_if_it_moves_nothing(busy):
    asked(busy, "x", "dep-b", "12-17 08:30", "12-17 18:00")
    done = busy.grant("x", THE_HEAD, act(THE_HEAD, "12-02 09:30"))
    assert (done.absence.approved, done.publication) == (True, None)


def test_cancelling_brings_back_what_moved_for_it(store, busy):
    asked(busy, "x", "dep-a", "12-15 08:30", "12-15 18:00")
    look = busy.outlook("x", at("12-02 09:00"))
    busy.grant("x", THE_HEAD, act(THE_HEAD, "12-02 09:30"), seen=look.seen)
    done = busy.step("x", K.CANCEL, of(DEP_A), act(of(DEP_A), "12-03 09:00", "会议取消"))
    assert (done.life.phase, done.publication) == (Phase.CANCELLED, 3)
    assert (start_of(store, "talk"), taker_of(store, "guests")) == ("12-15 09:00", "dep-a")


def test_refusing_leaves_the_calendar_as_it_is(store, busy):
    asked(busy, "x", "dep-a", "12-15 08:30", "12-15 18:00")
    done = busy.step("x", K.REFUSE, THE_HEAD, act(THE_HEAD, "12-02 09:00", "当日有上级来访"))
    head = store.head(OFFICE.id)
    assert head is not None
    assert (done.life.phase, head.number) == (Phase.REFUSED, 1)


def test_an_absence_may_be_granted_now_and_the_plan_arranged_later(store, busy):
    asked(busy, "x", "dep-a", "12-15 08:30", "12-15 18:00")
    done = busy.grant("x", THE_HEAD, act(THE_HEAD, "12-02 09:30"), publish=False)
    head = store.head(OFFICE.id)
    assert head is not None
    assert (done.absence.approved, head.number) == (True, 1)


def test_what_a_pair_opens_together_is_told_before_either_is_granted(quiet):
    asked(quiet, "x", "dep-a", "12-15 08:30", "12-15 18:00")
    asked(quiet, "y", "dep-b", "12-15 13:00", "12-16 18:00")
    for id in ("x", "y"):
        look = quiet.outlook(id, at("12-02 09:00"))
        assert look.objections == ()
        assert [(pair.one, pair.other) for pair in look.together] == [("x", "y")]
        assert all("12月15日下午" in sentence for sentence in look.together[0].sentences)
        assert len(look.together[0].sentences) == 2


def test_the_second_half_of_a_pair_needs_eyes_that_have_seen_the_hole(quiet):
    asked(quiet, "x", "dep-a", "12-15 08:30", "12-15 18:00")
    asked(quiet, "y", "dep-b", "12-15 13:00", "12-16 18:00")
    old = quiet.outlook("y", at("12-02 09:00"))
    quiet.grant("x", THE_HEAD, act(THE_HEAD, "12-02 09:30"))
    with pytest.raises(Refused, match="副区长甲12月15日上午起的外出与此重叠，现为“已批准"):
        quiet.grant("y", THE_HEAD, act(THE_HEAD, "12-02 09:40"), seen=old.seen)
    with pytest.raises(Refused, match="B角副区长甲也外出"):
        quiet.grant("y", THE_HEAD, act(THE_HEAD, "12-02 09:40"))
    look = quiet.outlook("y", at("12-02 10:00"))
    assert len(look.objections) == 2
    assert quiet.grant("y", THE_HEAD, act(THE_HEAD, "12-02 10:05"), seen=look.seen).absence.approved


def test_where_policy_forbids_it_the_heads_own_reason_is_kept_as_a_waiver(store):
    forbid = {"cover": {"everyone_paired": False, "both_away": "forbid_unless_head_approves"}}
    strict = office(store, week_of((), leave={"exec_approves_days": 3}, **forbid))
    asked(strict, "x", "dep-a", "12-15 08:30", "12-15 18:00")
    asked(strict, "y", "dep-b", "12-15 13:00", "12-16 18:00")
    strict.grant("x", THE_HEAD, act(THE_HEAD, "12-02 09:30"))
    look = strict.outlook("y", at("12-02 10:00"))
    assert "variant-both-away" in {one.rule for one in look.objections}
    deputy = CLERK.model_copy(update={"word_of": "exec"})
    with pytest.raises(Refused, match="须由区长本人批准"):
        strict.grant("y", deputy, act(deputy, "12-02 10:05"), seen=look.seen)
    strict.grant("y", THE_HEAD, act(THE_HEAD, "12-02 10:05", "家中急事"), seen=look.seen)
    with store.read(OFFICE.id) as desk:
        waiver = desk.records.get(RecordKind.WAIVER, "variant-both-away:y")
    assert waiver is not None


def test_other_edits_do_not_stand_in_the_way(quiet):
    asked(quiet, "x", "dep-a", "12-15 08:30", "12-15 18:00")
    look = quiet.outlook("x", at("12-02 09:00"))
    asked(quiet, "far", "exec", "12-17 08:30", "12-17 18:00")
    assert quiet.grant("x", THE_HEAD, act(THE_HEAD, "12-02 09:30"), seen=look.seen).absence.approved


def test_one_return_ends_the_whole_journey(store, quiet):
    asked(quiet, "x", "dep-a", "12-15 08:30", "12-15 18:00")
    quiet.grant("x", THE_HEAD, act(THE_HEAD, "12-02 09:30"))
    more = wanted("y", "dep-a", "12-15 18:00", "12-16 12:00", extends="x")
    quiet.ask(more, CLERK, act(CLERK, "12-15 09:00"))
    quiet.grant("y", THE_HEAD, act(THE_HEAD, "12-15 10:00"))
    assert quiet.overdue(at("12-16 12:59")) == ()
    assert {one.absence for one in quiet.overdue(at("12-16 13:00"))} == {"x", "y"}
    quiet.step("x", K.RETURN, CLERK, act(CLERK, "12-16 14:00"), when=at("12-16 11:00"))
    assert quiet.overdue(at("12-20 09:00")) == ()
    assert quiet.get("y").returned_at == at("12-16 11:00")


def test_back_early_he_is_in_charge_again_and_what_is_still_to_come_goes_back(store, busy):
    asked(busy, "x", "dep-a", "12-14 08:30", "12-16 18:00")
    look = busy.outlook("x", at("12-02 09:00"))
    busy.grant("x", THE_HEAD, act(THE_HEAD, "12-02 09:30"), seen=look.seen)
    assert taker_of(store, "guests") == "dep-b"
    back = busy.way_back("x", at("12-14 18:30"))
    assert back.slip is not None
    assert {move.subject for move in back.slip.moves} >= {"guests"}
    with pytest.raises(Refused, match="须先查看再定"):
        busy.come_back("x", CLERK, act(CLERK, "12-14 18:30"), seen="nothing that was ever shown")
    with pytest.raises(Refused, match="不能早于出发"):
        busy.come_back("x", CLERK, act(CLERK, "12-14 18:30"), when=at("12-14 08:00"))
    done = busy.come_back("x", CLERK, act(CLERK, "12-14 18:30"), seen=back.seen)
    assert (done.life.phase, done.publication) == (Phase.RETURNED, 3)
    assert (done.absence.returned_at, done.absence.span.end) == (at("12-14 18:30"), at("12-14 18:30"))
    assert taker_of(store, "guests") == "dep-a"
    now = freeze_brief(store, OFFICE.id, days("12-14", "12-18"), at("12-14 19:00")).brief
    assert in_charge(now, at("12-15 10:00")).acting == ()
    assert [c.by for c in in_charge(now, at("12-14 20:00")).acting] == ["dep-b"], "the half-day still counts"


def test_a_stop_that_was_never_begun_did_not_take_place(store, quiet):
    asked(quiet, "x", "dep-a", "12-15 08:30", "12-15 18:00")
    quiet.grant("x", THE_HEAD, act(THE_HEAD, "12-02 09:30"))
    quiet.ask(wanted("y", "dep-a", "12-15 18:00", "12-16 12:00", extends="x"), CLERK, act(CLERK, "12-15 09:00"))
    quiet.grant("y", THE_HEAD, act(THE_HEAD, "12-15 10:00"))
    quiet.step("x", K.RETURN, CLERK, act(CLERK, "12-15 16:00"))
    assert quiet.life("x", at("12-15 17:00")).phase is Phase.RETURNED
    assert quiet.life("y", at("12-15 17:00")).phase is Phase.CANCELLED
    now = freeze_brief(store, OFFICE.id, days("12-14", "12-18"), at("12-15 17:00")).brief
    assert in_charge(now, at("12-16 09:00")).acting == ()


def test_who_saw_an_older_record_changes_nothing(quiet):
    asked(quiet, "x", "dep-a", "12-15 08:30", "12-15 18:00")
    quiet.step("x", K.TELL_PARTNER, CLERK, act(CLERK, "12-01 10:00"), expecting=1)
    for deed in (
        lambda: quiet.step("x", K.CONFIRM, of(DEP_B), act(of(DEP_B), "12-01 11:00"), expecting=1),
        lambda: quiet.grant("x", THE_HEAD, act(THE_HEAD, "12-02 09:30"), expecting=1),
    ):
        with pytest.raises(Stale):
            deed()
    assert [step.kind for step in quiet.get("x").steps] == [K.REQUEST, K.TELL_PARTNER]
