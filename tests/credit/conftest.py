"""A world where nobody has asked for anything yet."""

import pytest

from tests.credit import world as worlds


@pytest.fixture
def world(union):
    return worlds.build(union)
