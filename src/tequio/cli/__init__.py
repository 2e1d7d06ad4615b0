"""Tequio from the command line: `tequio serve`, `tequio doctor`, … one small file per command.

A command registers its arguments and has a `run` that returns an exit code. What a person can put right is a Trouble:
one sentence and what to do next, on stderr, exit code 1. What nobody foresaw goes to the log, never as a traceback to
the person, unless --debug is given.
"""

from tequio.cli.main import main

__all__ = ["main"]
