"""The sample office's versions, for pages."""

import pytest

from models.publication import Publication
from tests.render.week_sample import versions


@pytest.fixture(scope="session")
def chain() -> tuple[Publication, ...]:
    """The three versions, sealed one after the other."""
    return versions()
