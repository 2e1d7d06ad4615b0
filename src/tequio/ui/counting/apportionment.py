"""How seats were shared in proportion."""

from decimal import Decimal

from django.utils.translation import gettext as _

from tequio.engines.tally import Apportionment, Method, Settled
from tequio.ui.counting.figures import listed


def told_apportionment(parts: Apportionment) -> list[str]:
    """The rule in a sentence, each seat with the figure that won it, the lots, and the result."""
    names = list(parts.seats)
    sentences = [_rule(parts)]
    if parts.whole and any(parts.whole):
        whole = [f"{name} {seats}" for name, seats in zip(names, parts.whole, strict=True) if seats]
        sentences.append(_("Por cocientes enteros: %(seats)s.") % {"seats": listed(whole)})
    for award in parts.awards:
        figure = f"{Decimal(award.figure.numerator) / award.figure.denominator:,.2f}"
        sentences.append(
            _("Lugar %(seat)s: %(name)s, con %(figure)s.")
            % {"seat": award.seat, "name": names[award.group - 1], "figure": figure}
        )
    for tie in parts.ties:
        tied, chosen = (listed([names[n - 1] for n in numbers]) for numbers in (tie.candidates, tie.chosen))
        told = {"names": tied, "chosen": chosen}
        if tie.settled is Settled.ORDER:
            sentences.append(_("%(names)s empatan; decide el orden sorteado a mano: %(chosen)s.") % told)
        else:
            sentences.append(_("%(names)s empatan; decide el sorteo con la semilla anunciada: %(chosen)s.") % told)
    result = [f"{name} {seats}" for name, seats in parts.seats.items()]
    return [*sentences, _("Resultado: %(seats)s.") % {"seats": listed(result)}]


def _rule(parts: Apportionment) -> str:
    if parts.method is Method.SAINTE_LAGUE:
        return _("Cada lugar es para el mayor resultado de dividir los votos entre 1, 3, 5 y así.")
    if parts.method is Method.DHONDT:
        return _("Cada lugar es para el mayor resultado de dividir los votos entre 1, 2, 3 y así.")
    quota = parts.quota or 1
    return _("Cada %(quota)s votos dan un lugar; los que faltan son para los restos mayores.") % {
        "quota": f"{Decimal(quota.numerator) / quota.denominator:,.2f}"
    }
