"""The navigation shows what one has business with, and where one is."""

from types import SimpleNamespace

import pytest

from tequio.core.actors import Actor
from tequio.web import nav


@pytest.fixture
def places(monkeypatch):
    monkeypatch.setattr(
        nav,
        "PLACES",
        (
            nav.Place("Rondas", "round", "purchasing:rounds", nav.OFFICE),
            nav.Place("Nueva", "plus", "purchasing:round_new", nav.OFFICE, "purchasing.round.draft"),
            nav.Place("Mis rondas", "round", "purchasing:rounds", nav.MEMBER),
        ),
    )


def asked(path: str, *rights: str, actor: bool = True):
    who = Actor(union_id=1, name="Rosa", rights=frozenset(rights)) if actor else None
    return SimpleNamespace(path=path, actor=who, union=SimpleNamespace(slug="tlayacapan"))


def test_a_place_without_the_right_is_not_shown(places):
    assert [place["label"] for place in nav.nav_for(asked("/"))["office"]] == ["Rondas"]
    shown = nav.nav_for(asked("/", "purchasing.round.draft"))
    assert [place["label"] for place in shown["office"]] == ["Rondas", "Nueva"]
    assert [place["label"] for place in shown["member"]] == ["Mis rondas"]


def test_the_longest_address_that_fits_is_where_one_is(places):
    def here(path):
        shown = nav.nav_for(asked(path, "purchasing.round.draft"))["office"]
        return [place["label"] for place in shown if place["is_current"]]

    assert here("/tlayacapan/rondas/nueva/") == ["Nueva"]
    assert here("/tlayacapan/rondas/7/") == ["Rondas"]
    assert here("/tlayacapan/socios/") == []


def test_the_first_page_is_only_itself(monkeypatch):
    monkeypatch.setattr(nav, "PLACES", (nav.Place("Inicio", "home", "home", nav.MEMBER),))

    shown = [nav.nav_for(asked(path))["member"][0]["is_current"] for path in ("/tlayacapan/", "/tlayacapan/cargos/")]
    assert shown == [True, False]


def test_a_stranger_sees_no_place(places):
    assert nav.nav_for(asked("/", actor=False))["office"] == []
    assert nav.nav_for(SimpleNamespace(path="/"))["member"] == []
