"""The pages of production: three taps on a phone, five numbers a week, a load of two owners, the office's sheet."""

import re
from datetime import timedelta
from decimal import Decimal
from itertools import count

import icalendar
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tequio.core.sheets import read_table, write_csv
from tequio.engines.costing import Five
from tequio.production import actions, links
from tequio.production.models import (
    Batch,
    Commitment,
    Count,
    Kiln,
    Load,
    LoadPart,
    Means,
    Pause,
    WeekNote,
)
from tests import factories
from tests.production.world import FIVE, build, check_now
from tests.unions.test_syllabus import pages


@pytest.fixture
def workshop(union):
    """The village today; Ana, Beto and Rosa of the office can sign in."""
    world = build(union, today=timezone.localdate(), now=timezone.now())
    for member in (world.ana, world.beto):
        member.user = factories.make_user(member.person.nombres)
        member.save(update_fields=["user"])
    world.rosa = factories.make_staff(union, "*")
    return world


KEYS = count()


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ana(workshop):
    return client_of(workshop.ana.user)


@pytest.fixture
def rosa(workshop):
    return client_of(workshop.rosa)


def url(name, **named):
    return reverse(f"production:{name}", kwargs={"union": "tlayacapan", **named})


def send(client, path, status=302, **data):
    answer = client.post(path, {"once": f"key {next(KEYS)}", **data})
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer


# --- a member's own ---------------------------------------------------------------------------------------------------


def test_three_taps_count_a_stage(workshop, ana):
    batch = workshop.begin(workshop.ana, 100)
    first = ana.get(url("mine"))
    assert f"/tlayacapan/taller/tanda/{batch.pk}/" in first.text
    page = ana.get(url("batch", batch_id=batch.pk))
    assert "Preparar el barro" in page.text
    send(ana, url("batch", batch_id=batch.pk), stage="preparar", lost="2", other="", counted_on=workshop.today)

    batch.refresh_from_db()
    assert (batch.alive, batch.stage) == (98, "formar")
    assert "Anotado. Quedan 98 piezas." in ana.get(url("mine")).text


def test_any_other_number_is_typed(workshop, ana):
    batch = workshop.begin(workshop.ana, 100)
    there = url("batch", batch_id=batch.pk)
    told = {"stage": "preparar", "counted_on": workshop.today}
    assert "Escribe cuántas se perdieron." in send(ana, there, 422, lost="other", other="", **told).text
    assert "Solo entraron 100 piezas." in send(ana, there, 422, lost="other", other="101", **told).text
    assert "Escoge una opción" in send(ana, there, 422, lost="7", other="", **told).text
    send(ana, there, lost="other", other="37", **told)
    # The same page sent again from another telephone counts nothing twice.
    assert "Ese paso ya se anotó" in send(ana, there, 422, lost="1", other="", **told).text
    batch.refresh_from_db()
    assert (batch.alive, Count.objects.count()) == (63, 1)

    send(ana, there, deed="undo")
    send(ana, there, deed="drop")
    assert not Batch.objects.exists()


def test_a_batch_is_begun_with_what_the_last_one_was(workshop, ana):
    workshop.begin(workshop.ana, 120, product="taza")
    page = ana.get(url("batch_new")).text
    assert '<option value="taza" selected>' in page
    assert 'value="120"' in page
    send(ana, url("batch_new"), product="taza", pieces="80", begun_on=workshop.today)
    assert Batch.objects.get(number=2).pieces == 80
    assert "Falta este dato" in send(ana, url("batch_new"), 422, product="taza", pieces="", begun_on="").text


def test_five_numbers_make_a_card(workshop, ana):
    assert "Todavía no hay con qué" in ana.get(url("card")).text
    send(ana, url("my_week"), monday=workshop.monday, product="jarro", begun="400", good="308", material_minor="400",
         fuel_minor="$300", days="5")  # fmt: skip
    note = WeekNote.objects.get()
    assert note.five == FIVE
    assert note.way == "phone"

    page = ana.get(url("card")).text
    for said in ("$7.39", "$400.00", "$300.00", "$1,575.20", "$2,275.20", "días de $315.04", "308"):
        assert said in page, said
    assert "sin nombres" in page
    corrected = ana.get(url("my_week") + f"?nota={note.pk}").text
    assert 'value="400.00"' in corrected
    assert "Los cinco números están en cero" in send(
        ana, url("my_week"), 422, monday=workshop.monday, product="taza", begun="", good="", material_minor="",
        fuel_minor="", days="",
    ).text  # fmt: skip


