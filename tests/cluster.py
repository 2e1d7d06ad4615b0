"""Gives a test run a home and a database server of its own before Django's settings are read."""

import atexit
import os
import secrets
import shutil
import tempfile
import warnings
from typing import Any

HOME = tempfile.mkdtemp(prefix="tequio-test-")
for name in ("DATABASE_URL", "DATABASE_APP_URL"):  # nobody's own database is ever tested upon
    os.environ.pop(name, None)
os.environ |= {
    "TEQUIO_HOME": HOME,
    "TEQUIO_SECRET_KEY": "a secret for tests alone",
    "TEQUIO_DEMO": "1",
    "DJANGO_SETTINGS_MODULE": "tequio.settings",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}
os.environ.setdefault("XDG_RUNTIME_DIR", HOME)

# A superuser's address: test against that server instead. It stays in the environment, for the workers of this run.
SERVER_URL = os.environ.get("TEQUIO_TEST_SERVER_URL")


def start() -> None:
    """An empty database for this process, on a server of its own or on the one named."""
    from tequio.core import database

    if SERVER_URL:
        _make_on(SERVER_URL, f"tequio_test_{os.getpid()}")
        return
    server = _embedded()
    server.start()
    atexit.register(_remove, server)
    database.provision()


def make_tables() -> None:
    """Every table, empty. The embedded server takes them over as files, another one migrates."""
    from django.core.management import call_command

    from tequio.core import database, home
    from tests import migrated

    if SERVER_URL:
        call_command("migrate", database="owner", verbosity=0)
        return
    server = _embedded()
    server.stop()
    shutil.rmtree(server.data)
    migrated.fill(home.home())
    server.start()
    database.provision()


# What the migrations fill themselves.
KEPT = ("django_migrations", "django_content_type", "auth_permission")


def empty_tables() -> None:
    """No row in any table, which nobody but its owner may do. Numbers go on from where they were."""
    import psycopg

    # A superuser may leave guards and references alone: emptying the few tables that a test wrote to takes a tenth of
    # the time in which all are truncated.
    url = os.environ["DATABASE_URL"] if SERVER_URL else _embedded().url()
    with psycopg.connect(url, autocommit=True) as owner:
        rows = owner.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        tables = [table for (table,) in rows if table not in KEPT]
        if SERVER_URL:
            owner.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
            return
        written = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables)
        owner.execute("SET session_replication_role = replica")
        for (table,) in owner.execute(written).fetchall():
            owner.execute(f"DELETE FROM {table}")


def _embedded() -> Any:
    from tequio.core import postgres

    return postgres.EmbeddedPostgres(postgres.embedded().folder, durable=False)


def _make_on(server_url: str, name: str) -> None:
    """A database of this process on somebody's server, owned by a role that is no superuser, as in life."""
    import psycopg
    from psycopg.conninfo import make_conninfo

    from tequio.core import database

    password = secrets.token_hex(16)
    with psycopg.connect(server_url, autocommit=True) as superuser:
        superuser.execute(f"CREATE ROLE {name} LOGIN CREATEROLE PASSWORD '{password}'")
        database.make_database(server_url, name, owner=name)
    os.environ["DATABASE_URL"] = make_conninfo(server_url, dbname=name, user=name, password=password)
    atexit.register(_drop, server_url, name)
    database.provision()


def _drop(server_url: str, name: str) -> None:
    import psycopg

    with psycopg.connect(server_url, autocommit=True) as superuser:
        superuser.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        superuser.execute(f"DROP ROLE IF EXISTS {name}_app")
        superuser.execute(f"DROP ROLE IF EXISTS {name}")
    shutil.rmtree(HOME, ignore_errors=True)


def _remove(server: object) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server.stop()  # type: ignore[attr-defined]
        shutil.rmtree(HOME, ignore_errors=True)


start()
