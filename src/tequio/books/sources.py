"""What the books themselves book, as it stands in an entry's `source`."""

MANUAL = "books.manual"
PAYMENT = "books.member_payment"
FEE = "dues.fee"


def is_taken_back_here(source: str, source_id: int | None) -> bool:
    """Whether the entry stands alone, so that reversing it undoes everything there is to undo."""
    return source in (MANUAL, PAYMENT, FEE) and source_id is None
