"""Settings as dated data: what rules when, what a union may not set, and the screens where it is noted."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import get_resolver
from django.utils import timezone

from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.dues.settings import CERTIFICATE_VALUE, LONG_DAYS
from tequio.purchasing.settings import SHARING_RULE
from tequio.stock.models import Item, PriceObservation
from tequio.stock.queries import best_prices_alone
from tequio.stock.settings import EVIDENCE_DAYS
from tequio.unions import actions, errors, known, queries
from tequio.unions.models import Setting
from tequio.unions.settings import OFFICE_HOURS
from tests import factories
from tests.factories import TODAY

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "settings.md"
MAY = "unions.setting.change"
TOMORROW = TODAY + timedelta(days=1)
FEE = "/tlayacapan/cargos/ajustes/dues-certificate-value-minor/"


@pytest.fixture
def secretary(union):
    return factories.actor_with(union, MAY)


@pytest.fixture
def office(client, union):
    client.force_login(factories.make_staff(union, MAY, "purchasing.round.draft", "dues.fee.charge"))
    return client


def change(actor, value, day=TODAY, setting=CERTIFICATE_VALUE.key, **more):
    return actions.change_setting(
        actor=actor, setting=setting, value=value, valid_from=day, source="Asamblea", today=TODAY, **more
    )


def told(value="12.50", day=None, source="Asamblea de marzo", once="a"):
    return {"value": value, "valid_from": (day or timezone.localdate()).isoformat(), "source": source, "once": once}


# --- what rules when -------------------------------------------------------------------------------------------------


def test_a_setting_rules_from_its_day_and_the_past_stays(union, secretary):
    change(secretary, 1200)
    change(secretary, 1500, TOMORROW)
    with pytest.raises(errors.DayPassed):
        change(secretary, 900, TODAY - timedelta(days=1))

    days = [TODAY - timedelta(days=1), TODAY, TOMORROW]
    assert [queries.ruling(CERTIFICATE_VALUE, day) for day in days] == [0, 1200, 1500]
    assert Setting.objects.count() == 2


def test_a_second_value_for_a_day_replaces_the_first_and_the_history_keeps_both(union, secretary):
    change(secretary, 1200, TOMORROW)
    change(secretary, 1300, TOMORROW)

    assert Setting.objects.get().value == 1300
    assert [event.data["value"] for event in Event.objects.order_by("number")] == [1200, 1300]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (CERTIFICATE_VALUE.key, -1),
        (CERTIFICATE_VALUE.key, 10_000_001),
        (CERTIFICATE_VALUE.key, True),
        (CERTIFICATE_VALUE.key, "1200"),
        (EVIDENCE_DAYS.key, 29),
        (SHARING_RULE.key, "by who shouts"),
        (OFFICE_HOURS.key, "x" * 241),
    ],
)
def test_a_value_that_a_setting_cannot_have_is_refused(union, secretary, setting, value):
    with pytest.raises(errors.ValueUnfit):
        change(secretary, value, setting=setting)

    assert not Setting.objects.exists()
    assert not Event.objects.exists()


def test_a_setting_that_no_app_declares_is_refused(union, secretary):
    with pytest.raises(errors.SettingUnknown):
        change(secretary, ["*"], setting="unions.known_rights")

    assert not Setting.objects.exists()


def test_without_the_right_nobody_changes_one(union):
    with pytest.raises(NotAllowed):
        change(factories.actor_with(union), 1200)


def test_a_setting_is_declared_once_and_with_a_default_it_may_have():
    with pytest.raises(ValueError, match="twice"):
        known.declare(CERTIFICATE_VALUE)
    with pytest.raises(ValueError, match="default"):
        known.declare(known.Known("tests.wrong", "", "", known.Kind.WHOLE, default=5, most=4))


def test_every_setting_is_documented():
    _ = get_resolver().url_patterns  # every app has declared its own then
    text = REFERENCE.read_text()

    assert [key for key in known.KNOWN if f"`{key}`" not in text] == []


# --- what settings do ------------------------------------------------------------------------------------------------


def test_a_price_proves_something_for_as_long_as_the_union_decided(union, secretary):
    village = factories.make_section(union)
    clay = Item.objects.create(union=union, code="barro", name="Barro", unit="kg", pack=25, kg_per_unit=1)
    seen = PriceObservation.objects.create(
        union=union, item=clay, section=village, observed_on=TODAY - timedelta(days=90), price=Decimal(4), grade="A"
    )
    change(secretary, 60, TOMORROW, EVIDENCE_DAYS.key)

    pair = (village.pk, clay.pk)
    assert best_prices_alone([pair], TODAY) == {pair: seen}
    assert best_prices_alone([pair], TOMORROW) == {}


def test_a_new_round_begins_with_the_rule_that_the_assembly_chose(office, union, secretary):
    Setting.objects.create(
        union=union, key=SHARING_RULE.key, value="distance", valid_from=date(2026, 1, 1), source="Asamblea"
    )
    page = office.get("/tlayacapan/rondas/nueva/")

    assert page.context["form"]["rule"].value() == "distance"


def test_members_read_where_the_office_is(client, union):
    client.force_login(factories.make_member(union, user=factories.make_user("Ana")).user)
    assert "La oficina" not in client.get("/tlayacapan/").text

    Setting.objects.create(
        union=union, key=OFFICE_HOURS.key, value="Plaza 3, lunes de 9 a 2", valid_from=date(2026, 1, 1), source="Mesa"
    )
    assert "Plaza 3, lunes de 9 a 2" in client.get("/tlayacapan/").text


# --- the screens -----------------------------------------------------------------------------------------------------


def test_every_member_sees_what_rules_and_where_it_was_decided(client, union):
    Setting.objects.create(
        union=union, key=CERTIFICATE_VALUE.key, value=1250, valid_from=date(2026, 1, 1), source="Acta 4"
    )
    client.force_login(factories.make_member(union, user=factories.make_user("Ana")).user)
    shown, own = client.get("/tlayacapan/cargos/ajustes/").text, client.get(FEE).text

    for text in (shown, own):
        assert "$12.50" in text
        assert "1 de enero de 2026" in text
        assert "Acta 4" in text
        assert "Cambiarlo" not in text
        assert "htmx" not in text
    assert "365\N{NO-BREAK SPACE}días" in shown
    assert "la unión todavía no decide otra cosa" in shown


def test_a_member_and_an_office_without_the_right_change_nothing(client, union):
    for user in (
        factories.make_member(union, user=factories.make_user("Ana")).user,
        factories.make_staff(union, "dues.fee.charge"),
    ):
        client.force_login(user)
        assert client.get(FEE + "cambiar/").status_code == 403
        assert client.post(FEE + "cambiar/", told()).status_code == 403

    assert not Setting.objects.exists()


def test_another_unions_values_are_not_there_and_neither_is_an_unknown_setting(office, union):
    with factories.union_in_scope("cuernavaca") as other:
        Setting.objects.create(
            union=other, key=CERTIFICATE_VALUE.key, value=9900, valid_from=date(2026, 1, 1), source="Acta"
        )

    assert office.get("/cuernavaca/cargos/ajustes/").status_code == 404
    assert "$99.00" not in office.get("/tlayacapan/cargos/ajustes/").text
    assert office.get("/tlayacapan/cargos/ajustes/nada/").status_code == 404
    assert office.get("/tlayacapan/cargos/ajustes/unions-known-rights/cambiar/").status_code == 404


def test_a_new_value_is_noted_once_and_shows_until_its_day(office, union):
    today = timezone.localdate()
    for _time in range(2):  # sent twice, done once
        assert office.post(FEE + "cambiar/", told()).status_code == 302
    later = today + timedelta(days=30)
    office.post(FEE + "cambiar/", told("15", later, "Asamblea de abril", once="b"))
    page = office.get(FEE)

    assert list(Setting.objects.order_by("valid_from").values_list("value", "valid_from", "source")) == [
        (1250, today, "Asamblea de marzo"),
        (1500, later, "Asamblea de abril"),
    ]
    assert (page.context["shown"].said, page.context["shown"].coming[0].said) == ("$12.50", "$15.00")
    assert page.context["shown"].now.noted_by == "Rosa Tesorera"
    assert "todavía no" in page.text.lower()
    assert "$15.00" in office.get("/tlayacapan/cargos/ajustes/").text


@pytest.mark.parametrize(
    ("setting", "field", "value", "sentence"),
    [
        (CERTIFICATE_VALUE, "value", "doce pesos", "Escribe solo la cantidad en pesos"),
        (CERTIFICATE_VALUE, "value", "-5", "Escribe 0 o más."),
        (CERTIFICATE_VALUE, "value", "200000", "Escribe un importe de $0.00 a $100,000.00."),
        (CERTIFICATE_VALUE, "value", "", "Falta este dato."),
        (CERTIFICATE_VALUE, "valid_from", "2020-01-01", "Lo que ya rigió no se cambia"),
        (CERTIFICATE_VALUE, "valid_from", "pronto", "Escribe una fecha que exista"),
        (CERTIFICATE_VALUE, "source", " ", "Falta este dato."),
        (EVIDENCE_DAYS, "value", "12.5", "Escribe solo un número entero"),
        (EVIDENCE_DAYS, "value", "10", "30"),
        (SHARING_RULE, "value", "por simpatía", "Escoge una opción de la lista."),
        (OFFICE_HOURS, "value", "x" * 300, "240"),
    ],
)
def test_bad_input_gets_a_sentence_beside_its_box_and_changes_nothing(office, union, setting, field, value, sentence):
    asked = told({"pesos": "12", "whole": "90", "choice": "value", "text": "Plaza 3"}[setting.kind]) | {field: value}
    page = office.post(f"/tlayacapan/cargos/ajustes/{setting.slug}/cambiar/", asked)

    assert page.status_code == 422
    assert sentence in " ".join(page.context["form"].errors[field])
    assert not Setting.objects.exists()
    assert not Event.objects.exists()


def test_a_kept_value_of_every_kind_can_be_saved_again_as_it_stands(office, union):
    for setting in (CERTIFICATE_VALUE, LONG_DAYS, EVIDENCE_DAYS, SHARING_RULE, OFFICE_HOURS):
        there = f"/tlayacapan/cargos/ajustes/{setting.slug}/cambiar/"
        shown = office.get(there).context["form"]
        value = shown.fields["value"].prepare_value(shown["value"].initial)
        assert office.post(there, told(value, once=setting.slug)).status_code == 302

    kept = dict(Setting.objects.values_list("key", "value"))
    assert kept == {
        each.key: each.default for each in (CERTIFICATE_VALUE, LONG_DAYS, EVIDENCE_DAYS, SHARING_RULE, OFFICE_HOURS)
    }


def test_the_list_costs_the_same_with_much_history(office, union, django_assert_max_num_queries):
    Setting.objects.bulk_create(
        Setting(union=union, key=CERTIFICATE_VALUE.key, value=1000, valid_from=date(2024, 1, day), source="Acta")
        for day in range(1, 29)
    )
    for path in ("/tlayacapan/cargos/ajustes/", FEE):
        with django_assert_max_num_queries(10):
            office.get(path)
