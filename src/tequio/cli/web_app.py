"""What each web worker loads: the application, watched so that no worker outlives the server."""

from tequio.cli.orphans import leave_with_parent

# Before the application is loaded: that takes seconds, and whoever has no parent any more need not begin.
leave_with_parent()

from tequio.web.wsgi import application  # noqa: E402

__all__ = ["application"]
