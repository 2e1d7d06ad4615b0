"""Four rounds: two settled, one quoted and ready to award, one open. Each goes on from where it stands."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from tequio.core.actors import Actor
from tequio.core.models import Event
from tequio.demo import goods
from tequio.demo.house import holder
from tequio.demo.wishes import freight, quotes, wishes
from tequio.members.models import Member, Section
from tequio.purchasing import actions, jobs
from tequio.purchasing.actions.importing import import_pledges
from tequio.purchasing.models import AwardLine, Invitation, Plan, Pledge, Round, Supplier
from tequio.purchasing.steps import require_state
from tequio.stock.models import Item

STILL_TO_COME = 2  # suppliers of the open round expect twice what has been pledged so far
Tell = Callable[[str], None]
S = Round.State


@dataclass(frozen=True, slots=True)
class Script:
    """One round: `days_open` before today (first, last), how many take part, and where it stops."""

    title: str
    codes: tuple[str, ...]
    opened: int
    closed: int
    share: float
    until: str
    sellers: tuple[str, ...]
    settled: int = 0


ALL = tuple(seller.code for seller in goods.SELLERS)
SCRIPTS = (
    Script("Barro y esmaltes de la temporada",
           ("barro-rojo", "barro-blanco", "caolin", "feldespato", "frita-sin-plomo", "esmalte-transparente",
            "esmalte-blanco", "oxido-hierro", "oxido-cobalto", "carton"), 265, 240, 0.86, S.SETTLED, ALL, 215),
    Script("Materiales para la producción de secas",
           ("barro-rojo", "barro-blanco", "silice", "yeso", "frita-sin-plomo", "esmalte-transparente", "esmalte-miel",
            "engobe-rojo", "oxido-cobre", "gas-lp", "lena", "carton", "papel-kraft"), 120, 98, 0.9, S.SETTLED, ALL, 66),
    Script("Compra grande para Navidad",
           ("barro-rojo", "caolin", "feldespato", "frita-sin-plomo", "esmalte-transparente", "esmalte-blanco",
            "esmalte-miel", "oxido-manganeso", "pigmento-azul", "goma-cmc", "carton", "papel-kraft"),
           32, 4, 0.9, S.QUOTED, ALL),
    Script("Barro, leña y gas de fin de año",
           ("barro-rojo", "barro-blanco", "arcilla-bola", "yeso", "esmalte-transparente", "engobe-blanco", "rutilo",
            "cono", "gas-lp", "lena", "carton"), 12, -9, 0.42, S.OPEN, ALL[:4]),
)  # fmt: skip


def walk(script: Script, union_id: int, today: date, seconds: int, chance: random.Random, tell: Tell) -> bool:
    """Bring one round where its script ends; False when it already was there."""
    buyer = holder(union_id, "compras")
    round_ = Round.objects.filter(title=script.title).first()
    if round_ is not None and round_.state == script.until and _is_complete(round_, script):
        return False
    tell(f"  {script.title}…")
    round_ = round_ or _draft(script, buyer, today)
    during = today - timedelta(days=max(script.closed + 1, 1))
    while round_.state != script.until:
        _step(script, round_, during, today, seconds, chance)
    if script.until == S.OPEN:
        _pledge(script, round_, buyer, during, chance)
        _quote(script, round_, buyer, during, chance)
    elif script.until == S.QUOTED:
        _solved(round_, buyer, today, seconds)
    return True


def drive(today: date, seconds: int, chance: random.Random, tell: Callable[[Event], None]) -> Round:
    """Bring the open round, wherever it stands by now, to its settlement; `tell` hears of every deed. Raises NotNow
    where it was called off."""
    script = replace(SCRIPTS[-1], until=S.SETTLED)
    round_ = Round.objects.get(title=script.title)
    while round_.state != S.SETTLED:
        require_state(round_, *(state for state in S if state != S.CANCELLED))
        done = Event.objects.order_by("number").values_list("number", flat=True).last() or 0
        _step(script, round_, today, today, seconds, chance)
        for event in Event.objects.filter(number__gt=done).order_by("number"):
            tell(event)
    return round_


def _step(script: Script, round_: Round, during: date, today: date, seconds: int, chance: random.Random) -> None:
    """From one state to the next; `during`: the day on which the office decides."""
    buyer, chair = holder(round_.union_id, "compras"), holder(round_.union_id, "presidencia")
    steps: dict[str, Callable[[], Any]] = {
        S.DRAFT: lambda: actions.open_round(actor=buyer, round_id=round_.pk),
        S.OPEN: lambda: _gather(script, round_, buyer, during, chance),
        S.CLOSED: lambda: actions.accept_quotes(actor=buyer, round_id=round_.pk, today=during),
        S.QUOTED: lambda: _award(round_, buyer, chair, during, seconds),
        S.AWARDED: lambda: actions.issue_orders(actor=buyer, round_id=round_.pk),
        S.ORDERED: lambda: _receive(round_, buyer, chance),
        S.RECEIVED: lambda: _hand_out(round_, buyer, today),
        S.HANDED_OUT: lambda: actions.settle_round(
            actor=chair, round_id=round_.pk, today=today - timedelta(days=script.settled)
        ),
    }
    steps[round_.state]()
    round_.refresh_from_db()


def _draft(script: Script, buyer: Actor, today: date) -> Round:
    items = Item.objects.filter(code__in=script.codes).values_list("pk", flat=True)
    return actions.draft_round(
        actor=buyer, title=script.title, opens_on=today - timedelta(days=script.opened),
        closes_on=today - timedelta(days=script.closed), item_ids=list(items), rule=Round.Rule.VALUE,
    )  # fmt: skip


def _gather(script: Script, round_: Round, buyer: Actor, during: date, chance: random.Random) -> None:
    _pledge(script, round_, buyer, during, chance)
    _quote(script, round_, buyer, during, chance)
    actions.close_round(actor=buyer, round_id=round_.pk)


def _is_complete(round_: Round, script: Script) -> bool:
    if script.until == S.OPEN:
        return Invitation.objects.filter(round=round_, answered_at__isnull=False).count() == len(script.sellers)
    return script.until != S.QUOTED or Plan.objects.filter(round=round_, state=Plan.State.READY).exists()


def _pledge(script: Script, round_: Round, buyer: Actor, during: date, chance: random.Random) -> None:
    if Pledge.objects.filter(round=round_).exists():
        return
    numbers = Member.objects.filter(state=Member.State.ACTIVE).order_by("number").values_list("number", flat=True)
    wanted = wishes(numbers, script.codes, script.share, chance)
    import_pledges(actor=buyer, round_id=round_.pk, wishes=wanted, today=during)


def _quote(script: Script, round_: Round, buyer: Actor, during: date, chance: random.Random) -> None:
    ids = {row.item.code: row.item_id for row in round_.items.select_related("item")}
    wanted = dict(Pledge.objects.filter(round=round_).values_list("item__code").annotate(Sum("quantity")))
    if script.until == S.OPEN:
        wanted = {code: quantity * STILL_TO_COME for code, quantity in wanted.items()}
    sections = list(Section.objects.order_by("pk"))
    for seller in (seller for seller in goods.SELLERS if seller.code in script.sellers):
        if not Invitation.objects.filter(round=round_, supplier__code=seller.code, answered_at__isnull=False).exists():
            supplier = Supplier.objects.get(code=seller.code)
            invitation = actions.invite_supplier(actor=buyer, round_id=round_.pk, supplier_id=supplier.pk)
            terms = actions.Terms(Decimal(chance.choice((0, 2000, 5000))), during + timedelta(days=60),
                                  chance.choice((0, 8, 15, 30)))  # fmt: skip
            actions.give_quotes(
                actor=buyer, invitation_id=invitation.pk, terms=terms, today=during,
                quotes=quotes(seller, ids, wanted, chance), freight=freight(seller, sections, chance),
            )  # fmt: skip


def _solved(round_: Round, buyer: Actor, day: date, seconds: int) -> Plan:
    """The cheapest plan with the prices known that day, searched here and now instead of by the worker."""
    ready = Plan.objects.filter(round=round_, state=Plan.State.READY).first()
    if ready is not None:
        return ready
    plan = actions.ask_for_plan(actor=buyer, round_id=round_.pk, kinds=[Plan.Kind.CHEAPEST], seconds=seconds)
    outcome = jobs.search(plan, day, lambda _progress: False)
    if outcome.problem_found:
        raise RuntimeError(outcome.problem_found)
    return actions.record_plan(actor=holder(buyer.union_id, "compras"), plan_id=plan.pk, outcome=outcome)


def _award(round_: Round, buyer: Actor, chair: Actor, during: date, seconds: int) -> None:
    plan = _solved(round_, buyer, during, seconds)
    if plan.proposed_by_id is None:
        plan = actions.propose_award(actor=buyer, plan_id=plan.pk, today=during)
    another = buyer if plan.proposed_by_id == chair.user_id else chair
    actions.approve_award(actor=another, plan_id=plan.pk, today=during)


def _receive(round_: Round, buyer: Actor, chance: random.Random) -> None:
    """Everything comes whole, but for a few broken packs and one short load."""
    lines = list(AwardLine.objects.filter(round=round_).order_by("pk"))
    damaged = {line.pk for line in chance.sample(lines, min(4, len(lines)))}
    counts = [
        actions.Count(line.pk, line.quantity, min(line.quantity / line.packs, line.quantity) if line.pk in damaged
                      else Decimal(0), note="Bulto roto" if line.pk in damaged else "")
        for line in lines
    ]  # fmt: skip
    actions.count_goods(actor=buyer, round_id=round_.pk, counts=counts)
    actions.finish_receiving(actor=buyer, round_id=round_.pk)


def _hand_out(round_: Round, buyer: Actor, today: date) -> None:
    waiting = round_.allotments.filter(is_handed_out=False)
    for section_id in sorted(set(waiting.values_list("section_id", flat=True))):
        actions.hand_out_section(actor=buyer, round_id=round_.pk, section_id=section_id, today=today)
    actions.finish_handing_out(actor=buyer, round_id=round_.pk)


def add_suppliers(actor: Actor) -> None:
    known = set(Supplier.objects.values_list("code", flat=True))
    for seller in goods.SELLERS:
        if seller.code not in known:
            supplier = actions.add_supplier(actor=actor, code=seller.code, name=seller.name, town=seller.town)
            Supplier.objects.filter(pk=supplier.pk).update(is_demo=True)
