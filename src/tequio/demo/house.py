"""The demo union's house: its offices and the people who hold them, its chart of accounts, its materials."""

from datetime import date

from tequio.books.models import Account
from tequio.core.action import REGISTRY
from tequio.core.actors import Actor
from tequio.core.scope import in_union
from tequio.core.users import User
from tequio.demo.goods import GOODS
from tequio.stock.actions import add_item
from tequio.stock.models import Item
from tequio.unions.models import Office, OfficeRight, Term, Union

SLUG, NAME = "morelos", "Unión de Alfareros de Morelos"
PASSWORD = "barro y fuego"  # of invented people, printed beside their names
SYSTEM = "Demostración"

ACCOUNTS = (
    ("101.01", "Caja", "asset", "cash", False),
    ("102.01", "Bancos", "asset", "bank", False),
    ("105.01", "Socias y socios por cobrar", "asset", "member_receivable", True),
    ("115.01", "Compras en común", "asset", "purchase_clearing", False),
    ("201.01", "Proveedores", "liability", "supplier_payable", False),
    ("301.01", "Patrimonio", "equity", "equity", False),
    ("401.01", "Cuotas", "income", "dues_income", False),
    ("601.01", "Gastos de la oficina", "expense", "office_expense", False),
)

# Who holds which office, and what he may do: names of actions, or beginnings of them that end in a dot.
STAFF = (
    ("tesoreria", "Tesorería", "elected", "Rosa Amaro Nava",
     ("books.", "dues.", "stock.price.", "benefit.", "purchasing.award.approve", "purchasing.round.settle",
      "purchasing.round.unsettle", "purchasing.evidence.")),
    ("compras", "Compras", "staff", "Elena Tlacuilo Ríos",
     ("purchasing.round.", "purchasing.pledge.", "purchasing.supplier.", "purchasing.quote.", "purchasing.plan.ask",
      "purchasing.plan.stop", "purchasing.award.propose", "purchasing.award.undo", "purchasing.order.",
      "purchasing.goods.", "purchasing.evidence.", "stock.")),
    ("presidencia", "Presidencia", "elected", "Mateo Xolalpa Luna",
     ("members.", "unions.", "benefit.", "purchasing.award.approve", "purchasing.round.cancel", "stock.price.")),
    ("delegacion", "Delegación de sección", "elected", "Juana Téllez Cruz",
     ("purchasing.pledge.", "purchasing.goods.count", "purchasing.goods.hand_out", "stock.price.record")),
    ("asesoria", "Asesoría externa", "catalyst", "Andrés Valle Soto", ("purchasing.round.draft", "stock.price.record")),
)  # fmt: skip
NEVER_AN_OFFICE = frozenset({"purchasing.plan.record"})  # the system's own


def email_of(office: str) -> str:
    return f"{office}@demo.example"


def whole(union_id: int) -> Actor:
    """Who does what the demo tells; every right there is."""
    return Actor(union_id, SYSTEM, rights=frozenset(REGISTRY))


def holder(union_id: int, office: str) -> Actor:
    """The person of one office, with every right: the demo is about figures, not about who may what."""
    user = User.objects.get(email=email_of(office))
    return Actor(union_id, user.name, user_id=user.pk, rights=frozenset(REGISTRY))


def open_house(founded_on: date) -> Union:
    """The union with its chart and materials, as far as they are missing."""
    union, _ = Union.objects.get_or_create(
        slug=SLUG, defaults={"name": NAME, "trade": "pottery", "founded_on": founded_on, "is_demo": True}
    )
    with in_union(union.pk):
        for code, name, kind, role, by_member in ACCOUNTS:
            if not Account.objects.filter(role=role).exists():
                Account.objects.create(union=union, code=code, name=name, kind=kind, role=role, by_member=by_member)
        known = set(Item.objects.values_list("code", flat=True))
        for each in GOODS:
            if each.code not in known:
                add_item(actor=whole(union.pk), code=each.code, name=each.name, unit=each.unit, pack=each.pack,
                         kg_per_unit=each.kg)  # fmt: skip
    return union


def staff_offices(union: Union, since: date) -> None:
    """Each office, its rights and the person who holds it."""
    with in_union(union.pk):
        for code, name, kind, person, granted in STAFF:
            office, _ = Office.objects.get_or_create(union=union, code=code, defaults={"name": name, "kind": kind})
            for right in sorted(_rights(granted)):
                OfficeRight.objects.get_or_create(union=union, office=office, right=right)
            user = User.objects.filter(email=email_of(code)).first()
            user = user or User.objects.create_user(email=email_of(code), name=person, password=PASSWORD)
            Term.objects.get_or_create(union=union, office=office, user=user, begins_on=since)


def _rights(granted: tuple[str, ...]) -> set[str]:
    return {
        right
        for right in REGISTRY
        if right not in NEVER_AN_OFFICE
        and any(right == g or (g.endswith(".") and right.startswith(g)) for g in granted)
    }
