"""`tequio election`: counts ballots and checks published results, from files alone. Nothing here needs a database.

`command` reads the command line, `table` prints the stages side by side.
"""

from tequio.cli.election.command import register

__all__ = ["register"]
