"""`tequio verify-events`: recompute the chain of every union's events."""

import argparse
from typing import Any

import psycopg

from tequio.cli.output import say
from tequio.core import database

# Each row is compared with what it says of itself, with the row before it, and the last one with the head of the chain.
CHAIN = """
WITH told AS (
  SELECT union_id, number, hash, previous_hash,
    event_hash(union_id, number, at, kind, user_id, actor, subject, subject_id, data, deed, previous_hash) AS computed,
    lag(hash, 1, ''::bytea) OVER chain AS before,
    row_number() OVER chain AS place
  FROM core_event WINDOW chain AS (PARTITION BY union_id ORDER BY number)
)
SELECT union_id, min(number), 'was altered' FROM told WHERE hash <> computed GROUP BY union_id
UNION ALL
SELECT union_id, min(number), 'does not follow the event before it: one was removed or put in'
  FROM told WHERE previous_hash <> before OR number <> place GROUP BY union_id
UNION ALL
SELECT coalesce(h.union_id, l.union_id), coalesce(l.number, 0), 'is not the head of the chain: later ones were removed'
  FROM core_chain h FULL JOIN (SELECT DISTINCT ON (union_id) * FROM told ORDER BY union_id, number DESC) l
    ON l.union_id = h.union_id
  WHERE l.hash IS DISTINCT FROM h.hash AND h.number IS DISTINCT FROM 0
ORDER BY 1, 2
"""


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "verify-events",
        help="recompute the chain of every union's events",
        description="Recomputes the hash of every recorded event and compares it with the one stored and with the next"
        " event. Prints the head of each union's chain: written down elsewhere, it proves later that nothing"
        " before it was altered. Exits with 1 when something was.",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    database.provision()
    with psycopg.connect(**database.owner_parameters()) as owner:
        checked, faults = faults_in_chain(owner)
        for fault in faults:
            say(f"✗ {fault}")
        for slug, number, head in owner.execute(
            "SELECT slug, number, encode(hash, 'hex') FROM core_chain JOIN unions_union ON id = union_id ORDER BY slug"
        ):
            say(f"{slug}: {number} events, head {head}")
    say(f"{checked} events checked, {len(faults)} faults.")
    return 1 if faults else 0


def faults_in_chain(owner: psycopg.Connection[Any]) -> tuple[int, list[str]]:
    """How many events there are, and a sentence for the first fault of each kind in each union."""
    row = owner.execute("SELECT count(*) FROM core_event").fetchone()
    faults = [f"event {number} of union {union} {what}" for union, number, what in owner.execute(CHAIN)]
    return (row[0] if row else 0), faults