def test_what_if_is_asked_and_nothing_is_kept(workshop, ana):
    workshop.note(workshop.ana)
    actions.set_means(actor=workshop.actor, member=workshop.ana,
                      details=actions.MeansDetails(2, 6, 8, fixed_minor=900_00))  # fmt: skip
    page = ana.get(url("card") + "?pieza=jarro&material=80&combustible=100&jornal=100&lleno=200&precio=10").text

    # 2,275.20 less 80 of material less 150 of fuel, over 308 pieces.
    assert "$6.64" in page
    assert "te quedan $3.36 por pieza" in page
    assert "Con 268 piezas al mes" in page
    # What the address leaves out stands there as it is today.
    assert 'name="jornal" value="100"' in page
    assert 'name="merma_secar" value="' in page
    low = ana.get(url("card") + "?pieza=jarro&precio=5").text
    assert "no sale ni lo que cuesta" in low
    assert ana.get(url("card") + "?pieza=jarro&lleno=0&material=x").status_code == 200
    assert WeekNote.objects.get().five == FIVE


def test_where_pieces_are_lost(workshop, ana):
    assert "Todavía no hay nada contado" in ana.get(url("losses")).text
    for weeks_ago in range(9, 0, -1):
        batch = workshop.begin(workshop.ana, 150, days_ago=70)
        workshop.count(batch, 150, 138, on=workshop.today - timedelta(weeks=weeks_ago))
    page = ana.get(url("losses")).text
    assert "Lo usual para ti es perder 8.0" in page
    assert "<svg" in page
    for number in range(2):
        batch = workshop.begin(workshop.ana, 150, days_ago=70)
        workshop.count(batch, 150, 100, on=workshop.today - timedelta(days=number))
    assert "se está perdiendo más que antes" in ana.get(url("losses") + "?pieza=jarro&paso=formar").text
    assert "aprendiendo" not in ana.get(url("losses") + "?pieza=jarro&paso=formar").text


def test_a_load_of_two_owners_by_telephone(workshop, ana):
    """Ana plans; Beto, of the same village, puts his pots in; she says what broke, and each sees her or his part."""
    beto = client_of(workshop.beto.user)
    workshop.waiting(workshop.ana, 200)
    his = workshop.waiting(workshop.beto, 24, product="olla")
    page = ana.get(url("load_new")).text
    assert "Tanda 1: 200, Jarro de 250 ml (Primera quema)" in page
    hers = Batch.objects.get(member=workshop.ana)
    send(ana, url("load_new"), kiln=workshop.kiln.pk, stage="sancochar", lit_on=workshop.today, batches=[hers.pk])
    load = Load.objects.get()
    there = url("load", load_id=load.pk)

    assert "Horno de Ana" in beto.get(url("mine")).text
    assert "Ya se quemó" not in beto.get(there).text
    send(beto, there, deed="join", batch=his.pk)
    send(beto, there, deed="join", batch=hers.pk)  # not his
    parts = {part.batch_id: part.pk for part in LoadPart.objects.all()}
    assert set(parts) == {hers.pk, his.pk}
    assert "528 de 600 litros" in ana.get(there).text
    wrong = {f"broken_{parts[hers.pk]}": "201", f"broken_{parts[his.pk]}": "0"}
    told = {"deed": "fire", "fuel_minor": "528", "fired_on": workshop.today}
    assert "Solo entraron 200 piezas." in send(ana, there, 422, **told, **wrong).text
    send(ana, there, **told, **wrong | {f"broken_{parts[hers.pk]}": "10"})

    for client in (ana, beto):
        page = client.get(there).text
        assert "$240.00" in page
        assert "$288.00" in page
    assert Batch.objects.get(pk=hers.pk).alive == 190


