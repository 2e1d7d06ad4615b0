"""A PostgreSQL server of one's own, named by DATABASE_URL: everything works as with the embedded one.

Runs where TEQUIO_TEST_SERVER_URL names a server; docs/howto/own-server.md says how to try one that is older.
"""

import os
import secrets

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from tequio.cli.restore import is_known
from tests import cluster
from tests.cli.installation import Installation, free_port, status_of_page


@pytest.fixture
def server():
    """An empty database on the named server, as its administrator would hand it over, and a Tequio that uses it."""
    if not cluster.SERVER_URL:
        pytest.skip("TEQUIO_TEST_SERVER_URL names no server")
    name, password = f"tequio_own_{os.getpid()}", secrets.token_hex(8)
    with psycopg.connect(cluster.SERVER_URL, autocommit=True) as superuser:
        superuser.execute(f"CREATE ROLE {name} LOGIN CREATEROLE PASSWORD '{password}'")
        superuser.execute(f"CREATE DATABASE {name} OWNER {name}")
        place = conninfo_to_dict(cluster.SERVER_URL)
        url = f"postgresql://{name}:{password}@{place['host']}:{place.get('port', 5432)}/{name}"
        made = Installation(environment={"DATABASE_URL": url})
        yield made
        made.remove()
        superuser.execute(f"DROP DATABASE {name} WITH (FORCE)")
        superuser.execute(f"DROP ROLE IF EXISTS {name}_app")
        superuser.execute(f"DROP ROLE {name}")


def test_an_own_server_is_made_examined_served_saved_and_restored(server):
    assert server.run("migrate").returncode == 0
    examined = server.run("doctor")
    assert examined.returncode == 0, examined.stdout
    assert not (server.home / "database").exists()

    port = free_port()
    running = server.serve(port=port)
    assert status_of_page(port) == 200
    running.terminate()
    assert running.wait(60) == 0

    assert server.run("backup").returncode == 0
    restored = server.run("restore", "--yes")
    assert restored.returncode == 0, restored.stderr
    assert server.run("doctor").returncode == 0


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        (b"SET statement_timeout = 0;\n", True),
        (b"SET transaction_timeout = 0;\n", False),  # PostgreSQL 17 and newer
        (b"CREATE TABLE public.core_event (\n", True),
        (b"SELECT pg_catalog.set_config('search_path', '', false);\n", True),
    ],
)
def test_settings_that_an_older_server_does_not_know_are_left_out_of_a_restore(line, stays):
    assert is_known(line, {"statement_timeout"}) is stays
