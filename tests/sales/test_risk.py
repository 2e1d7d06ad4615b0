"""Whether an order will be late, said from the plan and what workshops told; and who could mend it."""

from datetime import date, timedelta

from django.test import Client

from tequio.sales import actions, risk
from tequio.sales.models import Order, Ticket
from tests import factories
from tests.sales.world import TODAY

Risk = risk.Risk


def on_board(world, day):
    return risk.board([Order.objects.get(pk=world.order.pk)], "pottery", day)[0]


def earlier(ticket, weeks):
    """As if its work had been planned so many weeks before."""
    plan = {(date.fromisoformat(m) - timedelta(weeks=weeks)).isoformat(): n for m, n in ticket.weeks.items()}
    Ticket.objects.filter(pk=ticket.pk).update(weeks=plan)


def test_open_and_unanswered_pieces_want_watching_and_answered_ones_do_not(world):
    world.ordered()
    assert (on_board(world, TODAY).risk, on_board(world, TODAY).open) == (Risk.WATCH, 360)
    world.split()
    assert (on_board(world, TODAY).risk, on_board(world, TODAY).unanswered) == (Risk.WATCH, 360)
    for ticket in world.tickets():
        world.answer(ticket)
    mine = on_board(world, TODAY)

    assert (mine.risk, mine.open, mine.unanswered, mine.good) == (Risk.WELL, 0, 0, 0)


def test_pieces_nobody_has_a_week_before_the_day_are_late(world):
    world.ordered()

    assert on_board(world, world.order.due_on - timedelta(days=6)).risk == Risk.LATE


def test_a_workshop_without_news_of_work_it_should_be_at_is_late_until_it_says_so(world):
    tickets = [world.answer(ticket) for ticket in world.making()]
    beto = next(ticket for ticket in tickets if ticket.maker_id == world.makers["Beto"].pk)
    earlier(beto, 6)
    assert [each.ticket.pk for each in on_board(world, TODAY).late] == [beto.pk]

    for stage, pieces in (("revisar", 40), ("quemar", 60)):
        actions.note_progress(
            actor=world.seller, member=beto.maker.member, ticket_id=beto.pk, stage=stage, pieces=pieces, today=TODAY
        )
    assert on_board(world, TODAY).risk == Risk.WELL


def test_what_is_missing_fits_where_there_is_room_nearest_first(world):
    tickets = [world.answer(ticket) for ticket in world.making()]
    beto = next(ticket for ticket in tickets if ticket.maker_id == world.makers["Beto"].pk)
    earlier(beto, 6)
    (late,) = on_board(world, TODAY).late
    repair = risk.repair_of(late, TODAY)

    assert sum(pieces for _, pieces in repair.parts) + repair.missing == late.left == beto.pieces
    assert beto.maker_id not in {maker.pk for maker, _ in repair.parts}
    # Nothing was changed by looking.
    assert Ticket.objects.get(pk=beto.pk).state == Ticket.State.ACCEPTED


def test_a_projection_says_the_day(world):
    ticket = world.answer(max(world.making(), key=lambda each: each.pieces))
    first = date.fromisoformat(min(ticket.weeks))
    day = first + timedelta(days=21)
    actions.note_progress(
        actor=world.seller, member=ticket.maker.member, ticket_id=ticket.pk, stage="revisar", pieces=5, today=day
    )
    (row,) = risk.standings([Ticket.objects.select_related("line").get(pk=ticket.pk)], "pottery", day)

    assert row.done == 5
    assert row.ends_on > ticket.line.due_on and row.is_late


def test_the_board_costs_the_same_for_few_orders_and_many(world, django_assert_num_queries):
    user = factories.make_staff(world.union, "sales.line.set")
    client = Client()
    client.force_login(user)
    path = "/tlayacapan/ventas/"
    world.making()
    client.get(path)
    with django_assert_num_queries(13) as few:
        client.get(path)
    for title in ("Otro", "Otro más"):
        world.ordered(title=title)
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(path)


def test_the_tickets_page_costs_the_same_for_few_workshops_and_many(world, django_assert_num_queries):
    user = factories.make_staff(world.union, "sales.line.set")
    client = Client()
    client.force_login(user)
    tickets = world.making()
    path = f"/tlayacapan/ventas/{world.order.pk}/trabajos/"
    Ticket.objects.exclude(pk=tickets[0].pk).update(state=Ticket.State.WITHDRAWN)
    client.get(path)
    with django_assert_num_queries(12) as few:
        client.get(path)
    Ticket.objects.update(state=Ticket.State.OFFERED)
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(path)
