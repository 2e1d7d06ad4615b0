"""Rhythms as people say them."""

from collections.abc import Sequence

from django.utils.dates import MONTHS
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tequio.credit.models import AgreedTerms, Application
from tequio.engines.lending import Rhythm


def rhythm_said(rhythm: Rhythm) -> str:
    """cada semana, sin pagos de junio a octubre."""
    every = str(AgreedTerms.Every(rhythm.every).label)
    if not rhythm.rest_in:
        return every
    return _("%(every)s, sin pagos %(rests)s") % {"every": every, "rests": rests_said(rhythm.rest_in)}


def rhythms_at_odds(application: Application, terms: AgreedTerms | None) -> tuple[str, str] | None:
    """What was asked for and what the lender says, where they are not the same rhythm."""
    if terms is None or terms.rhythm == application.rhythm:
        return None
    return rhythm_said(application.rhythm), rhythm_said(terms.rhythm)


def rests_said(months: Sequence[int]) -> str:
    """de junio a octubre; en enero y de junio a octubre. A run of months may reach over the turn of the year."""
    told = [
        pgettext("months", "de %(first)s a %(last)s") % {"first": _month(run[0]), "last": _month(run[-1])}
        if len(run) > 1 else pgettext("months", "en %(month)s") % {"month": _month(run[0])}
        for run in _runs(sorted(months))
    ]  # fmt: skip
    return _(" y ").join(told)


def _month(month: int) -> str:
    """Spanish writes months small; Django's names of them are for calendars."""
    name = str(MONTHS[month])
    return name.lower() if (get_language() or "").startswith("es") else name


def _runs(months: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for month in months:
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    if len(runs) > 1 and runs[0][0] == 1 and runs[-1][-1] == len(MONTHS):
        runs[0] = runs.pop() + runs[0]
    return runs
