"""`tequio found`: open a forum that may become a union, or play twelve weeks of one through with invented people.

`arguments` is all that others load; `command` needs the models, which are there once the database is up to date.
"""

from tequio.cli.found.arguments import register

__all__ = ["register"]
