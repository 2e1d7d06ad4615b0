import pytest

from tests.makers import world as worlds


@pytest.fixture
def world(union):
    return worlds.build(union)
