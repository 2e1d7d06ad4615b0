"""The demo union's house: what the trade pack of potters brings, and the people who hold its offices."""

from datetime import date, timedelta

from tequio.core.action import REGISTRY
from tequio.core.actors import Actor
from tequio.core.scope import in_union
from tequio.core.users import User
from tequio.founding.actions import open_union
from tequio.unions.actions import appoint
from tequio.unions.models import Office, Term, Union
from tequio.unions.steps import open_settings
from tequio.unions.trade import SettingRow

SLUG, NAME, TRADE = "morelos", "Unión de Alfareros de Morelos", "pottery"
PASSWORD = "barro y fuego"  # of invented people; it is printed beside their names
TELLER = "Demostración"
ADVISED_DAYS = 270

# Office, what the sign-in list calls it, and who holds it.
STAFF = (
    ("tesoreria", "Tesorería", "Rosa Amaro Nava"),
    ("compras", "Compras", "Elena Tlacuilo Ríos"),
    ("ventas", "Ventas", "Inés Coatl Rueda"),
    ("credito", "Crédito", "Marta Tecuapa Flores"),
    ("presidencia", "Presidencia", "Mateo Xolalpa Luna"),
    ("delegacion", "Delegación de sección", "Juana Téllez Cruz"),
    ("capacitacion", "Capacitación", "Lucía Ahuatzin Mora"),
    ("produccion", "Producción", "Tomás Nava Cuautle"),
    ("asesoria", "Asesoría externa", "Andrés Valle Soto"),
)

DECIDED = (
    SettingRow("dues.certificate_value_minor", 500_00, "Asamblea constitutiva, punto 7"),
    SettingRow("purchasing.sharing_rule", "value", "Asamblea constitutiva, punto 6"),
    SettingRow(
        "unions.office_hours", "Calle de los Hornos 12, Tlayacapan. Lunes a viernes, de 9 a 2. Tel. 777 000 0000.",
        "Mesa directiva",
    ),
)  # fmt: skip


def email_of(office: str) -> str:
    return f"{office}@demo.example"


def whole(union_id: int) -> Actor:
    """Who does what the demo tells; every right there is."""
    return Actor(union_id, TELLER, rights=frozenset(REGISTRY))


def holder(union_id: int, office: str) -> Actor:
    """The person of one office, with every right: the demo is about figures, not about who may what."""
    user = User.objects.get(email=email_of(office))
    return Actor(union_id, user.name, user_id=user.pk, rights=frozenset(REGISTRY))


def open_house(founded_on: date, today: date) -> Union:
    """The union with all that its trade pack brings, as far as it is missing."""
    union = open_union(
        slug=SLUG, name=NAME, trade_name=TRADE, founded_on=founded_on, by=TELLER, today=today, is_demo=True
    )
    with in_union(union.pk):
        open_settings(whole(union.pk), DECIDED, founded_on)
    return union


def fill_offices(union: Union, since: date, today: date) -> None:
    """A person in each office, who signs in with the demo's password."""
    with in_union(union.pk):
        for code, _label, name in STAFF:
            office = Office.objects.get(code=code)
            if not Term.objects.filter(office=office).exists():
                # Advice from outside ends each year; the demo's was asked for again.
                begins_on = today - timedelta(days=ADVISED_DAYS) if office.is_outside else since
                appoint(
                    actor=whole(union.pk), office_id=office.pk, name=name, begins_on=begins_on, email=email_of(code)
                )
            user = User.objects.get(email=email_of(code))
            if not user.has_usable_password() or not user.check_password(PASSWORD):
                user.set_password(PASSWORD)
                user.save(update_fields=["password"])
