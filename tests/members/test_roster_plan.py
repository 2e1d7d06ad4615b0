"""Importing a roster: what is told from a dirty file before anything is written."""

from datetime import date

import pytest

from tequio.members.models import Member, Person
from tequio.members.roster.columns import ROSTER
from tequio.members.roster.plan import plan_import
from tequio.members.roster.sentences import why
from tests import factories

HEADING = "Número,Nombres,Primer apellido,Segundo apellido,Sección,Municipio,Teléfono,CURP"


@pytest.fixture
def village(union):
    return factories.make_section(union)


@pytest.fixture
def ana(union, village):
    ana = factories.make_member(union, number=1, section=village)
    Person.objects.filter(pk=ana.person_id).update(phone="+527771234567")
    return ana


def plan(*lines, heading=HEADING, encoding="utf-8"):
    return plan_import(ROSTER.read_file("x.csv", "\n".join([heading, *lines]).encode(encoding)), factories.TODAY)


def bad(found):
    return [(cell.place, cell.code) for cell in found.bad]


def test_a_member_is_told_by_number_curp_telephone_or_name_and_village(union, ana, village):
    juan = factories.make_member(union, "Juan", "Pérez", section=village, number=2)
    Person.objects.filter(pk=juan.person_id).update(curp="PEGJ900515HMSRRN02")
    factories.make_member(union, "Beto", "Gil", section=village, number=3)

    found = plan(
        "1,Ana,Luna,Ríos,,,,",
        ",Juan,Pérez,García,,,,PEGJ900515HMSRRN02",
        ",Beto,Gil,,tlayacapan,,777 765 4321,",
        ",Carla,Gil,,TLAYACAPAN,Tlayacapan,,",
    )

    assert bad(found) == []
    assert [(change.values["number"], sorted(change.changed)) for change in found.updated] == [
        (1, ["segundo_apellido"]),
        (2, ["segundo_apellido"]),
        (3, ["phone"]),
    ]
    assert [(change.values["number"], change.values["nombres"]) for change in found.new] == [(4, "Carla")]
    assert Member.objects.count() == 3


def test_the_telephone_tells_two_of_one_name_apart(union, ana, village):
    found = plan(
        ",Ana,Luna,,Tlayacapan,,777 123 4567,",
        ",Ana,Luna,,Tlayacapan,,777 765 4321,",
    )

    assert (bad(found), found.unchanged, [change.values["phone"] for change in found.new]) == ([], 1, ["+527777654321"])


def test_every_bad_cell_of_a_dirty_file_is_named_at_once(union, ana):
    found = plan(
        "x,Beto,Gil,,Tlayacapan,,12345,",
        "2,,,,Tlayacapan,,,",
        "3,777 123,Gil,,Tlayacapan,,,PEGJ900515HMSRRN03",
        "4,Eva,Gil,,Cuentepec,,,",
        "4,Eva,Gil,,Tlayacapan,,,",
    )

    assert bad(found) == [
        ("A2", "not_a_number"),
        ("G2", "phone_length"),
        ("B3", "empty"),
        ("C3", "empty"),
        ("B4", "name_without_letters"),
        ("H4", "curp_check"),
        ("E5", "municipality_needed"),
        ("A6", "repeated"),
    ]
    assert [why(cell) for cell in found.bad][:3] == [
        "No es un número; escríbelo como 1234.50.",
        "El teléfono lleva 10 cifras y este tiene 5.",
        "Falta este dato; escríbelo.",
    ]


def test_the_same_person_twice_in_a_file_is_named(union, ana):
    found = plan(
        ",Eva,Gil,,Tlayacapan,,,",
        ",Éva,GIL,,tlayacapan,,,",
        "1,Ana,Luna,,,,,",
        ",Ana,Luna,,Tlayacapan,,,",
    )

    assert [(cell.place, cell.code, cell.params) for cell in found.bad] == [
        ("B3", "twin", {"row": 2}),
        ("B5", "twin", {"row": 4}),
    ]


