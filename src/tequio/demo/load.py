"""Loads the demo union, step by step and each step once.

Every step is one or a few deeds, and each looks first at what is already there: a loading that was killed goes on where
it stopped, and one that is complete changes nothing. A setting of the union says that the last step was reached.
"""

import random
from collections.abc import Callable
from datetime import date

from django.db import connections
from django.utils import timezone

from tequio.core.actors import Actor
from tequio.core.models import Event
from tequio.core.scope import in_union
from tequio.demo import fees, house, rounds
from tequio.demo.evidence import note_prices
from tequio.demo.lending import lend
from tequio.demo.places import Place, places
from tequio.demo.roster import roster_csv
from tequio.demo.selling import sell
from tequio.demo.seminars import hold_seminars
from tequio.demo.standing import stand_together
from tequio.demo.tendering import ask_banks
from tequio.demo.workshops import make_things
from tequio.members.actions import add_section
from tequio.members.models import Member, Person, Section
from tequio.members.roster.actions import import_roster, upload_roster
from tequio.members.roster.columns import ROSTER
from tequio.members.roster.plan import plan_import
from tequio.purchasing.models import Round
from tequio.unions.models import Setting, Union

MEMBERS = 4_000
FEWEST_VILLAGES = 4  # a truck that brings goods for five people costs more than it saves
SECONDS = 8  # for each search of an award: the demo need not prove its last tenth of a percent
SEED = 20_260_310
LOADED = "demo.loaded"

Tell = Callable[[str], None]


def load(
    tell: Tell = lambda _line: None, *, members: int = MEMBERS, seconds: int = SECONDS, today: date | None = None
) -> bool:
    """Load what is missing of the demo union. False when it was already complete."""
    if is_loaded():
        return False
    today = today or timezone.localdate()
    founded_on = date(today.year - 2, 1, 15)
    tell("The union, its offices and its materials…")
    union = house.open_house(founded_on, today)
    house.fill_offices(union, founded_on, today)
    with in_union(union.pk):
        actor = house.whole(union.pk)
        tell(f"{members:,} members and their villages…")
        villages = places(max(FEWEST_VILLAGES, members // 100))
        _open_sections(actor, villages)
        _import_members(union, members, villages, today)
        tell("What materials cost without the union…")
        note_prices(actor, today, _chance("prices"))
        tell("Some months of fees…")
        treasurer = house.holder(union.pk, "tesoreria")
        fees.charge_months(treasurer, founded_on, today)
        fees.bring_lists(treasurer, today)
        fees.hold_certificates(treasurer, today)
        tell("A season of seminars…")
        hold_seminars(house.holder(union.pk, "capacitacion"), union, today, _chance("seminars"))
        tell("Half a year of workshops: weeks, batches, kilns…")
        make_things(house.holder(union.pk, "produccion"), union, today, _chance("workshops"))
        rounds.add_suppliers(actor)
        tell("Four rounds: two settled, one to award, one open…")
        for script in rounds.SCRIPTS:
            rounds.walk(script, union.pk, today, seconds, _chance(script.title), tell)
        fees.pay_in_time(treasurer, today)
        tell("Two orders over many workshops: one paid, one under way…")
        sell(union.pk, today, seconds, _chance("sales"))
        tell("Loans of a bank that does not exist: most are paid in time, two are late…")
        lend(union.pk, today)
        tell("The fund that stands for them, and what borrowing costs outside…")
        stand_together(union.pk, today)
        tell("Applications without names for two lenders: one has answered…")
        ask_banks(union.pk, today)
        fees.pay_some(treasurer, today)
        _count_rows()
        Setting.objects.create(union=union, key=LOADED, value=True, valid_from=today, source="tequio demo")
    return True


def drive_round(tell: Callable[[Event], None], *, seconds: int = SECONDS, today: date | None = None) -> Round:
    """Bring the demo's open round to its settlement by the deeds that its pages do; settled already, it stays as it is.

    The union must be in scope. Raises NotNow where the round was called off, and whatever else a page would be told.
    """
    return rounds.drive(today or timezone.localdate(), seconds, _chance("drive"), tell)


def _count_rows() -> None:
    """Let the database count what came, as its owner may: until it does so by itself, pages would be slow."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    connections["owner"].close()


def is_loaded() -> bool:
    union = Union.objects.filter(slug=house.SLUG, is_demo=True).first()
    if union is None:
        return False
    with in_union(union.pk):
        return bool(Setting.objects.filter(key=LOADED).exists())


def signins() -> list[tuple[str, str, str]]:
    """Who can sign in to the demo: office, e-mail or telephone, and password or what happens instead."""
    offices = [(label, house.email_of(code), house.PASSWORD) for code, label, _name in house.STAFF]
    # The roster counts its telephones from 0 and its members from 1.
    members = [(f"Socia o socio {each + 1}", f"777 {each:07d}", "código en pantalla") for each in (1, 2, 3)]
    return offices + members


def _chance(step: str) -> random.Random:
    """Each step draws from its own chance, so that a loading that goes on draws as the first one would have."""
    return random.Random(f"{SEED} {step}")


def _open_sections(actor: Actor, villages: list[Place]) -> None:
    known = set(Section.objects.values_list("name", "municipality"))
    for place in villages:
        if (place.name, place.municipality) not in known:
            add_section(
                actor=actor, name=place.name, municipality=place.municipality, locality_code=place.code,
                point_name=f"Plaza de {place.name}", latitude=place.latitude, longitude=place.longitude,
            )  # fmt: skip


def _import_members(union: Union, members: int, villages: list[Place], today: date) -> None:
    if not Member.objects.exists():
        actor = house.holder(union.pk, "presidencia")
        content = roster_csv(members, villages, union.founded_on, _chance("members"))
        file = upload_roster(actor=actor, name="padron-demostracion.csv", content=content)
        plan = plan_import(ROSTER.read_file(file.name, content), today)
        if plan.bad:
            raise RuntimeError(f"{plan.bad[0]}")
        import_roster(actor=actor, file_id=file.pk, seen=plan.digest, new_sections=False, today=today)
    Person.objects.filter(is_demo=False).update(is_demo=True)
