"""Importing and exporting the roster as deeds: all or nothing, once, and back again without a change."""

from datetime import date

import pytest

from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.core.sheets import SheetFailed, read_table
from tequio.members.errors import RosterHasBadCells, RosterImported, RosterMoved, RosterNeedsSections
from tequio.members.models import Household, Member, Person, RosterFile, Section, Workshop
from tequio.members.roster import actions
from tequio.members.roster.columns import ROSTER
from tequio.members.roster.plan import plan_import
from tequio.members.roster.sentences import why
from tests import factories

FULL = """Padrón de la unión;;;;;;;;;;;;;;;;;;
;;;;;;;;;;;;;;;;;;
Número;Nombres;Primer apellido;Segundo apellido;Sección;Municipio;Estado;Ingreso;Baja;Teléfono;CURP;RFC;CLABE;\
Nacimiento;Hogar;Taller;Domicilio;Situación legal;Personas que trabajan
1;Ana;Luna;;Tlayacapan;Tlayacapan;Activo;05/03/2024;;777 123 4567;;;;;Casa Luna;El Jarro;Calle 1;RESICO;3
2;Beto;Núñez;Gil;Cuentepec;Temixco;;;;;;;;;;;;;
;Juan;Pérez;García;Cuentepec;Temixco;Solicitante;;;;PEGJ900515HMSRRN02;PEGJ900515LN5;032180000118359719;;;;;;
9;Zoe;Ñáñez;;Tlayacapan;Tlayacapan;Baja;2020-01-01;2021-01-01;;;;;;Casa Luna;;;;
""".encode("cp1252")


@pytest.fixture
def office(union):
    return factories.actor_with(union, "*")


def seen(file):
    return plan_import(ROSTER.read_file(file.name, bytes(file.content)), factories.TODAY)


def upload(office, content, name="padrón.csv"):
    return actions.upload_roster(actor=office, name=name, content=content)


def import_file(office, file, *, digest=None, new_sections=True, key=None):
    return actions.import_roster(
        actor=office,
        file_id=file.pk,
        seen=digest or seen(file).digest,
        new_sections=new_sections,
        today=factories.TODAY,
        **({"key": key} if key else {}),
    )


def load(office, content, name="padrón.csv"):
    return import_file(office, upload(office, content, name))


def test_a_file_is_written_whole(union, office):
    factories.make_section(union)

    file = load(office, FULL)

    assert (file.new, file.updated, file.unchanged, file.content) == (4, 0, 0, b"")
    members = Member.objects.select_related("person", "section", "workshop", "household").order_by("number")
    assert [(m.number, m.name, m.section.name, m.state, m.joined_on, m.left_on) for m in members] == [
        (1, "Ana Luna", "Tlayacapan", "active", date(2024, 3, 5), None),
        (2, "Beto Núñez Gil", "Cuentepec", "active", factories.TODAY, None),
        (9, "Zoe Ñáñez", "Tlayacapan", "left", date(2020, 1, 1), date(2021, 1, 1)),
        (10, "Juan Pérez García", "Cuentepec", "applicant", factories.TODAY, None),
    ]
    ana, beto, zoe, juan = members
    assert (ana.workshop.name, ana.workshop.legal_status, ana.workshop.people_at_work) == ("El Jarro", "resico", 3)
    assert (ana.person.phone, ana.person.sort_key) == ("+527771234567", "luna    ana")
    assert ana.household == zoe.household != beto.household
    assert (juan.person.born_on, juan.person.clabe) == (date(1990, 5, 15), "032180000118359719")
    assert (Workshop.objects.count(), Household.objects.count(), Section.objects.count()) == (1, 1, 2)
    event = Event.objects.order_by("number").last()
    assert event.kind == "members.roster.imported"
    assert (event.data["new"], event.data["sections"]) == ([1, 2, 10, 9], ["Cuentepec"])
    assert "PEGJ900515" not in str(event.data)


@pytest.mark.parametrize("as_csv", [True, False])
def test_what_was_exported_imports_to_no_change(union, office, as_csv):
    load(office, FULL)
    content = actions.export_roster(actor=office, as_csv=as_csv)

    again = load(office, content, "salida")

    assert (again.new, again.updated, again.unchanged) == (0, 0, 4)
    assert (Member.objects.count(), Person.objects.count(), Household.objects.count()) == (4, 4, 1)
    assert actions.export_roster(actor=office, as_csv=True) == actions.export_roster(actor=office, as_csv=True)
    assert Event.objects.filter(kind="members.roster.exported").count() == 3


