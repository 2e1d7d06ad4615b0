"""The rows of a bundle: what is kept of each application, and on which scales each field may be said."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tequio.credit.models import Application
from tequio.credit.words import rhythm_said
from tequio.engines.dossier import Column, Dossier, Hidden, Kind, Trait, hide
from tequio.engines.lending import Every, Rhythm, due_days
from tequio.engines.leverage import Income

CROWD = 3  # rows that agree in any three fields; also the fewest that are shown one by one
DAYS_OF_YEAR, MONTHS = 365, 12
PESO = 100

Facts = Mapping[str, Any]
Says = Callable[[Any], str]


def facts_of(application: Application, dossier: Dossier, income: Income) -> dict[str, Any]:
    """What rows are made of: figures of the dossier itself, so that both say the same.

    `income` is what each buyer paid him in the year. Who it is of and by which buyer is never shown: it says only what
    makes loans fail together.
    """
    figures = {(s.name, f.name): f.value for s in dossier.sections for f in s.figures}
    on_time = figures["purchases", "on_time"]
    rhythm = application.rhythm
    per_year = rhythm.every.per_year
    due = due_days(dossier.made_on, rhythm.every, application.payments, rest_in=rhythm.rest_in)
    payment = application.amount_minor * per_year // (application.payments * MONTHS)
    return {
        "amount": application.amount_minor,
        "months": max(1, round(sum(each.periods for each in due) * MONTHS / per_year)),
        "purpose": application.purpose,
        "village": application.member.section.name,
        "municipality": application.member.section.municipality,
        "years": figures["identity", "years"],
        "sold": figures["sales", "sold"],
        "bought": figures["purchases", "bought"],
        "on_time": None if on_time is None else str(on_time),
        "every": rhythm.every.value,
        "rest_in": list(rhythm.rest_in),
        "times": application.left_minor * 10 // payment if payment else 0,  # tenths of the principal of a month
        "borrower": application.member_id,
        "income": {str(buyer): minor for buyer, minor in sorted(income.items())},
    }


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name, what it is called, and how a row says it, from fine to coarse."""

    name: str
    label: Callable[[], str]
    scales: tuple[Callable[[Facts], str], ...]


def fields() -> tuple[Field, ...]:
    """In the order in which they came: a tender that was sent before one keeps the columns that it had."""
    return (
        Field("amount", lambda: _("Pide"), tuple(_pesos("amount", width) for width in (5_000, 10_000, 25_000, 50_000))),
        Field("months", lambda: _("Meses"), (_months((3, 6, 9, 12, 18, 24, 36)), _months((6, 12, 24)), _months((12,)))),
        Field("purpose", lambda: _("Para"), (_purpose, _kind_of_purpose)),
        Field("place", lambda: _("Dónde"), (lambda facts: facts["village"], lambda facts: facts["municipality"])),
        Field("years", lambda: _("Años en la unión"), (_years((1, 2, 3, 5, 8)), _years((2, 5)), _years((3,)))),
        Field("sold", lambda: _("Vendió al año"), tuple(_pesos("sold", width) for width in (10_000, 25_000, 100_000))),
        Field("bought", lambda: _("Compró al año"),
              tuple(_pesos("bought", width) for width in (5_000, 20_000, 50_000))),
        Field("on_time", lambda: _("Paga a tiempo"), (_on_time((95, 80, 60)), _on_time((80,)))),
        Field("times", lambda: _("Le queda, contra el pago"),
              (_times((10, 15, 20, 30)), _times((10, 20)), _times((10,)))),
        Field("rhythm", lambda: _("Cómo puede pagar"), (_rhythm, _kind_of_rhythm)),
    )  # fmt: skip


def columns(names: Collection[str]) -> tuple[Column, ...]:
    return tuple(Column(each.name, each.label(), Kind.TEXT) for each in fields() if each.name in names)


def hidden(facts: Sequence[Facts], scales: Sequence[int] | None = None) -> Hidden | None:
    """The rows as they may be shown, in an order that says nothing; None where there are too few.

    `scales` are those of a tender that was sent: it has a field for each.
    """
    shown = fields()[: len(scales)] if scales else fields()
    traits = [Trait(field.name, tuple(tuple(says(each) for each in facts) for says in field.scales)) for field in shown]
    found = hide(traits, CROWD, scales or None) if facts else None
    return found and Hidden(found.names, tuple(sorted(found.rows)), found.scales)


def _pesos(name: str, width: int) -> Callable[[Facts], str]:
    def says(facts: Facts) -> str:
        if facts[name] is None:
            return _("no se sabe")
        if facts[name] == 0:
            return _("nada")
        low = facts[name] // (width * PESO) * width
        return _("%(low)s a %(high)s") % {"low": f"${low:,}", "high": f"${low + width:,}"}

    return says


def _months(steps: Sequence[int]) -> Callable[[Facts], str]:
    return lambda facts: _stepped(facts["months"], steps, _("hasta %(n)s"), _("más de %(n)s"))


def _years(steps: Sequence[int]) -> Callable[[Facts], str]:
    def says(facts: Facts) -> str:
        below = [step for step in steps if step <= facts["years"]]
        return _("%(n)s o más") % {"n": below[-1]} if below else _("menos de %(n)s") % {"n": steps[0]}

    return says


def _stepped(value: int, steps: Sequence[int], up_to: str, more: str) -> str:
    above = [step for step in steps if value <= step]
    return up_to % {"n": above[0]} if above else more % {"n": steps[-1]}


def _purpose(facts: Facts) -> str:
    return str(Application.Purpose(facts["purpose"]).label)


def _kind_of_purpose(facts: Facts) -> str:
    """Working capital or investment, as a bank's products are called (avío, refaccionario)."""
    if facts["purpose"] in (Application.Purpose.MATERIAL, Application.Purpose.ORDER):
        return _("avío")
    if facts["purpose"] in (Application.Purpose.EQUIPMENT, Application.Purpose.WORKSHOP):
        return _("refaccionario")
    return _("otro")


def _rhythm(facts: Facts) -> str:
    # What was kept before one could say it was monthly, the whole year.
    return rhythm_said(Rhythm(Every(facts.get("every", Every.MONTH)), tuple(facts.get("rest_in", ()))))


def _kind_of_rhythm(facts: Facts) -> str:
    return _("cada mes") if facts.get("every", Every.MONTH) == Every.MONTH else _("más seguido que cada mes")


def _on_time(steps: Sequence[int]) -> Callable[[Facts], str]:
    def says(facts: Facts) -> str:
        if facts["on_time"] is None:
            return _("no se sabe")
        of_hundred = Decimal(facts["on_time"]) * 100
        for step in steps:
            if of_hundred >= step:
                return _("%(n)s %% o más") % {"n": step}
        return _("menos de %(n)s %%") % {"n": steps[-1]}

    return says


def _times(steps: Sequence[int]) -> Callable[[Facts], str]:
    def says(facts: Facts) -> str:
        below = [step for step in steps if step <= facts["times"]]
        if not below:
            return _("no alcanza")
        return _("%(n)s veces o más") % {"n": f"{Decimal(below[-1]) / 10:g}"}

    return says
