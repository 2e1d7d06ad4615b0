"""A job that is taken on enters the workshop's own calendar in the same deed, and leaves it with it."""

from datetime import date, timedelta

import pytest

from tequio.core.models import Event
from tequio.engines.costing import Resource
from tequio.production import queries
from tequio.production.models import Commitment
from tequio.sales import able, actions, splitting
from tequio.sales.errors import CalendarFull
from tequio.sales.models import Split, Ticket
from tequio.sales.risk import repair_of, standings
from tests.makers import world as worlds
from tests.makers.world import TODAY, begin, count, offer, promised_for

OPEN, KEPT, WITHDRAWN = "open", "kept", "withdrawn"


def row_of(world, ticket):
    ticket = Ticket.objects.select_related("line__item", "maker__member", "order").get(pk=ticket.pk)
    return standings([ticket], "pottery", world.today)[0]


def test_what_is_accepted_is_promised_week_by_week(world):
    ticket = world.answer(offer(world))
    held = promised_for(ticket)

    assert (held.member_id, held.product, held.pieces, held.state) == (
        world.members["Ana"].pk, "taza", ticket.pieces, OPEN,
    )  # fmt: skip
    assert held.weeks == ticket.weeks
    assert held.what == "Tazas para el hotel"
    assert not Commitment.objects.exclude(member=world.members["Ana"]).exists()


def test_an_accepted_ticket_takes_its_weeks_once(world):
    ticket = offer(world)
    monday = date.fromisoformat(min(ticket.weeks))

    def free():
        order = splitting.order_of(Split(order=world.order, first_on=TODAY), TODAY, wanted={ticket.line_id: 100})
        shop = next(w for w in order.workshops if w.code == str(world.makers["Ana"].pk))
        return shop.capacity["week"]

    offered = free()
    world.answer(ticket)
    accepted = free()

    # The bench reckons in litres and minutes, the offer in parts of a week rounded up: never more than one piece apart.
    piece = splitting.WEEK // 48
    assert all(abs(a - b) <= 2 * piece for a, b in zip(offered, accepted, strict=True))
    assert able.known({world.mug.pk}, [monday], TODAY).free[world.members["Ana"].pk][monday] < 1


def test_no_week_ever_holds_more_than_the_bench_has(world):
    for ticket in [offer(world, 200), *world.tickets()]:
        if Ticket.objects.get(pk=ticket.pk).state == Ticket.State.OFFERED:
            world.answer(ticket)
    mondays = [TODAY + timedelta(weeks=week) for week in range(10)]
    weeks = queries.week_places(mondays, TODAY, [world.members["Ana"].pk])

    assert any(week.taken.kiln > 0 for week in weeks.values())
    for week in weeks.values():
        assert all(week.taken.of(each) <= week.there.of(each) for each in Resource)


def test_what_does_not_fit_is_not_taken_on(world):
    ticket = offer(world)
    room = sum(ticket.weeks.values())
    worlds.promise(world, "Ana", 48 * 9, days=62)
    events = Event.objects.count()
    with pytest.raises(CalendarFull, match="caben"):
        world.answer(ticket)

    ticket.refresh_from_db()
    assert (ticket.state, ticket.accepted) == (Ticket.State.OFFERED, None)
    assert not Commitment.objects.exclude(source="").exists()
    assert Event.objects.count() == events
    assert room == ticket.pieces


def test_fewer_are_taken_on_in_the_weeks_that_have_room(world):
    ticket = offer(world)
    first = min(ticket.weeks)
    with_room = {monday: many for monday, many in ticket.weeks.items() if monday != first}
    # The first week of the job goes to a client of her own.
    Commitment.objects.create(
        union=world.union, member=world.members["Ana"], product="taza", pieces=48, begins_on=TODAY, due_on=TODAY,
        weeks={first: 48}, changed_at=worlds.NOW,
    )  # fmt: skip
    most = sum(with_room.values())
    with pytest.raises(CalendarFull, match=f"caben {most}"):
        world.answer(ticket)
    world.answer(ticket, most)

    assert promised_for(ticket).weeks == with_room
    assert promised_for(ticket).pieces == most


def test_a_no_promises_nothing(world):
    world.answer(offer(world), 0)
    assert not Commitment.objects.exists()


def test_what_is_brought_leaves_the_calendar_and_the_last_piece_ends_it(world):
    ticket = world.answer(offer(world))
    world.inspect(ticket, 20, rejected=3)
    held = promised_for(ticket)
    assert (held.pieces, sum(held.weeks.values()), held.state) == (ticket.pieces - 20, ticket.pieces - 20, OPEN)
    # What was to be made first is what was brought.
    assert held.weeks[max(ticket.weeks)] == ticket.weeks[max(ticket.weeks)]

    world.inspect(ticket, ticket.pieces - 20)
    assert promised_for(ticket).state == KEPT


