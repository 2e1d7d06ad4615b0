"""Where an installation keeps what must outlive the checkout: the database, the secret, backups, uploads."""

import os
import secrets
from functools import cache
from pathlib import Path


def home() -> Path:
    """The folder of this installation: $TEQUIO_HOME, else /var/lib/tequio for root, else ~/.local/share/tequio."""
    named = os.environ.get("TEQUIO_HOME")
    if named:
        return Path(named).expanduser().resolve()
    if os.geteuid() == 0:
        return Path("/var/lib/tequio")
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return (Path(data) / "tequio").expanduser()


@cache
def secret() -> str:
    """The installation's secret: $TEQUIO_SECRET_KEY, else a random one kept in a file only its owner reads."""
    named = os.environ.get("TEQUIO_SECRET_KEY")
    if named:
        return named
    path = home() / "secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and linked into place, so that two first starts at once agree on one secret.
        mine = path.with_name(f"secret.{os.getpid()}")
        mine.touch(mode=0o600)
        mine.write_text(secrets.token_urlsafe(48))
        try:
            os.link(mine, path)
        except FileExistsError:
            pass
        finally:
            mine.unlink()
    return path.read_text().strip()