def test_the_same_file_again_updates_instead_of_doubling(union, office):
    load(office, FULL)

    again = load(office, FULL.replace(b"Calle 1", b"Calle 2"))

    assert (again.new, again.updated, again.unchanged) == (0, 1, 3)
    assert (Member.objects.count(), Workshop.objects.get().address) == (4, "Calle 2")
    assert Event.objects.order_by("number").last().data["changed"] == {"1": ["address"]}


def test_every_kind_of_change_is_written(union, office):
    load(office, FULL)
    lines = [
        b"N\xfamero;Primer apellido;Secci\xf3n;Municipio;Estado;Hogar;Taller",
        "2;Ñuño;Tlayacapan;Tlayacapan;Suspendido;Casa Gil;La Olla".encode("latin-1"),
        b"1;;;;Baja;;El Jarrito",
    ]

    load(office, b"\r\n".join(lines))

    ana, beto = Member.objects.select_related("person", "household", "workshop", "section").order_by("number")[:2]
    assert (beto.person.sort_key, beto.section.name, beto.state) == ("n~un~o  gil  beto", "Tlayacapan", "suspended")
    assert (beto.household.name, beto.workshop.name, beto.workshop.people_at_work) == ("Casa Gil", "La Olla", 1)
    assert (ana.state, ana.left_on, ana.person.phone) == ("left", factories.TODAY, "+527771234567")
    assert (ana.workshop.name, ana.workshop.address, ana.household.name) == ("El Jarrito", "Calle 1", "Casa Luna")


def test_one_bad_cell_keeps_the_whole_file_out(union, office):
    file = upload(office, FULL.replace(b"777 123 4567", b"777"))
    events = Event.objects.count()

    with pytest.raises(RosterHasBadCells) as refusal:
        import_file(office, file)

    assert refusal.value.values == {"count": 1}
    assert not Member.objects.exists()
    assert not Section.objects.exists()
    assert Event.objects.count() == events


def test_new_villages_are_opened_only_when_someone_says_so(union, office):
    with pytest.raises(RosterNeedsSections) as refusal:
        import_file(office, upload(office, FULL), new_sections=False)

    assert "Tlayacapan, Cuentepec" in str(refusal.value)
    assert not Member.objects.exists()


def test_a_roster_that_changed_meanwhile_is_looked_at_again(union, office):
    file = upload(office, FULL)
    digest = seen(file).digest
    factories.make_member(union, number=2)

    with pytest.raises(RosterMoved):
        import_file(office, file, digest=digest)

    assert Member.objects.count() == 1


def test_a_file_is_imported_once_however_often_the_form_is_sent(union, office):
    file = upload(office, FULL)
    digest = seen(file).digest

    first = import_file(office, file, digest=digest, key="k")
    assert import_file(office, file, digest=digest, key="k") == first
    with pytest.raises(RosterImported):
        import_file(office, file, digest=digest)

    assert Member.objects.count() == 4


def test_two_who_share_a_workshop_must_say_the_same_of_it(union, office):
    load(office, FULL)
    ana, beto = Member.objects.order_by("number")[:2]
    Member.objects.filter(pk=beto.pk).update(workshop=ana.workshop_id)

    file = upload(office, "Número,Taller\n1,El Jarrito\n2,La Olla\n".encode())

    assert [(cell.place, cell.code) for cell in seen(file).bad] == [("B3", "workshop_shared")]


HEADING = "Nombres;Primer apellido;Sección;Teléfono;Hogar;Taller;Domicilio;Situación legal;Personas que trabajan\n"


def named(*lines, heading=HEADING):
    return (heading + "\n".join(lines)).encode()


def bad_cells(file):
    return [(cell.place, cell.code, cell.params) for cell in seen(file).bad]