@pytest.mark.parametrize(("good", "state"), [(0, WITHDRAWN), (7, KEPT)])
def test_what_is_taken_back_is_promised_no_more(world, good, state):
    ticket = world.answer(offer(world))
    if good:
        world.inspect(ticket, good)
    actions.cut_ticket(actor=world.chair, ticket_id=ticket.pk, reason="Se enfermó")

    assert promised_for(ticket).state == state


@pytest.mark.parametrize(("good", "state"), [(0, WITHDRAWN), (7, KEPT)])
def test_an_order_called_off_frees_every_calendar(world, good, state):
    ticket = world.answer(offer(world))
    if good:
        world.inspect(ticket, good)
    actions.cancel_order(actor=world.chair, order_id=world.order.pk, today=TODAY, reason="Cerró el hotel")

    assert promised_for(ticket).state == state
    assert not Commitment.objects.filter(state=OPEN).exists()


def test_a_product_without_a_recipe_is_taken_on_without_a_calendar(world):
    world.mug.code = "taza-de-la-feria"
    world.mug.save()
    ticket = world.answer(offer(world))
    world.inspect(ticket, ticket.pieces)

    assert not Commitment.objects.exists()


# --- how far it is, and what goes wrong -------------------------------------------------------------------------------


def test_batches_of_a_job_say_how_far_it_is(world):
    ticket = world.answer(offer(world))
    world.on(TODAY + timedelta(days=5))
    count(world, begin(world, ticket, 30), 30, 28, 27)
    count(world, begin(world, ticket, 20), 20)
    stages = dict(row_of(world, ticket).stages)

    # Pieces that broke since came through nothing: 27 of the first batch stand dry, 20 of the second are prepared.
    assert [stages[name] for name in ("Preparar el barro", "Formar", "Secar", "Primera quema")] == [47, 27, 27, 0]


def test_a_batch_is_begun_only_for_an_open_promise_of_the_same_piece(world):
    from tequio.production import actions as bench
    from tequio.production.errors import PromiseOfOther

    ticket = world.answer(offer(world))
    held = promised_for(ticket)
    with pytest.raises(PromiseOfOther):
        bench.begin_batch(
            actor=world.seller, member=world.members["Ana"], product="jarro", pieces=10, begun_on=TODAY, today=TODAY,
            promise=held,
        )  # fmt: skip
    with pytest.raises(PromiseOfOther):
        bench.begin_batch(
            actor=world.seller, member=world.members["Beto"], product="taza", pieces=10, begun_on=TODAY, today=TODAY,
            promise=held,
        )  # fmt: skip


def test_a_broken_kiln_shows_at_once_with_who_could_make_it_cheapest(world):
    ticket = world.answer(offer(world))
    assert not row_of(world, ticket).is_late
    worlds.retire(world, worlds.kiln_of(world, "Ana"))
    row = row_of(world, ticket)

    assert (row.is_late, row.ends_on, row.why) == (True, None, "Su taller no tiene horno en uso.")
    repair = repair_of(row, TODAY)
    assert sum(pieces for _, pieces in repair.parts) + repair.missing == ticket.pieces
    assert world.makers["Ana"].pk not in {maker.pk for maker, _ in repair.parts}


def test_a_kiln_that_was_not_lit_in_time_shows(world):
    ticket = world.answer(offer(world))
    kiln = worlds.kiln_of(world, "Ana")
    batch = count(world, begin(world, ticket, 30), 30, 30, 30)
    worlds.plan_load(world, kiln, batch, TODAY + timedelta(days=3))
    world.on(TODAY + timedelta(days=5))
    assert not row_of(world, ticket).is_late  # a day or two late happens
    world.on(TODAY + timedelta(days=6))
    row = row_of(world, ticket)

    assert row.is_late
    assert row.why == "Sus piezas esperan la hornada del 12 de marzo de 2026, que no se ha prendido."


def test_more_promised_than_fits_shows_the_day_it_would_end(world):
    ticket = world.answer(offer(world))
    # She promised all of the next weeks to a client of her own, for an earlier day.
    worlds.promise(world, "Ana", 48 * 9, days=20)
    row = row_of(world, ticket)

    assert row.is_late
    assert row.ends_on > ticket.line.due_on
    assert row.why == "En su horno no le caben antes de la fecha."


def test_finished_batches_need_no_more_room(world):
    ticket = world.answer(offer(world))
    pieces = ticket.pieces
    count(world, begin(world, ticket, pieces), *[pieces] * 7)
    worlds.retire(world, worlds.kiln_of(world, "Ana"))

    assert not row_of(world, ticket).is_late
