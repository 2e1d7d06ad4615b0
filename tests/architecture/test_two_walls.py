"""Every table of a union stands behind two walls: the scoped manager, and row security that binds even raw SQL.

A new model is tested here by itself. The database's wall is tried on rows of two unions under the application's role,
with the table's own checks and triggers out of the way, so that nothing but row security can be what refuses.
"""

import json
from contextlib import contextmanager

import psycopg
import pytest
from django.apps import apps
from django.db import IntegrityError, connection
from psycopg import sql

from tequio.core import database, postgres
from tequio.core.models import UnionForeignKey, UnionManager, UnionOwned
from tequio.core.scope import NoUnion, in_union
from tequio.members.models import Member, Section
from tests import cluster, factories

MODELS = sorted((m for m in apps.get_models() if issubclass(m, UnionOwned)), key=lambda model: model._meta.db_table)
TABLES = [model._meta.db_table for model in MODELS]

# Tables that carry a union without being a model, and why they need no policy.
NO_MODEL = {"core_chain": "only triggers of the owner write it; it holds no more than hashes"}

# References inside one union that have no key of the database, and why.
BY_TRIGGER = "the trigger legs_are_sound checks all legs of a statement as one set: two keys cost four times as much"
KEPT = "only a trigger writes what is kept, from legs that were checked"
TOGETHER = "core.references.ReferTogether checks it for all rows of a statement at once; tests/core/test_references.py"
UNREFERENCED = {
    ("books_leg", "entry_id"): BY_TRIGGER,
    ("books_leg", "account_id"): BY_TRIGGER,
    ("books_leg", "member_id"): BY_TRIGGER,
    ("dues_fee", "run_id"): TOGETHER,
    ("dues_fee", "member_id"): TOGETHER,
    ("dues_fee", "entry_id"): TOGETHER,
    ("purchasing_charge", "round_id"): TOGETHER,
    ("purchasing_charge", "member_id"): TOGETHER,
    ("purchasing_charge", "entry_id"): TOGETHER,
    ("purchasing_chargeline", "charge_id"): TOGETHER,
    ("purchasing_chargeline", "item_id"): TOGETHER,
    ("purchasing_chargeline", "section_id"): TOGETHER,
    ("purchasing_chargeline", "observation_id"): TOGETHER,
    ("stock_move", "lot_id"): TOGETHER,
    ("stock_move", "member_id"): TOGETHER,
    ("books_balance", "account_id"): KEPT,
    ("books_balance", "member_id"): KEPT,
    ("books_monthtotal", "account_id"): KEPT,
    ("books_monthtotal", "member_id"): KEPT,
}

A_VALUE = {
    "bigint": 1, "integer": 1, "smallint": 1, "numeric": 1, "boolean": False, "date": "2026-01-01", "jsonb": {},
    "timestamp with time zone": "2026-01-01T00:00:00Z", "bytea": "\\x00", "text": "x", "character varying": "x",
    "uuid": "00000000-0000-0000-0000-000000000001", "double precision": 0, "xid8": "1",
}  # fmt: skip


@pytest.mark.parametrize("model", MODELS, ids=TABLES)
def test_the_manager_filters_and_fails_loudly_outside_a_union(model):
    assert isinstance(model._default_manager, UnionManager)
    with pytest.raises(NoUnion):
        model.objects.all()
    with in_union(4711):
        assert f'"{model._meta.db_table}"."union_id" = 4711' in str(model.objects.all().query)


def test_every_table_that_carries_a_union_is_a_model_behind_both_walls(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace"
            " AND a.attname = 'union_id' AND NOT a.attisdropped AND NOT c.relispartition"
        )
        carrying = {name for (name,) in cursor.fetchall()}

    assert carrying == {*TABLES, *NO_MODEL}


