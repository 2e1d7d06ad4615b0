"""`tequio leverage`: what loans can lose and how much credit a pool carries, from a spreadsheet. No database is needed.

`arguments` is all that other commands load, `rows` reads the sheet, `command` computes and tells.
"""

from tequio.cli.leverage.arguments import register

__all__ = ["register"]
