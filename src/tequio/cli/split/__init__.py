"""`tequio split`: one order over many workshops without the web, from a folder of spreadsheets to parts and reasons.

`layout` says which files and columns there are, `folder` reads them into an order or names every bad cell, `words` puts
the engine's codes into sentences, `results` writes csv and JSON, `command` ties them together.
`arguments` is all that other commands load. Nothing here needs a database.
"""

from tequio.cli.split.arguments import register

__all__ = ["register"]
