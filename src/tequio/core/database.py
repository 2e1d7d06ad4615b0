"""Which database this installation uses, and the two roles it is used through.

The *owner* makes and changes tables; the *application* role owns nothing and cannot bypass row security, so a forgotten
filter or raw SQL still sees one union only. DATABASE_URL names the owner on a PostgreSQL server; without it the
embedded server is used. The application role's password is derived from the installation's secret, so no second URL
is needed; where a server does not let the owner create roles, DATABASE_APP_URL names the role that was made for it.
"""

import fcntl
import hashlib
import hmac
import os
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from tequio.core import home, postgres

APP_SUFFIX = "_app"


def is_embedded() -> bool:
    return not os.environ.get("DATABASE_URL")


def owner_parameters() -> dict[str, Any]:
    """Connection parameters (libpq names) of the role that owns the tables."""
    if is_embedded():
        return dict(conninfo_to_dict(postgres.embedded().url(user="tequio")))
    return dict(conninfo_to_dict(os.environ["DATABASE_URL"]))


def app_parameters() -> dict[str, Any]:
    """Connection parameters of the role that the application runs under."""
    if named := os.environ.get("DATABASE_APP_URL"):
        return dict(conninfo_to_dict(named))
    owner = owner_parameters()
    return owner | {"user": app_role(owner["dbname"]), "password": _app_password()}


def app_role(database: str) -> str:
    return database + APP_SUFFIX


def _app_password() -> str:
    return hmac.new(home.secret().encode(), b"password of the application role", hashlib.sha256).hexdigest()


def provision() -> None:
    """Start the embedded server if that is the one, and make database and roles that are missing. Repeatable.

    Of two that do it at once on one folder of data, the second waits and finds everything there.
    """
    folder = home.home()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "provision.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _provision()


def _provision() -> None:
    if is_embedded():
        server = postgres.embedded()
        server.start()
        make_database(server.url(database="postgres"), postgres.DATABASE, owner="tequio")
    if not os.environ.get("DATABASE_APP_URL"):
        _make_app_role(owner_parameters())


def make_database(superuser_url: str, name: str, *, owner: str) -> None:
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [owner]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEROLE").format(sql.Identifier(owner)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(
                    sql.Identifier(name), sql.Identifier(owner)
                )
            )


def _make_app_role(owner: dict[str, Any]) -> None:
    role = sql.Identifier(app_role(owner["dbname"]))
    with psycopg.connect(**owner, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [app_role(owner["dbname"])]).fetchone()
        order = "ALTER ROLE {} LOGIN PASSWORD {}" if known else "CREATE ROLE {} LOGIN NOBYPASSRLS PASSWORD {}"
        connection.execute(sql.SQL(order).format(role, sql.Literal(_app_password())))
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
        database = sql.Identifier(owner["dbname"])
        connection.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(database, role))


def django_settings(parameters: dict[str, Any]) -> dict[str, Any]:
    """The parameters in the words of Django's DATABASES."""
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    named = {known[key]: str(value) for key, value in parameters.items() if key in known}
    options = {key: value for key, value in parameters.items() if key not in known}
    return named | {
        "ENGINE": "tequio.core.db",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
