"""`tequio doctor`: one line for each thing that must hold, and what to do where it does not."""

import argparse
import json
from typing import Any

from tequio.cli.doctor.examine import examine
from tequio.cli.output import say


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "doctor",
        help="check the installation, one line for each thing",
        description="Checks database, roles, row security, triggers, the chain of events, books, disk, clock and"
        " backups. Changes nothing but starting the embedded database. Exits with 1 when something is wrong.",
    )
    parser.add_argument("--json", action="store_true", help="print the findings for a program")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    findings = list(examine())
    if options.json:
        say(json.dumps([finding.as_dict() for finding in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            say(f"{'✓' if finding.ok else '✗'} {finding.name}: {finding.text}")
            if not finding.ok:
                say(f"    → {finding.remedy}")
    return 0 if all(finding.ok for finding in findings) else 1
