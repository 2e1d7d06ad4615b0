"""Goods are counted, shared again where they came short, and handed out."""

from decimal import Decimal

import pytest

from tequio.purchasing import actions
from tequio.purchasing.errors import NotAllCounted, NotAllHandedOut, ReceivedWrong
from tequio.purchasing.models import Allotment, AwardLine, Round
from tests.purchasing.world import AFTER


def shares(world):
    return {
        (s.member.person.nombres, s.item.name): (s.final_quantity, s.final_minor)
        for s in Allotment.objects.select_related("member__person", "item").exclude(final_quantity=0)
    }


def test_what_came_whole_stays_as_awarded(world):
    world.to_received()

    for share in Allotment.objects.all():
        assert (share.final_quantity, share.final_minor) == (share.quantity, share.charge_minor)
    assert Round.objects.get().state == Round.State.RECEIVED


def test_ten_broken_kilos_are_shared_by_their_takers_alone(world):
    """Ana (40) and Beto (60) were to share 100 kg; 90 are good, so they get 36 and 54 and owe 35.00 less."""
    world.to_ordered()
    before = shares(world)
    world.count_all(**{"Barro@Tlayacapan": ("95", "5", None)})
    actions.finish_receiving(actor=world.buyer, round_id=world.round.pk)
    after = shares(world)

    assert after["Ana", "Barro"][0] == 36
    assert after["Beto", "Barro"][0] == 54
    owed = [minors[1] for minors in (before["Ana", "Barro"], before["Beto", "Barro"])]
    owe = [minors[1] for minors in (after["Ana", "Barro"], after["Beto", "Barro"])]
    assert sum(owed) - sum(owe) == 3500
    untouched = set(before) - {("Ana", "Barro"), ("Beto", "Barro")}
    assert {key: after[key] for key in untouched} == {key: before[key] for key in untouched}


def test_what_came_instead_is_shared_under_its_own_name(world):
    world.to_ordered()
    world.count_all(**{"Barro@Hueyapan": ("20", "0", world.frit.pk)})
    actions.finish_receiving(actor=world.buyer, round_id=world.round.pk)

    instead = Allotment.objects.get(instead_of=world.clay)
    assert (instead.member, instead.item, instead.final_quantity) == (world.caro, world.frit, Decimal(20))
    assert sum(share.final_minor for share in Allotment.objects.all()) == 112400


def test_when_nothing_of_a_village_came_the_bill_is_still_met(world):
    world.to_ordered()
    world.count_all(**{"Barro@Hueyapan": ("0", "0", None)})
    actions.finish_receiving(actor=world.buyer, round_id=world.round.pk)

    assert ("Caro", "Barro") not in shares(world)
    assert sum(share.final_minor for share in Allotment.objects.all()) == 112400 - 7000


@pytest.mark.parametrize(("received", "damaged"), [("101", "0"), ("-1", "0"), ("10", "11"), ("10", "-1"), ("NaN", "0")])
def test_an_impossible_count_is_refused_by_material_and_village(world, received, damaged):
    world.to_ordered()
    with pytest.raises(ReceivedWrong, match="Barro en Tlayacapan: lo recibido debe ir de 0 a 100"):
        world.count_all(**{"Barro@Tlayacapan": (received, damaged, None)})

    assert not AwardLine.objects.filter(received__isnull=False).exists()


def test_receiving_ends_only_when_every_village_has_counted(world):
    world.to_ordered()
    line = AwardLine.objects.filter(section=world.tlaya).order_by("pk").first()
    actions.count_goods(
        actor=world.buyer, round_id=world.round.pk, counts=[actions.Count(line.pk, line.quantity)]
    )  # fmt: skip
    with pytest.raises(NotAllCounted, match="Hueyapan, Tlayacapan"):
        actions.finish_receiving(actor=world.buyer, round_id=world.round.pk)

    assert Round.objects.get().state == Round.State.ORDERED


def test_counting_can_be_undone_and_shares_are_as_awarded(world):
    world.to_ordered()
    world.count_all(**{"Barro@Hueyapan": ("20", "0", world.frit.pk), "Barro@Tlayacapan": ("90", "0", None)})
    actions.finish_receiving(actor=world.buyer, round_id=world.round.pk)
    actions.undo_receiving(actor=world.chair, round_id=world.round.pk, reason="mal contado")

    for share in Allotment.objects.all():
        assert (share.final_quantity, share.final_minor) == (share.quantity, share.charge_minor)
    assert not Allotment.objects.filter(instead_of__isnull=False).exists()


def test_handing_out_waits_for_who_did_not_come(world):
    world.to_received()
    hand_out = {"actor": world.buyer, "round_id": world.round.pk, "today": AFTER}
    actions.hand_out_section(**hand_out, section_id=world.tlaya.pk, absent=[world.beto.pk])
    actions.hand_out_section(**hand_out, section_id=world.hueyapan.pk)
    with pytest.raises(NotAllHandedOut, match="Tlayacapan"):
        actions.finish_handing_out(actor=world.buyer, round_id=world.round.pk)
    actions.hand_out_section(**hand_out, section_id=world.tlaya.pk)
    actions.finish_handing_out(actor=world.buyer, round_id=world.round.pk)

    assert Round.objects.get().state == Round.State.HANDED_OUT
