import pytest

from tests.assembly import world as worlds


@pytest.fixture
def world(union):
    return worlds.build(union)
