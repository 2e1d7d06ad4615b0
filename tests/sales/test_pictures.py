"""Design sheets and photos of defects: kept small, seen by the office and by who makes the pieces, by nobody else."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from tequio.core.models import Event
from tequio.core.pictures import PictureWrong, picture_of
from tequio.sales import actions, links
from tequio.sales.documents import tickets_pdf
from tequio.sales.errors import DesignFixed, DesignWrong, NotNow, TooManyPhotos
from tequio.sales.models import DefectPhoto, DesignSheet, Inspection, Order
from tests import factories
from tests.sales.world import TODAY

PDF = b"%PDF-1.7 a sheet"


def photo(colour="sienna", kind="JPEG"):
    out = BytesIO()
    Image.new("RGB", (900, 600), colour).save(out, kind)
    return out.getvalue()


def attach(world, line, content, actor=None):
    return actions.attach_design(actor=actor or world.seller, line_id=line.pk, content=content, today=TODAY)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def given_account(member, phone):
    member.user = factories.make_user(member.name, phone=phone)
    member.save(update_fields=["user"])
    return signed_in(member.user)


def test_a_sheet_is_replaced_until_the_line_is_offered(world):
    world.quoted()
    line = world.order.lines.get(number=1)
    attach(world, line, PDF)
    sheet = attach(world, line, photo())

    assert DesignSheet.objects.get() == sheet
    assert (sheet.kind, Image.open(BytesIO(sheet.small)).size) == ("jpg", (200, 133))
    said = Event.objects.filter(kind="sales.design.attached").order_by("number").values_list("data", flat=True)
    assert [(data["line"], data["file"], len(data["sha256"])) for data in said] == [(1, "pdf", 64), (1, "jpg", 64)]


def test_workshops_go_by_the_sheet_they_said_yes_to(world):
    world.ordered()
    first, second = world.order.lines.order_by("number")
    kept = attach(world, first, PDF)
    world.split()
    events = Event.objects.count()
    with pytest.raises(DesignFixed):
        attach(world, first, photo())

    assert (DesignSheet.objects.get().sha256, Event.objects.count()) == (kept.sha256, events)
    attach(world, second, photo())  # there was none: better late than never
    assert DesignSheet.objects.count() == 2


def test_after_delivery_no_sheet_is_put(world):
    world.shipped()
    with pytest.raises(NotNow):
        attach(world, world.order.lines.first(), PDF)
    assert not DesignSheet.objects.exists()


@pytest.mark.parametrize(
    ("content", "refusal"), [(b"<svg/>", PictureWrong), (PDF + bytes(6_000_000), DesignWrong), (b"", PictureWrong)]
)
def test_what_is_no_sheet_is_refused(world, content, refusal):
    world.drafted()
    line = world.line(world.mug, 100, 4_000)
    events = Event.objects.count()
    with pytest.raises(refusal):
        attach(world, line, content)
    assert (DesignSheet.objects.count(), Event.objects.count()) == (0, events)


def test_a_line_goes_with_its_sheet(world):
    world.drafted()
    line = world.line(world.mug, 100, 4_000)
    attach(world, line, PDF)
    actions.drop_line(actor=world.seller, line_id=line.pk)
    assert not DesignSheet.objects.exists()


def test_the_sheet_is_for_the_office_and_for_who_was_offered_the_line(union, world):
    tickets = world.making()
    line = tickets[0].line
    attach(world, line, photo())
    path = reverse("sales:design_file", kwargs={"union": union.slug, "line_id": line.pk})
    maker = given_account(tickets[0].maker.member, "+527771110001")
    stranger = signed_in(factories.make_user("Zoe"))
    factories.make_member(union, "Zoe", "Ríos", user=stranger and factories.make_user("Zoe Ríos"))

    shown = maker.get(path)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert len(maker.get(path + "?chica").content) < 7_000
    assert b"?chica" in maker.get(reverse("sales:my_job", args=[union.slug, tickets[0].pk])).content
    assert signed_in(factories.make_staff(union, "sales.pieces.inspect")).get(path).status_code == 200
    assert stranger.get(path).status_code == 404


def test_a_pdf_is_kept_not_opened(union, world):
    world.ordered()
    line = world.order.lines.get(number=1)
    attach(world, line, PDF)
    office = signed_in(factories.make_staff(union, "*"))
    answer = office.get(reverse("sales:design_file", kwargs={"union": union.slug, "line_id": line.pk}))
    assert answer["Content-Disposition"] == f'attachment; filename="diseno-{line.pk}.pdf"'
    assert answer.content == PDF


def test_the_office_puts_a_sheet_by_its_page_and_is_told_what_is_wrong(union, world):
    world.ordered()
    line = world.order.lines.get(number=1)
    office = signed_in(factories.make_staff(union, "*"))
    path = reverse("sales:design", kwargs={"union": union.slug, "line_id": line.pk})
    refused = office.post(path, {"file": SimpleUploadedFile("taza.heic", b"ftypheic" * 9)})
    assert refused.status_code == 422
    assert "no es una foto JPG, PNG o WebP" in refused.content.decode()
    assert not DesignSheet.objects.exists()

    assert office.post(path, {"file": SimpleUploadedFile("taza.jpg", photo())}, follow=True).status_code == 200
    assert DesignSheet.objects.get().line_id == line.pk
    assert "Guardar la hoja" in office.get(path).content.decode()

    world.split()
    assert "Guardar la hoja" not in office.get(path).content.decode()  # workshops go by it now
    refused = office.post(path, {"file": SimpleUploadedFile("otra.jpg", photo("navy"))})
    assert refused.status_code == 422
    assert str(DesignFixed()) in refused.content.decode()


@pytest.fixture
def ticket(world):
    return world.answer(max(world.making(), key=lambda each: each.pieces))


def test_photos_of_defects_are_for_the_office_and_the_maker(union, world, ticket):
    seen = picture_of(photo())
    world.inspect(ticket, 5, rejected=1, defects={"rajada": 1}, photos=(seen, seen))
    first = DefectPhoto.objects.order_by("position").first()
    path = reverse("sales:defect_photo", kwargs={"union": union.slug, "photo_id": first.pk})
    maker = given_account(ticket.maker.member, "+527771110001")
    other = next(each for name, each in world.members.items() if each.pk != ticket.maker.member_id)

    assert bytes(first.whole) == seen.whole
    assert maker.get(path).content == seen.whole
    assert maker.get(path + "?chica").content == seen.small
    assert b"foto 2 de la falla" in maker.get(reverse("sales:my_job", args=[union.slug, ticket.pk])).content
    assert given_account(other, "+527771110002").get(path).status_code == 404
    with pytest.raises(DatabaseError), transaction.atomic():
        DefectPhoto.objects.update(position=9)


def test_five_photos_are_too_many(world, ticket):
    seen = picture_of(photo())
    with pytest.raises(TooManyPhotos):
        world.inspect(ticket, 5, photos=(seen,) * 5)
    assert not Inspection.objects.exists()
    assert not DefectPhoto.objects.exists()


def inspect_path(union, ticket):
    return reverse("sales:inspect", kwargs={"union": union.slug, "ticket_id": ticket.pk})


def test_the_inspectors_page_keeps_counts_and_photos(union, world, ticket):
    office = signed_in(factories.make_staff(union, "sales.pieces.inspect"))
    told = {"accepted": "5", "rework": "0", "rejected": "2", "defect_rajada": "2", "once": "a"}
    photos = [SimpleUploadedFile("a.jpg", photo()), SimpleUploadedFile("b.png", photo(kind="PNG"))]
    office.post(inspect_path(union, ticket), told | {"photos": photos})

    inspection = Inspection.objects.get()
    assert (inspection.accepted, inspection.rejected, inspection.photos.count()) == (5, 2, 2)
    assert b"Foto 2 de la falla" in office.get(inspect_path(union, ticket)).content


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"accepted": "9999"}, "piezas buenas y anotaste 9,999"),
        ({"accepted": "5", "rejected": "-1"}, "No cuadra"),
        ({"accepted": "5", "rejected": "1", "defect_rajada": "-1"}, "de 1 a las que no salieron buenas (1)"),
        ({"accepted": "5", "rejected": "1", "defect_rajada": "2"}, "de 1 a las que no salieron buenas (1)"),
        ({"accepted": "cinco"}, "Escribe solo un número entero"),
        ({"accepted": "0"}, "No cuadra"),
    ],
    ids=["more-than-asked", "negative", "negative-defect", "more-defects-than-bad", "words", "nothing"],
)
def test_a_count_that_cannot_be_is_told_on_the_page_and_nothing_is_kept(union, world, ticket, told, sentence):
    office = signed_in(factories.make_staff(union, "sales.pieces.inspect"))
    events = Event.objects.count()
    answer = office.post(inspect_path(union, ticket), {"rework": "0", "rejected": "0"} | told)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert (Inspection.objects.count(), Event.objects.count()) == (0, events)


def test_of_two_inspectors_the_second_is_told_that_the_first_was_there(union, world, ticket):
    office = signed_in(factories.make_staff(union, "sales.pieces.inspect"))
    other = signed_in(factories.make_staff(union, "sales.pieces.inspect", name="Otra"))
    told = {"accepted": f"{ticket.pieces}", "rework": "0", "rejected": "0"}
    assert office.post(inspect_path(union, ticket), told | {"once": "a"}).status_code == 302
    answer = other.post(inspect_path(union, ticket), told | {"once": "b"})

    assert "De este trabajo faltan 0 piezas buenas" in answer.content.decode()
    assert "Otra persona pudo anotar antes" in answer.content.decode()
    assert [each.accepted for each in Inspection.objects.all()] == [ticket.pieces]


def test_plus_and_minus_count_without_script(union, world, ticket):
    office = signed_in(factories.make_staff(union, "sales.pieces.inspect"))
    told = {"accepted": "5", "rework": "0", "rejected": "0"}
    more = office.post(inspect_path(union, ticket), told | {"step": "rejected:1"}).content.decode()
    less = office.post(inspect_path(union, ticket), told | {"step": "rework:-1"}).content.decode()

    assert 'name="rejected" value="1"' in more
    assert 'name="rework" value="0"' in less
    assert not Inspection.objects.exists()


def test_the_printed_job_shows_the_picture_of_its_line_and_no_other(world):
    tickets = world.making()
    mug = next(each for each in tickets if each.line.number == 1)
    attach(world, mug.line, photo())
    plate = next(each for each in tickets if each.line.number == 2)
    shown = PdfReader(BytesIO(tickets_pdf(world.order, [mug, plate])))

    assert [len(page.images) for page in shown.pages] == [1, 0]
    assert shown.pages[0].images[0].image.size == (900, 600)


def test_the_buyer_sees_the_sheets_of_his_own_order_by_his_link(world):
    world.quoted()
    line = world.order.lines.get(number=1)
    token, visitor = links.ORDER.token_for(world.order), Client()
    page = reverse("buyer_link", args=[token])
    there = reverse("buyer_design", args=[token, 1])
    assert there not in visitor.get(page).content.decode()
    assert visitor.get(there).status_code == 404

    attach(world, line, photo())
    assert f'src="{there}?chica"' in visitor.get(page).content.decode()
    shown = visitor.get(there)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert len(visitor.get(there + "?chica").content) < 7_000
    assert visitor.get(reverse("buyer_design", args=[token, 2])).status_code == 404

    attach(world, line, PDF)
    assert f'href="{there}"' in visitor.get(page).content.decode()
    assert visitor.get(there)["Content-Disposition"].startswith("attachment")

    actions.renew_link(actor=world.seller, order_id=world.order.pk)
    assert visitor.get(there).status_code == 410


def test_no_sheet_is_asked_for_once_the_order_has_left(union, world):
    office = signed_in(factories.make_staff(union, "*"))
    world.ordered()
    assert "Poner la hoja de diseño" in office.get(world.order.get_absolute_url()).content.decode()
    Order.objects.filter(pk=world.order.pk).update(state=Order.State.LOST)
    assert "hoja de diseño" not in office.get(world.order.get_absolute_url()).content.decode().lower()
