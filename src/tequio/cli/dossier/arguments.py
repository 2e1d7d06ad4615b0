"""What `tequio dossier` is asked; `command` does it."""

from pathlib import Path
from typing import Any


def register(subparsers: Any) -> None:
    dossier = subparsers.add_parser(
        "dossier",
        help="check the seal of a dossier",
        description="Says whether a dossier or a bundle is as its union sealed it, without network or database."
        " docs/reference/dossier.md describes the files and the seal.",
    )
    family = dossier.add_subparsers(title="commands", metavar="COMMAND", required=True)
    verify = family.add_parser(
        "verify", help="is it as it was sealed?", description="Checks the seal of a PDF, xlsx or JSON file."
    )
    verify.add_argument("file", type=Path, metavar="FILE", help="pdf, xlsx or json that a union sealed")
    verify.add_argument("--key", default="", metavar="KEY", help="the public key that the union published")
    verify.add_argument("--json", action="store_true", help="print the answer as JSON")
    verify.set_defaults(work="tequio.cli.dossier.command")
