"""A migration operation: references checked for all rows of a statement at once, where a foreign key asks row by row.

Thousands of charges with their lines refer to a few villages and materials. A foreign key costs several times the
insert itself; this check costs one lookup for each different row referred to, and keeps the same promises: what is
referred to exists in the same union, and is neither deleted nor moved to another union while anything refers to it.
"""

from collections.abc import Mapping

from django.db.migrations.operations.special import RunSQL

# Rows are looked up by index, whatever the planner thought when the session was young.
FUNCTION = """
CREATE FUNCTION {table}_refers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE wanted bigint; found bigint;
BEGIN
{checks}
  RETURN NULL;
END $$;
"""

# Each lookup names the key alone and compares the union afterwards, so that there is one index to choose. The lock
# makes a deletion under way and this statement wait for each other, as a foreign key would.
CHECK = """
  SELECT count(*), count(*) FILTER (WHERE seen.union_id = asked.union_id) INTO wanted, found
  FROM (SELECT DISTINCT union_id, {column} AS id FROM changed WHERE {column} IS NOT NULL) asked
  LEFT JOIN LATERAL (SELECT other.union_id FROM {other} other WHERE other.id = asked.id {lock}) seen ON true;
  IF wanted <> found THEN
    RAISE EXCEPTION '{table}.{column} refers to a row of {other} that is not there in this union.'
      USING ERRCODE = 'foreign_key_violation';
  END IF;
"""

TRIGGER = """
CREATE TRIGGER refers_on_{verb} AFTER {verb} ON {table} REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION {table}_refers();
"""

KEEP = """
CREATE FUNCTION keep_for_{table}_{column}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM {table} WHERE union_id = OLD.union_id AND {column} = OLD.id) THEN
    RAISE EXCEPTION 'Row % of {other} is referred to by {table}.{column}.', OLD.id
      USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER keep_for_{table}_{column} BEFORE DELETE ON {other}
FOR EACH ROW EXECUTE FUNCTION keep_for_{table}_{column}();
CREATE TRIGGER keep_id_for_{table}_{column} BEFORE UPDATE ON {other} FOR EACH ROW
WHEN ((OLD.id, OLD.union_id) IS DISTINCT FROM (NEW.id, NEW.union_id)) EXECUTE FUNCTION keep_for_{table}_{column}();
"""


class ReferTogether(RunSQL):
    """Check a table's references as a set.

    `to` maps columns to tables whose rows may go: those are kept while they are referred to. `to_lasting` maps columns
    to tables whose rows are never deleted. Append-only tables need no check on UPDATE.
    """

    def __init__(
        self, table: str, *, to: Mapping[str, str], to_lasting: Mapping[str, str], append_only: bool = True
    ) -> None:
        checks = [CHECK.format(table=table, column=c, other=o, lock="FOR KEY SHARE") for c, o in to.items()]
        checks += [CHECK.format(table=table, column=c, other=o, lock="") for c, o in to_lasting.items()]
        parts = [FUNCTION.format(table=table, checks="".join(checks))]
        parts += [TRIGGER.format(table=table, verb=v) for v in (("INSERT",) if append_only else ("INSERT", "UPDATE"))]
        parts += [KEEP.format(table=table, column=c, other=o) for c, o in to.items()]
        super().__init__("".join(parts), RunSQL.noop)
