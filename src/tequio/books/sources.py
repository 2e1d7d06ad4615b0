"""What the books themselves book, as it stands in an entry's `source`."""

MANUAL = "books.manual"
PAYMENT = "books.member_payment"
FEE = "dues.fee"

# Entries that stand alone, so that reversing them undoes everything there is to undo.
TAKEN_BACK_HERE = frozenset({MANUAL, PAYMENT, FEE})
