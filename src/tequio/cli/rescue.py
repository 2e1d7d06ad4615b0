"""Clears what a killed PostgreSQL left behind where the machine does not.

In a container whose first process buries no dead children, a killed PostgreSQL stays in the process table as a corpse,
and PostgreSQL then takes it for a living server. Only a corpse is cleared, and only when no process works in the data.
"""

from pathlib import Path


def clear_corpse(data: Path) -> bool:
    """Remove the pid file of a dead server that looks alive; True when it did. Does nothing outside Linux."""
    pid_file = data / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().split("\n", 1)[0])
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, ValueError, IndexError):
        return False
    if state != "Z" or _someone_works_in(data):
        return False
    pid_file.unlink(missing_ok=True)
    return True


def _someone_works_in(data: Path) -> bool:
    for folder in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if folder.resolve() == data.resolve():
                return True
        except OSError:
            continue
    return False
