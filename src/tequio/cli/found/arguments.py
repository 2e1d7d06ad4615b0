"""What `tequio found` takes, said without loading what does the work."""

import argparse
from datetime import date
from typing import Any

from tequio.cli.migrate import bring_up_to_date

DESCRIPTION = """Without an address: plays twelve weeks through, from a weekly forum to a union that governs itself, by
the same deeds that the pages do, and prints each stage in a sentence. Everybody in it is invented; it refuses where a
real union lives, and changes nothing when it was played before.

With an address (SLUG) it opens a real forum: its pages are at /SLUG/fundacion/, and whoever keeps it signs in with the
e-mail or telephone given here."""


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "found", help="open a forum that becomes a union, or play one through", description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("slug", nargs="?", help="the address of a real forum, such as totolapan")
    parser.add_argument("--name", help="what the forum is called")
    parser.add_argument("--trade", default="pottery", help="its trade pack (default: %(default)s)")
    parser.add_argument("--keeper", metavar="NAME", help="who keeps the forum until there is an election")
    parser.add_argument("--email", default="", help="the keeper's e-mail")
    parser.add_argument("--phone", default="", help="the keeper's telephone, +52…")
    parser.add_argument("--adviser", metavar="NAME", help="the outside adviser: drafts, sees and teaches, no more")
    parser.add_argument("--adviser-email", default="", help="the adviser's e-mail")
    parser.add_argument("--on", metavar="DAY", type=date.fromisoformat, help="the day it begins (or the play ends)")
    parser.add_argument("--json", action="store_true", help="print what happened as JSON")
    parser.set_defaults(first=bring_up_to_date, work="tequio.cli.found.command")
