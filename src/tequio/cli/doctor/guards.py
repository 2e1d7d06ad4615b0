"""That every table of a union is closed by row security, and that every trigger the migrations promised stands."""

from typing import Any

import psycopg

from tequio.cli.doctor.finding import Finding
from tequio.cli.doctor.promised import promised_triggers
from tequio.core import database

# Tables that carry a union but that the application may not read rows of; only triggers of the owner use them.
OPEN_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
  AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'union_id' AND NOT a.attisdropped)
  AND (has_table_privilege(%(role)s, c.oid, 'SELECT') OR has_table_privilege(%(role)s, c.oid, 'UPDATE'))
  AND NOT (c.relname = 'core_chain' AND NOT has_table_privilege(%(role)s, c.oid, 'UPDATE'))
  AND NOT (c.relrowsecurity AND EXISTS (
    SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid
      AND pg_get_expr(p.polqual, p.polrelid) LIKE '%%union_id%%tequio.union%%'
  ))
ORDER BY 1
"""

# A permissive policy that does not look at the union would open the table, whatever the other policies say.
LOOSE_POLICIES = """
SELECT polrelid::regclass || '.' || polname FROM pg_policy
WHERE polpermissive AND EXISTS (
  SELECT 1 FROM pg_attribute a WHERE a.attrelid = polrelid AND a.attname = 'union_id' AND NOT a.attisdropped)
  AND coalesce(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) NOT LIKE '%tequio.union%'
"""

STANDING = "SELECT tgname, tgrelid::regclass::text, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal"
# Foreign keys and deferred checks are internal triggers; switched off, they check nothing.
SWITCHED_OFF = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgisinternal AND tgenabled <> 'O'"

CHANGEABLE = """
SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND (
  has_table_privilege(%(role)s, oid, 'TRUNCATE') OR relname = ANY(%(append_only)s)
  AND (has_table_privilege(%(role)s, oid, 'UPDATE') OR has_table_privilege(%(role)s, oid, 'DELETE')))
ORDER BY 1
"""


def row_security(owner: psycopg.Connection[Any]) -> Finding:
    role = database.app_parameters()["user"]
    open_ = [name for (name,) in owner.execute(OPEN_TABLES, {"role": role})]
    open_ += [name for (name,) in owner.execute(LOOSE_POLICIES)]
    return Finding(
        "row security", not open_,
        f"open to other unions: {', '.join(open_)}" if open_ else "every union's table is closed to the others",
        "Stop the server now and restore the policies from a backup:  tequio restore",
    )  # fmt: skip


def triggers(owner: psycopg.Connection[Any]) -> Finding:
    standing = {(name, table): state for name, table, state in owner.execute(STANDING)}
    faults = [f"{name} on {table} is missing" for name, table in sorted(promised_triggers() - standing.keys())]
    faults += [
        f"{name} on {table} is switched off" for (name, table), state in sorted(standing.items()) if state != "O"
    ]
    faults += [f"foreign keys of {table} are switched off" for (table,) in owner.execute(SWITCHED_OFF)]
    return Finding(
        "triggers", not faults, "; ".join(faults) or f"{len(standing)} stand and are switched on",
        "Find out who changed the database, then:  ALTER TABLE … ENABLE TRIGGER ALL, or  tequio restore",
    )  # fmt: skip


def grants(owner: psycopg.Connection[Any]) -> Finding:
    append_only = [table for name, table in promised_triggers() if name == "append_only"]
    rows = owner.execute(CHANGEABLE, {"role": database.app_parameters()["user"], "append_only": append_only})
    tables = [table for (table,) in rows]
    return Finding(
        "rights of the application", not tables,
        f"it may rewrite {', '.join(tables)}" if tables else "it may rewrite nothing that was posted or recorded",
        "REVOKE UPDATE, DELETE, TRUNCATE on them from the application's role.",
    )  # fmt: skip
