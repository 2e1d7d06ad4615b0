"""A small order that can be followed by hand: 300 mugs and 60 plates, three villages, four workshops."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tequio.books.models import Account
from tequio.core.actors import Actor
from tequio.engines.ware import Shape
from tequio.members.models import Member, Section
from tequio.sales import actions, jobs
from tequio.sales.models import Buyer, BuyerPayment, LabReport, Line, Maker, Order, Split, Ticket
from tequio.stock.models import Item
from tequio.unions.models import Union
from tests import factories

TODAY = date(2026, 3, 9)  # a Monday
RECIPE, GLAZE = "ES-4", "E-14"
CUP = {"use": "drink", "depth_mm": Decimal(95), "volume_ml": Decimal(330)}
SHAPES = {Line.Ware.CUP: CUP, Line.Ware.DECORATIVE: {"use": "decor"}}
HALF_A_YEAR = timedelta(days=180)
VALID_DAYS, DUE_DAYS = timedelta(days=11), timedelta(days=67)
VALID, DUE = TODAY + VALID_DAYS, TODAY + DUE_DAYS
D = Decimal

ACCOUNTS = (
    ("105.03", "Compradores por cobrar", "asset", "buyer_receivable", False),
    ("120.03", "Anticipos a talleres", "asset", "maker_advance", True),
    ("205.09", "Por pagar a talleres", "liability", "maker_payable", True),
    ("206.02", "Anticipos de compradores", "liability", "buyer_advance", False),
    ("401.02", "Ventas en común", "income", "joint_sales", False),
    ("401.05", "Cuota por ventas en común", "income", "joint_fee", False),
    ("501.02", "Costo de ventas en común", "expense", "joint_cost", False),
    ("701.01", "Pérdida cambiaria", "expense", "fx_loss", False),
    ("702.01", "Utilidad cambiaria", "income", "fx_gain", False),
)


@dataclass
class World:
    union: Union
    seller: Actor  # may do everything
    chair: Actor  # another person who may do everything
    buyer: Buyer
    mug: Item
    plate: Item
    members: dict[str, Member] = field(default_factory=dict)
    makers: dict[str, Maker] = field(default_factory=dict)
    order: Order = None  # type: ignore[assignment]
    today: date = TODAY

    def on(self, day: date) -> date:
        self.today = day
        return day

    def terms(self, **changed: Any) -> actions.Terms:
        told = {
            "title": "Tazas para el hotel", "currency": "MXN", "valid_until": self.today + VALID_DAYS,
            "due_on": self.today + DUE_DAYS, "destination": "MX",
        } | changed  # fmt: skip
        return actions.Terms(**told)

    def drafted(self, **terms: Any) -> Order:
        self.order = actions.draft_order(
            actor=self.seller, buyer_id=self.buyer.pk, terms=self.terms(**terms), today=self.today
        )
        return self.order

    def line(self, item: Item, pieces: int, maker_minor: int, ware: str = Line.Ware.CUP, **more: Any) -> Line:
        """A cup of 330 ml, or a piece that nobody eats from; any other class is told by hand."""
        draft = actions.LineDraft(item.pk, pieces, maker_minor, ware, **SHAPES.get(ware, {}) | more)
        return actions.set_line(actor=self.seller, order_id=self.order.pk, draft=draft, today=self.today)

    def quoted(self, **terms: Any) -> Order:
        """300 mugs at $40 for the maker, and 60 plates at $90 that nobody will eat from."""
        self.drafted(**terms)
        self.line(self.mug, 300, 4_000)
        self.line(self.plate, 60, 9_000, Line.Ware.DECORATIVE)
        return actions.send_quotation(actor=self.seller, order_id=self.order.pk, today=self.today)

    def ordered(self, **terms: Any) -> Order:
        self.quoted(**terms)
        self.order = actions.accept_quotation(actor=self.seller, order_id=self.order.pk, today=self.today)
        return self.order

    def solved(self) -> Split:
        split = actions.ask_for_split(actor=self.seller, order_id=self.order.pk, today=self.today, seconds=10)
        outcome = jobs.search(split, self.today)
        return actions.record_split(actor=self.seller, split_id=split.pk, outcome=outcome)

    def split(self) -> Split:
        """Split, proposed by one and approved by another."""
        split = self.solved()
        assert split.problem_found == ""
        actions.propose_split(actor=self.seller, split_id=split.pk, today=self.today)
        self.order = actions.approve_split(actor=self.chair, split_id=split.pk, today=self.today)
        split.refresh_from_db()
        return split

    def making(self, **terms: Any) -> list[Ticket]:
        self.ordered(**terms)
        self.split()
        self.prove()
        return self.tickets()

    def prove(self, lead: str = "0.05", **more: Any) -> LabReport | None:
        """The laboratory tested six cups with the glaze that everybody uses; once is enough for a while."""
        if not more and LabReport.objects.filter(mix=GLAZE, on__gt=self.today - HALF_A_YEAR).exists():
            return None
        readings = tuple(
            actions.ReadingDraft(str(piece), substance, D(amount), "mg/L")
            for piece in range(1, 7) for substance, amount in (("lead", lead), ("cadmium", "0.01"))
        )  # fmt: skip
        told = {
            "number": f"LAB-{self.today}", "laboratory": "Laboratorio de Ensayos del Sur", "method": "acetic-4-24h",
            "on": self.today - timedelta(days=20), "mix": GLAZE, "recipe": RECIPE,
            "shape": Shape(CUP["use"], CUP["depth_mm"], CUP["volume_ml"]),
        } | more  # fmt: skip
        draft = actions.ReportDraft(readings=readings, **told)
        return actions.note_report(actor=self.seller, draft=draft, today=self.today)

    def tickets(self, **only: Any) -> list[Ticket]:
        return list(Ticket.objects.filter(order=self.order, **only).order_by("pk"))

    def answer(self, ticket: Ticket, pieces: int | None = None) -> Ticket:
        member = Member.objects.get(pk=ticket.maker.member_id)
        return actions.answer_ticket(
            actor=self.seller, member=member, ticket_id=ticket.pk, today=self.today,
            pieces=ticket.pieces if pieces is None else pieces,
        )  # fmt: skip

    def inspect(self, ticket: Ticket, accepted: int, rework: int = 0, rejected: int = 0, **more: Any) -> Any:
        made_of = {"recipe": RECIPE, "material_lot": GLAZE} | more
        look = actions.Look(accepted + rework + rejected, accepted, rework, rejected, **made_of)
        return actions.inspect_pieces(actor=self.seller, ticket_id=ticket.pk, look=look, today=self.today)

    def collected(self, **terms: Any) -> list[Ticket]:
        """Everybody says yes and brings all of it, good."""
        for ticket in self.making(**terms):
            self.answer(ticket)
            self.inspect(ticket, ticket.pieces)
        return self.tickets()

    def shipped(self, **terms: Any) -> Order:
        self.collected(**terms)
        self.order = actions.ship_order(actor=self.chair, order_id=self.order.pk, today=self.today)
        return self.order

    def pay(self, amount_minor: int, received_minor: int | None = None) -> BuyerPayment:
        return actions.record_payment(
            actor=self.chair, order_id=self.order.pk, amount_minor=amount_minor, received_minor=received_minor,
            into="bank", paid_on=self.today,
        )  # fmt: skip


def build(union: Union) -> World:
    if not Account.objects.exists():
        factories.open_books(union)
    Account.objects.bulk_create(
        Account(union=union, code=code, name=name, kind=kind, role=role, by_member=by_member)
        for code, name, kind, role, by_member in ACCOUNTS
    )
    rosa, mateo = factories.make_user("Rosa Ventas"), factories.make_user("Mateo Presidente")
    seller = factories.actor_with(union, "*", user=rosa)
    mug = Item.objects.create(union=union, code="taza", name="Taza", kind="product", unit="pieza", kg_per_unit=D("0.3"))
    plate = Item.objects.create(union=union, code="plato-trinche", name="Plato trinche", kind="product", unit="pieza")
    world = World(
        union, seller, factories.actor_with(union, "*", user=mateo),
        actions.add_buyer(actor=seller, name="Hotel Las Jacarandas", contact="Inés Prado"), mug, plate,
    )  # fmt: skip
    places = {
        name: Section.objects.create(
            union=union, name=name, municipality=name, point_name=f"Plaza de {name}", latitude=north, longitude=east
        )
        for name, north, east in (("Atlatlahucan", 18.93, -98.89), ("Cuentepec", 18.86, -99.33))
    }
    # Who: village, mugs a week, plates a week, cost of a mug.
    for name, village, mugs, plates, cost in (
        ("Ana", "Atlatlahucan", 40, 10, 3_000), ("Beto", "Atlatlahucan", 30, 0, 3_200),
        ("Caro", "Cuentepec", 25, 10, 2_900), ("Dina", "Cuentepec", 20, 0, 3_900),
    ):  # fmt: skip
        member = factories.make_member(union, name, "Luna", section=places[village])
        world.members[name] = member
        skill = note(world, name, mug, mugs, cost)
        world.makers[name] = skill.maker
        if plates:
            note(world, name, plate, plates, 7_000)
        actions.note_paper(actor=seller, maker_id=skill.maker_id, valid_until=date(2030, 1, 1), reference="Lab 12")
    return world


def note(world: World, name: str, item: Item, per_week: int, cost_minor: int, **more: Any) -> Any:
    return actions.note_skill(
        actor=world.seller, member=world.members[name], item_id=item.pk, per_week=per_week, cost_minor=cost_minor,
        **more,
    )  # fmt: skip
