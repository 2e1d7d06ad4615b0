"""Makes the shared cast: the union of Tlayacapan, its villages, Ana and Beto. Plain functions, exact values."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count

from django.utils import timezone

from tequio.books.models import Account
from tequio.core.action import REGISTRY
from tequio.core.actors import Actor
from tequio.core.scope import in_union
from tequio.core.users import User
from tequio.engines.bylaws import term_ends_on
from tequio.members.models import Member, Person, Section
from tequio.unions.models import Office, OfficeRight, Term, Union
from tequio.unions.powers import CATALYST_MAY

TODAY = date(2026, 3, 10)
_numbers = count(1_000_001)


def make_union(slug: str = "tlayacapan", name: str = "Unión de Alfareros de Tlayacapan") -> Union:
    return Union.objects.create(slug=slug, name=name, trade="pottery", founded_on=date(2020, 1, 1))


@contextmanager
def union_in_scope(slug: str = "tlayacapan") -> Iterator[Union]:
    union = make_union(slug)
    with in_union(union.pk):
        yield union


def make_section(union: Union, name: str = "Tlayacapan") -> Section:
    return Section.objects.create(union=union, name=name, municipality="Tlayacapan", point_name=f"Plaza de {name}")


def make_member(union: Union, nombres: str = "Ana", apellido: str = "Luna", *, section: Section | None = None,
                user: User | None = None, number: int | None = None) -> Member:  # fmt: skip
    person = Person.objects.create(
        union=union, nombres=nombres, primer_apellido=apellido, sort_key=f"{apellido} {nombres}".lower(),
        search_key=f"{nombres} {apellido}".lower(),
    )  # fmt: skip
    return Member.objects.create(
        union=union, number=number or next(_numbers), person=person, section=section or make_section(union),
        joined_on=date(2024, 1, 1), user=user,
    )  # fmt: skip


def make_user(name: str = "Rosa Tesorera", email: str | None = None, phone: str | None = None) -> User:
    email = email or (None if phone else f"user{next(_numbers)}@demo.example")
    return User.objects.create_user(name=name, email=email, phone=phone, password="barro-y-esmalte-9")


def make_staff(union: Union, *rights: str, name: str = "Rosa Tesorera") -> User:
    """A user with an office that carries exactly these rights ("*" for all there are)."""
    user = make_user(name)
    office = Office.objects.create(union=union, code=f"office-{user.pk}", name="Oficina", kind=Office.Kind.STAFF)
    wanted = REGISTRY if rights == ("*",) else rights
    OfficeRight.objects.bulk_create(OfficeRight(union=union, office=office, right=right) for right in wanted)
    Term.objects.create(union=union, office=office, user=user, begins_on=date(2020, 1, 1))
    return user


def make_catalyst(union: Union, *, user: User | None = None, begins_on: date | None = None) -> User:
    """Who advises the union from outside since a day (today), for a year, with the rights that the trade pack gives."""
    user = user or make_user("Andrés Asesor")
    begins_on = begins_on or timezone.localdate()
    office, is_new = Office.objects.get_or_create(
        union=union, code="asesoria", defaults={"name": "Asesoría externa", "kind": Office.Kind.CATALYST}
    )
    if is_new:
        OfficeRight.objects.bulk_create(OfficeRight(union=union, office=office, right=r) for r in sorted(CATALYST_MAY))
    Term.objects.create(
        union=union, office=office, user=user, begins_on=begins_on, ends_on=term_ends_on(begins_on, 1)
    )  # fmt: skip
    return user


def actor_with(union: Union, *rights: str, member: Member | None = None, user: User | None = None) -> Actor:
    return Actor(
        union_id=union.pk, name=user.name if user else "Rosa Tesorera", user_id=user.pk if user else None,
        member_id=member.pk if member else None, rights=frozenset(REGISTRY if rights == ("*",) else rights),
    )  # fmt: skip


ROLES = (
    ("115.01", "Compras de la ronda", "asset", "purchase_clearing", False),
    ("115.03", "Inventario", "asset", "inventory", False),
    ("403.02", "Sobrantes", "income", "stock_surplus", False),
    ("105.01", "Socias y socios por cobrar", "asset", "member_receivable", True),
    ("105.02", "Cuotas por cobrar", "asset", "dues_receivable", True),
    ("205.07", "Fondo de garantía", "liability", "guarantee", True),
    ("205.08", "Por pagar a quienes se retiran", "liability", "exit_payable", True),
    ("206.01", "Anticipos", "liability", "member_advance", True),
    ("301.01", "Aportaciones", "equity", "share_capital", True),
    ("201.01", "Proveedores", "liability", "supplier_payable", False),
    ("102.01", "Bancos", "asset", "bank", False),
    ("101.01", "Caja", "asset", "cash", False),
    ("401.01", "Cuotas", "income", "dues_income", False),
)


def open_books(union: Union) -> None:
    """A chart of accounts with every role that postings use."""
    Account.objects.bulk_create(
        Account(union=union, code=code, name=name, kind=kind, role=role, by_member=by_member)
        for code, name, kind, role, by_member in ROLES
    )
