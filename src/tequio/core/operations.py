"""Migration operations that build the second wall and make tables append-only."""

from collections.abc import Iterable
from typing import Any

from django.db.migrations.operations.base import Operation

from tequio.core.models import UnionForeignKey

SETTING = "current_setting('tequio.union')::bigint"


def app_role(schema_editor: Any) -> str:
    return str(schema_editor.quote_name(schema_editor.connection.settings_dict["NAME"] + "_app"))


class _Sql(Operation):
    """An operation that changes no state, only what PostgreSQL guards."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        pass  # the table goes with its model's own operation


class GrantTable(_Sql):
    """Let the application role use a table that belongs to no union, for the given verbs only."""

    def __init__(self, model_name: str, verbs: str = "SELECT, INSERT, UPDATE, DELETE") -> None:
        self.model_name = model_name
        self.verbs = verbs

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.model_name, self.verbs], {}

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        table = schema_editor.quote_name(model._meta.db_table)
        schema_editor.execute(f"GRANT {self.verbs} ON {table} TO {app_role(schema_editor)}")

    def describe(self) -> str:
        return f"Grant {self.verbs} on {self.model_name}"


class OwnByUnion(_Sql):
    """Close a union's table: row security, grants, a key over (union_id, id) and references inside the union.

    `append_only=True` grants neither UPDATE nor DELETE and refuses both even to the owner.
    `unreferenced` names UnionForeignKeys that get no key in the database, where the check is done another way.
    """

    def __init__(self, model_name: str, *, append_only: bool = False, unreferenced: Iterable[str] = ()) -> None:
        self.model_name = model_name
        self.append_only = append_only
        self.unreferenced = tuple(unreferenced)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        kwargs = {"append_only": self.append_only, "unreferenced": self.unreferenced}
        return self.__class__.__name__, [self.model_name], kwargs

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        for statement in self._statements(model, schema_editor):
            schema_editor.execute(statement)

    def _statements(self, model: Any, schema_editor: Any) -> Iterable[str]:
        name = model._meta.db_table
        table, role = schema_editor.quote_name(name), app_role(schema_editor)
        verbs = "SELECT, INSERT" if self.append_only else "SELECT, INSERT, UPDATE, DELETE"
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"CREATE POLICY one_union ON {table} USING (union_id = (SELECT {SETTING}))"
        yield f"GRANT {verbs} ON {table} TO {role}"
        yield f'ALTER TABLE {table} ADD CONSTRAINT "{name}_in_union" UNIQUE (union_id, id)'
        for field in model._meta.local_concrete_fields:
            if isinstance(field, UnionForeignKey) and field.name not in self.unreferenced:
                yield self._reference(name, field)
        if self.append_only:
            yield (
                f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )

    @staticmethod
    def _reference(name: str, field: Any) -> str:
        other = field.remote_field.model._meta.db_table
        return (
            f'ALTER TABLE "{name}" ADD CONSTRAINT "{name}_{field.column}_in_union" FOREIGN KEY (union_id, '
            f'"{field.column}") REFERENCES "{other}" (union_id, id) DEFERRABLE INITIALLY DEFERRED'
        )

    def describe(self) -> str:
        return f"Close {self.model_name} by union"
