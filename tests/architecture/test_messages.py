"""Both languages are complete: every sentence of the screens has its English, compiled and with the same places."""

from babel.messages.catalog import Message
from django.utils.translation import gettext, ngettext, override
from scripts import catalogue


def test_every_sentence_has_its_english():
    kept = catalogue.renewed(catalogue.read(), catalogue.sentences())
    wrong = catalogue.problems(kept)
    assert wrong == [], f"Run scripts/messages. {len(wrong)} sentences: " + "; ".join(wrong[:10])


def test_the_compiled_catalogue_is_the_written_one():
    compiled = catalogue.ENGLISH.with_suffix(".mo").read_bytes()
    assert compiled == catalogue.as_mo(catalogue.read()), "Run scripts/messages and commit the .mo as well."


def test_sentences_of_templates_code_and_plurals_are_found():
    found = catalogue.sentences()
    assert found.get("Saltar al contenido") is not None
    assert found.get("Falta este dato.") is not None
    assert found.get("%(first)s a %(last)s de %(total)s") is not None
    assert found.get(("%(count)s abajo de cero", "%(count)s abajo de cero")) is not None


def test_an_english_that_would_not_show_is_named():
    def why(spanish, english, **more):
        return list(catalogue.faults(Message(spanish, english, **more)))

    assert why("Van %(n)s", "So far %(n)s") == []
    assert why("Van %(n)s", "") == ["has no English"]
    assert why("Van %(n)s", "So far %(m)s")[0] == "has places in English that the Spanish lacks"
    assert why("Van %(n)s", "So far") == ["has the places ['%(n)s'] in Spanish and [] in English"]
    assert why("Van", "So far", flags=["fuzzy"]) == ["is marked as unsure"]
    assert why(("un pueblo", "%(n)s pueblos"), ("one village", "%(n)s villages")) == []
    assert why(("un pueblo", "%(n)s pueblos"), ("one village", "")) == ["has no English"]


def test_the_reader_sees_the_language_he_chose():
    with override("en"):
        assert gettext("Saltar al contenido") == "Skip to the content"
        assert ngettext("%(count)s abajo de cero", "%(count)s abajo de cero", 2) == "%(count)s below zero"
    with override("es-mx"):
        assert gettext("Saltar al contenido") == "Saltar al contenido"
