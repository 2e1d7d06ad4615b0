"""What PostgreSQL itself needs for a settlement's rows: COPY into plain tables with keys, in one transaction.

One charge, three charge lines, one entry and four legs a member; no row security, no triggers, no stock, and the text
of the COPY is ready before the clock starts.
"""

import time
from itertools import chain

import psycopg

TABLES = """
DROP TABLE IF EXISTS leg, entry, line, charge, payer;
CREATE TABLE payer (id bigint PRIMARY KEY);
CREATE TABLE charge (id bigint PRIMARY KEY, payer bigint REFERENCES payer, day date, total bigint);
CREATE TABLE line (id bigint PRIMARY KEY, charge bigint REFERENCES charge, item bigint, quantity numeric(14, 3),
                   minor bigint);
CREATE TABLE entry (id bigint PRIMARY KEY, day date, text varchar(240));
CREATE TABLE leg (id bigint PRIMARY KEY, entry bigint REFERENCES entry, payer bigint REFERENCES payer, day date,
                  minor bigint CHECK (minor <> 0));
CREATE INDEX ON charge (payer);
CREATE INDEX ON line (charge);
CREATE INDEX ON entry (day);
CREATE INDEX ON leg (entry);
CREATE INDEX ON leg (payer, day);
"""


def floor_seconds(connection: psycopg.Connection, members: int) -> float:
    """One fresh run; the connection is in autocommit and may make tables."""
    connection.execute(TABLES)
    connection.execute("INSERT INTO payer SELECT generate_series(0, %s)", [members])
    connection.execute("ANALYZE payer")
    texts = _texts(members)
    begun = time.perf_counter()
    with connection.transaction(), connection.cursor() as cursor:
        for table, text in texts.items():
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(text)
    return time.perf_counter() - begun


def _texts(members: int) -> dict[str, str]:
    """Payer 0 stands for the clearing account that takes the other side of every charge."""
    people = range(1, members + 1)
    return {
        "charge": "".join(f"{i}\t{i}\t2026-03-10\t6600\n" for i in people),
        "line": "".join(f"{3 * i + k}\t{i}\t{k}\t7.000\t2200\n" for i in people for k in range(3)),
        "entry": "".join(f"{i}\t2026-03-10\tEntregada\n" for i in people),
        "leg": "".join(
            f"{4 * i + k}\t{i}\t{payer}\t2026-03-10\t{minor}\n"
            for i in people
            for k, (payer, minor) in enumerate(chain([(i, 6600)], [(0, -2200)] * 3))
        ),
    }
