"""Votes, ballots and names inside a sentence."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def figure(votes: Decimal) -> str:
    """Votes with every decimal that counts and no idle one: 1,381 and 927.98248."""
    return f"{votes:,f}" if votes % 1 else f"{votes:,.0f}"


def short(number: Decimal) -> str:
    """As people read it in a drawing: whole, or with two decimals. The exact figure stands beside it in the table."""
    whole = number == number.to_integral_value()
    return f"{number:,.0f}" if whole else f"{number.quantize(Decimal('0.01')):,f}"


def votes(number: Decimal) -> str:
    """1 voto, 2.50000 votos."""
    text = figure(number)
    return ngettext("%(votes)s voto", "%(votes)s votos", 1 if text == "1" else 2) % {"votes": text}


def papers(count: int) -> str:
    """1 boleta, 1,632 boletas."""
    return ngettext("%(count)s boleta", "%(count)s boletas", count) % {"count": f"{count:,}"}


def listed(names: Sequence[str]) -> str:
    """Ana, Beto y Carmen."""
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s y %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}
