"""One way to print a measurement: what, figure, bar, ratio."""

from collections.abc import Iterable, Sequence


def show(title: str, rows: Iterable[Sequence[str]]) -> None:
    """Print rows of (what, figure, bar, ratio or verdict) under a title, columns aligned."""
    table = [("what", "figure", "bar", "ratio"), *[tuple(str(cell) for cell in row) for row in rows]]
    widths = [max(len(row[column]) for row in table) for column in range(4)]
    print(f"\n{title}")
    for number, row in enumerate(table):
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if number == 0:
            print("  " + "  ".join("-" * width for width in widths))
