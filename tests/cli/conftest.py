"""Installations for the tests of commands: one shared by those that only look, new ones for those that break things."""

import pytest

from tests.cli.installation import Installation


@pytest.fixture
def installation():
    made = Installation()
    yield made
    made.remove()


@pytest.fixture
def migrated():
    """A new one with its tables made: the start of whoever tests something else than migrating."""
    made = Installation.migrated()
    yield made
    made.remove()


@pytest.fixture(scope="module")
def shared():
    """One for a module; its tests put back what they break."""
    made = Installation.migrated()
    try:
        assert made.run("migrate").returncode == 0
        yield made
    finally:
        made.remove()
