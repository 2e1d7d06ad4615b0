"""Opening a union, and bringing one up to what a newer version of the program can do."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import Resolver404, get_resolver, resolve
from django.utils.translation import gettext as _

from tequio.assembly.models import Assembly
from tequio.assembly.settings import FORM
from tequio.books.chart import open_accounts
from tequio.core import events
from tequio.core.action import REGISTRY, action
from tequio.core.actors import Actor
from tequio.core.scope import in_union
from tequio.founding.errors import AddressTaken
from tequio.founding.models import Founding
from tequio.founding.queries import DESK
from tequio.founding.steps import decide
from tequio.stock.listing import list_goods
from tequio.stock.models import Item
from tequio.training.models import Course, Programme
from tequio.unions import trade
from tequio.unions.actions import appoint
from tequio.unions.models import Office, Term, Union
from tequio.unions.steps import grant_new_rights, open_offices, open_settings

FURNISH = "founding.union.furnish"
BEGIN = "founding.forum.begin"
APPOINT = "unions.term.appoint"

YEAR = timedelta(days=365)
# Deeds of the program itself, or of a bank by its link: no office carries them.
SYSTEM_RIGHTS = frozenset(
    {
        FURNISH,
        BEGIN,
        "assembly.notice.deliver",
        "credit.reminder.deliver",
        "purchasing.plan.record",
        "sales.split.record",
        "sales.ticket.deliver",
        "tenders.bundle.open",
        "tenders.dossier.open",
    }
)


def open_union(
    *, slug: str, name: str, trade_name: str, founded_on: date, by: str, today: date, is_demo: bool = False
) -> Union:  # fmt: skip
    """Open a union with everything that its trade pack brings; called again, add what is missing.

    The union's own row comes first, because every other row and the event belong to it; stopped in between, the next
    call goes on. Raises AddressTaken, PackBroken.
    """
    trade.load(trade_name)
    if _is_an_address(slug):
        raise AddressTaken(slug=slug)
    union, _new = Union.objects.get_or_create(
        slug=slug, defaults={"name": name, "trade": trade_name, "founded_on": founded_on, "is_demo": is_demo}
    )
    furnish(actor=_founder(union, by), trade_name=union.trade, today=today)
    return union


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who gets an office on the first day, and how she signs in."""

    name: str
    email: str = ""
    phone: str = ""


def open_forum(
    *, slug: str, name: str, trade_name: str, begun_on: date, keeper: Keeper, adviser: Keeper | None, by: str,
    today: date, is_demo: bool = False,
) -> Union:  # fmt: skip
    """Open a forum that may become a union: its row, its offices, and who keeps it until there is an election.

    Called again, it adds what is missing. Raises AddressTaken, PackBroken, CannotBeReached.
    """
    union = open_union(
        slug=slug, name=name, trade_name=trade_name, founded_on=begun_on, by=by, today=today, is_demo=is_demo
    )
    actor = Actor(union_id=union.pk, name=by, rights=frozenset({BEGIN, APPOINT}))
    with in_union(union.pk):
        if not Founding.objects.exists():
            begin_forum(actor=actor, begun_on=begun_on)
        for code, person in ((DESK, keeper), (catalysts_office(), adviser)):
            office = Office.objects.get(code=code)
            if person is not None and not Term.objects.filter(office=office).exists():
                appoint(actor=actor, office_id=office.pk, name=person.name, email=person.email, phone=person.phone,
                        begins_on=begun_on)  # fmt: skip
    return union


def catalysts_office() -> str:
    code: str = Office.objects.filter(kind=Office.Kind.CATALYST).order_by("pk").values_list("code", flat=True)[0]
    return code


@action(BEGIN)
def begin_forum(*, actor: Actor, begun_on: date) -> Founding:
    """Begin a forum with its weekly series; until the union is founded the forum's own rules hold."""
    programme = Programme.objects.create(
        union_id=actor.union_id, title=_("Foro"), begins_on=begun_on, ends_on=begun_on + YEAR,
        summary=_("El seminario de cada semana, del que nace la unión."),
    )  # fmt: skip
    course = Course.objects.create(union_id=actor.union_id, programme=programme, title=_("Seminario semanal"))
    founding = Founding.objects.create(union_id=actor.union_id, begun_on=begun_on, course=course)
    decide(actor, {FORM.key: Assembly.Form.FORUM.value}, begun_on, _("Costumbre del foro"))
    events.record(actor, "founding.forum.begun", founding, begun_on=begun_on)
    return founding


def sync_rights(*, union: Union, by: str, today: date) -> None:
    """Give the offices of a union the rights that a newer version of the program brought."""
    furnish(actor=_founder(union, by), trade_name=union.trade, today=today)


@action(FURNISH)
def furnish(*, actor: Actor, trade_name: str, today: date) -> None:
    """Write what the trade pack brings and the union does not have yet: settings, offices, rights, accounts, goods."""
    pack = trade.load(trade_name)
    union = Union.objects.select_for_update().get(pk=actor.union_id)
    open_settings(actor, pack.settings, union.founded_on)
    offices = open_offices(actor, pack.offices)
    granted = grant_new_rights(actor, pack.offices, rights_of_offices(), today)
    accounts = open_accounts(actor, pack.accounts)
    materials = list_goods(actor, pack.materials, Item.Kind.MATERIAL)
    products = list_goods(actor, pack.products, Item.Kind.PRODUCT)
    events.record(actor, "founding.union.furnished", union, trade=trade_name, offices=offices, rights=granted,
                  accounts=accounts, materials=materials, products=products)  # fmt: skip


def rights_of_offices() -> set[str]:
    """Every right there is but the program's own. Reading the addresses loads every deed that a screen can do."""
    _ = get_resolver().url_patterns
    return set(REGISTRY) - SYSTEM_RIGHTS


def _founder(union: Union, by: str) -> Actor:
    return Actor(union_id=union.pk, name=by, rights=frozenset({FURNISH}))


def _is_an_address(slug: str) -> bool:
    """Whether the program itself answers at this address, so that no union may be called so."""
    try:
        return "union" not in resolve(f"/{slug}/").kwargs
    except Resolver404:
        return False