def test_a_load_changes_until_it_is_fired(workshop, ana):
    batch = workshop.waiting(workshop.ana, 600)
    send(ana, url("load_new"), kiln=workshop.kiln.pk, stage="sancochar", lit_on=workshop.today, batches=[batch.pk])
    there = url("load", load_id=Load.objects.get().pk)
    assert "No cabe: al horno le quedan 600 litros y la tanda ocupa 720." in ana.get(there).text
    Kiln.objects.update(litres=800)
    send(ana, there, deed="join", batch=batch.pk)
    assert "Va en la hornada" in ana.get(url("batch", batch_id=batch.pk)).text
    send(ana, there, deed="leave", batch=batch.pk)
    send(ana, there, deed="cancel")
    send(ana, there, deed="cancel", again="1")
    assert Load.objects.get().state == "cancelled"
    assert ana.get(there).status_code == 200


def test_what_she_works_with(workshop, ana):
    send(ana, url("means"), people="3", days_per_week="5", hours_per_day="9", drying_litres="700", day_wage_minor="400",
         fixed_minor="")  # fmt: skip
    assert (Means.objects.get(member=workshop.ana).day_wage_minor, Means.objects.count()) == (400_00, 2)
    assert send(ana, url("means"), 422, people="0", days_per_week="8", hours_per_day="9", drying_litres="1").text
    assert 'value="1000"' in ana.get(url("kiln_new") + "?tipo=gas-grande").text
    send(ana, url("kiln_new"), kind="gas-grande", name="El grande", litres="900", loads_per_week="2", is_shared="on")
    kiln = Kiln.objects.get(name="El grande")
    assert (kiln.litres, kiln.is_shared) == (900, True)
    send(ana, url("kiln", kiln_id=kiln.pk), kind="gas-grande", name="El grande", litres="950", loads_per_week="1")
    send(ana, url("kiln", kiln_id=kiln.pk), deed="retire")
    kiln.refresh_from_db()
    assert (kiln.litres, kiln.is_shared, kiln.retired_on) == (950, False, workshop.today)
    assert ana.get(url("kiln", kiln_id=kiln.pk)).status_code == 404

    assert "La fecha en que termina" in send(ana, url("pause_new"), 422, begins_on=workshop.today,
                                             ends_on=workshop.today - timedelta(days=1)).text  # fmt: skip
    send(ana, url("pause_new"), begins_on=workshop.today, ends_on=workshop.today, reason="Fiesta")
    assert "Fiesta" in ana.get(url("means")).text
    send(ana, url("pause_withdraw", pause_id=Pause.objects.get().pk))
    assert not Pause.objects.exists()


def test_her_calendar_with_its_plan_and_promises(workshop, ana):
    workshop.waiting(workshop.ana, 450)
    send(ana, url("commitment_new"), product="jarro", pieces="600", due_on=workshop.today + timedelta(days=30),
         what="Tienda de Oaxtepec")  # fmt: skip
    page = ana.get(url("calendar") + "?pieza=jarro").text
    for said in ("Prender el horno: Primera quema", "tanda 1", "90.0", "Tienda de Oaxtepec", "el horno", "Empezar"):
        assert said in page, said
    assert "Esa fecha ya pasó" in send(ana, url("commitment_new"), 422, product="jarro", pieces="1",
                                       due_on=workshop.today - timedelta(days=1)).text  # fmt: skip
    found = Commitment.objects.get()
    send(ana, url("commitment_end", commitment_id=found.pk), deed="kept")
    send(ana, url("commitment_end", commitment_id=found.pk), deed="withdrawn")
    found.refresh_from_db()
    assert found.state == "kept"


def test_a_calendar_without_a_kiln_says_what_is_missing_once(workshop, ana):
    full = ana.get(url("calendar") + "?pieza=jarro").text
    assert "Sin horno no se sabe" not in full
    assert full.count('data-label="Puedes"') == 8

    Kiln.objects.update(retired_on=workshop.today)
    page = ana.get(url("calendar") + "?pieza=jarro").text
    assert page.count("Sin horno no se sabe cuántas piezas puedes quemar") == 1
    assert 'data-label="Puedes"' not in page


