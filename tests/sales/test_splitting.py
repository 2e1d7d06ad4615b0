"""Who makes what: the committee's part, the search, two persons, and a second split that leaves the content alone."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tequio.core.models import Event
from tequio.sales import able, actions, splitting
from tequio.sales.errors import (
    CannotMake,
    DeadlinePast,
    NothingOpen,
    PinTooMuch,
    ReasonNeeded,
    SecondPersonNeeded,
    SplitNotReady,
    SplitOutdated,
)
from tequio.sales.jobs import search, solve_split
from tequio.sales.models import Exclusion, FairShare, Line, Order, Paper, Pin, Split, Ticket
from tests import factories
from tests.sales.world import TODAY, D, note

State = Split.State


def pieces_by_maker(tickets, line):
    found = {}
    for ticket in tickets:
        if ticket.line.number == line:
            found[ticket.maker.member.person.nombres] = found.get(ticket.maker.member.person.nombres, 0) + ticket.pieces
    return found


def test_every_piece_is_offered_to_somebody_who_can_make_it_in_time(world):
    tickets = world.making()

    assert sum(pieces_by_maker(tickets, 1).values()) == 300
    assert sum(pieces_by_maker(tickets, 2).values()) == 60
    assert set(pieces_by_maker(tickets, 2)) <= {"Ana", "Caro"}  # nobody else makes plates
    assert {ticket.state for ticket in tickets} == {Ticket.State.OFFERED}
    assert {ticket.answer_by for ticket in tickets} == {TODAY + timedelta(days=3)}
    world.order.refresh_from_db()
    assert world.order.state == Order.State.MAKING


def test_no_week_holds_more_than_the_workshop_can_make(world):
    tickets = world.making()
    taken = {}
    for ticket in tickets:
        per_week = ticket.maker.skills.get(item=ticket.line.item).per_week
        for monday, pieces in ticket.weeks.items():
            taken[ticket.maker_id, monday] = taken.get((ticket.maker_id, monday), 0) + D(pieces) / per_week

    assert max(taken.values()) <= 1
    assert all(date.fromisoformat(monday).weekday() == 0 for _, monday in taken)


def test_a_first_split_keeps_the_last_week_in_hand(world):
    tickets = world.making()
    # Nine whole weeks until the day; the ninth begins on the Monday eight weeks on.
    assert max(monday for ticket in tickets for monday in ticket.weeks) <= (TODAY + timedelta(weeks=7)).isoformat()


def test_the_plan_costs_no_less_than_its_proven_bound(world):
    world.ordered()
    split = world.solved()

    assert split.state == State.READY
    assert 0 < split.bound_minor <= split.total_minor
    assert split.gap <= D("0.001")
    # Making alone: each piece at what it costs its maker or more.
    assert split.result["bill"]["making_minor"] >= 300 * 2_900 + 60 * 7_000


def test_a_split_that_is_proven_best_says_so_without_a_figure(world):
    office = Client()
    office.force_login(factories.make_staff(world.union, "*"))
    world.ordered()
    split = world.solved()
    path = reverse("sales:split", kwargs={"union": world.union.slug, "split_id": split.pk})
    for gap, said in (
        ("0.000049", "No hay otro reparto mejor."),
        ("0.000050", "mejor en más de <b>0.01"),
        ("0.012300", "<b>1.23"),
    ):
        Split.objects.filter(pk=split.pk).update(gap=gap)
        assert said in office.get(path).content.decode().replace("\n", " ")


def test_who_proposes_does_not_approve(world):
    world.ordered()
    split = world.solved()
    with pytest.raises(SplitNotReady):
        actions.approve_split(actor=world.chair, split_id=split.pk, today=TODAY)
    actions.propose_split(actor=world.seller, split_id=split.pk, today=TODAY)
    with pytest.raises(SecondPersonNeeded):
        actions.approve_split(actor=world.seller, split_id=split.pk, today=TODAY)

    assert not Ticket.objects.exists()
    actions.approve_split(actor=world.chair, split_id=split.pk, today=TODAY)
    with pytest.raises((SplitNotReady, NothingOpen)):
        actions.approve_split(actor=world.chair, split_id=split.pk, today=TODAY)


@pytest.mark.parametrize("change", ["skill", "pin", "late"])
def test_a_split_made_from_other_figures_is_outdated(world, change):
    world.ordered()
    split = world.solved()
    today = TODAY
    if change == "skill":
        note(world, "Ana", world.mug, 41, 3_000)
    elif change == "pin":
        line = world.order.lines.get(number=1)
        actions.pin_pieces(
            actor=world.seller, line_id=line.pk, maker_id=world.makers["Ana"].pk, pieces=10, reason="Prueba",
            today=TODAY,
        )  # fmt: skip
    else:
        today = TODAY + timedelta(days=3)
    with pytest.raises(SplitOutdated):
        actions.propose_split(actor=world.seller, split_id=split.pk, today=today)


def test_what_goes_on_in_other_orders_does_not_outdate_a_split(world):
    for ticket in world.making():
        world.answer(ticket)
    first = world.order
    world.ordered(title="Otro", due_on=world.today + timedelta(days=120))
    split = world.solved()
    for ticket in Ticket.objects.filter(order=first).select_related("maker__member"):
        world.inspect(ticket, 5, rejected=1)

    assert actions.propose_split(actor=world.seller, split_id=split.pk, today=TODAY).proposed_by_id is not None


def test_a_split_whose_weeks_were_taken_meanwhile_is_outdated(world):
    orders = [world.ordered(title=title) for title in ("Uno", "Dos")]
    late = world.solved()
    world.order = orders[0]
    world.split()
    with pytest.raises(SplitOutdated):
        actions.propose_split(actor=world.seller, split_id=late.pk, today=TODAY)

    assert Ticket.objects.filter(order=orders[1]).count() == 0


def test_the_committee_pins_and_leaves_out_with_a_reason(world):
    world.ordered()
    line = world.order.lines.get(number=1)
    pin = {"actor": world.seller, "line_id": line.pk, "maker_id": world.makers["Dina"].pk,
           "today": TODAY}  # fmt: skip
    actions.pin_pieces(**pin, pieces=70, reason="Está aprendiendo este modelo")
    actions.exclude_maker(
        actor=world.seller, order_id=world.order.pk, maker_id=world.makers["Caro"].pk, is_out=True, reason="De viaje"
    )
    world.split()
    tickets = world.tickets()

    assert pieces_by_maker(tickets, 1)["Dina"] == 70
    assert "Caro" not in pieces_by_maker(tickets, 1) | pieces_by_maker(tickets, 2)
    dina = next(ticket for ticket in tickets if ticket.maker_id == world.makers["Dina"].pk)
    assert dina.why["because"] == {"code": "pinned", "values": {"reason": "Está aprendiendo este modelo"}}
    assert not Pin.objects.exists()  # used up by the tickets
    assert Exclusion.objects.get().reason == "De viaje"
    assert Event.objects.filter(kind="sales.split.excluded").get().data["reason"] == "De viaje"


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"reason": "  "}, ReasonNeeded), ({"pieces": 301}, PinTooMuch), ({"pieces": -1}, PinTooMuch),
        ({"line": 2, "maker": "Beto"}, CannotMake),
    ],
)  # fmt: skip
def test_a_pin_that_cannot_be_is_refused(world, changed, refusal):
    world.ordered()
    told = {"line": 1, "maker": "Ana", "pieces": 10, "reason": "Así"} | changed
    with pytest.raises(refusal):
        actions.pin_pieces(
            actor=world.seller, line_id=world.order.lines.get(number=told["line"]).pk, pieces=told["pieces"],
            maker_id=world.makers[told["maker"]].pk, reason=told["reason"], today=TODAY,
        )  # fmt: skip
    assert not Pin.objects.exists()


def test_when_nobody_is_certified_the_desk_reads_what_is_missing(world):
    Paper.objects.all().delete()
    world.ordered()
    split = world.solved()

    assert split.state == State.FAILED
    assert split.problem_found == (
        "Renglón 1: nadie que haga Taza tiene vigente «sin plomo, con análisis». Consíguela o cambia el uso."
    )


def test_a_withdrawn_certificate_no_longer_counts(world):
    world.ordered()
    for paper in Paper.objects.exclude(maker=world.makers["Ana"]):
        actions.withdraw_paper(actor=world.seller, paper_id=paper.pk, today=TODAY, reason="El laboratorio se retractó")
    for pieces in (300,):
        assert pieces_by_maker_of(world.solved(), world) == {"Ana": pieces}


def pieces_by_maker_of(split, world):
    names = {str(maker.pk): name for name, maker in world.makers.items()}
    mugs = str(world.order.lines.get(number=1).pk)
    found = {}
    for part in split.result["parts"]:
        if part["line"] == mugs:
            found[names[part["workshop"]]] = found.get(names[part["workshop"]], 0) + part["pieces"]
    return found


def test_more_than_all_can_make_says_how_many_pieces_are_missing(world):
    world.drafted()
    # Nine whole weeks of 40 + 30 + 25 + 20 mugs.
    world.line(world.mug, 1_100, 4_000)
    actions.send_quotation(actor=world.seller, order_id=world.order.pk, today=TODAY)
    actions.accept_quotation(actor=world.seller, order_id=world.order.pk, today=TODAY)
    split = world.solved()

    assert split.state == State.FAILED
    assert split.problem_found.startswith("Renglón 1: faltan ")


def test_a_deadline_without_a_whole_week_is_refused(world):
    world.ordered()
    with pytest.raises(DeadlinePast, match="15/05/2026"):
        actions.ask_for_split(actor=world.seller, order_id=world.order.pk, today=date(2026, 5, 12))
    assert not Split.objects.exists()


def test_only_what_is_open_is_split_again_and_the_content_are_left_alone(world):
    tickets = world.making()
    refused = max(tickets, key=lambda ticket: ticket.pieces if ticket.line.number == 1 else 0)
    for ticket in tickets:
        world.answer(ticket, 0 if ticket.pk == refused.pk else None)
    before = {ticket.pk: (ticket.state, ticket.accepted, ticket.weeks) for ticket in world.tickets()}
    world.split()

    after = {ticket.pk: (ticket.state, ticket.accepted, ticket.weeks) for ticket in world.tickets()}
    assert {pk: after[pk] for pk in before} == before
    new = [ticket for ticket in world.tickets() if ticket.pk not in before]
    assert sum(ticket.pieces for ticket in new) == refused.pieces
    assert refused.maker_id not in {ticket.maker_id for ticket in new}
    with pytest.raises(NothingOpen):
        actions.ask_for_split(actor=world.seller, order_id=world.order.pk, today=TODAY)


def test_what_was_offered_counts_as_had_and_what_was_due_counts_once(world):
    tickets = world.making()
    due = dict(FairShare.objects.values_list("maker_id", "due_minor"))
    for ticket in tickets:
        world.answer(ticket, 0 if ticket.pk == tickets[0].pk else None)
    world.split()

    offered = {}
    for ticket in world.tickets():
        offered[ticket.maker_id] = offered.get(ticket.maker_id, 0) + ticket.pieces * ticket.price_minor
    assert {m: g for m, g in FairShare.objects.values_list("maker_id", "gets_minor") if g} == offered
    assert dict(FairShare.objects.values_list("maker_id", "due_minor")) == due
    assert sum(due.values()) == 300 * 4_000 + 60 * 9_000


def test_who_had_less_than_the_fair_share_comes_first_next_time(world):
    world.making()
    had = {share.maker_id: share.gets_minor - share.due_minor for share in FairShare.objects.all()}
    first = world.order
    world.ordered(title="Otro pedido igual")
    order = splitting.order_of(Split(order=world.order, first_on=TODAY), TODAY)

    assert {int(w.code): w.had_minor - w.share_minor for w in order.workshops} == had
    # The first order's tickets take their weeks beforehand.
    taken = Ticket.objects.filter(order=first).values_list("maker_id", flat=True)
    free = {int(w.code): sum(w.capacity["week"]) for w in order.workshops}
    assert all(free[maker] < 9 * splitting.WEEK for maker in taken)


def test_another_app_may_know_better_what_workshops_make(world, monkeypatch):
    ana = world.members["Ana"].pk

    class Measured:
        def known(self, item_ids, mondays, today):
            mug = able.Ability(ana, world.mug.pk, 10, 3_500, D("1.25"))
            return able.Known({(ana, world.mug.pk): mug}, {ana: {monday: D("0.5") for monday in mondays}})

    monkeypatch.setattr(able, "SOURCES", [*able.SOURCES, Measured()])
    world.ordered()
    order = splitting.order_of(Split(order=world.order, first_on=TODAY), TODAY)
    code = str(world.makers["Ana"].pk)
    skill = next(s for s in order.skills if s.workshop == code and s.product == str(world.mug.pk))

    assert (skill.cost_minor, skill.starts, skill.uses) == (3_500, D("1.25"), {"week": D("800.000")})
    assert next(w for w in order.workshops if w.code == code).capacity["week"] == (D("5000.000"),) * 9


def test_a_search_that_ran_twice_changes_nothing(world):
    world.ordered()
    split = world.solved()
    solve_split(union_id=world.union.pk, split_id=split.pk)
    outcome = search(split, TODAY)
    with pytest.raises(SplitNotReady):
        actions.record_split(actor=world.seller, split_id=split.pk, outcome=outcome)
    assert Line.objects.filter(order=world.order).count() == 2


def test_who_got_nothing_reads_why_on_her_own_page_and_nobody_elses(union, world):
    world.ordered()
    dina = world.members["Dina"]
    actions.exclude_maker(
        actor=world.seller, order_id=world.order.pk, maker_id=world.makers["Dina"].pk, is_out=True, reason="De viaje"
    )
    world.split()
    pages = {}
    for name in ("Dina", "Ana"):
        member = world.members[name]
        member.user = factories.make_user(name, phone=f"+52777111{member.pk % 10_000:04d}")
        member.save(update_fields=["user"])
        client = Client()
        client.force_login(member.user)
        pages[name] = client.get(reverse("sales:my_jobs", kwargs={"union": union.slug})).content.decode()

    assert not Ticket.objects.filter(maker__member=dina).exists()
    assert "Esta vez no te toca" in pages["Dina"]
    assert "El comité te dejó fuera, o no tomaste ese trabajo: De viaje." in pages["Dina"]
    assert "De viaje" not in pages["Ana"]
    assert "esta vez no te tocó" not in pages["Ana"]
