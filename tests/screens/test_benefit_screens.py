"""The proof on screen: honest sentences, figures that lead to their rows, and who may see whose."""

import io
from datetime import date
from decimal import Decimal
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tequio.core.models import Event
from tequio.members.models import Member
from tequio.stock.models import PriceObservation
from tests import factories
from tests.benefit.conftest import book_fee, see
from tests.purchasing import world as worlds


def signed_in(user):
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture
def world(union):
    world = worlds.build(union)
    see(world, world.clay, world.tlaya, "30.00")
    book_fee(world, world.ana, 12_000)
    book_fee(world, world.beto, 500_000)
    world.to_settled()
    return world


@pytest.fixture
def ana(world):
    Member.objects.filter(pk=world.ana.pk).update(user=factories.make_user("Ana Luna", phone="+527771230001"))
    return signed_in(Member.objects.get(pk=world.ana.pk).user)


@pytest.fixture
def rosa(world):
    return signed_in(factories.make_staff(world.union, "*"))


def text_of(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def at(world, end):
    return f"/{world.union.slug}/beneficio/{end}?periodo=todo"


def test_ana_reads_one_sentence_and_can_follow_every_line(world, ana):
    text = text_of(ana, at(world, ""))
    line = world.round.charges.get(member=world.ana).lines.get(item=world.clay)
    saved = 120_000 - line.minor

    assert f"Pagaste <b>$120</b> de cuota; tu unión te ahorró <b>${saved / 100:,.2f}</b>" in text.replace(
        ".00</b>", "</b>"
    )
    assert f"/{world.union.slug}/beneficio/prueba/{line.observation_id}/" in text
    assert "1 compra no tiene prueba" in text


def test_withdrawing_the_evidence_on_screen_turns_the_page_to_without_proof(world, ana, rosa):
    seen = PriceObservation.objects.get()
    there = f"/{world.union.slug}/materiales/precios/{seen.pk}/retirar/"
    assert rosa.post(there, {"reason": ""}).status_code == 422
    assert rosa.post(there, {"reason": "era de otro año", "once": "w"}).status_code == 302

    text = text_of(ana, at(world, ""))
    assert "todavía sin prueba de ahorro" in text
    assert text.count("Sin prueba</span>") == 2


def test_a_member_sees_his_own_page_only(world, ana):
    text_of(ana, at(world, f"socias/{world.ana.pk}/"), 404)
    text_of(ana, at(world, f"socios/{world.ana.pk}/"))
    text_of(ana, at(world, f"socios/{world.beto.pk}/"), 403)
    for office in ("comite/", "comite/rojos/"):
        text_of(ana, at(world, office), 403)
    assert ana.post(at(world, "comite/hoja.xlsx")).status_code == 403
    assert ana.post(at(world, "comite/revisar-pruebas/")).status_code == 403


def test_another_unions_member_and_evidence_are_not_there(world, ana):
    seen = PriceObservation.objects.get()
    with factories.union_in_scope("otra") as other:
        staff = signed_in(factories.make_staff(other, "*"))
    for end in (f"socios/{world.ana.pk}/", f"prueba/{seen.pk}/"):
        assert staff.get(f"/otra/beneficio/{end}").status_code == 404
        assert staff.get(at(world, end)).status_code == 404


def test_evidence_shows_a_member_his_own_lines_only(world, ana, rosa):
    there = at(world, f"prueba/{PriceObservation.objects.get().pk}/")

    assert "Beto" not in text_of(ana, there)
    assert "Beto" in text_of(rosa, there)
    # Hundreds of purchases may rest on one price: a page lists fifty of them.
    assert rosa.get(there).context["page"].paginator.per_page == 50


def test_the_committee_sees_who_is_in_the_red_and_what_would_help(world, rosa):
    text = text_of(rosa, at(world, "comite/"))
    red = text_of(rosa, at(world, "comite/rojos/"))

    assert "1 abajo de cero" in text
    assert "Frita" in text
    assert "Beto" in red
    assert "más de Barro." in red
    assert "Ana" not in red.partition("<main")[2]


def test_the_workbook_is_taken_once_and_written_down(world, rosa):
    answer = rosa.post(f"/{world.union.slug}/beneficio/comite/hoja.xlsx", {"periodo": "todo"})

    with ZipFile(io.BytesIO(answer.content)) as book:
        assert len([name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]) == 2
    assert Event.objects.filter(kind="benefit.report.exported").get().data["members"] == 3


def test_the_committees_page_costs_the_same_for_any_number_of_members(world, rosa, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        rosa.get(at(world, "comite/"))
    with django_assert_max_num_queries(12):
        rosa.get(at(world, "comite/rojos/"))


def test_a_price_is_noted_with_its_photo(world, rosa, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    photo = SimpleUploadedFile("recibo.exe", b"\x89PNG\r\n\x1a\n" + b"0" * 40, content_type="application/x-evil")
    asked = {"item": world.frit.pk, "price": "31.50", "observed_on": "2026-02-01", "grade": "A", "place": "Tienda"}

    answer = rosa.post(f"/{world.union.slug}/materiales/precios/nuevo/", asked | {"photo": photo})

    assert answer.status_code == 302
    seen = PriceObservation.objects.get(item=world.frit)
    assert (seen.price, seen.grade, seen.observed_on) == (Decimal("31.5"), "A", date(2026, 2, 1))
    shown = rosa.get(f"/{world.union.slug}/materiales/precios/{seen.pk}/foto/")
    assert shown["Content-Type"] == "image/png"
    assert b"".join(shown.streaming_content).startswith(b"\x89PNG")
    assert shown["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"MZ\x90", b"RIFF\x00\x00\x00\x00AVI "])
def test_a_file_that_is_no_photo_is_refused(world, rosa, content):
    asked = {"item": world.frit.pk, "price": "31.50", "observed_on": "2026-02-01", "grade": "A",
             "photo": SimpleUploadedFile("recibo.jpg", content)}  # fmt: skip

    answer = rosa.post(f"/{world.union.slug}/materiales/precios/nuevo/", asked)

    assert answer.status_code == 422
    assert "no es una foto" in answer.content.decode()
    assert PriceObservation.objects.count() == 1


def test_a_photo_too_large_is_refused(world, rosa):
    photo = SimpleUploadedFile("r.jpg", b"\xff\xd8\xff" + b"0" * (8 * 1024 * 1024))
    asked = {"item": world.frit.pk, "price": "31.50", "observed_on": "2026-02-01", "grade": "A", "photo": photo}

    answer = rosa.post(f"/{world.union.slug}/materiales/precios/nuevo/", asked)

    assert "pasa de 8 MB" in answer.content.decode()


def test_home_is_a_members_own_or_what_waits(world, ana, rosa):
    mine, office = text_of(ana, f"/{world.union.slug}/"), text_of(rosa, f"/{world.union.slug}/")

    assert "Hola, Ana" in mine
    assert "Lo que te espera" in office
    assert "1 persona está en números rojos." in office
