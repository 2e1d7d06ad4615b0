"""Prints what was found, for a person or a program."""

import argparse
import json

from tequio.cli.doctor.examine import examine
from tequio.cli.output import say


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
