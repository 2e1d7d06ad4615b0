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


def test_what_a_phone_can_show_side_by_side_is_not_hidden(monkeypatch):
    places = tuple(nav.Place(f"{n}", "pot", "purchasing:rounds", nav.OFFICE) for n in range(nav.SIDE_BY_SIDE))
    monkeypatch.setattr(nav, "PLACES", places)
    assert [each["label"] for each in nav.nav_for(asked("/"))["office"]] == ["0", "1", "2", "3", "4"]


def test_many_places_open_from_one_word_for_what_they_are_about():
    everything = [place.right for place in nav.PLACES if place.right]
    shown = nav.nav_for(asked("/tlayacapan/ventas/", *everything))["office"]

    assert [(each["label"], each["is_current"]) for each in shown] == [
        ("Inicio", False), ("Comercio", True), ("Dinero", False), ("Oficio", False), ("Unión", False)
    ]  # fmt: skip
    assert [place["label"] for place in shown[1]["places"] if place["is_current"]] == ["Ventas"]
    found = [place["label"] for each in shown for place in each.get("places", [each])]
    assert sorted(found) == sorted(place.label for place in nav.PLACES if place.side == nav.OFFICE)


def test_a_place_alone_in_its_group_stands_by_itself():
    shown = nav.nav_for(asked("/tlayacapan/", "production"))["office"]
    assert [each["label"] for each in shown] == ["Inicio", "Precios", "Beneficio", "Talleres", "Unión"]


def test_every_place_of_the_office_has_its_group():
    grouped = {app for group in nav.GROUPS for app in group.apps}
    assert {place.url_name.partition(":")[0] for place in nav.PLACES if place.side == nav.OFFICE} - grouped == {"home"}
