"""The call goes to every telephone once; who was told is the proof, and who was not is named."""

import pytest
from django.test import Client
from django.urls import reverse

from tequio.assembly import actions, documents, errors, jobs, queries
from tequio.assembly.models import Dispatch, Notice
from tequio.core.models import OutboxMessage
from tequio.core.refusals import NotAllowed
from tequio.core.scope import in_union
from tequio.members.models import Member
from tests import factories
from tests.assembly import world as worlds


class PaidGateway:
    """A service that takes every text but those to one number."""

    name = "paid"
    taken: list[str] = []
    broken = "+527770000003"

    def send(self, phone: str, text: str) -> None:
        if phone == self.broken:
            raise TimeoutError("no answer")
        self.taken.append(phone)


@pytest.fixture
def gateway(settings):
    settings.TEQUIO_SMS_BACKEND = f"{__name__}.PaidGateway"
    PaidGateway.taken = []
    return PaidGateway


@pytest.fixture
def called(live):
    """Four members are called; the last has no telephone."""
    with factories.union_in_scope() as union:
        world = worlds.build(union, people=4)
        for number, member in enumerate(world.members[:3], start=1):
            member.person.phone = f"+52777000000{number}"
            member.person.save()
        world.called()
    return world


def send(world):
    with in_union(world.union.pk):
        actions.send_call(actor=world.office, assembly_id=world.assembly.pk)


def work(world):
    jobs.send_call(union_id=world.union.pk, assembly_id=world.assembly.pk)


def states(world):
    with in_union(world.union.pk):
        return list(Dispatch.objects.order_by("member_id").values_list("state", flat=True))


def told(world):
    with in_union(world.union.pk):
        return list(Notice.objects.order_by("member_id").values_list("member__person__nombres", "way", "told_by"))


def test_each_telephone_gets_it_once_and_the_proof_is_written_by_itself(called, gateway):
    send(called)
    work(called)
    work(called)

    assert gateway.taken == ["+527770000001", "+527770000002"]
    assert states(called) == ["sent", "sent", "failed", "phoneless"]
    assert told(called) == [("Ana", "text", "Rosa Secretaria"), ("Beto", "text", "Rosa Secretaria")]
    with in_union(called.union.pk):
        unreached = [(each.member.name, each.get_state_display()) for each in queries.untold_by_text(called.assembly)]
    assert unreached == [
        ("Carmen Luna", "el servicio de mensajes no lo aceptó"), ("Dora Luna", "sin teléfono en el padrón"),
    ]  # fmt: skip


def test_pressed_again_it_goes_only_to_who_is_missing(called, gateway, monkeypatch):
    send(called)
    work(called)
    monkeypatch.setattr(PaidGateway, "broken", "")
    with in_union(called.union.pk):
        dora = Member.objects.get(pk=called.members[3].pk)
        dora.person.phone = "+527770000004"
        dora.person.save()
    send(called)
    work(called)
    assert gateway.taken == ["+527770000001", "+527770000002", "+527770000003", "+527770000004"]
    with pytest.raises(errors.EverybodyTold, match="no se manda dos veces"):
        send(called)
    assert states(called) == ["sent"] * 4


def test_after_a_crash_nothing_goes_twice_and_who_is_in_doubt_is_named(called, gateway):
    send(called)
    with in_union(called.union.pk):
        actions.telling.claim(called.assembly.pk, 1)  # taken, and then the power went
    work(called)

    assert gateway.taken == ["+527770000002"]
    assert states(called)[0] == "sending"
    assert [name for name, *_how in told(called)] == ["Beto"]
    with in_union(called.union.pk):
        first = queries.untold_by_text(called.assembly)[0]
        assert (first.member.name, first.get_state_display()) == ("Ana Luna", "no se sabe si le llegó")
        # Somebody asks her, and notes it: she is off the list.
        actions.tell_members(actor=called.office, assembly_id=called.assembly.pk, way="phone", today=worlds.CALLED,
                             member_ids=[first.member_id])  # fmt: skip
        assert called.members[0] not in [each.member for each in queries.untold_by_text(called.assembly)]


def test_without_a_gateway_the_text_waits_and_nobody_counts_as_told(called):
    send(called)
    work(called)
    assert states(called) == ["kept", "kept", "kept", "phoneless"]
    assert told(called) == []
    assert OutboxMessage.objects.filter(text__contains="Asamblea de diciembre").count() == 3


def test_only_the_system_says_how_a_text_ended(called):
    with in_union(called.union.pk), pytest.raises(NotAllowed):
        actions.telling.record_sent(actor=factories.actor_with(called.union, "assembly.notice.send"),
                                    assembly_id=called.assembly.pk, states={}, today=worlds.CALLED)  # fmt: skip


def test_a_long_agenda_is_cut_and_never_the_day_or_the_place(world):
    world.call(points=[actions.Point(f"Punto muy largo {'x' * 80}") for _ in range(9)])
    text = documents.text_message(world.assembly)
    assert len(text) == documents.LONGEST
    assert "13 de diciembre" in text
    assert "Casa de la cultura de Tlayacapan" in text
    assert "….  Trae tu tarjeta".replace("  ", " ") in text


def test_the_office_sends_and_sees_how_it_went(called, gateway):
    with in_union(called.union.pk):
        client = Client()
        client.force_login(factories.make_staff(called.union, "*"))
        assembly = {"union": called.union.slug, "assembly_id": called.assembly.pk}
    page = reverse("assembly:notices", kwargs=assembly)
    assert "Mandar a todos los teléfonos" in client.get(page).content.decode()
    assert client.post(reverse("assembly:call_sent", kwargs=assembly)).url == page
    assert "Están saliendo: faltan 3" in client.get(page).content.decode()
    work(called)
    shown = client.get(page).content.decode()
    assert "Avisadas 2 de 4" in shown
    assert "Falta avisarles de otra forma" in shown
    assert "Carmen Luna" in shown
    assert "Ana Luna" not in shown
