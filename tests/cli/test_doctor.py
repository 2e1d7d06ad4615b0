"""The doctor finds what was planted, names it, and says nothing where all is well."""

import json
from contextlib import contextmanager

import pytest

from tequio.cli.verify_events import faults_in_chain
from tests.cli.installation import Installation

UNION = """
INSERT INTO unions_union (id, slug, name, trade, founded_on, is_demo) VALUES (1, 'a', 'A', 'x', '2020-01-01', false)
ON CONFLICT DO NOTHING
"""
EVENTS = """
INSERT INTO core_event (union_id, kind, actor, subject, data) SELECT 1, 'test.done', 'Ana', 'x', '{}'
FROM generate_series(1, 3)
"""


LAST_MIGRATION = "id = (SELECT max(id) FROM django_migrations)"

# What is broken, how it is mended, and the line and words that must name it.
FAULTS = (
    (
        "DROP POLICY one_union ON members_person",
        "CREATE POLICY one_union ON members_person USING (union_id = (SELECT current_setting('tequio.union')::bigint))",
        "row security", "members_person",
    ),
    (
        "ALTER TABLE members_member DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE members_member ENABLE ROW LEVEL SECURITY",
        "row security", "members_member",
    ),
    (
        "CREATE POLICY all_in ON members_household USING (true)",
        "DROP POLICY all_in ON members_household",
        "row security", "members_household.all_in",
    ),
    (
        "DROP TRIGGER append_only ON core_event",
        ("CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core_event FOR EACH STATEMENT"
        " EXECUTE FUNCTION refuse_change()"),
        "triggers", "append_only on core_event is missing",
    ),
    (
        "ALTER TABLE core_event DISABLE TRIGGER chain_event",
        "ALTER TABLE core_event ENABLE TRIGGER chain_event",
        "triggers", "chain_event on core_event is switched off",
    ),
    (
        "GRANT UPDATE ON core_event TO tequio_app",
        "REVOKE UPDATE ON core_event FROM tequio_app",
        "rights of the application", "core_event",
    ),
    (
        ("CREATE TABLE mine (); GRANT tequio_app TO tequio; GRANT CREATE ON SCHEMA public TO tequio_app;"
        " ALTER TABLE mine OWNER TO tequio_app"),
        "DROP TABLE mine; REVOKE CREATE ON SCHEMA public FROM tequio_app",
        "application role", "owns tables",
    ),
    (
        (f"CREATE TABLE kept AS SELECT * FROM django_migrations WHERE {LAST_MIGRATION};"
        f" DELETE FROM django_migrations WHERE {LAST_MIGRATION}"),
        "INSERT INTO django_migrations OVERRIDING SYSTEM VALUE SELECT * FROM kept; DROP TABLE kept",
        "migrations", "1 not applied yet",
    ),
)  # fmt: skip

# The owner himself rewrites the record, past the triggers.
REWRITTEN = {
    "UPDATE core_event SET actor = 'Beto' WHERE number = 2": "event 2 of union 1 was altered",
    "UPDATE core_event SET at = at - interval '1 day' WHERE number = 3": "event 3 of union 1 was altered",
    "DELETE FROM core_event WHERE number = 1": "event 2 of union 1 does not follow the event before it",
    "DELETE FROM core_event WHERE number = 3": "event 2 of union 1 is not the head of the chain",
    "DELETE FROM core_event": "event 0 of union 1 is not the head of the chain",
}


@contextmanager
def planted(installation):
    with installation.owner() as owner:
        for break_it, *_ in FAULTS:
            owner.execute(break_it)
        try:
            yield
        finally:
            for _, mend_it, *_ in FAULTS:
                owner.execute(mend_it)


@pytest.fixture(scope="module")
def lived_in(shared):
    with shared.owner() as owner:
        owner.execute(UNION)
        owner.execute(EVENTS)
    return shared


def test_every_planted_fault_is_named(lived_in):
    with planted(lived_in):
        done = lived_in.run("doctor", "--json")
    found = {row["name"]: row for row in json.loads(done.stdout)}

    assert done.returncode == 1
    for _, _, name, words in FAULTS:
        assert words in found[name]["text"]
        assert found[name]["remedy"]
    assert {name for name, row in found.items() if not row["ok"]} == {name for _, _, name, _ in FAULTS}


def test_a_sound_installation_gets_a_tick_on_every_line(lived_in):
    done = lived_in.run("doctor")

    assert done.returncode == 0, done.stdout
    assert all(line.startswith("✓") for line in done.stdout.splitlines())
    assert "3 in unbroken chains" in done.stdout


@pytest.mark.parametrize("rewriting", REWRITTEN)
def test_a_rewritten_record_shows(lived_in, rewriting):
    with lived_in.owner() as owner, owner.transaction(force_rollback=True):
        owner.execute("ALTER TABLE core_event DISABLE TRIGGER append_only")
        owner.execute(rewriting)
        _, faults = faults_in_chain(owner)

    assert REWRITTEN[rewriting] in faults[0]


def test_the_chain_is_told_with_its_head(lived_in):
    done = lived_in.run("verify-events")

    assert done.returncode == 0
    assert done.stdout.splitlines()[0].startswith("a: 3 events, head ")
    assert done.stdout.splitlines()[1] == "3 events checked, 0 faults."


def test_a_silent_server_is_a_finding_and_no_traceback():
    made = Installation(environment={"DATABASE_URL": "postgresql://x:y@127.0.0.1:1/x"})
    try:
        done = made.run("doctor")
        other = made.run("migrate")
    finally:
        made.remove()

    assert done.returncode == 1
    assert done.stdout.startswith("✗ database:")
    assert other.returncode == 1
    assert other.stderr.startswith("tequio: The database does not answer")
    assert "Traceback" not in done.stderr + other.stderr
