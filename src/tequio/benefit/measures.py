"""What the union knows of each member's numbers, for whoever asks whether a course moved them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import connection
from django.utils.translation import gettext_lazy as _

from tequio.benefit.queries import worth_of_all
from tequio.benefit.spans import Span
from tequio.core import scope
from tequio.members.models import Member
from tequio.production.queries import cost_of_each, lost_part
from tequio.training.measures import Measure, Unit, declare


def _everybody() -> dict[int, float]:
    """Zero for every member: who bought or owes nothing has a number too."""
    return dict.fromkeys(Member.objects.values_list("pk", flat=True), 0.0)


def bought(first: date, last: date) -> Mapping[int, float]:
    """What each member was charged for purchases, in centavos."""
    rows = worth_of_all(Span(first, last, "", ""))
    return _everybody() | {row.member_id: float(row.paid_minor) for row in rows}


def saved(first: date, last: date) -> Mapping[int, float]:
    """What each member saved with proof, in centavos."""
    rows = worth_of_all(Span(first, last, "", ""))
    return _everybody() | {row.member_id: float(row.saved_minor) for row in rows}


OWED = """
SELECT leg.member_id, sum(leg.amount_minor)::float8
FROM books_leg leg
JOIN books_account account ON account.id = leg.account_id AND account.union_id = leg.union_id
JOIN books_entry entry ON entry.id = leg.entry_id AND entry.union_id = leg.union_id
WHERE leg.union_id = %(union)s AND account.role = 'dues_receivable' AND entry."on" <= %(last)s
  AND leg.member_id IS NOT NULL
GROUP BY leg.member_id
"""


def owed(first: date, last: date) -> Mapping[int, float]:
    """The fees that each member owed at the end of the last day, in centavos: less is more punctual."""
    with connection.cursor() as cursor:
        cursor.execute(OWED, {"union": scope.required(), "last": last})
        return _everybody() | dict(cursor.fetchall())


def piece_cost(first: date, last: date) -> Mapping[int, float]:
    """What a good piece cost each member, in centavos; whoever noted no week has no number."""
    return {member_id: float(cost) for member_id, cost in cost_of_each(first, last).items()}


def pieces_lost(first: date, last: date) -> Mapping[int, float]:
    """Which part of the pieces each member lost; whoever counted no batch has no number."""
    return {member_id: float(part) for member_id, part in lost_part(first, last).items()}


declare(Measure("purchases", _("Lo que compra con la unión"), Unit.MONEY, bought))
declare(Measure("savings", _("Lo que ahorra con prueba"), Unit.MONEY, saved))
declare(Measure("dues_owed", _("Las cuotas que debe al final"), Unit.MONEY, owed))
declare(Measure("piece_cost", _("Lo que le cuesta una pieza buena"), Unit.MONEY, piece_cost))
declare(Measure("pieces_lost", _("La parte de sus piezas que se pierde"), Unit.PART, pieces_lost))