def test_a_calendar_is_read_by_its_link(workshop, ana, client):
    load = workshop.plan_load()
    workshop.join(load, workshop.waiting(workshop.beto))
    send(ana, url("commitment_new"), product="jarro", pieces="600", due_on=workshop.today, what="Tienda")
    send(ana, url("my_link"))
    page = ana.get(url("calendar")).text
    feed = actions.make_feed(actor=workshop.actor)
    (path,) = set(re.findall(r"/calendario/taller/[^\"<]+", page))
    answer = client.get(path)
    told = [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")]
    assert told == ["Prender «Horno de Ana»", "Entregar 600: Jarro de 250 ml"]
    assert client.get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    actions.cancel_load(actor=workshop.actor, member=workshop.ana, load_id=load.pk, now=timezone.now())
    again = client.get(path, headers={"If-None-Match": answer["ETag"]})
    assert icalendar.Calendar.from_ical(again.content).walk("VEVENT")[0]["STATUS"] == "CANCELLED"

    # The union's shows when kilns are lit, and nobody's promises.
    of_union = client.get(reverse("production_feed", args=[links.FEED.token_for(feed)])).content.decode()
    assert "Prender" in of_union
    assert "Entregar" not in of_union
    actions.make_feed(actor=workshop.actor)
    assert client.get(reverse("production_feed", args=[links.FEED.token_for(feed)])).status_code == 410
    for forged in ("x", path[-30:-4]):
        assert client.get(reverse("production_feed", args=[forged])).status_code == 404


def test_nobody_sees_a_neighbours_workshop(workshop, ana):
    his = workshop.begin(workshop.beto)
    assert ana.get(url("batch", batch_id=his.pk)).status_code == 404
    workshop.note(workshop.beto)
    assert "Todavía no hay con qué" in ana.get(url("card")).text
    note = WeekNote.objects.get()
    assert 'value="400.00"' not in ana.get(url("my_week") + f"?nota={note.pk}").text
    for page in ("home", "capacity", "sheet_upload"):
        assert ana.get(url(page)).status_code == 403
    assert ana.get(url("week_for", member_id=workshop.beto.pk)).status_code == 403


# --- the office -------------------------------------------------------------------------------------------------------


def test_the_office_sees_who_noted(workshop, rosa):
    workshop.note(workshop.ana)
    workshop.note(workshop.ana, product="taza")
    page = rosa.get(url("home")).text
    assert "1 de 3 talleres" in page
    page = rosa.get(url("village", section_id=workshop.village.pk)).text
    assert "anotaron 1 de 3" in page
    assert page.count("Corregir") == 2
    before = rosa.get(url("home") + f"?semana={workshop.monday - timedelta(days=7)}").text
    assert "0 de 3 talleres" in before
    assert rosa.get(url("home") + "?semana=ayer").status_code == 200


def test_the_office_types_what_somebody_says(workshop, rosa):
    there = url("week_for", member_id=workshop.caro.pk)
    assert "Caro Vega" in rosa.get(there).text
    send(rosa, there, monday=workshop.monday, product="olla", begun="20", good="18", material_minor="", fuel_minor="",
         days="2.5")  # fmt: skip
    note = WeekNote.objects.get()
    assert (note.member_id, note.way, note.five) == (workshop.caro.pk, "office", Five(20, 18, 0, 0, Decimal("2.5")))


def test_a_villages_sheet_goes_out_on_paper_and_comes_back_typed(workshop, rosa):
    workshop.note(workshop.ana, weeks_ago=1)
    there = url("village", section_id=workshop.village.pk)
    assert pages(rosa.get(there + "?formato=pdf").content) == 1
    table = read_table("hoja.xlsx", rosa.get(there + "?formato=xlsx").content)
    rows = [row.cells for row in table.rows]
    assert rows[0] == ["Número", "Pieza", "Formó", "Buenas", "Material ($)", "Leña o gas ($)", "Días"]
    assert rows[1][:2] == [str(workshop.ana.number), "Jarro de 250 ml"]

    file = write_csv(rows[0], [[workshop.ana.number, "Jarro de 250 ml", 410, 320, 380.5, 300, 5],
                               [workshop.beto.number, "taza", 100, 90, "", "", 3]])  # fmt: skip
    last = workshop.monday - timedelta(days=7)
    preview = rosa.post(url("sheet_upload"), {"monday": last, "file": SimpleUploadedFile("hoja.csv", file)})
    assert preview.status_code == 200
    assert "2 renglones listos." in preview.text
    assert "1 cambia lo que ya estaba." in preview.text
    assert WeekNote.objects.get().begun == 400
    send(rosa, url("sheet_confirm"), monday=last, rows=preview.context["preview"].carried)
    found = {note.member_id: note for note in WeekNote.objects.filter(monday=last)}
    assert found[workshop.ana.pk].five == Five(410, 320, 380_50, 300_00, Decimal(5))
    assert (found[workshop.beto.pk].product, found[workshop.beto.pk].way) == ("taza", "sheet")


BAD = [
    ([7, "taza", 1, 1, 1, 1, 1], "No hay socia o socio con ese número"),
    (["{ana}", "avión", 1, 1, 1, 1, 1], "Esa pieza no tiene receta"),
    (["{ana}", "taza", -1, 1, 1, 1, 1], "Formó"),
    (["{ana}", "taza", "muchas", 1, 1, 1, 1], "muchas"),
    (["{ana}", "taza", "", "", "", "", ""], "Los cinco números están vacíos"),
    (["{caro}", "taza", 1, 1, 1, 1, 1], "ya no está en la unión"),
]


@pytest.mark.parametrize(("row", "why"), BAD)
def test_a_bad_cell_is_named_and_nothing_is_kept(workshop, rosa, row, why):
    workshop.caro.__class__.objects.filter(pk=workshop.caro.pk).update(state="left", left_on=workshop.today)
    numbers = {"{ana}": workshop.ana.number, "{caro}": workshop.caro.number}
    head = ["Número", "Pieza", "Formó", "Buenas", "Material ($)", "Leña o gas ($)", "Días"]
    rows = [[workshop.beto.number, "taza", 5, 5, 1, 1, 1], [numbers.get(row[0], row[0]), *row[1:]]]
    file = SimpleUploadedFile("hoja.csv", write_csv(head, rows))
    answer = rosa.post(url("sheet_upload"), {"monday": workshop.monday, "file": file})
    assert answer.status_code == 422
    assert why in answer.text
    assert not WeekNote.objects.exists()


def test_a_sheet_that_was_tampered_with_is_read_again(workshop, rosa):
    for rows in ("x", "1;taza;1;1;1;1", f"{workshop.ana.number};taza;1;1;1;1;9999", "1;taza;-1;1;1;1;1"):
        send(rosa, url("sheet_confirm"), monday=workshop.monday, rows=rows)
    send(rosa, url("sheet_confirm"), monday="ayer", rows="")
    twice = f"{workshop.ana.number};taza;1;1;1;1;1\n{workshop.ana.number};taza;2;1;1;1;1"
    assert "deja una sola" in send(rosa, url("sheet_confirm"), 422, monday=workshop.monday, rows=twice).text
    assert "La lista está vacía" in send(rosa, url("sheet_confirm"), 422, monday=workshop.monday, rows="").text
    ahead = workshop.monday + timedelta(days=7)
    row = f"{workshop.ana.number};taza;1;1;1;1;1"
    assert "todavía no empieza" in send(rosa, url("sheet_confirm"), 422, monday=ahead, rows=row).text
    assert not WeekNote.objects.exists()


def test_a_file_that_is_no_sheet_says_so(workshop, rosa):
    answer = rosa.post(url("sheet_upload"), {"monday": workshop.monday,
                                             "file": SimpleUploadedFile("foto.xlsx", b"\x89PNG")})  # fmt: skip
    assert answer.status_code == 422
    assert rosa.get(url("sheet_upload")).status_code == 200


def test_what_the_union_can_make(workshop, rosa):
    page = rosa.get(url("capacity") + "?pieza=jarro").text
    assert "444" in page or "Lluvias" in page
    assert "1 taller no ha dicho con qué trabaja" in page
    send(rosa, url("union_link"))
    assert "calendario/taller/" in rosa.get(url("capacity")).text


def test_everyone_reads_the_recipes(workshop, ana, rosa):
    for client in (ana, rosa):
        page = client.get(url("recipes")).text
        assert "Cazuela grande de 40 cm" in page
        assert "Lluvias" in page


def test_pages_ask_few_questions(workshop, rosa, django_assert_max_num_queries):
    for place in range(12):
        member = factories.make_member(workshop.union, f"Vecina {place}", "Sol", section=workshop.village)
        workshop.note(member)
    with django_assert_max_num_queries(14):
        rosa.get(url("home"))
    with django_assert_max_num_queries(12):
        rosa.get(url("village", section_id=workshop.village.pk))


# --- a village's week typed off its paper -----------------------------------------------------------------------------


def typed_rows(*rows):
    names = ("number", "product", "begun", "good", "material", "fuel", "days")
    return {f"{place}.{name}": value for place, row in enumerate(rows) for name, value in zip(names, row, strict=True)}


def test_the_paper_is_typed_in_its_own_order_and_only_what_is_new_is_kept(workshop, rosa):
    workshop.note(workshop.ana)
    there = url("village_typed", section_id=workshop.village.pk)
    shown = rosa.get(there)
    assert [(row.name, row.product, list(row.five.values())) for row in shown.context["rows"]] == [
        ("Luna, Ana", "Jarro de 250 ml", ["400", "308", "400", "300", "5"]), ("Ríos, Beto", "", [""] * 5),
        ("Vega, Caro", "", [""] * 5), *[("", "", [""] * 5)] * 3,
    ]  # fmt: skip
    hers = [workshop.ana.number, "Jarro de 250 ml", 400, 308, 400, 300, 5]
    his = [workshop.beto.number, "taza", "1,100", 90, "", "12.50", "3.5"]
    empty = [workshop.caro.number, "", "", "", "", "", ""]
    second = [workshop.ana.number, "Taza", 50, 45, "", "", ""]
    answer = send(rosa, there, **typed_rows(hers, his, empty, second))
    assert answer.url == url("village", section_id=workshop.village.pk) + f"?semana={workshop.monday}"

    found = {(note.member_id, note.product): note for note in WeekNote.objects.all()}
    assert {key: note.way for key, note in found.items()} == {
        (workshop.ana.pk, "jarro"): "office", (workshop.beto.pk, "taza"): "sheet", (workshop.ana.pk, "taza"): "sheet",
    }  # fmt: skip
    assert found[workshop.beto.pk, "taza"].five == Five(1_100, 90, 0, 12_50, Decimal("3.5"))


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["{ana}", "avión", 1, 1, 1, 1, 1], "Esa pieza no tiene receta"),
        (["{ana}", "taza", -1, 1, 1, 1, 1], "Formó: "),
        (["{ana}", "taza", "muchas", 1, 1, 1, 1], "Formó: "),
        (["{ana}", "", 5, 1, 1, 1, 1], "Pieza: "),
        (["7", "taza", 5, 1, 1, 1, 1], "No hay socia o socio con ese número"),
        (["=1+1", "taza", 5, 1, 1, 1, 1], "Número: "),
    ],
)
def test_what_is_typed_wrong_is_said_in_its_row_and_stays_typed(workshop, rosa, row, why):
    good = [workshop.beto.number, "taza", 5, 5, 1, 1, 1]
    row = [f"{workshop.ana.number}" if row[0] == "{ana}" else row[0], *row[1:]]
    answer = send(rosa, url("village_typed", section_id=workshop.village.pk), 422, **typed_rows(good, row))

    first, second = answer.context["rows"]
    assert first.why == []
    assert why in " ".join(second.why)
    assert second.cells == [str(value) for value in row]
    assert not WeekNote.objects.exists()


