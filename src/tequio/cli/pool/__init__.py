"""`tequio pool`: the joint purchase without the web, from a folder of spreadsheets to award, charges and certificates.

`layout` says which files and columns there are, `folder` reads them into a problem or names every bad cell, `results`
writes csv and JSON, `summary` the PDF, `command` ties them together.
`arguments` is all that other commands load. Nothing here needs a database.
"""

from tequio.cli.pool.arguments import register

__all__ = ["register"]
