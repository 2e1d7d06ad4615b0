"""The screens about members, through the client: what each person may see and do, and at what cost in queries."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tequio.core.models import Event
from tequio.members.models import Member, Person, RosterFile, Section
from tests import factories
from tests.members.test_roster_import import FULL


@pytest.fixture
def village(union):
    return factories.make_section(union)


@pytest.fixture
def ana(union, village):
    ana = factories.make_member(union, number=1, section=village)
    Person.objects.filter(pk=ana.person_id).update(phone="+527771234567", clabe="032180000118359719")
    return ana


@pytest.fixture
def office(client, union):
    client.force_login(factories.make_staff(union, "*"))
    return client


def at(path=""):
    return f"/tlayacapan/socios/{path}"


def numbers(response):
    return [member.number for member in response.context["page"]]


def test_the_list_is_found_by_number_telephone_name_section_and_state(union, office, village, ana):
    other = factories.make_section(union, "Cuentepec")
    beto = factories.make_member(union, "Beto", "Ñáñez", section=other, number=20)
    Person.objects.filter(pk=beto.person_id).update(search_key="beto nanez", sort_key="n~an~ez  beto")
    Member.objects.filter(pk=beto.pk).update(state="suspended")

    for query, expected in {
        "": [1, 20],
        "q=1": [1],
        "q=777+123": [1],
        "q=%2B777-1": [1],
        "q=NÁÑEZ+be": [20],
        "q=luna+beto": [],
        f"seccion={other.pk}": [20],
        "estado=suspended": [20],
        "estado=nonsense": [1, 20],
        "q=99999999999999999999": [],
        "pagina=99": [1, 20],
        "q=%00": [1, 20],
    }.items():
        assert numbers(office.get(at(f"?{query}"))) == expected, query


def test_the_list_shows_fifty_and_costs_the_same_for_few_and_many(union, office, village, django_assert_num_queries):
    for number in range(1, 61):
        factories.make_member(union, section=village, number=number)
    office.get(at())

    with django_assert_num_queries(10):
        page = office.get(at())
    assert len(numbers(page)) == 50
    with django_assert_num_queries(10):
        assert len(numbers(office.get(at("?pagina=2")))) == 10


def test_htmx_gets_only_the_list(office, ana):
    page = office.get(at("?q=ana"), headers={"hx-request": "true"}).content.decode()

    assert "Luna, Ana" in page
    assert "<html" not in page


def test_an_office_without_rights_over_members_sees_but_does_not_change(client, union, ana):
    client.force_login(factories.make_staff(union, "purchasing.round.open"))

    page = client.get(at())
    assert page.status_code == 200
    assert b"Admitir" not in page.content
    for path in ("nuevo/", f"{ana.pk}/corregir/", "padron/importar/"):
        assert client.get(at(path)).status_code == 403
    for path in (f"{ana.pk}/estado/", "secciones/", "padron/exportar/"):
        assert client.post(at(path), {"name": "x"}).status_code == 403
    assert not Event.objects.exists()


def test_a_member_sees_himself_and_nobody_else(client, union, village, ana):
    user = factories.make_user("Ana Luna")
    Member.objects.filter(pk=ana.pk).update(user=user)
    beto = factories.make_member(union, "Beto", "Gil", section=village, number=2)
    client.force_login(user)

    page = client.get(at(f"{ana.pk}/"))
    assert page.status_code == 200
    assert b"032 180 00011835971 9" in page.content
    assert client.get(at(f"{beto.pk}/")).status_code == 403
    assert client.get(at()).status_code == 403
    assert client.get(at("secciones/")).status_code == 403


def test_another_unions_member_does_not_exist_here(union, office):
    with factories.union_in_scope("otra") as other:
        stranger = factories.make_member(other, number=500)

    assert office.get(at(f"{stranger.pk}/")).status_code == 404
    assert office.get(f"/otra/socios/{stranger.pk}/").status_code == 404


def person(village, **changes):
    values = {"nombres": "Eva", "primer_apellido": "Gil", "section_id": village.pk, "legal_status": "informal"}
    return values | {"people_at_work": 1, "state": "active"} | changes


def test_a_person_is_admitted_once_however_often_the_form_is_sent(office, village):
    sent = person(village, phone="044 777 765 4321", workshop="El Jarro", household="Casa Gil", once="k1")

    for _ in range(2):
        response = office.post(at("nuevo/"), sent, follow=True)

    member = Member.objects.select_related("person", "workshop", "household").get()
    assert (member.person.phone, member.workshop.name, member.household.name) == (
        "+527777654321",
        "El Jarro",
        "Casa Gil",
    )
    assert b"Eva Gil" in response.content
    assert Event.objects.count() == 1


def test_a_wrong_field_says_why_and_keeps_what_was_written(office, village):
    response = office.post(at("nuevo/"), person(village, phone="123", curp="PEGJ900515HMSRRN03", rfc="GODE561231GR9"))

    assert response.status_code == 422
    assert "El teléfono lleva 10 cifras y este tiene 3." in response.content.decode()
    assert "La última cifra de la CURP no coincide" in response.content.decode()
    assert 'value="Eva"' in response.content.decode()
    assert not Member.objects.exists()


def test_an_odd_rfc_is_kept_with_a_warning(office, village):
    response = office.post(at("nuevo/"), person(village, rfc="GODE561231GR9"), follow=True)

    assert Person.objects.get().rfc == "GODE561231GR9"
    assert "La última cifra del RFC no coincide" in response.content.decode()


def test_a_taken_number_is_said_on_the_form(office, village, ana):
    response = office.post(at("nuevo/"), person(village, number="1"))

    assert response.status_code == 422
    assert "El número 1 ya es de Ana Luna" in response.content.decode()
    assert Member.objects.count() == 1


def test_a_correction_begins_with_what_is_stored_and_loses_nothing(office, village, ana):
    page = office.get(at(f"{ana.pk}/corregir/"))
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    assert sent["phone"] == "777 123 4567"

    office.post(at(f"{ana.pk}/corregir/"), sent | {"segundo_apellido": "Ríos"})

    stored = Person.objects.get()
    assert (stored.segundo_apellido, stored.phone, stored.clabe) == ("Ríos", "+527771234567", "032180000118359719")
    assert Event.objects.get().data["changed"] == {"segundo_apellido": ["", "Ríos"]}


def test_a_change_of_state_that_the_bylaws_do_not_know_is_refused(office, ana):
    assert office.post(at(f"{ana.pk}/estado/"), {"state": "applicant"}).status_code == 422
    assert Member.objects.get().state == "active"

    office.post(at(f"{ana.pk}/estado/"), {"state": "left", "reason": "Se mudó"})
    assert Member.objects.get().state == "left"


def test_villages_are_listed_with_those_who_belong_and_opened_once(union, office, village, ana):
    gone = factories.make_member(union, "Beto", section=village, number=2)
    Member.objects.filter(pk=gone.pk).update(state="left", left_on=date(2026, 1, 1))

    page = office.get(at("secciones/"))
    assert [section.member_count for section in page.context["sections"]] == [1]
    where = {"name": "Cuentepec", "municipality": "Temixco", "point_name": "Plaza", "once": "s1"}
    assert office.post(at("secciones/"), where).status_code == 302
    assert office.post(at("secciones/"), where | {"once": "s2"}).status_code == 422
    assert Section.objects.count() == 2


def test_a_village_is_corrected_and_a_wrong_place_on_the_map_refused(office, village):
    page = office.get(at(f"secciones/{village.pk}/"))
    sent = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}

    wrong = office.post(at(f"secciones/{village.pk}/"), sent | {"latitude": "181"})
    assert wrong.status_code == 422
    assert office.post(at(f"secciones/{village.pk}/"), sent | {"point_name": "Bodega"}).status_code == 302

    assert Section.objects.get().point_name == "Bodega"
    assert Event.objects.get().data["changed"] == {"point_name": ["Plaza de Tlayacapan", "Bodega"]}


def upload(office, content, name="padrón.csv"):
    return office.post(at("padron/importar/"), {"file": SimpleUploadedFile(name, content)})


def test_a_roster_is_looked_at_and_then_imported(office):
    preview = office.get(upload(office, FULL).url)

    assert preview.status_code == 200
    assert "Importar todo" in preview.content.decode()
    assert not Member.objects.exists()
    sent = {"seen": preview.context["form"].initial["seen"], "new_sections": "on"}
    path = preview.request["PATH_INFO"]
    done = office.post(path, sent, follow=True)
    assert "4 nuevas" in done.content.decode()
    assert Member.objects.count() == 4
    assert office.post(path, sent, follow=True).status_code == 200
    assert Member.objects.count() == 4
    assert "Padrón importado" in office.get(path).content.decode()


def test_a_roster_with_new_villages_waits_for_a_yes(office):
    preview = office.get(upload(office, FULL).url)

    refused = office.post(preview.request["PATH_INFO"], {"seen": preview.context["form"].initial["seen"]})

    assert refused.status_code == 422
    assert "Tlayacapan, Cuentepec" in refused.content.decode()
    assert not Member.objects.exists()


def test_every_bad_cell_is_shown_and_can_be_taken_along(office):
    preview = office.get(upload(office, FULL.replace(b"777 123 4567", b"777")).url)
    text = preview.content.decode()

    assert "J4" in text
    assert "El teléfono lleva 10 cifras y este tiene 3." in text
    assert "Importar todo" not in text
    taken = office.get(preview.request["PATH_INFO"] + "correcciones.csv").content.decode("utf-8-sig")
    assert '"J4","Teléfono","777"' in taken


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"%PDF-1.7", "no es una hoja de cálculo"),
        ("a.csv", b"x" * 20_000_001, "pasa de 20 MB"),
        ("a.csv", b"\n\n", "está vacío"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(office, name, content, sentence):
    response = upload(office, content, name)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not RosterFile.objects.exists()


def test_another_unions_file_does_not_exist_here(union, office):
    with factories.union_in_scope("otra") as other:
        file = RosterFile.objects.create(union=other, name="x", content=FULL, digest="x")

    assert office.get(at(f"padron/importar/{file.pk}/")).status_code == 404


@pytest.mark.parametrize(("kind", "begins"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")])
def test_the_roster_is_taken_along_and_that_is_written_down(office, ana, kind, begins):
    response = office.post(at("padron/exportar/"), {"formato": kind})

    assert response.content.startswith(begins)
    assert f'.{kind}"' in response.headers["Content-Disposition"]
    assert Event.objects.get().kind == "members.roster.exported"


def test_pages_cost_the_same_however_much_they_show(union, office, village, ana, django_assert_max_num_queries):
    for number in range(2, 40):
        factories.make_member(union, section=factories.make_section(union, f"Pueblo {number}"), number=number)
    lines = "".join(f"{number};Eva {number};Gil;Tlayacapan\n" for number in range(1, 400))
    file = upload(office, f"Número;Nombres;Primer apellido;Sección\n{lines}".encode()).url

    for path, most in ((f"{ana.pk}/", 8), (f"{ana.pk}/corregir/", 9), ("secciones/", 8), (file.removeprefix(at()), 10)):
        with django_assert_max_num_queries(most):
            assert office.get(at(path)).status_code == 200