def test_a_household_of_three_is_one_however_its_name_is_spelled(union, office):
    factories.make_section(union)
    factories.make_section(union, "Cuentepec")

    load(office, named(
        "Ana;Luna;Tlayacapan;;Casa Núñez;;;;", "Beto;Luna;Tlayacapan;;casa  nunez;;;;",
        "Eva;Gil;Tlayacapan;;CASA NÚÑEZ;;;;",
        "Juan;Ríos;Cuentepec;;Casa Núñez;;;;", "Zoe;Ríos;Tlayacapan;;;;;;",
    ))  # fmt: skip

    households = dict(Member.objects.values_list("person__nombres", "household_id"))
    assert households["Ana"] == households["Beto"] == households["Eva"] != households["Juan"]
    assert households["Zoe"] is None
    assert sorted(Household.objects.values_list("name", "section__name")) == [
        ("Casa Núñez", "Cuentepec"), ("Casa Núñez", "Tlayacapan"),
    ]  # fmt: skip
    again = upload(office, named("Ana;Luna;Tlayacapan;;casa nuñez;;;;", "Lola;Luna;Tlayacapan;;Casa Nuñez;;;;"))
    assert (seen(again).unchanged, len(seen(again).new)) == (1, 1)
    import_file(office, again)
    assert Household.objects.count() == 2


@pytest.mark.parametrize(
    ("first", "second", "cell"),
    [
        ("Ana;Luna;Tlayacapan;;Casa Luna;;;;", "Ana;Luna;Tlayacapan;;Casa Gil;;;;", ("E3", "second_household")),
        ("Ana;Luna;Tlayacapan;;;El Jarro;;;", "Ana;Luna;Tlayacapan;;;La Olla;;;", ("F3", "second_workshop")),
        ("Ana;Luna;Tlayacapan;;Casa Luna;;;;", "Ana;Luna;Tlayacapan;;;;;;", ("A3", "twin")),
        ("Ana;Luna;Tlayacapan;7771234567;Casa Luna;;;;", "Ana;Luna;Cuentepec;777 123 4567;Casa Gil;;;;",
         ("E3", "second_household")),
    ],
)  # fmt: skip
def test_a_person_in_two_households_or_workshops_is_named(union, office, first, second, cell):
    factories.make_section(union)
    factories.make_section(union, "Cuentepec")

    file = upload(office, named(first, second))

    assert bad_cells(file) == [(*cell, {"row": 2})]
    assert "fila 2" in why(seen(file).bad[0])
    with pytest.raises(RosterHasBadCells):
        import_file(office, file)
    assert not Member.objects.exists()


def test_two_of_one_name_in_two_households_stand_when_something_tells_them_apart(union, office):
    factories.make_section(union)

    load(
        office, named("Ana;Luna;Tlayacapan;777 123 4567;Casa Luna;;;;", "Ana;Luna;Tlayacapan;777 765 4321;Casa Gil;;;;")
    )

    assert (Member.objects.count(), Household.objects.count()) == (2, 2)


def test_a_workshop_that_two_rows_name_is_one_and_each_row_may_say_a_part_of_it(union, office):
    factories.make_section(union)
    factories.make_section(union, "Cuentepec")

    file = upload(office, named(
        "Ana;Luna;Tlayacapan;;;El Jarro;;RESICO;", "Beto;Gil;Tlayacapan;;;el jarro;Calle 1;;4",
        "Eva;Gil;Tlayacapan;;;El Jarro;Calle 9;;", "Juan;Ríos;Cuentepec;;;El Jarro;;;",
        "Zoe;Ríos;Tlayacapan;;;;Calle 1;;",
    ))  # fmt: skip
    assert seen(file).sharing == 1
    import_file(office, file)

    workshops = {member.name: member.workshop for member in Member.objects.select_related("person", "workshop")}
    ana = workshops["Ana Luna"]
    assert ana == workshops["Beto Gil"]
    assert (ana.name, ana.address, ana.legal_status, ana.people_at_work) == ("El Jarro", "Calle 1", "resico", 4)
    assert Workshop.objects.count() == 4  # another address, another village, and no name: each is its own


def test_rows_of_one_workshop_that_disagree_are_named_cell_by_cell(union, office):
    factories.make_section(union)

    file = upload(office, named(
        "Ana;Luna;Tlayacapan;;;El Jarro;Calle 1;RESICO;3", "Beto;Gil;Tlayacapan;;;El Jarro;calle 1;Artesano;4"
    ))  # fmt: skip

    assert bad_cells(file) == [("H3", "workshop_in_row", {"row": 2}), ("I3", "workshop_in_row", {"row": 2})]
    with pytest.raises(RosterHasBadCells):
        import_file(office, file)
    assert not Workshop.objects.exists()


