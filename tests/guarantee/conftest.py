import pytest

from tests.guarantee import world as worlds


@pytest.fixture
def world(union):
    return worlds.build(union)
