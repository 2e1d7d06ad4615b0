"""Text that a spreadsheet would run as a formula, made harmless on the way out and given back on the way in."""

import re

# Excel also reads full-width signs as the plain ones.
STARTS_A_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)*")


def neutralise(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet might run it; a plain negative number stays as it is."""
    if is_risky(text) and not NUMBER.fullmatch(text):
        return "'" + text
    return text


def restore(text: str) -> str:
    """The text that was neutralised; any other text as it is."""
    if text.startswith("'") and is_risky(text):
        return text[1:]
    return text


def is_risky(text: str) -> bool:
    # Apostrophes are looked through, so that neutralising a text that already begins with one can be undone.
    inner = text.lstrip("'")
    return bool(inner) and (inner[0] in STARTS_A_FORMULA or inner.strip()[:1] in STARTS_A_FORMULA)
