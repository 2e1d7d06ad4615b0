import pytest

from tests.purchasing import world as worlds


@pytest.fixture
def world(union):
    return worlds.build(union)
