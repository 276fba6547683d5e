"""The API is as it describes itself: random requests by every role, a few hundred of them."""

import importlib.util

import pytest


@pytest.mark.slow
def test_no_random_request_is_answered_otherwise_than_described():
    if importlib.util.find_spec("schemathesis") is None:
        pytest.skip("schemathesis is not installed (requirements-ci.lock)")
    from tests.api.hammer import hammer, opened  # noqa: PLC0415  (not there on a bare machine)

    world = opened()
    counted = hammer(world, 300, 7)
    world.store.close()
    assert sum(counted.values()) >= 250
    assert len(counted) >= 5, counted
    assert not any(status >= 500 for status in counted)