def test_a_number_does_not_turn_one_person_into_another(union, ana):
    Person.objects.filter(pk=ana.person_id).update(curp="BOXW310820HNERXN09")

    found = plan("1,Juan,Pérez,,,,,PEGJ900515HMSRRN02", "9,Ana,Luna,,Tlayacapan,,,BOXW310820HNERXN09")

    assert bad(found) == [("A2", "number_of_other"), ("H3", "curp_of_other")]


def test_a_curp_corrected_under_the_same_name_is_a_correction(union, ana):
    Person.objects.filter(pk=ana.person_id).update(curp="BOXW310820HNERXN09")

    (change,) = plan("1,Ana,Luna,,,,,PEGJ900515HMSRRN02").updated

    assert change.changed == {"curp"}


def test_what_may_be_right_but_looks_odd_is_a_warning(union, ana):
    found = plan("1,Zoe,Luna,,,,,", "8,Ana,Luna,,Tlayacapan,,777 123 4567,")

    assert [(cell.place, cell.code) for cell in found.warnings] == [("A2", "other_name"), ("A3", "alike")]
    assert (len(found.updated), len(found.new)) == (1, 1)


def test_two_of_one_name_and_village_need_something_that_tells_them_apart(union, ana, village):
    factories.make_member(union, section=village, number=77)

    assert bad(plan(",Ana,Luna,,Tlayacapan,,,")) == [("B2", "many_match")]


def test_villages_of_one_name_are_told_by_their_municipality(union, ana):
    factories.Section.objects.create(union=union, name="Tlayacapan", municipality="Otro", point_name="x")

    found = plan("5,Eva,Gil,,Tlayacapan,,,", "6,Eva,Ríos,,Tlayacapan,OTRO,,")

    assert bad(found) == [("E2", "section_in_many")]
    assert len(found.new) == 1


def test_a_new_village_is_planned_once_however_it_is_written(union, ana):
    found = plan("5,Eva,Gil,,Cuentepec,Temixco,,", "6,Eva,Ríos,,CUENTEPEC,temixco,,")

    assert list(found.sections.values()) == [("Temixco", "Cuentepec")]
    assert len(found.new) == 2


def test_states_and_dates_must_fit_each_other(union, ana, village):
    expelled = factories.make_member(union, "Beto", "Gil", section=village, number=2)
    Member.objects.filter(pk=expelled.pk).update(state="expelled", left_on=date(2025, 1, 1))

    found = plan(
        "1,Activa,,01/02/2025",
        "2,Activo,,",
        "1,Retirada,,01/01/2023",
        "3,Baja,01/01/2030,",
        heading="Número,Estado,Ingreso,Baja",
    )

    assert bad(found) == [
        ("D2", "left_but_here"),
        ("B3", "state_change"),
        ("A4", "repeated"),
        ("5", "empty"),
        ("5", "empty"),
        ("5", "empty"),
        ("C5", "in_the_future"),
    ]


def test_a_curp_fills_in_the_day_of_birth_and_disagrees_aloud(union, ana):
    heading = "Nombres,Primer apellido,Sección,CURP,Nacimiento"
    (change,) = plan("Juan,Pérez,Tlayacapan,PEGJ900515HMSRRN02,", heading=heading).new
    odd = plan("Juan,Pérez,Tlayacapan,PEGJ900515HMSRRN02,16/05/1990", heading=heading)

    assert change.values["born_on"] == date(1990, 5, 15)
    assert [(cell.place, cell.code) for cell in odd.warnings] == [("E2", "born_differs")]


def test_a_file_that_names_nobody_says_which_columns_it_lacks(union, ana):
    found = plan("Tlayacapan,777 123 4567", heading="Sección,Teléfono")

    assert [(cell.column_name, cell.code) for cell in found.bad] == [
        ("Nombres", "column_missing"),
        ("Primer apellido", "column_missing"),
    ]
    assert found.new == []


def test_a_few_columns_change_only_themselves(union, ana):
    (change,) = plan("1,777 765 4321", heading="No.,Celular").updated

    assert change.changed == {"phone"}
    assert change.values["nombres"] == "Ana"


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8-sig", "utf-16"])
def test_the_encoding_of_a_file_does_not_matter(union, ana, encoding):
    (change,) = plan("1,Ana,Luna,Núñez,,,,", encoding=encoding).updated

    assert change.values["segundo_apellido"] == "Núñez"
