"""The seal on a file: who made it, and that not one byte has changed since.

The seal is an Ed25519 signature (RFC 8032) over the SHA-256 of the file as it was before the seal went in. It travels
in the file itself, where readers of that kind of file look past it: the last member of a JSON object, the comment of an
xlsx (a zip), a comment line after the end of a PDF. Taking it out gives back the bytes that were signed.
"""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SAID_FIRST = b"tequio-seal/1\n"  # so that no other signature of the key can be taken for a seal

JSON_MARK = b',"zz_seal":'  # sorts behind every other member, so the sealed file is canonical too
ZIP_END = b"PK\x05\x06"
ZIP_END_LENGTH = 22
PDF_MARK = b"\n%tequio-seal "


@dataclass(frozen=True, slots=True)
class Key:
    """What seals for one union."""

    private: Ed25519PrivateKey

    @classmethod
    def derived(cls, secret: str, of: str) -> "Key":
        """The key that an installation's secret gives for `of`; the same every time."""
        seed = HKDF(SHA256(), 32, salt=b"tequio seal", info=of.encode()).derive(secret.encode())
        return cls(Ed25519PrivateKey.from_private_bytes(seed))

    @property
    def public(self) -> str:
        return _text(self.private.public_key().public_bytes_raw())


class Verdict(StrEnum):
    INTACT = "intact"
    CHANGED = "changed"  # the seal is there and does not fit
    NO_SEAL = "no_seal"
    OTHER_KEY = "other_key"  # whole, but sealed by another key than was asked for


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at a file says; `key` and `by` are what the seal claims, true only as far as one trusts that key."""

    verdict: Verdict
    key: str = ""
    by: str = ""
    sha256: str = ""


def fingerprint(public: str) -> str:
    """A public key in a form that two people compare by telephone."""
    whole = hashlib.sha256(_bytes(public)).hexdigest()[:24]
    return " ".join(whole[at : at + 4] for at in range(0, 24, 4))


def sealed(content: bytes, key: Key, by: str) -> bytes:
    """The file with its seal: canonical JSON, an xlsx without a comment, or a PDF. Raises ValueError for any other."""
    sha = hashlib.sha256(content).hexdigest()
    signature = key.private.sign(_said(sha, by))
    told = {"by": by, "key": key.public, "sha256": sha, "signature": _text(signature)}
    # Plain ASCII, so that the seal never breaks the file it is in.
    return _put(content, json.dumps(told, sort_keys=True, separators=(",", ":")).encode())


def check(content: bytes, key: str = "") -> Checked:
    """Whether a file is as it was sealed, and by `key` where one is given."""
    taken = _taken(content)
    if taken is None:
        return Checked(Verdict.NO_SEAL)
    body, seal = taken
    try:
        told = json.loads(seal)
        public, by, signature = str(told["key"]), str(told["by"]), _bytes(told["signature"])
        verifier = Ed25519PublicKey.from_public_bytes(_bytes(public))
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        return Checked(Verdict.CHANGED)
    sha = hashlib.sha256(body).hexdigest()
    # The whole seal is written anew: a space or a digit that a parser would forgive is a change too.
    again = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
    try:
        verifier.verify(signature, _said(sha, by))
    except InvalidSignature:
        return Checked(Verdict.CHANGED, public, by, sha)
    same = (told.get("sha256"), told["signature"], public) == (sha, _text(signature), _text(_bytes(public)))
    if not same or again != seal or len(told) != 4 or _put(body, seal) != content:
        return Checked(Verdict.CHANGED, public, by, sha)
    if key and key.strip() != public:
        return Checked(Verdict.OTHER_KEY, public, by, sha)
    return Checked(Verdict.INTACT, public, by, sha)


def _said(sha: str, by: str) -> bytes:
    return SAID_FIRST + sha.encode() + b"\n" + by.encode()


def _put(content: bytes, seal: bytes) -> bytes:
    if content.startswith(b"{") and content.endswith(b"}"):
        return content[:-1] + JSON_MARK + seal + b"}"
    if content.startswith(b"%PDF-"):
        return content + PDF_MARK + seal + b"\n"
    if content.startswith(b"PK") and content[-ZIP_END_LENGTH:].startswith(ZIP_END) and content.endswith(b"\0\0"):
        return content[:-2] + len(seal).to_bytes(2, "little") + seal
    raise ValueError("A seal goes into JSON, xlsx or PDF.")


def _taken(content: bytes) -> tuple[bytes, bytes] | None:
    """The file as it was, and the seal; None where there is none."""
    if content.startswith(b"{"):
        body, mark, seal = content.rpartition(JSON_MARK)
        return (body + b"}", seal[:-1]) if mark else None
    if content.startswith(b"%PDF-"):
        body, mark, seal = content.rpartition(PDF_MARK)
        return (body, seal.rstrip()) if mark else None
    at = content.rfind(ZIP_END)
    if content.startswith(b"PK") and at >= 0 and len(content) > at + ZIP_END_LENGTH:
        return content[: at + ZIP_END_LENGTH - 2] + b"\0\0", content[at + ZIP_END_LENGTH :]
    return None


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
