"""What commands print, and the trouble that a person can put right."""

import sys


class Trouble(Exception):
    """The command cannot be done: one sentence that says why, and the lines that say what to do next."""

    def __init__(self, what: str, *next_steps: str) -> None:
        self.what = what
        self.next_steps = next_steps
        super().__init__(what)


def say(text: str = "") -> None:
    print(text, flush=True)


def complain(text: str, *next_steps: str) -> None:
    print(f"tequio: {text}", *(f"  {step}" for step in next_steps), sep="\n", file=sys.stderr, flush=True)


def pesos(minor: int) -> str:
    """An amount, not negative, as people write it: $1,234.50."""
    return f"${minor // 100:,}.{minor % 100:02d}"
