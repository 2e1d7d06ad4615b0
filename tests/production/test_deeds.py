"""What workshops note: five numbers a week, batches stage by stage, loads of several owners, promises."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from tequio.core.models import Event
from tequio.core.refusals import NotAllowed
from tequio.engines.costing import Five
from tequio.members.models import Member
from tequio.production import actions, errors
from tequio.production.actions import KilnDetails, MeansDetails
from tequio.production.models import Batch, Commitment, Count, Kiln, Load, LoadPart, Means, Pause, WeekNote
from tequio.production.steps import end_promise, promise_pieces
from tests import factories
from tests.production.world import FIVE, MONDAY, NOW, TODAY, check_now


def refused(error, deed, **told):
    before = Event.objects.count()
    with pytest.raises(error) as refusal:
        deed(**told)
    assert str(refusal.value)
    assert Event.objects.count() == before


# --- five numbers a week ----------------------------------------------------------------------------------------------


def test_a_week_noted_again_replaces_what_stood_there(world):
    world.note(world.ana)
    world.note(world.ana, five=Five(410, 300, 0, 300_00, Decimal("5.5")))

    (note,) = WeekNote.objects.all()
    assert (note.begun, note.good, note.material_minor, note.days, note.way) == (410, 300, 0, Decimal("5.5"), "office")
    assert note.monday == MONDAY


def test_a_member_notes_her_own_and_nobody_elses(world):
    hers = factories.actor_with(world.union, member=world.ana)
    told = {"monday": TODAY, "product": "taza", "five": FIVE, "today": TODAY, "now": NOW}
    note = actions.note_week(actor=hers, member=world.ana, **told)

    assert (note.way, note.monday) == ("phone", MONDAY)
    refused(NotAllowed, actions.note_week, actor=hers, member=world.beto, **told)


@pytest.mark.parametrize(
    ("error", "changed"),
    [
        (errors.WeekToCome, {"monday": MONDAY + timedelta(days=7)}),
        (errors.WeekTooOld, {"monday": MONDAY - timedelta(weeks=60)}),
        (errors.NoRecipe, {"product": "avion"}),
        (errors.NothingNoted, {"five": Five(0, 0, 0, 0, Decimal(0))}),
    ],
)
def test_a_week_that_cannot_be_is_not_noted(world, error, changed):
    told = {"monday": MONDAY, "product": "jarro", "five": FIVE, "today": TODAY, "now": NOW} | changed
    refused(error, actions.note_week, actor=world.actor, member=world.ana, **told)
    assert not WeekNote.objects.exists()


def test_nothing_is_noted_for_who_left(world):
    Member.objects.filter(pk=world.caro.pk).update(state="left", left_on=TODAY)
    world.caro.refresh_from_db()
    refused(errors.NotActive, world.note, member=world.caro)


# --- batches ----------------------------------------------------------------------------------------------------------


def test_a_batch_goes_through_its_stages(world):
    batch = world.begin(world.ana, 100)
    assert (batch.number, batch.stage, batch.alive) == (1, "preparar", 100)

    batch = world.count(batch, 100, 95, 87, 86, 86)
    assert (batch.stage, batch.alive, batch.finished_on) == ("quemar", 86, None)
    batch = world.count(batch, 78, 77)
    assert (batch.stage, batch.alive, batch.finished_on) == ("", 77, TODAY)
    assert list(Count.objects.filter(batch=batch).order_by("position").values_list("entered", "good")) == [
        (100, 100), (100, 95), (95, 87), (87, 86), (86, 86), (86, 78), (78, 77),
    ]  # fmt: skip
    check_now()
    assert world.begin(world.ana).number == 2
    assert world.begin(world.beto).number == 1


def test_a_batch_that_breaks_whole_is_finished(world):
    batch = world.count(world.begin(world.ana, 10), 10, 0)
    assert (batch.alive, batch.stage, batch.is_finished) == (0, "", True)
    told = {"stage": "secar", "good": 0, "counted_on": TODAY, "today": TODAY}
    refused(errors.BatchFinished, actions.count_stage, actor=world.actor, member=world.ana, batch_id=batch.pk, **told)


@pytest.mark.parametrize(
    ("error", "changed"),
    [
        (errors.MoreThanThere, {"good": 101}),
        (errors.MoreThanThere, {"good": -1}),
        (errors.StageNotNext, {"stage": "quemar"}),
        (errors.DayToCome, {"counted_on": TODAY + timedelta(days=1)}),
        (errors.DayTooEarly, {"counted_on": TODAY - timedelta(days=21)}),
    ],
)
def test_a_count_that_cannot_be_changes_nothing(world, error, changed):
    batch = world.begin(world.ana, 100)
    told = {"stage": "preparar", "good": 100, "counted_on": TODAY, "today": TODAY} | changed
    refused(error, actions.count_stage, actor=world.actor, member=world.ana, batch_id=batch.pk, **told)
    assert not Count.objects.exists()
    assert Batch.objects.get().alive == 100


def test_the_last_count_is_taken_back(world):
    batch = world.count(world.begin(world.ana, 100), 100, 90)
    actions.undo_count(actor=world.actor, member=world.ana, batch_id=batch.pk)

    batch.refresh_from_db()
    assert (batch.stage, batch.alive) == ("formar", 100)
    actions.undo_count(actor=world.actor, member=world.ana, batch_id=batch.pk)
    refused(errors.NothingToUndo, actions.undo_count, actor=world.actor, member=world.ana, batch_id=batch.pk)
    actions.drop_batch(actor=world.actor, member=world.ana, batch_id=batch.pk)
    assert not Batch.objects.exists()


def test_what_was_counted_is_not_dropped(world):
    batch = world.count(world.begin(world.ana), 100)
    refused(errors.BatchCounted, actions.drop_batch, actor=world.actor, member=world.ana, batch_id=batch.pk)


@pytest.mark.parametrize(("pieces", "days", "error"), [(0, 0, errors.MoreThanThere), (10, -1, errors.DayToCome)])
def test_a_batch_that_cannot_be_is_not_begun(world, pieces, days, error):
    refused(error, world.begin, member=world.ana, pieces=pieces, days_ago=days)
    assert not Batch.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE production_batch SET alive = alive + 1",
        "UPDATE production_count SET good = good - 1",
        "DELETE FROM production_count",
    ],
)
def test_the_database_lets_no_piece_appear_or_vanish(world, change):
    world.count(world.begin(world.ana, 100), 90)
    check_now()
    with pytest.raises(IntegrityError, match="it cannot hold"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
        check_now()


# --- loads ------------------------------------------------------------------------------------------------------------


def test_a_load_of_two_owners_shares_its_fuel_by_place(world):
    """Ana's 200 jugs take 240 litres, Beto's 24 pots of 12 litres take 288: of $528 she pays 240, he 288."""
    load = world.plan_load()
    hers, his = world.waiting(world.ana, 200), world.waiting(world.beto, 24, product="olla")
    world.join(load, hers, his)
    world.fire(load, 528_00, ana=190, beto=24)

    parts = list(LoadPart.objects.order_by("pk"))
    assert [(part.place, part.fuel_minor, part.broken) for part in parts] == [(240, 240_00, 10), (288, 288_00, 0)]
    hers.refresh_from_db()
    assert (hers.stage, hers.alive) == ("esmaltar", 190)
    load.refresh_from_db()
    assert (load.state, load.fuel_minor, load.sequence) == ("fired", 528_00, 1)
    assert Count.objects.filter(part__isnull=False).count() == 2
    check_now()


def test_what_a_load_counted_is_not_taken_back(world):
    load = world.plan_load()
    batch = world.waiting(world.ana)
    world.join(load, batch)
    told = {"actor": world.actor, "member": world.ana, "batch_id": batch.pk}
    refused(errors.BatchInLoad, actions.undo_count, **told)
    refused(errors.BatchInLoad, actions.drop_batch, **told)
    refused(errors.BatchInLoad, actions.count_stage, stage="sancochar", good=1, counted_on=TODAY, today=TODAY, **told)
    world.fire(load, 100_00)
    refused(errors.CountOfLoad, actions.undo_count, **told)


def test_who_may_put_something_into_a_load(world):
    load = world.plan_load()
    elsewhere = factories.make_member(
        world.union, "Dora", "Paz", section=factories.make_section(world.union, "Oaxtepec")
    )
    far = world.waiting(elsewhere)
    join = {"actor": world.actor, "load_id": load.pk}
    refused(errors.KilnNotShared, actions.join_load, member=elsewhere, batch_id=far.pk, **join)
    raw = world.begin(world.beto)
    refused(errors.BatchNotWaiting, actions.join_load, member=world.beto, batch_id=raw.pk, **join)
    large = world.waiting(world.beto, 501)
    refused(errors.KilnFull, actions.join_load, member=world.beto, batch_id=large.pk, **join)
    fits = world.waiting(world.beto, 500)
    actions.join_load(member=world.beto, batch_id=fits.pk, **join)
    refused(errors.BatchInLoad, actions.join_load, member=world.beto, batch_id=fits.pk, **join)

    actions.leave_load(actor=world.actor, member=world.beto, load_id=load.pk, batch_id=fits.pk)
    assert not LoadPart.objects.exists()
    Kiln.objects.update(is_shared=False)
    refused(errors.KilnNotShared, actions.join_load, member=world.beto, batch_id=fits.pk, **join)


def test_a_load_that_cannot_be_fired_stays_planned(world):
    load = world.plan_load()
    told = {"actor": world.actor, "member": world.ana, "load_id": load.pk, "fuel_minor": 100_00, "fired_on": TODAY,
            "today": TODAY, "now": NOW}  # fmt: skip
    refused(errors.LoadEmpty, actions.fire_load, goods={}, **told)
    batch = world.waiting(world.ana)
    world.join(load, batch)
    (part,) = LoadPart.objects.all()
    refused(errors.GoodsMissing, actions.fire_load, goods={}, **told)
    refused(errors.MoreThanThere, actions.fire_load, goods={part.pk: 101}, **told)
    refused(errors.DayToCome, actions.fire_load, goods={part.pk: 1}, **told | {"fired_on": TODAY + timedelta(days=1)})
    refused(errors.LoadNotPlanned, actions.fire_load, goods={part.pk: 1}, **told | {"member": world.beto})
    assert Load.objects.get().is_planned
    assert LoadPart.objects.get().good is None


def test_a_load_is_called_off_and_its_batches_wait_again(world):
    load = world.plan_load()
    batch = world.waiting(world.beto)
    world.join(load, batch)
    actions.cancel_load(actor=world.actor, member=world.ana, load_id=load.pk, now=NOW)

    load.refresh_from_db()
    assert (load.state, load.sequence) == ("cancelled", 1)
    world.count(batch, 99)
    cancel = {"actor": world.actor, "load_id": load.pk, "now": NOW}
    refused(errors.LoadNotPlanned, actions.cancel_load, member=world.ana, **cancel)
    other = world.plan_load()
    refused(errors.LoadNotPlanned, actions.cancel_load, member=world.beto, **cancel | {"load_id": other.pk})


def test_a_kiln_is_lit_for_a_firing_and_while_it_is_in_use(world):
    told = {"actor": world.actor, "member": world.ana, "kiln_id": world.kiln.pk, "lit_on": TODAY, "now": NOW}
    refused(errors.NotAFiring, actions.plan_load, stage="secar", **told)
    actions.retire_kiln(actor=world.actor, member=world.ana, kiln_id=world.kiln.pk, today=TODAY)
    refused(errors.KilnRetired, actions.plan_load, stage="quemar", **told)
    details = KilnDetails("gas-chico", "Otro", 100)
    refused(errors.KilnRetired, actions.set_kiln, actor=world.actor, member=world.ana, details=details,
            kiln_id=world.kiln.pk)  # fmt: skip
    refused(errors.KilnRetired, actions.retire_kiln, actor=world.actor, member=world.ana, kiln_id=world.kiln.pk,
            today=TODAY)  # fmt: skip


def test_the_database_shares_every_centavo_of_the_fuel_and_keeps_what_was_fired(world):
    load = world.plan_load()
    world.join(load, world.waiting(world.ana), world.waiting(world.beto))
    world.fire(load, 333_33)
    check_now()
    assert sum(part.fuel_minor for part in LoadPart.objects.all()) == 333_33

    other = world.plan_load()
    world.join(other, world.waiting(world.ana))
    for change, why in (
        ("UPDATE production_load SET fuel_minor = 1 WHERE state = 'fired'", "stays as it is"),
        ("UPDATE production_loadpart SET good = 1 WHERE fuel_minor IS NOT NULL", "stays as it is"),
        ("DELETE FROM production_loadpart WHERE fuel_minor IS NOT NULL", "stays as it is"),
        ("UPDATE production_load SET state = 'fired', fuel_minor = 100 WHERE state = 'planned'", "its parts bear 0"),
    ):
        with pytest.raises(IntegrityError, match=why), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
            check_now()


@pytest.mark.parametrize("model", [Load, Commitment])
def test_what_is_over_changes_no_more(model):
    for state, following in model.CHANGES.items():
        for other in model.State:
            assert model(state=state).may_become(other) is (other in following)
    assert [state for state, following in model.CHANGES.items() if following] == [next(iter(model.State))]


# --- what a workshop works with, and what it promised -----------------------------------------------------------------


def test_the_newest_word_on_ones_means_counts(world):
    actions.set_means(actor=world.actor, member=world.ana, details=MeansDetails(3, 5, 9, 100, 400_00, 900_00))
    mine = Means.objects.get(member=world.ana)
    assert (mine.minutes_per_week, mine.day_wage_minor, mine.fixed_minor) == (3 * 5 * 9 * 60, 400_00, 900_00)


def test_a_pause_is_noted_and_taken_back(world):
    told = {"actor": world.actor, "member": world.ana, "begins_on": TODAY}
    refused(errors.DatesWrong, actions.note_pause, ends_on=TODAY - timedelta(days=1), **told)
    actions.note_pause(ends_on=TODAY, reason="Fiesta", **told)
    pause = actions.note_pause(ends_on=TODAY + timedelta(days=2), reason="Fiesta", **told)
    assert Pause.objects.get().ends_on == TODAY + timedelta(days=2)
    actions.withdraw_pause(actor=world.actor, member=world.ana, pause_id=pause.pk)
    assert not Pause.objects.exists()


def promise(world, pieces=100, days=20, **more):
    told = {"product": "jarro", "due_on": TODAY + timedelta(days=days), "today": TODAY, "now": NOW} | more
    return actions.note_commitment(actor=world.actor, member=world.ana, pieces=pieces, **told)


def test_a_promise_is_kept_or_given_up_once(world):
    found = promise(world, what="Tienda de Oaxtepec")
    end = {"actor": world.actor, "member": world.ana, "now": NOW}
    actions.end_commitment(commitment_id=found.pk, state="kept", **end)
    refused(errors.CommitmentOver, actions.end_commitment, commitment_id=found.pk, state="withdrawn", **end)

    Commitment.objects.filter(pk=found.pk).update(state="open", source="sales.line", source_id=7)
    refused(errors.CommitmentOfOther, actions.end_commitment, commitment_id=found.pk, state="kept", **end)
    refused(errors.DueDayPast, promise, world=world, days=-1)
    refused(errors.MoreThanThere, promise, world=world, pieces=0)
    refused(errors.NoRecipe, promise, world=world, product="avion")


def test_another_apps_order_sets_pieces_aside_and_ends_it(world):
    told = {"product": "jarro", "begins_on": TODAY, "due_on": TODAY + timedelta(days=9), "what": "Pedido 12",
            "source": "sales.ticket", "source_id": 12, "now": NOW}  # fmt: skip
    first = promise_pieces(world.union.pk, world.ana, pieces=100, **told)
    again = promise_pieces(world.union.pk, world.beto, pieces=80, **told)

    assert (again.pk, again.member_id, again.pieces, again.sequence) == (first.pk, world.beto.pk, 80, 1)
    assert not again.is_own
    for _ in range(2):
        end_promise("sales.ticket", 12, "withdrawn", NOW)
    again.refresh_from_db()
    assert (again.state, again.sequence) == ("withdrawn", 2)
    assert promise_pieces(world.union.pk, world.ana, pieces=70, **told).state == "open"
    with pytest.raises(errors.NoRecipe):
        promise_pieces(world.union.pk, world.ana, pieces=100, **told | {"product": "avion"})


def test_a_link_is_made_by_oneself_alone(world):
    hers = factories.actor_with(world.union, member=world.ana)
    assert actions.make_feed(actor=hers, member=world.ana).serial == 1
    assert actions.make_feed(actor=hers, member=world.ana).serial == 2
    refused((NotAllowed, KeyError), actions.make_feed, actor=hers, member=world.beto)
