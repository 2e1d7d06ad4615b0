import pytest

from tests.sales import world as worlds


@pytest.fixture
def world(union):
    return worlds.build(union)
