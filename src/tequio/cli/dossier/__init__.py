"""`tequio dossier`: whether a dossier is as its union sealed it. Nothing here needs a database or the network.

`arguments` is all that other commands load.
"""

from tequio.cli.dossier.arguments import register

__all__ = ["register"]
