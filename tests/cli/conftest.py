"""Installations for the tests of commands: one shared by those that only look, new ones for those that break things."""

import pytest

from tests.cli.installation import Installation


@pytest.fixture
def installation():
    made = Installation()
    yield made
    made.remove()


@pytest.fixture(scope="module")
def shared():
    """Migrated once for a module; its tests put back what they break."""
    made = Installation()
    try:
        assert made.run("migrate").returncode == 0
        yield made
    finally:
        made.remove()
