"""Offices and terms: who may appoint, the catalyst who never decides, and the last one who can open the door."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import get_resolver

from tequio.core.action import REGISTRY
from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.core.users import User
from tequio.unions import actions, errors, queries
from tequio.unions.models import Office, OfficeRight, Term
from tequio.unions.offers import offers_of
from tequio.unions.powers import CATALYST_MAY
from tequio.unions.rights import SAID
from tests import factories
from tests.factories import TODAY

MAY = ("unions.term.appoint", "unions.term.relieve", "unions.office.grant", "unions.office.withdraw")
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def secretary(union):
    return factories.actor_with(union, *MAY)


def make_office(union, code="tesoreria", kind=Office.Kind.ELECTED, *rights):
    office = Office.objects.create(union=union, code=code, name=code.capitalize(), kind=kind)
    for right in rights:
        OfficeRight.objects.create(union=union, office=office, right=right)
    return office


def appoint(actor, office, email="ana@demo.example", begins_on=TODAY, **more):
    return actions.appoint(actor=actor, office_id=office.pk, name="Ana Luna", email=email, begins_on=begins_on, **more)


def test_who_is_appointed_holds_the_rights_of_the_office_while_the_term_runs(union, secretary):
    office = make_office(union, "tesoreria", Office.Kind.ELECTED, "books.entry.post")
    term = appoint(secretary, office, begins_on=TOMORROW, ends_on=TOMORROW + timedelta(days=1))

    held = [queries.rights_of(term.user, TODAY + timedelta(days=days)) for days in range(3)]
    assert held == [frozenset(), {"books.entry.post"}, frozenset()]
    assert (term.user.name, term.user.has_usable_password()) == ("Ana Luna", False)
    assert Event.objects.get().kind == "unions.term.began"


def test_a_person_known_by_his_address_gets_no_second_account(union, secretary):
    office, other = make_office(union), make_office(union, "compras")
    first = appoint(secretary, office, email="ana@demo.example")
    second = appoint(secretary, other, email=" ANA@demo.example ")

    assert first.user == second.user
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"email": ""}, errors.CannotBeReached),
        ({"ends_on": TODAY}, errors.EndsBeforeItBegins),
    ],
)
def test_what_makes_no_term_is_refused(union, secretary, more, refusal):
    with pytest.raises(refusal):
        appoint(secretary, make_office(union), **more)

    assert not Term.objects.exists()
    assert not Event.objects.exists()


def test_nobody_holds_an_office_twice_on_one_day(union, secretary):
    office = make_office(union)
    appoint(secretary, office, begins_on=TODAY, ends_on=TOMORROW)
    appoint(secretary, office, begins_on=TOMORROW)
    with pytest.raises(errors.AlreadyHolds):
        appoint(secretary, office, begins_on=TODAY)

    assert Term.objects.count() == 2


def test_without_the_right_nobody_appoints(union):
    with pytest.raises(NotAllowed):
        appoint(factories.actor_with(union), make_office(union))


def test_who_is_relieved_holds_the_office_no_more(union, secretary):
    office = make_office(union, "tesoreria", Office.Kind.ELECTED, "books.entry.post")
    term = appoint(secretary, office, begins_on=date(2026, 1, 1))
    actions.relieve(actor=secretary, term_id=term.pk, today=TODAY)

    assert queries.rights_of(term.user, TODAY) == frozenset()
    assert Event.objects.latest("number").kind == "unions.term.ended"


def test_the_last_who_can_appoint_stays_until_another_can(union, secretary):
    office = make_office(union, "secretaria", Office.Kind.ELECTED, "unions.term.appoint")
    last = appoint(secretary, office, begins_on=date(2026, 1, 1))
    with pytest.raises(errors.LastWhoAppoints):
        actions.relieve(actor=secretary, term_id=last.pk, today=TODAY)
    with pytest.raises(errors.LastWhoAppoints):
        actions.withdraw_right(actor=secretary, office_id=office.pk, right="unions.term.appoint")
    last.refresh_from_db()
    assert last.ends_on is None

    appoint(secretary, office, email="beto@demo.example")
    actions.relieve(actor=secretary, term_id=last.pk, today=TODAY)


# --- the catalyst teaches, drafts and sees ---------------------------------------------------------------------------

DECIDES = ("purchasing.award.approve", "books.entry.post", "members.member.admit", "unions.term.appoint",
           "purchasing.round.settle", "purchasing.plan.record")  # fmt: skip


def test_a_catalysts_office_is_refused_every_right_that_decides(union, secretary):
    office = make_office(union, "asesoria", Office.Kind.CATALYST)
    refused = []
    for right in sorted(REGISTRY):
        try:
            actions.grant_right(actor=secretary, office_id=office.pk, right=right)
        except errors.CatalystMayNot:
            refused.append(right)

    assert {right for right in DECIDES if right in REGISTRY} <= set(refused)
    assert set(refused) == set(REGISTRY) - CATALYST_MAY


@pytest.mark.parametrize("right", [*DECIDES, "purchasing.round.draft", "dues.account.see", "stock.price.record"])
def test_the_database_refuses_what_the_action_refuses(union, right):
    office = make_office(union, "asesoria", Office.Kind.CATALYST)
    try:
        with transaction.atomic():
            OfficeRight.objects.create(union=union, office=office, right=right)
        stands = True
    except DatabaseError:
        stands = False

    assert stands is office.may_carry(right)


def test_an_office_with_power_does_not_become_a_catalysts(union):
    office = make_office(union, "tesoreria", Office.Kind.ELECTED, "books.entry.post")
    with pytest.raises(DatabaseError, match="catalyst"), transaction.atomic():
        Office.objects.filter(pk=office.pk).update(kind=Office.Kind.CATALYST)


def test_a_catalyst_gets_no_second_office_by_any_way(union, secretary):
    adviser, treasurer = make_office(union, "asesoria", Office.Kind.CATALYST), make_office(union)
    term = appoint(secretary, adviser, begins_on=TODAY, ends_on=TOMORROW)
    with pytest.raises(errors.CatalystHoldsNothingElse):
        appoint(secretary, treasurer)
    with pytest.raises(DatabaseError, match="catalyst"), transaction.atomic():
        Term.objects.create(union=union, office=treasurer, user=term.user, begins_on=TODAY)

    # Once the advising is over, an assembly may elect the person like any other.
    assert appoint(secretary, treasurer, begins_on=TOMORROW).office == treasurer
    with pytest.raises(errors.CatalystHoldsNothingElse):
        appoint(secretary, adviser, begins_on=TOMORROW)


def test_a_right_that_does_not_exist_is_not_granted(union, secretary):
    with pytest.raises(errors.RightUnknown):
        actions.grant_right(actor=secretary, office_id=make_office(union).pk, right="books.everything.take")


# --- the screens -----------------------------------------------------------------------------------------------------


def test_every_right_has_its_words():
    _ = get_resolver().url_patterns  # every app has registered its deeds then

    assert {right for right in REGISTRY if not right.startswith("tests.")} - set(SAID) == set()


def test_every_member_sees_who_holds_which_office(client, union, secretary):
    appoint(secretary, make_office(union, "tesoreria"), begins_on=date(2026, 1, 1))
    ana = factories.make_user("Ana")
    factories.make_member(union, user=ana)
    client.force_login(ana)
    page = client.get("/tlayacapan/cargos/")

    assert page.status_code == 200
    assert "Ana Luna" in page.text
    assert "Nombrar" not in page.text


def test_the_secretary_appoints_and_relieves_on_the_screen(client, union):
    client.force_login(factories.make_staff(union, *MAY))
    office = make_office(union, "compras")
    form = {"name": "Beto Ríos", "email": "beto@demo.example", "begins_on": "2026-01-01", "once": "a"}
    for _ in range(2):  # sent twice, done once
        assert client.post(f"/tlayacapan/cargos/{office.pk}/nombrar/", form).status_code == 302
    term = Term.objects.get(office=office)
    assert "Beto Ríos" in client.get("/tlayacapan/cargos/").text

    client.post(f"/tlayacapan/cargos/relevar/{term.pk}/", {"once": "b"})
    term.refresh_from_db()
    assert term.ends_on is not None
    assert "Beto Ríos" not in client.get("/tlayacapan/cargos/").text.partition("<main")[2].partition("messages")[0]


def test_the_list_of_offices_costs_the_same_for_few_and_many(client, union, secretary, django_assert_max_num_queries):
    for number in range(12):
        appoint(secretary, make_office(union, f"cargo-{number}"), begins_on=date(2026, 1, 1))
    client.force_login(factories.make_staff(union, *MAY))
    with django_assert_max_num_queries(12):
        client.get("/tlayacapan/cargos/")


# --- what ends, and what an office could receive ----------------------------------------------------------------------


def test_what_ends_is_said_before_somebody_is_relieved(client, union, secretary):
    rosa = factories.make_staff(union, *MAY)
    office = make_office(union, "asesoria", Office.Kind.CATALYST, "books.ledger.see", "training.course.draft")
    term = appoint(secretary, office)
    client.force_login(rosa)
    asked = client.get(f"/tlayacapan/cargos/relevar/{term.pk}/").text
    own = client.get(f"/tlayacapan/cargos/relevar/{Term.objects.get(user=rosa).pk}/").text

    assert "Ver los libros" in asked and "Poner cursos en un programa" in asked
    assert "Deja de entrar a la unión." in asked and "No se deshace:" in asked and "Eres tú" not in asked
    assert "Eres tú: después ya no vas a poder entrar a estas páginas." in own
    assert Term.objects.get(pk=term.pk).runs_on(TODAY)  # looking relieves nobody

    client.post(f"/tlayacapan/cargos/relevar/{term.pk}/", {"once": "a"})
    assert "Su tiempo en el cargo ya terminó." in client.get(f"/tlayacapan/cargos/relevar/{term.pk}/").text


def test_an_office_is_offered_what_its_pack_gives_it_and_it_has_not(client, union):
    client.force_login(factories.make_staff(union, *MAY))
    _ = get_resolver().url_patterns
    office = make_office(union, "asesoria", Office.Kind.CATALYST)
    every = offers_of(union, office, ())
    assert {"members.roster.upload", "stock.price.record", "books.ledger.see"} <= set(every) <= CATALYST_MAY
    for right in set(every) - {"members.roster.upload"}:
        OfficeRight.objects.create(union=union, office=office, right=right)
    page = f"/tlayacapan/cargos/{office.pk}/permisos/"

    assert "Este cargo puede recibir 1 permiso más" in client.get("/tlayacapan/cargos/").text
    for _ in range(2):  # sent twice, done once
        told = {"give": "members.roster.upload", "once": "a"}
        assert client.post(page, told, follow=True).redirect_chain == [(page, 302)]
    assert offers_of(union, office, queries.rights_held(office)) == []
    assert "Ninguno más" in client.get(page).text
    assert Event.objects.filter(kind="unions.right.granted").count() == 1

    client.post(page, {"take": "members.roster.upload", "once": "b"})
    assert offers_of(union, office, queries.rights_held(office)) == ["members.roster.upload"]


def test_what_no_office_may_carry_is_refused_in_a_sentence(client, union):
    client.force_login(factories.make_staff(union, *MAY))
    office = make_office(union, "asesoria", Office.Kind.CATALYST)
    page = f"/tlayacapan/cargos/{office.pk}/permisos/"
    refused = client.post(page, {"give": "purchasing.award.approve", "once": "a"}, follow=True).text
    unknown = client.post(page, {"give": "barro", "once": "b"}, follow=True).text

    assert str(errors.CatalystMayNot(office="Asesoria")) in refused.replace("&quot;", '"')
    assert "No existe el permiso «barro»." in unknown
    assert not OfficeRight.objects.filter(office=office).exists()


def test_somebody_can_always_give_rights(client, union):
    rosa = factories.make_staff(union, *MAY)
    client.force_login(rosa)
    office = Office.objects.get(terms__user=rosa)
    page = f"/tlayacapan/cargos/{office.pk}/permisos/"
    last = client.post(page, {"take": "unions.office.grant", "once": "a"}, follow=True).text

    assert "Es el último cargo que puede dar permisos." in last
    assert OfficeRight.objects.filter(office=office, right="unions.office.grant").exists()
    assert not Event.objects.filter(kind="unions.right.withdrawn").exists()
    make_office(union, "presidencia", Office.Kind.ELECTED, "unions.office.grant")
    client.post(page, {"take": "unions.office.grant", "once": "b"})
    assert not OfficeRight.objects.filter(office=office, right="unions.office.grant").exists()


def test_who_may_only_take_rights_gives_none(client, union):
    client.force_login(factories.make_staff(union, "unions.office.withdraw"))
    office = make_office(union, "compras", Office.Kind.STAFF, "purchasing.round.open")
    page = f"/tlayacapan/cargos/{office.pk}/permisos/"

    assert client.post(page, {"give": "purchasing.round.close", "once": "a"}).status_code == 403
    assert 'name="give"' not in client.get(page).text and 'name="take"' in client.get(page).text
    assert [row.right for row in OfficeRight.objects.filter(office=office)] == ["purchasing.round.open"]


def test_a_union_whose_pack_is_gone_is_offered_nothing(union):
    union.trade = "mining"
    assert offers_of(union, make_office(union, "compras", Office.Kind.STAFF), ()) == []
