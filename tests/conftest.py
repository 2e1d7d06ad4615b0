"""The shared cast and the database every test uses."""

import os
from collections.abc import Generator, Iterator

import coverage
import hypothesis
import pytest
from django.conf import settings
from django.db import connections

from tests import cluster, factories

# A busy machine is no fault of the code.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


def pytest_configure(config: pytest.Config) -> None:
    # A slow hash is the point in life and a waste of minutes here; one test checks the real one.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Counts no lines where that costs as much as the test itself and would say little: in long tests, for a page that
    a browser opens is run through, not tried; and in tests that do with other data what one before them did."""
    uncounted = item.get_closest_marker("slow") or item.get_closest_marker("browser") or _repeats(item)
    counter = coverage.Coverage.current() if uncounted else None
    if counter is None:
        return (yield)
    counter.stop()
    children = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("COVERAGE_PROCESS_")}
    try:
        return (yield)
    finally:
        os.environ |= children
        counter.start()


def _repeats(item: pytest.Item) -> bool:
    """Whether it is not the first of its parameters."""
    return hasattr(item, "callspec") and any(item.callspec.indices.values())


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    with django_db_blocker.unblock():
        cluster.make_tables()
        _count_from_a_million()
        connections["owner"].close()
    yield
    with django_db_blocker.unblock():
        connections.close_all()


def _count_from_a_million() -> None:
    # A union in use has long passed row 999, and from there a page that writes a key like a quantity breaks: "1,000".
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1000000) FROM pg_sequences"
            " WHERE schemaname = 'public'"
        )


@pytest.fixture
def live(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A database whose transactions really commit; emptied afterwards by the owner."""
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            connections["default"].close()
            cluster.empty_tables()
            connections["owner"].close()


@pytest.fixture
def union(db):
    """The union of Tlayacapan, in scope for the test."""
    with factories.union_in_scope() as union:
        yield union
