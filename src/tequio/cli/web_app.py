"""What each web worker loads: the application, watched so that no worker outlives the server."""

from tequio.cli.orphans import leave_with_parent
from tequio.web.wsgi import application

leave_with_parent()

__all__ = ["application"]