def test_a_paper_with_nothing_on_it_says_so(workshop, rosa):
    there = url("village_typed", section_id=workshop.village.pk)
    assert "La lista está vacía" in send(rosa, there, 422, **typed_rows([workshop.ana.number, *[""] * 6])).text


# --- batches off a paper sheet ----------------------------------------------------------------------------------------

BATCH_HEAD = ["Número", "Pieza", "Empezó", "Último conteo", "Piezas", "Preparar el barro", "Formar", "Secar",
              "Primera quema", "Decorar y esmaltar", "Segunda quema", "Revisar y empacar"]  # fmt: skip


def test_batches_of_a_paper_sheet_come_in_with_all_their_stages(workshop, rosa):
    workshop.begin(workshop.ana)
    empty = read_table("tandas.xlsx", rosa.get(url("batches_upload") + "?formato=xlsx").content)
    assert empty.rows[0].cells == BATCH_HEAD
    paper = rosa.get(url("village", section_id=workshop.village.pk) + "?formato=tandas")
    assert pages(paper.content) == 1
    began, ended = workshop.today - timedelta(days=20), workshop.today - timedelta(days=2)
    file = write_csv(BATCH_HEAD, [
        [workshop.ana.number, "Jarro de 250 ml", began, ended, 100, 100, 95, 87, 86, 86, 78, 77],
        [workshop.ana.number, "jarro", began, "", 50, 50, 48, "", "", "", "", ""],
        [workshop.beto.number, "Macetero de 20 cm", began, ended, 20, 20, 0, "", "", "", "", ""],
        [workshop.beto.number, "taza", began, "", 30, *[""] * 7],
    ])  # fmt: skip
    preview = rosa.post(url("batches_upload"), {"file": SimpleUploadedFile("tandas.csv", file)})
    assert preview.status_code == 200, preview.content.decode()
    assert "4 renglones listos." in preview.text
    send(rosa, url("batches_confirm"), rows=preview.context["preview"].carried)

    check_now()
    rows = Batch.objects.exclude(number=1, member=workshop.ana).order_by("pk")
    assert [(row.member_id, row.number, row.alive, row.stage, row.finished_on) for row in rows] == [
        (workshop.ana.pk, 2, 77, "", ended), (workshop.ana.pk, 3, 48, "secar", None),
        (workshop.beto.pk, 1, 0, "", ended), (workshop.beto.pk, 2, 30, "preparar", None),
    ]  # fmt: skip
    assert list(Count.objects.filter(batch=rows[0]).order_by("position").values_list("entered", "good", "way")) == [
        (100, 100, "sheet"), (100, 95, "sheet"), (95, 87, "sheet"), (87, 86, "sheet"), (86, 86, "sheet"),
        (86, 78, "sheet"), (78, 77, "sheet"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({0: 7}, "No hay socia o socio con ese número"),
        ({1: "avión"}, "Esa pieza no tiene receta"),
        ({2: "2040-01-01"}, "Ese día todavía no llega"),
        ({2: "ayer"}, "ayer"),
        ({3: "2020-01-01"}, "Es antes de que empezara"),
        ({4: 0}, "Piezas"),
        ({6: 101}, "Salieron más de las que entraron (100)"),
        ({6: "", 7: 80}, "Falta este paso"),
        ({1: "Macetero de 20 cm", 8: 80}, "Esa pieza no lleva este paso"),
        ({5: -1}, "-1"),
    ],
)
def test_a_bad_cell_of_a_batch_is_named(workshop, rosa, changed, why):
    began = workshop.today - timedelta(days=20)
    row = [workshop.ana.number, "jarro", began, "", 100, 100, 95, 90, *[""] * 4]
    for place, value in changed.items():
        row[place] = value
    file = SimpleUploadedFile("tandas.csv", write_csv(BATCH_HEAD, [row]))
    answer = rosa.post(url("batches_upload"), {"file": file})

    assert answer.status_code == 422
    assert why in answer.text
    assert not Batch.objects.exists()


