"""The season, in scope for the test; and one whose transactions really commit."""

from collections.abc import Iterator

import pytest

from tequio.core.scope import in_union
from tests import factories
from tests.training.world import World, build


@pytest.fixture
def world(union) -> World:
    return build(union)


@pytest.fixture
def live_world(live) -> Iterator[World]:
    union = factories.make_union()
    with in_union(union.pk):
        yield build(union)
