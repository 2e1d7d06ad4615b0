"""Gathers every sentence of the screens and keeps its English beside it. Run it by `scripts/messages`.

Code and templates are written in Spanish, so Spanish needs no catalogue. Nothing but Python is needed: Django turns a
template into something that reads like code, and Babel finds the sentences and writes the files.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "tequio"
ENGLISH = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
# Without a date in it, the file changes only when a sentence does.
DAY = datetime(2026, 1, 1, tzinfo=UTC)


def sentences() -> Catalog:
    """Every sentence in code and templates, with the files it stands in."""
    found = Catalog(locale="en", domain="django")
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        if "migrations" in path.parts or "static" in path.parts:
            continue
        name = str(path.relative_to(ROOT))
        for context, message, comments in _in_file(path):
            found.add(message, context=context, locations=[(name, 0)], auto_comments=comments)
    return found


def _in_file(path: Path) -> Iterator[tuple[str | None, str | tuple[str, ...], list[str]]]:
    text = path.read_text()
    if path.suffix != ".py":
        # A template has no indentation that Python would understand.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
    for _line, message, comments, context in extract(
        "python", io.BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    ):
        if message and message != ("",):
            yield context, message, comments


def read() -> Catalog:
    if not ENGLISH.exists():
        return Catalog(locale="en", domain="django")
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en", domain="django")


def renewed(kept: Catalog, found: Catalog) -> Catalog:
    """What was translated stays; what is new waits for its English; what is gone is kept aside."""
    kept.update(found, no_fuzzy_matching=True)
    kept.header_comment = "# The English of Tequio's screens; written by scripts/messages, translated by people."
    kept.project, kept.version = "Tequio", "1"
    kept.msgid_bugs_address = kept.last_translator = kept.language_team = ""
    kept.creation_date = kept.revision_date = DAY
    kept.fuzzy = False
    return kept


def as_po(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalogue, width=120, sort_output=True, include_lineno=False)
    return re.sub(
        rb'"(?:Report-Msgid-Bugs-To|POT-Creation-Date|Last-Translator|Language-Team): .*\n', b"", out.getvalue()
    )


def as_mo(catalogue: Catalog) -> bytes:
    catalogue.creation_date = catalogue.revision_date = DAY
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def places(text: str) -> list[str]:
    """The places of a sentence that are filled in later."""
    return sorted(re.findall(r"%\(\w+\)[sdif]|(?<!%)%[sdif]", text))


def faults(message: Message) -> Iterator[str]:
    """Why the English of a sentence cannot be shown."""
    spanish = message.id if isinstance(message.id, tuple) else (message.id,)
    english = message.string if isinstance(message.string, tuple | list) else (message.string,)
    if not all(english) or len(english) < len(spanish):
        yield "has no English"
        return
    if message.fuzzy:
        yield "is marked as unsure"
    # The singular may leave its number out: "one village".
    if any(set(places(each)) - set(places(spanish[-1])) for each in english):
        yield "has places in English that the Spanish lacks"
    if places(english[-1]) != places(spanish[-1]):
        yield f"has the places {places(spanish[-1])} in Spanish and {places(english[-1])} in English"


def problems(catalogue: Catalog) -> list[str]:
    return [f"{message.id!r} {why}" for message in catalogue if message.id for why in faults(message)]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="scripts/messages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when something is missing")
    parser.add_argument("--tidy", action="store_true", help="forget the English of sentences that are no longer used")
    asked = parser.parse_args(arguments)
    catalogue = renewed(read(), sentences())
    if asked.tidy:
        catalogue.obsolete.clear()
    if not asked.check:
        ENGLISH.parent.mkdir(parents=True, exist_ok=True)
        ENGLISH.write_bytes(as_po(catalogue))
        ENGLISH.with_suffix(".mo").write_bytes(as_mo(read()))
    wrong = problems(catalogue)
    print("\n".join(wrong) or f"All {len(catalogue)} sentences have their English.")
    if wrong:
        print(f"{len(wrong)} to do in {ENGLISH.relative_to(ROOT)}; then run scripts/messages again.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