def test_batches_that_were_tampered_with_are_read_again(workshop, rosa):
    for rows in ("x", "1;jarro;2026-01-01;2026-01-01", "1;jarro;ayer;2026-01-01;5", "1;jarro;2026-01-01;2026-01-01;-5",
                 "1;jarro;2026-01-01;2026-01-01;0"):  # fmt: skip
        send(rosa, url("batches_confirm"), rows=rows)
    day = workshop.today - timedelta(days=3)
    more = f"{workshop.ana.number};jarro;{day};{day};5;6"
    assert "Salieron más" in send(rosa, url("batches_confirm"), 422, rows=more).text
    assert "La lista está vacía" in send(rosa, url("batches_confirm"), 422, rows="").text
    assert rosa.post(url("batches_upload"), {"file": SimpleUploadedFile("f.xlsx", b"\x89PNG")}).status_code == 422
    assert not Batch.objects.exists()


# --- loads off a paper sheet ------------------------------------------------------------------------------------------

LOAD_HEAD = ["Horno de (núm.)", "Horno", "Quema", "Día", "Leña o gas ($)", "Número", "Tanda", "Buenas"]


def load_rows(workshop, hers, his):
    """Ana lights her kiln, in which Beto has a batch as well."""
    ana, day = workshop.ana.number, workshop.today - timedelta(days=1)
    return [
        [ana, "", "Primera quema", day, "320.50", ana, hers.number, 90],
        ["", "", "", "", "", workshop.beto.number, his.number, 40],
    ]


