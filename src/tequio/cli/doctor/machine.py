"""Disk, clock and backups."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg

from tequio.cli.doctor.finding import Finding
from tequio.cli.places import backups, folder

LEAST_FREE = 1_000_000_000  # bytes
MOST_DRIFT = 5.0  # seconds
OLDEST_BACKUP = 7  # days


def findings() -> Iterator[Finding]:
    yield disk()
    yield last_backup()


def disk() -> Finding:
    free = shutil.disk_usage(folder()).free
    return Finding(
        "disk", free >= LEAST_FREE, f"{free / 1e9:.1f} GB free in {folder()}",
        "Free some room before the database has to stop.",
    )  # fmt: skip


def last_backup() -> Finding:
    """A new installation has until its first week ends."""
    now = datetime.now(UTC).timestamp()
    taken = [path.stat().st_mtime for path in backups().glob("*.dump")]
    since = max(taken, default=(folder() / "backups").stat().st_ctime)
    days = int((now - since) // 86400)
    said = f"the last one is {days} days old" if taken else "none yet"
    return Finding("backup", days <= OLDEST_BACKUP, said, "Run:  tequio backup   (best every day, from cron)")


def clock(owner: psycopg.Connection[Any]) -> Finding:
    row = owner.execute("SELECT clock_timestamp()").fetchone()
    drift = abs((datetime.now(UTC) - row[0]).total_seconds()) if row else MOST_DRIFT
    return Finding(
        "clock", drift < MOST_DRIFT, f"{drift:.1f} s between this machine and the database",
        "Set both clocks by the network (timedatectl set-ntp true).",
    )  # fmt: skip
