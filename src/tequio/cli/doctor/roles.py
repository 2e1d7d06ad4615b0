"""The server's version, and that the application's role cannot pass the second wall."""

from typing import Any

import psycopg

from tequio.cli.doctor.finding import Finding
from tequio.core import database

OLDEST = 15

FAULTS = """
SELECT array_remove(ARRAY[
  CASE WHEN rolsuper THEN 'is a superuser' END,
  CASE WHEN rolbypassrls THEN 'may bypass row security' END,
  CASE WHEN rolcreaterole THEN 'may create roles' END,
  CASE WHEN EXISTS (SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid) THEN 'owns tables' END,
  CASE WHEN EXISTS (
    SELECT 1 FROM pg_roles other WHERE other.oid <> pg_roles.oid AND pg_has_role(pg_roles.oid, other.oid, 'MEMBER')
  ) THEN 'is a member of another role' END
], NULL)
FROM pg_roles WHERE rolname = %s
"""


def version(owner: psycopg.Connection[Any]) -> Finding:
    major = owner.info.server_version // 10000
    shown = owner.execute("SHOW server_version").fetchone()
    return Finding(
        "version", major >= OLDEST, f"PostgreSQL {shown[0] if shown else major}",
        f"Tequio needs PostgreSQL {OLDEST} or newer: upgrade the server.",
    )  # fmt: skip


def application_role(owner: psycopg.Connection[Any]) -> Finding:
    name = database.app_parameters()["user"]
    row = owner.execute(FAULTS, [name]).fetchone()
    faults = ["does not exist"] if row is None else row[0]
    try:
        psycopg.connect(**database.app_parameters(), connect_timeout=10).close()
    except psycopg.OperationalError:
        faults = [*faults, "cannot sign in"]
    return Finding(
        "application role", not faults, f"{name} " + (", ".join(faults) or "owns nothing and cannot pass row security"),
        f"Take those powers from {name} (ALTER ROLE, REASSIGN OWNED), or run:  tequio migrate",
    )  # fmt: skip
