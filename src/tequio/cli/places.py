"""Files that commands keep in the installation's folder."""

from pathlib import Path

from tequio.core import home


def folder() -> Path:
    place = home.home()
    place.mkdir(parents=True, exist_ok=True)
    return place


def log_file() -> Path:
    return folder() / "tequio.log"


def backups() -> Path:
    place = folder() / "backups"
    place.mkdir(exist_ok=True, mode=0o700)
    return place
