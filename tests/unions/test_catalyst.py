"""The outside adviser: his term ends by a date, he is no member, and what he brings in waits for the union."""

import importlib
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from tequio.core.models import Event
from tequio.core.scope import in_union
from tequio.members.models import Member, Person, RosterFile
from tequio.unions import actions, errors
from tequio.unions.models import Office, Setting, Term
from tequio.unions.queries import terms_ending
from tequio.unions.settings import CATALYST_YEARS, MOST_CATALYST_YEARS
from tequio.web.accounts import account_by_phone
from tests import factories
from tests.members.test_roster_import import FULL

BEGINS = date(2026, 3, 10)
ENDLESS = importlib.import_module("tequio.unions.migrations.0004_catalyst_deeds").ENDLESS


@pytest.fixture
def office(union):
    return Office.objects.create(union=union, code="asesoria", name="Asesoría externa", kind=Office.Kind.CATALYST)


@pytest.fixture
def secretary(union):
    return factories.actor_with(union, "unions.term.appoint", "unions.term.relieve", "unions.setting.change")


def appoint(secretary, office, begins_on=BEGINS, ends_on=None, **more):
    given = {"name": "Andrés Valle", "email": "andres@demo.example"} | more
    return actions.appoint(actor=secretary, office_id=office.pk, begins_on=begins_on, ends_on=ends_on, **given)


def set_years(union, value, valid_from=date(2020, 1, 1)):
    Setting.objects.create(union=union, key=CATALYST_YEARS.key, value=value, valid_from=valid_from, source="Acta 4")


# --- his term ends ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begins_on", "ends_on"),
    [(BEGINS, date(2027, 3, 10)), (date(2028, 2, 29), date(2029, 3, 1)), (date(2027, 3, 1), date(2028, 3, 1))],
)
def test_without_a_date_it_ends_when_the_union_must_ask_itself_again(secretary, office, begins_on, ends_on):
    term = appoint(secretary, office, begins_on)

    assert term.ends_on == ends_on
    assert Event.objects.get().data["ends_on"] == ends_on.isoformat()
    with pytest.raises(errors.CatalystTermEnds, match="siempre tiene fecha de fin"):
        appoint(secretary, office, begins_on, ends_on + timedelta(days=1), email="b@demo.example")
    assert (Term.objects.count(), Event.objects.count()) == (1, 1)


def test_the_union_says_how_long_from_a_day_on(union, secretary, office):
    set_years(union, 2, valid_from=BEGINS)

    assert appoint(secretary, office).ends_on == date(2028, 3, 10)
    with pytest.raises(errors.CatalystTermEnds):  # the day before, one year still ruled
        appoint(secretary, office, BEGINS - timedelta(days=1), date(2028, 3, 9), email="b@demo.example")


@pytest.mark.parametrize("ends_on", [None, date(2027, 3, 11), date(2036, 3, 10)])
def test_the_database_takes_no_advice_without_an_end_in_time(union, office, ends_on):
    user = factories.make_user()
    with pytest.raises(DatabaseError, match="term ends, and in time"), transaction.atomic():
        Term.objects.create(union=union, office=office, user=user, begins_on=BEGINS, ends_on=ends_on)
    term = Term.objects.create(union=union, office=office, user=user, begins_on=BEGINS, ends_on=date(2027, 3, 10))
    with pytest.raises(DatabaseError, match="term ends, and in time"), transaction.atomic():
        Term.objects.filter(pk=term.pk).update(ends_on=ends_on)
    Term.objects.filter(pk=term.pk).update(ends_on=date(2026, 4, 1))  # sooner is always possible


def test_no_setting_makes_it_longer_than_the_database_holds(union, office):
    set_years(union, 50)
    user = factories.make_user()
    with pytest.raises(DatabaseError, match="term ends, and in time"), transaction.atomic():
        Term.objects.create(
            union=union, office=office, user=user, begins_on=BEGINS,
            ends_on=BEGINS.replace(year=2026 + MOST_CATALYST_YEARS) + timedelta(days=1),
        )  # fmt: skip
    Term.objects.create(
        union=union, office=office, user=user, begins_on=BEGINS, ends_on=BEGINS.replace(year=2026 + MOST_CATALYST_YEARS)
    )


def test_what_the_database_holds_is_what_is_declared(union):
    with connection.cursor() as cursor:
        cursor.execute("SELECT catalyst_years(%s, %s)", [union.pk, BEGINS])
        assert cursor.fetchone() == (CATALYST_YEARS.default,)
        cursor.execute("SELECT union_day()")
        assert cursor.fetchone() == (timezone.localdate(),)


