"""Codes on the receipts of voters."""

# Crockford's alphabet: without I, L, O and U nobody misreads a code.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("OILU", "011V", "- \t")


def receipt_code(random: bytes) -> str:
    """The code on a receipt from at least eight random bytes: twelve letters of sixty bits, "7K3Q-XW0M-92FD"."""
    number = int.from_bytes(random[:8], "big")
    letters = "".join(LETTERS[number >> 5 * place & 31] for place in range(12))
    return "-".join(letters[i : i + 4] for i in (0, 4, 8))


def plain_code(code: str) -> str:
    """A code as it was meant, however it was copied."""
    return code.upper().translate(MISREAD)
