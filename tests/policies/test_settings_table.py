"""The table of what governments settle differently: every row has its setting, or says what it is instead."""

from models.policy_listing import paths
from tests.policies.office import FOLDER, shipped
from tools.policy_rows import ROWS

MANY = 66  # rows of the survey of other governments' rules
OURS_ALONE = ("weights.", "plan.", "keep.")


def test_no_row_is_lost():
    assert len(ROWS) == MANY
    assert len({row.name for row in ROWS}) == MANY


def test_each_row_has_its_settings_or_says_what_it_is_instead():
    for row in ROWS:
        assert bool(row.paths) is not bool(row.instead), row.name
    assert {path for row in ROWS for path in row.paths} <= paths()


def test_each_setting_that_a_shipped_policy_changes_stands_in_a_row():
    rows = {path for row in ROWS for path in row.paths}
    for file in FOLDER.glob("*.json"):
        policy = shipped(file.stem)
        told = {path for path in (*policy.sources, *policy.confirmed) if not path.startswith(OURS_ALONE)}
        assert told <= rows, file.stem
