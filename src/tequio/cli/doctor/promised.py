"""The triggers that the migrations made, read from the migrations themselves so that no second list can lie."""

import re
from collections.abc import Iterator

from django.db import connections
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration

MADE_OR_DROPPED = re.compile(
    r"\b(?P<verb>CREATE|DROP)\s+(?:OR\s+REPLACE\s+)?(?:CONSTRAINT\s+)?TRIGGER\s+(?:IF\s+EXISTS\s+)?\"?(?P<name>\w+\b\"?)"
    r"[^;]*?\sON\s+\"?(?P<table>\w+\b\"?)",
    re.IGNORECASE,
)
SQL_COMMENT = re.compile(r"--[^\n]*")


def promised_triggers() -> set[tuple[str, str]]:
    """(trigger, table) of every trigger that should stand."""
    loader = MigrationLoader(connections["owner"])
    standing: set[tuple[str, str]] = set()
    for key in _in_order(loader):
        migration = loader.graph.nodes[key]
        for verb, trigger in _triggers_of(migration):
            (standing.add if verb == "CREATE" else standing.discard)(trigger)
    return standing


def _in_order(loader: MigrationLoader) -> list[tuple[str, str]]:
    done: dict[tuple[str, str], None] = {}
    for leaf in loader.graph.leaf_nodes():
        for key in loader.graph.forwards_plan(leaf):
            if key[0] != "procrastinate":
                done.setdefault(key)
    return list(done)


def _triggers_of(migration: Migration) -> Iterator[tuple[str, tuple[str, str]]]:
    for operation in migration.operations:
        # By its name: the operation's module needs models, and this one is read before there are any.
        if type(operation).__name__ == "OwnByUnion" and operation.append_only:
            yield "CREATE", ("append_only", f"{migration.app_label}_{operation.model_name.lower()}")
        if isinstance(operation, RunSQL):
            parts = operation.sql if isinstance(operation.sql, list | tuple) else [operation.sql]
            text = SQL_COMMENT.sub("", ";".join(part if isinstance(part, str) else part[0] for part in parts))
            for found in MADE_OR_DROPPED.finditer(text):
                yield found["verb"].upper(), (_as_kept(found["name"]), _as_kept(found["table"]))


def _as_kept(name: str) -> str:
    """PostgreSQL keeps a quoted name as written and any other in small letters."""
    return name.removesuffix('"') if name.endswith('"') else name.lower()