def test_no_guard_of_the_database_goes_by_the_day_of_the_server(db):
    """In the evening of the union's day it is tomorrow for a server in UTC."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosrc ILIKE '%current_date%'"
            " AND prorettype = 'trigger'::regtype"
        )
        assert cursor.fetchall() == []


def test_an_elected_office_still_needs_no_end(union):
    other = Office.objects.create(union=union, code="tesoreria", name="Tesorería", kind=Office.Kind.ELECTED)
    assert Term.objects.create(union=union, office=other, user=factories.make_user(), begins_on=BEGINS).ends_on is None


@pytest.mark.parametrize("kinds", [("catalyst", "elected"), ("staff", "catalyst")])
def test_no_office_changes_sides(union, kinds):
    before, after = kinds
    office = Office.objects.create(union=union, code="x", name="X", kind=before)
    with pytest.raises(DatabaseError, match="becomes a catalyst"), transaction.atomic():
        Office.objects.filter(pk=office.pk).update(kind=after)


def test_the_union_is_warned_sixty_days_before_and_on_its_pages(client, union, secretary, office):
    today = timezone.localdate()
    term = appoint(secretary, office, today - timedelta(days=300), today + timedelta(days=60))

    assert list(terms_ending(today - timedelta(days=1))) == []
    assert list(terms_ending(today)) == [term]
    assert list(terms_ending(term.ends_on)) == []
    client.force_login(factories.make_staff(union, "unions.term.appoint"))
    assert "La asesoría de Andrés Valle termina el" in client.get("/tlayacapan/cargos/").text
    assert "Decidan si la unión todavía la pide." in client.get("/tlayacapan/").text
    elected = Office.objects.create(union=union, code="vocal", name="Vocalía", kind=Office.Kind.ELECTED)
    appoint(secretary, elected, today, today + timedelta(days=30), name="Eva", email="eva@demo.example")
    assert '<span class="soft">Convoquen a elección.</span>' in client.get("/tlayacapan/").text
    assert "Sin fecha, dura lo que la unión decidió" in client.get(f"/tlayacapan/cargos/{office.pk}/nombrar/").text


@pytest.mark.parametrize("begun", [-800, -10, 20])
def test_advice_that_was_endless_ends_on_its_next_anniversary(live, begun):
    union = factories.make_union()
    begins_on = timezone.localdate() + timedelta(days=begun)
    with in_union(union.pk):
        factories.make_catalyst(union, begins_on=begins_on)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE unions_term DISABLE TRIGGER USER")
        cursor.execute("UPDATE unions_term SET ends_on = NULL")
        cursor.execute("ALTER TABLE unions_term ENABLE TRIGGER USER")
        cursor.execute(ENDLESS)
    connections["owner"].close()

    with in_union(union.pk):
        (ends_on,) = Term.objects.values_list("ends_on", flat=True)
    assert (ends_on.month, ends_on.day) == (begins_on.month, begins_on.day)
    assert timezone.localdate() < ends_on <= max(timezone.localdate(), begins_on) + timedelta(days=366)


# --- he is no member --------------------------------------------------------------------------------------------------


def test_an_adviser_becomes_no_member_and_a_member_no_adviser(union, secretary, office):
    today = timezone.localdate()
    ana = factories.make_member(union, user=factories.make_user("Ana", email="ana@demo.example"))
    before = Event.objects.count()
    with pytest.raises(errors.CatalystIsNoMember, match="no es socia ni socio"):
        appoint(secretary, office, today, email="ana@demo.example")
    assert (Term.objects.count(), Event.objects.count()) == (0, before)

    adviser = factories.make_catalyst(union)
    with pytest.raises(DatabaseError, match="catalyst is no member"), transaction.atomic():
        factories.make_member(union, user=adviser, section=ana.section)
    with pytest.raises(DatabaseError, match="catalyst is no member"), transaction.atomic():
        Member.objects.filter(pk=ana.pk).update(user=adviser)
    assert Member.objects.get().user == ana.user


def test_who_left_the_union_may_advise_it_and_does_not_come_back_meanwhile(union):
    ana = factories.make_member(union, user=factories.make_user("Ana"))
    Member.objects.filter(pk=ana.pk).update(state=Member.State.LEFT, left_on=timezone.localdate())
    factories.make_catalyst(union, user=ana.user)
    with pytest.raises(DatabaseError, match="catalyst is no member"), transaction.atomic():
        Member.objects.filter(pk=ana.pk).update(state=Member.State.APPLICANT, left_on=None)

    Term.objects.filter(user=ana.user).delete()
    Member.objects.filter(pk=ana.pk).update(state=Member.State.APPLICANT, left_on=None)


def test_a_telephone_of_the_roster_makes_the_adviser_no_member(union):
    adviser = factories.make_catalyst(union, user=factories.make_user("Andrés", phone="+527771230009"))
    ana = factories.make_member(union)
    Person.objects.filter(pk=ana.person_id).update(phone="+527771230009")

    assert account_by_phone("+527771230009") == adviser
    assert Member.objects.get().user is None


# --- what he brings in waits ------------------------------------------------------------------------------------------


def test_he_brings_a_roster_and_somebody_of_the_union_admits(client, union):
    client.force_login(factories.make_catalyst(union))
    sent = client.post("/tlayacapan/socios/padron/importar/", {"file": SimpleUploadedFile("padron.csv", FULL)})
    file = RosterFile.objects.get()
    page = client.get(sent.url)
    assert "hasta entonces no cuenta nada" in page.text
    assert "Importar todo" not in page.text

    seen = {"seen": page.context["plan"].digest, "new_sections": "on"}
    assert client.post(sent.url, seen).status_code == 403
    assert (Member.objects.count(), RosterFile.objects.get().imported_on) == (0, None)
    assert [event.deed for event in Event.objects.all()] == ["members.roster.upload"]

    client.force_login(factories.make_staff(union, "members.roster.import"))
    assert "Importar todo" in client.get(sent.url).text
    assert client.post(sent.url, seen).status_code == 302
    file.refresh_from_db()
    assert (Member.objects.count(), file.imported_on) == (4, timezone.localdate())
