"""Text as people type it, made comparable: search keys, keys to sort names by, and the keys of headings."""

import re
import unicodedata

# PostgreSQL sorts these keys byte by byte, so what must come after every "n…" gets a letter above "z".
AFTER_N = "n~"
NOT_A_WORD = re.compile(r"[^0-9a-zñ~]+")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """One line of text as it is kept: composed letters, single blanks, nothing invisible."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    # Blanks last: what is taken out may leave two of them side by side.
    shown = CONTROLS.sub("", SPACES.sub(" ", INVISIBLE.sub("", unicodedata.normalize("NFC", text))))
    return SPACES.sub(" ", shown).strip()


def search_key(text: str) -> str:
    """What is compared when someone searches: no accents, no capitals, single blanks."""
    return " ".join(NOT_A_WORD.sub(" ", _without_accents(text.lower())).split())


def heading_key(text: str) -> str:
    """What is compared between headings of columns: "1er. Apellido" and "1er_apellido" are one."""
    return search_key(text).replace(" ", "")


def sort_key(*parts: str) -> str:
    """What a list of names is sorted by: part after part (surnames first), ñ between n and o, short before long."""
    # Two blanks end a part, so that "Gil, Zoe" stands before "Gil Luna, Ana".
    return "  ".join(" ".join(NOT_A_WORD.sub(" ", _with_tilde(part)).split()) for part in parts)


def _with_tilde(text: str) -> str:
    composed = unicodedata.normalize("NFC", text.lower()).replace("~", " ")
    return _without_accents(composed.replace("ñ", AFTER_N))


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