def load_file(rows):
    return {"file": SimpleUploadedFile("hornadas.csv", write_csv(LOAD_HEAD, rows))}


def test_a_shared_load_of_a_paper_sheet_comes_in_with_its_fuel_shared(workshop, rosa):
    hers, his = workshop.waiting(workshop.ana, 100), workshop.waiting(workshop.beto, 50)
    empty = read_table("hornadas.xlsx", rosa.get(url("loads_upload") + "?formato=xlsx").content)
    assert empty.rows[0].cells == LOAD_HEAD
    assert pages(rosa.get(url("loads_upload") + "?formato=pdf").content) == 1
    preview = rosa.post(url("loads_upload"), load_file(load_rows(workshop, hers, his)))
    assert preview.status_code == 200, preview.content.decode()
    assert "2 renglones listos." in preview.text
    assert not Load.objects.exists()
    send(rosa, url("loads_confirm"), rows=preview.context["preview"].carried)

    check_now()
    load = Load.objects.get()
    assert (load.state, load.fuel_minor, load.lit_on) == ("fired", 320_50, workshop.today - timedelta(days=1))
    parts = LoadPart.objects.order_by("pk").values_list("batch_id", "pieces", "good", "fuel_minor")
    assert list(parts) == [(hers.pk, 100, 90, 213_67), (his.pk, 50, 40, 106_83)]
    assert set(Count.objects.filter(stage="sancochar").values_list("good", "way")) == {(90, "sheet"), (40, "sheet")}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({(0, 0): 7}, "Esa persona no tiene ese horno"),
        ({(0, 1): "Horno de nadie"}, "Esa persona no tiene ese horno; tiene: Horno de Ana"),
        ({(0, 2): "Secar"}, "Ese paso no se hace en el horno"),
        ({(0, 3): ""}, "La primera fila de una hornada lleva"),
        ({(0, 3): "2040-01-01"}, "Ese día todavía no llega"),
        ({(0, 4): -5}, "-5"),
        ({(0, 2): "Segunda quema"}, "no está esperando esta quema"),
        ({(1, 6): 99}, "Esa persona no tiene una tanda con ese número"),
        ({(1, 5): "", (1, 6): ""}, "Falta"),
        ({(1, 7): 51}, "no pueden salir 51 buenas"),
        ({(1, 5): "ana", (1, 6): 1}, "Número"),
    ],
)  # fmt: skip
def test_a_bad_cell_of_a_load_is_named_and_nothing_is_lit(workshop, rosa, changed, why):
    rows = load_rows(workshop, workshop.waiting(workshop.ana, 100), workshop.waiting(workshop.beto, 50))
    for (row, place), value in changed.items():
        rows[row][place] = value
    answer = rosa.post(url("loads_upload"), load_file(rows))

    assert answer.status_code == 422
    assert why in answer.text
    assert f"{2 + max(row for row, _place in changed)}" in {cell.place[-1] for cell in answer.context["plan"].bad}
    assert not Load.objects.exists()
    assert set(Batch.objects.values_list("stage", flat=True)) == {"sancochar"}


