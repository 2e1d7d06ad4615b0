"""`tequio loan`: schedules and the CAT from a spreadsheet alone, one loan a row. Nothing here needs a database.

`arguments` is all that other commands load, `layout` says which columns there are, `rows` makes loans of them.
"""

from tequio.cli.loan.arguments import register

__all__ = ["register"]
