"""`tequio jobs`: the worker that does what was put off, such as sending messages."""

from typing import Any

import django


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "jobs",
        help="run the job worker alone (serve already starts one)",
        description="Does the jobs that pages put off, one after another, until it is stopped. `tequio serve`"
        " starts one by itself; a second machine may run more.",
    )
    parser.set_defaults(first=django.setup, work="tequio.cli.worker")