def test_a_kiln_of_a_sheet_holds_no_more_than_it_does(workshop, rosa):
    hers, his = workshop.waiting(workshop.ana, 1_000), workshop.waiting(workshop.beto, 600)
    answer = rosa.post(url("loads_upload"), load_file(load_rows(workshop, hers, his)))
    assert answer.status_code == 422
    assert "No cabe" in answer.text
    assert not Load.objects.exists()


def test_loads_that_changed_meanwhile_are_refused_whole(workshop, rosa):
    hers, his = workshop.waiting(workshop.ana, 100), workshop.waiting(workshop.beto, 50)
    carried = rosa.post(url("loads_upload"), load_file(load_rows(workshop, hers, his))).context["preview"].carried
    workshop.count(his, 45)  # Beto told his himself
    answer = send(rosa, url("loads_confirm"), 422, rows=carried)
    assert "Fila 3: La tanda 1 no está esperando esta quema" in answer.text
    assert not Load.objects.exists()
    for rows in ("x", "1;sancochar;2026-01-01;5;2;1:1:2", f"{workshop.kiln.pk};sancochar;ayer;5;2;{hers.pk}:1:2",
                 f"{workshop.kiln.pk};sancochar;2026-01-01;-5;2;{hers.pk}:1:2"):  # fmt: skip
        send(rosa, url("loads_confirm"), rows=rows)
    assert "La lista está vacía" in send(rosa, url("loads_confirm"), 422, rows="").text
    assert not Load.objects.exists()