def test_no_partition_is_open_by_its_own_name(db):
    """Row security of a table does not bind one who asks its partition directly."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r'"
            " AND has_table_privilege(current_user, oid, 'SELECT') AND NOT relrowsecurity"
        )
        assert cursor.fetchall() == []


@pytest.mark.parametrize("table", TABLES)
def test_raw_sql_sees_changes_and_adds_rows_of_its_union_alone(django_db_setup, table):
    with two_unions(table) as (connection, one, other):
        name = sql.Identifier(table)
        assert connection.execute(sql.SQL("SELECT DISTINCT union_id FROM {}").format(name)).fetchall() == [(one,)]
        for verb in ("UPDATE {} SET union_id = union_id WHERE union_id = %s", "DELETE FROM {} WHERE union_id = %s"):
            assert refused_or_none(connection, sql.SQL(verb).format(name), [other])
        with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
            add_row(connection, table, other, 900)
        moved = sql.SQL("UPDATE {} SET union_id = %s WHERE union_id = %s").format(name)
        with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
            connection.execute(moved, [other, one])


@pytest.mark.parametrize("table", TABLES)
def test_raw_sql_without_a_union_fails_or_sees_nothing(django_db_setup, table):
    with two_unions(table) as (connection, _, _):
        connection.execute("SELECT set_config('tequio.union', '', true)")
        with pytest.raises(psycopg.errors.InvalidTextRepresentation), connection.transaction():
            connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))


@pytest.mark.parametrize(
    ("model", "field"),
    [(model, field) for model in MODELS for field in model._meta.local_concrete_fields if field.is_relation],
    ids=lambda value: value._meta.db_table if isinstance(value, type) else value.name,
)
def test_no_reference_leads_into_another_union(db, model, field):
    if not issubclass(field.related_model, UnionOwned):
        return
    assert isinstance(field, UnionForeignKey), f"{model.__name__}.{field.name} must be a UnionForeignKey."
    if (model._meta.db_table, field.column) in UNREFERENCED:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(a.attname::text ORDER BY k.place) FROM pg_constraint c"
            " CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY AS k (number, place)"
            " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number"
            " WHERE c.contype = 'f' AND c.conrelid = %s::regclass AND c.confrelid = %s::regclass GROUP BY c.oid",
            [model._meta.db_table, field.related_model._meta.db_table],
        )
        keys = [columns for (columns,) in cursor.fetchall()]

    assert ["union_id", field.column] in keys
    assert [field.column] not in keys


def test_a_reference_into_another_union_is_refused(union):
    with factories.union_in_scope("cuernavaca") as other:
        foreign = factories.make_section(other)
    member = factories.make_member(union)
    Member.objects.filter(pk=member.pk).update(section=foreign)

    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_another_unions_rows_do_not_exist_here(union):
    with factories.union_in_scope("cuernavaca") as other:
        foreign = factories.make_section(other)

    assert not Section.objects.filter(pk=foreign.pk).exists()
    assert not Section.everywhere.filter(pk=foreign.pk).exists()
    assert Section.everywhere.filter(pk=foreign.pk).update(name="nuestra") == 0


# --- rows of two unions, whatever the table demands ------------------------------------------------------------------


@contextmanager
def two_unions(table):
    """The application's role, working for union `one`, in a transaction where `table` holds a row of each union."""
    with psycopg.connect(superuser()) as connection:
        name = sql.Identifier(table)
        one, other = (row[0] for row in connection.execute(
            "INSERT INTO unions_union (slug, name, trade, founded_on, is_demo) VALUES"
            " ('wall-one', 'x', 'x', '2020-01-01', false), ('wall-other', 'x', 'x', '2020-01-01', false) RETURNING id"
        ))  # fmt: skip
        connection.execute("SET LOCAL session_replication_role = replica")
        for (check,) in connection.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'", [table]
        ).fetchall():
            connection.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(name, sql.Identifier(check)))
        connection.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(name))
        add_row(connection, table, one, 900_001)
        add_row(connection, table, other, 900_002)
        connection.execute("SET LOCAL session_replication_role = origin")
        role = sql.Identifier(database.app_parameters()["user"])
        connection.execute(sql.SQL("SET LOCAL ROLE {}").format(role))
        connection.execute("SELECT set_config('tequio.union', %s, true)", [str(one)])
        yield connection, one, other
        connection.rollback()


def superuser():
    if cluster.SERVER_URL:
        return cluster.SERVER_URL.rsplit("/", 1)[0] + "/" + database.owner_parameters()["dbname"]
    return postgres.embedded().url()


def add_row(connection, table, union_id, key):
    columns = connection.execute(
        "SELECT attname::text, format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = %s::regclass"
        " AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND (attnotnull OR attname = 'id')",
        [table],
    ).fetchall()
    # Each row refers to others of its own, so that no key that lacks the union stands in the way.
    row = {name: key if name.endswith("_id") and kind == "bigint" else A_VALUE[kind] for name, kind in columns}
    row["union_id"] = union_id
    if "id" in row:
        row["id"] = key
    names = sql.SQL(", ").join(map(sql.Identifier, row))
    connection.execute(
        sql.SQL("INSERT INTO {0} ({1}) SELECT {1} FROM jsonb_populate_record(NULL::{0}, %s::jsonb)").format(
            sql.Identifier(table), names
        ),
        [json.dumps(row)],
    )


def refused_or_none(connection, statement, values):
    """A change of another union's row touches no row, or is not granted at all."""
    try:
        with connection.transaction():
            return connection.execute(statement, values).rowcount == 0
    except psycopg.errors.InsufficientPrivilege:
        return True
