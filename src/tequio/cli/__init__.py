"""The program as a command line: `tequio serve|demo|migrate|doctor|…`."""


def main() -> int:
    raise SystemExit("tequio: not yet")
