"""Two orders of the demo: plates that were delivered and paid in dollars, and mugs that workshops are at."""

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from tequio.core.actors import Actor
from tequio.demo import papering
from tequio.demo.house import holder
from tequio.engines.selling import in_pesos
from tequio.members.models import Member
from tequio.sales import actions, jobs
from tequio.sales.models import Buyer, DesignSheet, ExchangeRate, Maker, Order, Skill, Split, Ticket
from tequio.stock.models import Item, PriceObservation

MAKERS = 24
PAID, UNDER_WAY = "Platos para la galería de Santa Fe", "Tazas para el hotel de Cuernavaca"
RATE, RISE = Decimal("17.2450"), Decimal("0.21")
DEMO = "Dato de demostración"
SHEET = Path(__file__).parent / "data" / "taza.png"
# What a plate brings a workshop that sells it alone, in pesos; every sixth has noted nothing yet.
ALONE = (81, 84, 78, 88, 97)
ADVANCE = 1_500_00
State = Order.State
WEEK = timedelta(weeks=1)


def sell(union_id: int, today: date, seconds: int, chance: random.Random) -> None:
    """Bring both orders where they stand; what is there already is left as it is."""
    desk, chair = holder(union_id, "ventas"), holder(union_id, "presidencia")
    _fill_cards(desk, chance)
    _note_rates(desk, today)
    papering.describe(desk, chair, today)
    # The plates began ten weeks ago and are paid; the mugs began three weeks ago.
    begun = today - 10 * WEEK
    plates = _order(
        desk, PAID, "Galería del Barro, Santa Fe", "US", "plato-trinche", 240, 95_00, begun, begun + 8 * WEEK
    )
    _walk(desk, chair, plates, begun, seconds, chance, until=State.SHIPPED)
    _note_what_they_bring_alone(desk, plates, today)
    papering.send_off(desk, plates)
    _settle(chair, plates, today)
    began = today - 3 * WEEK
    mugs = _order(desk, UNDER_WAY, "Hotel Las Jacarandas", "MX", "taza", 900, 42_00, began, today + 8 * WEEK)
    _attach_sheet(desk, mugs, began)
    _walk(desk, chair, mugs, began, seconds, chance, until=State.MAKING)


