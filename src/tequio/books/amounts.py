"""What an amount of money may be."""

from tequio.books.errors import AmountAbsurd

MOST_MINOR = 10**13  # a hundred thousand million pesos: nobody's, so a slip of the keyboard


def refuse_absurd(minor: int) -> None:
    """Raises AmountAbsurd."""
    if not 0 < minor <= MOST_MINOR:
        raise AmountAbsurd(most=f"${MOST_MINOR // 100:,}")
