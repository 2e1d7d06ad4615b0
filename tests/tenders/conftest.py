"""The small world of a tender."""

import pytest

from tests.tenders import world as worlds


@pytest.fixture
def world(union):
    return worlds.build(union)
