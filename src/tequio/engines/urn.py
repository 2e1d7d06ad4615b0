"""The sealed urn: ballots as records of equal length that say nothing to whoever lacks the key, in random order.

A record is AES-256-GCM over a fixed block: receipt code, how many preferences, the preferences, zeros. Equal choices
give unlike records, and long rankings are no longer than short ones. The urn is all records side by side, sorted by
their bytes, which are random: putting one in leaves no trace of which came when. The key comes from the installation's
secret and the urn's salt (HKDF-SHA256, RFC 5869), so the database alone does not open it.
"""

import secrets
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count, takewhile

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tequio.engines.tally.receipts import LETTERS, plain_code, receipt_code

NONCE, BLOCK, TAG = 12, 64, 16
RECORD = NONCE + BLOCK + TAG
CODE = 12  # letters of a receipt's code, without the dashes that are shown
MOST_OPTIONS = BLOCK - CODE - 1


class UrnBroken(ValueError):
    """A record does not open with this key: it was changed, or the secret is not the one it was sealed with."""


@dataclass(frozen=True, slots=True)
class SealedBallot:
    """One ballot as it lies in the urn: its code, and options from 1 in order of preference; none is a blank one."""

    code: str
    ranking: tuple[int, ...]


def new_salt() -> bytes:
    return secrets.token_bytes(32)


def new_code() -> str:
    """A code of sixty random bits that people can read aloud."""
    return plain_code(receipt_code(secrets.token_bytes(8)))


def shown(code: str) -> str:
    """7K3QXW0M92FD as 7K3Q-XW0M-92FD."""
    return "-".join(code[at : at + 4] for at in range(0, CODE, 4))


def is_code(text: str) -> bool:
    return len(text) == CODE and all(letter in LETTERS for letter in text)


def codes_of(receipt: str, votes: int) -> tuple[str, ...]:
    """The codes under which the ballots of one voter are published, one for each of his votes.

    One vote stands under the receipt itself. Several stand under codes that follow from it one way only, and the
    receipt is not among them: who knows it finds them all, and nobody can tell from the list that they belong
    together. If it were, anyone could follow each listed code and see how many votes go with it: a delegate's weight.
    """
    return (receipt,) if votes == 1 else tuple(_derived(receipt, number) for number in range(1, votes + 1))


def found_in(listed: Container[str], receipt: str) -> list[str]:
    """The codes of a published list to which a receipt leads; none when it leads nowhere."""
    if receipt in listed:
        return [receipt]
    return list(takewhile(listed.__contains__, (_derived(receipt, number) for number in count(1))))


def key_of(secret: str, salt: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"tequio urn 1").derive(secret.encode())


def put_in(sealed: bytes, ballots: Iterable[SealedBallot], key: bytes) -> bytes:
    """The urn with more ballots in it. Raises ValueError for a ballot that has no place in a record."""
    return b"".join(sorted([*_records(sealed), *(_seal(ballot, key) for ballot in ballots)]))


def how_many(sealed: bytes) -> int:
    return len(sealed) // RECORD


def take_out(sealed: bytes, key: bytes) -> list[SealedBallot]:
    """All ballots, in the order of their codes. Raises UrnBroken."""
    cipher = AESGCM(key)
    try:
        opened = [_read(cipher.decrypt(record[:NONCE], record[NONCE:], None)) for record in _records(sealed)]
    except InvalidTag as broken:
        raise UrnBroken("a record does not open") from broken
    return sorted(opened, key=lambda ballot: (ballot.code, ballot.ranking))


def _records(sealed: bytes) -> Iterator[bytes]:
    if len(sealed) % RECORD:
        raise UrnBroken(f"{len(sealed)} bytes are not whole records")
    return (sealed[at : at + RECORD] for at in range(0, len(sealed), RECORD))


def _seal(ballot: SealedBallot, key: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, _block(ballot.code, ballot.ranking), None)


def _block(code: str, ranking: Sequence[int]) -> bytes:
    if not is_code(code) or len(ranking) > MOST_OPTIONS or not all(0 < number < 256 for number in ranking):
        raise ValueError("this ballot has no place in a record")
    return (code.encode() + bytes([len(ranking), *ranking])).ljust(BLOCK, b"\0")


def _read(block: bytes) -> SealedBallot:
    length = block[CODE]
    return SealedBallot(block[:CODE].decode(), tuple(block[CODE + 1 : CODE + 1 + length]))


def _derived(receipt: str, number: int) -> str:
    return plain_code(receipt_code(sha256(f"{receipt}/{number}".encode()).digest()))