def _fill_cards(desk: Actor, chance: random.Random) -> None:
    items = dict(Item.objects.filter(code__in=("taza", "plato-trinche", "jarro")).values_list("code", "pk"))
    active = Member.objects.filter(state=Member.State.ACTIVE).select_related("person").order_by("number")
    for place, member in enumerate(active[:MAKERS]):
        for code, weekly, cost in (("taza", 40, 31_00), ("plato-trinche", 20, 72_00), ("jarro", 45, 28_00)):
            per_week = chance.randint(weekly // 2, weekly)
            minor = cost + chance.randint(-3_00, 6_00)
            if (place + len(code)) % 4 and not Skill.objects.filter(maker__member=member, item=items[code]).exists():
                actions.note_skill(
                    actor=desk, member=member, item_id=items[code], per_week=per_week, cost_minor=minor, least=5
                )  # fmt: skip
    for maker in Maker.objects.filter(papers__isnull=True).order_by("pk"):
        if maker.pk % 6:  # some have no certificate yet, and the page says so
            actions.note_paper(actor=desk, maker_id=maker.pk, valid_until=date(2030, 12, 31), reference=DEMO)


def _note_rates(desk: Actor, today: date) -> None:
    if not ExchangeRate.objects.exists():
        days = {today - day * timedelta(days=1): RATE + Decimal(day % 7) / 100 for day in range(1, 120)}
        actions.note_rates(actor=desk, rates=days, source=DEMO, today=today)


def _order(
    desk: Actor, title: str, buyer: str, country: str, code: str, pieces: int, maker_minor: int, begun: date, due: date
) -> Order:  # fmt: skip
    found: Order | None = Order.objects.filter(title=title).first()
    if found is None:
        who = Buyer.objects.filter(name=buyer).first()
        who = who or actions.add_buyer(actor=desk, name=buyer, country=country, contact="Persona inventada")
        Buyer.objects.filter(pk=who.pk).update(is_demo=True)
        terms = actions.Terms(
            title, "USD" if country == "US" else "MXN", begun + WEEK, due, country, "FCA" if country == "US" else "DAP"
        )
        found = actions.draft_order(actor=desk, buyer_id=who.pk, terms=terms, today=begun)
    if found.state == State.DRAFT and not found.lines.exists():
        draft = actions.LineDraft(
            Item.objects.get(code=code).pk, pieces, maker_minor, design="Esgrafiado en azul, borde liso",
            tolerance="± 4 mm",
        )  # fmt: skip
        actions.set_line(actor=desk, order_id=found.pk, draft=draft, today=begun)
    return found


def _walk(
    desk: Actor, chair: Actor, order: Order, day: date, seconds: int, chance: random.Random, *, until: str
) -> None:  # fmt: skip
    told = {"actor": desk, "order_id": order.pk}
    order.refresh_from_db()
    if order.state == State.DRAFT:
        actions.send_quotation(**told, today=day)
        actions.accept_quotation(**told, today=day)
    order.refresh_from_db()
    if order.state == State.ORDERED:
        split: Split = actions.ask_for_split(**told, today=day, seconds=seconds)
        outcome = jobs.search(split, day)
        if outcome.problem_found:
            raise RuntimeError(outcome.problem_found)
        actions.record_split(actor=desk, split_id=split.pk, outcome=outcome)
        actions.propose_split(actor=desk, split_id=split.pk, today=day)
        actions.approve_split(actor=chair, split_id=split.pk, today=day)
    order.refresh_from_db()
    if order.state == State.MAKING:
        _make(desk, chair, order, day, chance, whole=until == State.SHIPPED)


def _make(desk: Actor, chair: Actor, order: Order, day: date, chance: random.Random, *, whole: bool) -> None:
    """Everybody says yes but the last of an order under way; the early ones are at it, one is late."""
    tickets = list(Ticket.objects.filter(order=order).select_related("maker__member").order_by("pk"))
    for place, ticket in enumerate(tickets):
        member = ticket.maker.member
        if ticket.state == Ticket.State.OFFERED and (whole or place + 1 < len(tickets)):
            ticket = actions.answer_ticket(
                actor=desk, member=member, ticket_id=ticket.pk, pieces=ticket.pieces, today=day
            )
        if ticket.state != Ticket.State.ACCEPTED or ticket.inspections.exists():
            continue
        if whole:
            _bring(desk, ticket, ticket.pieces, order.due_on - WEEK, chance)
        elif place == 0:
            actions.give_advance(
                actor=chair, ticket_id=ticket.pk, kind="bank", amount_minor=min(ADVANCE, ticket.worth_minor), today=day
            )
            _bring(desk, ticket, max(1, ticket.pieces // 3), day + WEEK, chance)
        elif place != 1 and not ticket.progress.exists():
            actions.note_progress(
                actor=desk,
                member=member,
                ticket_id=ticket.pk,
                stage="secar",
                pieces=ticket.pieces // 2,
                today=day + WEEK,
            )
    if whole:
        actions.ship_order(actor=desk, order_id=order.pk, today=order.due_on - timedelta(days=2))


def _bring(desk: Actor, ticket: Ticket, good: int, day: date, chance: random.Random) -> None:
    bad = chance.randint(0, 2)
    look = actions.Look(good + bad, good, 0, bad, {"rajada": bad} if bad else {}, papering.RECIPE, papering.GLAZE, DEMO)
    actions.inspect_pieces(actor=desk, ticket_id=ticket.pk, look=look, today=day)


def _attach_sheet(desk: Actor, order: Order, day: date) -> None:
    """The drawing that the buyer sent of his only line."""
    if not DesignSheet.objects.filter(line__order=order).exists():
        line = order.lines.get()
        actions.attach_design(actor=desk, line_id=line.pk, content=SHEET.read_bytes(), today=day)


def _note_what_they_bring_alone(desk: Actor, order: Order, today: date) -> None:
    """What each workshop got for a piece of its own before it sold with the others: the office asked from list to list.

    One sells better alone, and the page says so.
    """
    item = order.lines.get().item_id
    if PriceObservation.objects.filter(item=item).exists():
        return
    tickets = Ticket.objects.filter(order=order).select_related("maker__member").order_by("pk")
    for place, ticket in enumerate(tickets):
        if place % (len(ALONE) + 1) < len(ALONE):
            actions.record_outside(
                actor=desk, member=ticket.maker.member, item_id=item, price=Decimal(ALONE[place % (len(ALONE) + 1)]),
                observed_on=order.accepted_on - timedelta(days=9 + place % 5), grade="BC"[place % 2], today=today,
                place=("Puesto propio en el tianguis", "Tienda de la carretera")[place % 2],
                note="Dato de demostración.",
            )  # fmt: skip


def _settle(chair: Actor, order: Order, today: date) -> None:
    order.refresh_from_db()
    if order.state == State.SHIPPED and order.billed_minor:
        paid = sum(order.payments.values_list("amount_minor", flat=True))
        if paid < order.billed_minor:
            left = order.billed_minor - paid
            actions.record_payment(
                actor=chair, order_id=order.pk, amount_minor=left,
                received_minor=in_pesos(left, RATE + RISE),
                into="bank", paid_on=today - timedelta(days=6), reference=DEMO,
            )  # fmt: skip
        actions.pay_makers(actor=chair, order_id=order.pk, today=today - timedelta(days=5))