def test_who_comes_later_joins_the_workshop_that_is_there(union, office):
    load(office, FULL)
    ana = Member.objects.select_related("workshop").get(number=1)

    heading = "Número;" + HEADING
    file = upload(
        office, named("2;;;;;;;;;", "20;Eva;Gil;Tlayacapan;;;El Jarro;;;", "9;;;;;;El Jarro;;;", heading=heading)
    )
    assert bad_cells(file) == []
    import_file(office, file)

    assert set(Member.objects.filter(workshop=ana.workshop).values_list("number", flat=True)) == {1, 9, 20}
    assert Workshop.objects.get() == ana.workshop

    wrong = upload(office, named("21;Lola;Gil;Tlayacapan;;;El Jarro;;;9", heading=heading))
    assert bad_cells(wrong) == [("J2", "workshop_shared", {"number": 1})]


def test_who_moves_into_anothers_workshop_leaves_his_own_as_it_was(union, office):
    factories.make_section(union)
    load(office, named("Ana;Luna;Tlayacapan;;;El Jarro;Calle 1;RESICO;3", "Beto;Gil;Tlayacapan;;;La Olla;Calle 2;;2"))

    load(office, named("Beto;Gil;Tlayacapan;;;El Jarro;Calle 1;;"))

    assert Member.objects.values("workshop").distinct().count() == 1
    assert sorted(Workshop.objects.values_list("name", "address", "legal_status", "people_at_work")) == [
        ("El Jarro", "Calle 1", "resico", 3), ("La Olla", "Calle 2", "informal", 2),
    ]  # fmt: skip


def test_a_shared_workshop_goes_out_and_comes_back_as_one(union, office):
    factories.make_section(union)
    load(
        office,
        named(
            "Ana;Luna;Tlayacapan;;Casa Luna;El Jarro;Calle 1;RESICO;3", "Beto;Luna;Tlayacapan;;Casa Luna;El Jarro;;;"
        ),
    )
    content = actions.export_roster(actor=office, as_csv=True)

    file = upload(office, content)
    assert (len(seen(file).new), len(seen(file).updated), seen(file).unchanged) == (0, 0, 2)
    with factories.union_in_scope("cuernavaca") as other:
        factories.make_section(other)
        load(factories.actor_with(other, "*"), content)
        assert (Member.objects.count(), Workshop.objects.count(), Household.objects.count()) == (2, 1, 1)


def test_formulas_leave_as_text_and_come_back_as_they_were(union, office):
    load(office, FULL)
    Workshop.objects.update(name="=HYPERLINK(1)", address="@barro")

    cells = [
        cell for row in read_table("x.csv", actions.export_roster(actor=office, as_csv=True)).rows for cell in row.cells
    ]
    raw = actions.export_roster(actor=office, as_csv=True).decode()

    assert {"=HYPERLINK(1)", "@barro"} <= set(cells)
    assert '"\'=HYPERLINK(1)"' in raw


def test_what_is_no_spreadsheet_is_not_kept(union, office):
    with pytest.raises(SheetFailed):
        upload(office, b"%PDF-1.7")

    assert not RosterFile.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("deed", ["upload", "import", "export"])
def test_without_the_right_the_roster_stays_where_it_is(union, office, deed):
    file = upload(office, FULL)
    nobody = factories.actor_with(union, "members.member.update")

    with pytest.raises(NotAllowed):
        {
            "upload": lambda: upload(nobody, FULL),
            "import": lambda: import_file(nobody, file),
            "export": lambda: actions.export_roster(actor=nobody, as_csv=True),
        }[deed]()

    assert not Member.objects.exists()
    assert (RosterFile.objects.count(), Event.objects.count()) == (1, 1)


def test_another_unions_members_are_neither_matched_nor_exported(union, office):
    with factories.union_in_scope("otra") as other:
        load(factories.actor_with(other, "*"), FULL)

    assert load(office, FULL).new == 4
    with factories.union_in_scope("tercera") as third:
        content = actions.export_roster(actor=factories.actor_with(third, "*"), as_csv=True)
    assert len(content.splitlines()) == 1
