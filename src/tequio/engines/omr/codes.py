"""The code of a page: kind, page number and a keyed check that nobody without the union's key can make.

Eighteen characters of Crockford's base 32 fit the smallest QR code, whose modules are then large enough for a poor
photo. The check is the first 50 bits of an HMAC-SHA-256 (FIPS 198-1; cut as in NIST SP 800-107, 5.3.3): of 10^15
forgeries one would pass, and each try is an upload by someone signed in.
"""

import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
LOOKALIKES = str.maketrans("ILO", "110", " -")
PAGE_CHARS, CHECK_CHARS = 6, 10
PAGES = 32**PAGE_CHARS  # page numbers run from 0 to PAGES - 1
LENGTH = 1 + PAGE_CHARS + CHECK_CHARS


class Kind(StrEnum):
    """What a sheet is for; the first character of its code."""

    SIGN_IN = "S"
    BALLOT = "B"


class ForgedCode(ValueError):
    """A text that is no code made with this key."""


@dataclass(frozen=True, slots=True)
class PageCode:
    """The code of one printed page. `str()` is what a person reads and types: four groups."""

    kind: Kind
    page: int
    check: str

    @property
    def text(self) -> str:
        return self.kind + _digits(self.page, PAGE_CHARS) + self.check

    def __str__(self) -> str:
        return f"{self.text[:1]}-{self.text[1:7]}-{self.text[7:12]}-{self.text[12:]}"


def key_for(secret: bytes, union_id: int) -> bytes:
    """The key of one union, from the installation's secret. A new secret makes every printed sheet useless."""
    return hmac.new(secret, b"tequio.omr.page:%d" % union_id, hashlib.sha256).digest()


def sign(key: bytes, kind: Kind, page: int) -> PageCode:
    """The code of page `page`. Raises ValueError outside 0 … PAGES - 1."""
    if not 0 <= page < PAGES:
        raise ValueError(f"A page number lies between 0 and {PAGES - 1}, not {page}.")
    return PageCode(kind, page, _check(key, kind, page))


def parse_code(key: bytes, text: str) -> PageCode:
    """The code in `text`, as read or typed: small letters, spaces, hyphens, O for 0 and I or L for 1 are taken.

    Raises ForgedCode for anything that this key did not sign.
    """
    plain = text.upper().translate(LOOKALIKES)
    if len(plain) != LENGTH or any(char not in ALPHABET for char in plain) or plain[0] not in list(Kind):
        raise ForgedCode(text)
    page = 0
    for char in plain[1 : 1 + PAGE_CHARS]:
        page = page * 32 + ALPHABET.index(char)
    kind, check = Kind(plain[0]), plain[1 + PAGE_CHARS :]
    if not hmac.compare_digest(check, _check(key, kind, page)):
        raise ForgedCode(text)
    return PageCode(kind, page, check)


def _check(key: bytes, kind: Kind, page: int) -> str:
    told = hmac.new(key, f"{kind}{page}".encode(), hashlib.sha256).digest()
    return _digits(int.from_bytes(told[:8], "big") >> (64 - 5 * CHECK_CHARS), CHECK_CHARS)


def _digits(number: int, count: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))
