"""Keys to search and to sort by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.core.text import heading_key, plain, search_key, sort_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  José  Ñáñez-Güemes ", "jose nanez guemes"),
        ("ANA MARÍA", "ana maria"),
        ("De la O", "de la o"),
        ("", ""),
        ("ﬁna", "fina"),
    ],
)
def test_a_search_does_not_mind_accents_or_capitals(text, key):
    assert search_key(text) == key


@pytest.mark.parametrize("text", ["1er. Apellido", "1ER_APELLIDO", "1er apellido", "1erApellido"])
def test_headings_written_in_many_ways_are_one(text):
    assert heading_key(text) == "1erapellido"


def test_names_sort_by_surnames_with_enye_after_every_n():
    names = [
        ("Nuñez", "Ana"), ("Nunz", "Ana"), ("Oca", "Ana"), ("Núñez", "Beto"), ("De la O", "Ana"), ("Gil Luna", "Ana"),
        ("Gil", "Zoe"), ("De la Cruz", "Ana"), ("Ñáñez", "Ana"), ("Nava", "Ana"),
    ]  # fmt: skip

    assert sorted(names, key=lambda name: sort_key(*name)) == [
        ("De la Cruz", "Ana"), ("De la O", "Ana"), ("Gil", "Zoe"), ("Gil Luna", "Ana"), ("Nava", "Ana"),
        ("Nunz", "Ana"), ("Nuñez", "Ana"), ("Núñez", "Beto"), ("Ñáñez", "Ana"), ("Oca", "Ana"),
    ]  # fmt: skip


def test_one_line_of_text_has_nothing_invisible():
    assert plain("\ufeff Ana\u200b\r\n  Luna\x00\xa0") == "Ana Luna"
    assert plain("e\u0301") == "é"


@given(st.text())
def test_a_key_made_from_a_key_is_the_same_key(text):
    assert search_key(search_key(text)) == search_key(text)
    assert plain(plain(text)) == plain(text)
