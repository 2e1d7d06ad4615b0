"""The village's workshops, in scope for the test."""

import pytest

from tests.production.world import World, build


@pytest.fixture
def world(union) -> World:
    return build(union)
