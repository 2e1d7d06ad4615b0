"""Elected bodies: whose terms end about an assembly, and whether a list meets the parity that the bylaws ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.assembly.models import Assembly, Option, Outcome, Vote
from tequio.engines import bylaws, tally
from tequio.ui.counting import listed
from tequio.unions.models import Office, Term
from tequio.unions.queries import WARNED_DAYS


@dataclass(frozen=True, slots=True)
class Renewal:
    """One office: the terms that end within the days of warning after the assembly, and those that go on."""

    office: Office
    ends: list[Term]
    stays: list[Term]


def renewals(assembly: Assembly) -> list[Renewal]:
    """Every elected office somebody holds on the day of the assembly, by name."""
    day = timezone.localdate(assembly.sits_at)
    running = Term.objects.filter(office__kind=Office.Kind.ELECTED, begins_on__lte=day).exclude(ends_on__lte=day)
    found: dict[int, Renewal] = {}
    for term in running.select_related("office", "user").order_by("office__name", "ends_on", "pk"):
        one = found.setdefault(term.office_id, Renewal(term.office, [], []))
        soon = term.ends_on is not None and term.ends_on <= day + timedelta(days=WARNED_DAYS)
        (one.ends if soon else one.stays).append(term)
    return list(found.values())


def renewal_of(assembly: Assembly, office: Office) -> Renewal:
    return next((each for each in renewals(assembly) if each.office == office), Renewal(office, [], []))


@dataclass(frozen=True, slots=True)
class Parity:
    """Of those elected, how many said that they are women or men, and how many said nothing."""

    women: int
    men: int
    unsaid: int
    holds: bool

    @property
    def sentence(self) -> str:
        told = {"women": self.women, "men": self.men, "unsaid": self.unsaid}
        if self.holds:
            return _("Las bases piden paridad y la lista la cumple: mujeres %(women)s, hombres %(men)s, sin decirlo "
                     "%(unsaid)s.") % told  # fmt: skip
        return _("Las bases piden paridad y la lista no la cumple: mujeres %(women)s, hombres %(men)s, sin decirlo "
                 "%(unsaid)s. La asamblea decide ahí mismo cómo se corrige, según sus bases.") % told  # fmt: skip


def parity_of(vote: Vote, outcome: Outcome) -> Parity | None:
    """What parity says of the people elected to a body; nothing where the bylaws do not ask, or for one place."""
    rules = vote.assembly.bylaws
    if vote.is_motion or vote.elects_delegates or vote.seats < 2 or not rules.says("parity"):
        return None
    elected = Option.objects.filter(vote=vote, place__in=outcome.winners)
    said: Sequence[str] = list(elected.order_by("place").values_list("declares", flat=True))
    count = Counter(said)
    return Parity(count["f"], count["m"], count[""], bylaws.parity_holds(rules, said))


@dataclass(frozen=True, slots=True)
class FirstTerms:
    """Who of a body that begins together stays how many years, in the order of election, and why."""

    rows: list[tuple[Option, int]]
    is_by_lot: bool
    seed: str

    @property
    def sentences(self) -> list[str]:
        told = [
            ngettext("%(name)s (%(years)s año)", "%(name)s (%(years)s años)", years)
            % {"name": option.name, "years": years}
            for option, years in self.rows
        ]
        why = (
            _("Los periodos cortos se sortean con la semilla anunciada, «%(seed)s»: cualquiera repite el sorteo.")
            % {"seed": self.seed}
            if self.is_by_lot
            else _("Los periodos cortos son de quienes tuvieron menos votos o ganaron al último; empates, por sorteo.")
        )  # fmt: skip
        return [
            _("El órgano se renueva por partes, así que por esta vez no todos duran lo mismo: %(terms)s.")
            % {"terms": listed(told)},
            why,
        ]

    def years_of(self, option: Option) -> int:
        return next(years for each, years in self.rows if each.pk == option.pk)


def first_terms_of(vote: Vote, outcome: Outcome) -> FirstTerms | None:
    """How long each of those elected stays, where a body renewed in parts begins together."""
    if not vote.is_staggered:
        return None
    options = {option.place: option for option in Option.objects.filter(vote=vote)}
    elected = [options[place] for place in outcome.winners]
    rules = vote.assembly.bylaws
    years = bylaws.first_terms(rules, _votes_of(vote, outcome, elected), vote.term_years, vote.seed)
    by_lot = rules.words("first_stagger") == ("lot",)
    return FirstTerms(list(zip(elected, years, strict=True)), by_lot, vote.seed)


def _votes_of(vote: Vote, outcome: Outcome, elected: Sequence[Option]) -> list[tuple[str, Decimal]]:
    """Each name with its votes; where votes pass on all end about the quota, and the order of election stands in."""
    if vote.is_ranked:
        return [(option.name, Decimal(-place)) for place, option in enumerate(elected)]
    votes = tally.read_published(outcome.record).recount().stages[-1].votes
    return [(option.name, votes[option.place - 1]) for option in elected]
