"""What happened in each stage of a count, and how it ended."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.engines.tally import Count, Deed, Elected, How, Rule, Settled, Stage, Tie
from tequio.ui.counting.figures import figure, listed, papers, votes


def told_stages(count: Count) -> list[list[str]]:
    """The sentences of every stage, in order."""
    return [told_stage(count, stage) for stage in count.stages]


def told_stage(count: Count, stage: Stage) -> list[str]:
    """What was done, how a tie was settled, where the votes went and who wins a seat."""
    before = count.stages[stage.number - 2] if stage.number > 1 else None
    sentences = [told_tie(count, stage.tie)] if stage.tie and stage.deed in (Deed.SURPLUS, Deed.EXCLUSION) else []
    if stage.deed is Deed.FIRST:
        sentences += _first(count, stage)
    elif stage.deed is Deed.KEEP:
        sentences.append(
            _("Quien ya ganó conserva de cada boleta solo lo que necesita; el resto pasa a la siguiente preferencia.")
        )
    elif before and stage.candidate:
        deed = _surplus if stage.deed is Deed.SURPLUS else _exclusion
        sentences += [deed(count, stage, before), *_gains(count, stage)]
    if stage.tie and stage.deed is Deed.FIRST:
        sentences.append(told_tie(count, stage.tie))
    return [*sentences, *_winners(count, stage)]


def _first(count: Count, stage: Stage) -> list[str]:
    ballots = papers(count.valid)
    if count.rule is Rule.APPROVAL:
        return [_("Se cuentan las marcas de %(ballots)s; cada marca vale un voto.") % {"ballots": ballots}]
    sentences = [_("Se cuentan las primeras preferencias de %(ballots)s.") % {"ballots": ballots}]
    if count.rule is Rule.SCOTTISH and stage.quota is not None:
        sentences.append(
            ngettext(
                "El cociente es %(quota)s: %(valid)s entre %(parts)s (%(seats)s lugar más uno), sin fracción, más uno."
                " Con eso se gana.",
                "El cociente es %(quota)s: %(valid)s entre %(parts)s (%(seats)s lugares más uno), sin fracción, más"
                " uno. Con eso se gana.",
                count.seats,
            )
            % {
                "quota": figure(stage.quota), "valid": f"{count.valid:,}", "parts": count.seats + 1,
                "seats": count.seats,
            }
        )  # fmt: skip
    elif count.rule is Rule.MEEK and stage.quota is not None:
        sentences.append(
            _("El cociente es %(quota)s; baja en cada etapa si hay boletas que ya no eligen a nadie.")
            % {"quota": figure(stage.quota)}
        )
    return sentences


def _surplus(count: Count, stage: Stage, before: Stage) -> str:
    held = before.votes[(stage.candidate or 0) - 1]
    surplus = held - stage.votes[(stage.candidate or 0) - 1]
    ballots = sum(parcel.papers for parcel in stage.parcels)
    has = _("%(name)s tiene %(held)s, %(surplus)s de más.") % {
        "name": count.name(stage.candidate or 0), "held": votes(held), "surplus": votes(surplus),
    }  # fmt: skip
    if len(stage.parcels) > 1:
        passing = _("Sus %(ballots)s boletas pasan a la siguiente preferencia con la parte que sobra de su valor.")
    else:
        passing = _("Sus %(ballots)s boletas pasan a la siguiente preferencia y cada una vale %(value)s.")
    passed = passing % {"ballots": f"{ballots:,}", "value": figure(stage.parcels[0].passed)}
    return f"{has} {passed}"


def _exclusion(count: Count, stage: Stage, before: Stage) -> str:
    return _(
        "Nadie más llega al cociente. Sale %(name)s, con menos votos que nadie (%(held)s); sus boletas pasan a la"
        " siguiente preferencia con el valor que traían."
    ) % {"name": count.name(stage.candidate or 0), "held": figure(before.votes[(stage.candidate or 0) - 1])}


def _gains(count: Count, stage: Stage) -> list[str]:
    gains = [(count.name(t.to), t.votes) for t in stage.transfers if t.to]
    sentences = []
    if gains:
        told = listed([f"{name} +{figure(gained)}" for name, gained in gains])
        sentences.append(_("Reciben: %(gains)s.") % {"gains": told})
    sentences += [
        _("Sin otra preferencia: %(ballots)s, con valor de %(votes)s.")
        % {"ballots": papers(transfer.papers), "votes": votes(transfer.votes)}
        for transfer in stage.transfers
        if transfer.to is None
    ]
    before = count.stages[stage.number - 2]
    if stage.lost > before.lost:
        sentences.append(
            _("Al cortar los valores a cinco decimales se pierden %(votes)s.")
            % {"votes": votes(stage.lost - before.lost)}
        )
    return sentences


def told_tie(count: Count, tie: Tie) -> str:
    """Who was tied and what decided for whom."""
    told = {
        "names": listed([count.name(n) for n in tie.candidates]), "chosen": listed([count.name(n) for n in tie.chosen]),
    }  # fmt: skip
    if tie.settled is Settled.EARLIER:
        return _("%(names)s empatan. Decide la etapa %(stage)s, donde tenían votos distintos: toca a %(chosen)s.") % {
            **told, "stage": tie.stage,
        }  # fmt: skip
    if tie.settled is Settled.ORDER:
        return _("%(names)s empatan. Decide el orden que se sorteó a mano antes de contar: toca a %(chosen)s.") % told
    return _("%(names)s empatan. Decide el sorteo con la semilla anunciada: toca a %(chosen)s.") % told


def _winners(count: Count, stage: Stage) -> list[str]:
    won = [elected for elected in count.elected if elected.stage == stage.number]
    sentences = [_won(count, stage, elected) for elected in won if elected.how is not How.LAST_SEATS]
    last = [count.name(elected.candidate) for elected in won if elected.how is How.LAST_SEATS]
    if last:
        sentences.append(
            ngettext(
                "Queda una candidatura para un lugar: gana %(names)s.",
                "Quedan tantas candidaturas como lugares: ganan %(names)s.",
                len(last),
            )
            % {"names": listed(last)}
        )
    return sentences


def _won(count: Count, stage: Stage, elected: Elected) -> str:
    told = {"name": count.name(elected.candidate), "votes": votes(stage.votes[elected.candidate - 1])}
    if elected.how is How.QUOTA:
        return _("%(name)s llega al cociente con %(votes)s y gana un lugar.") % told
    if elected.how is How.HALF:
        return _("%(name)s gana con %(votes)s, más de la mitad.") % told
    return _("%(name)s gana un lugar con %(votes)s.") % told


def told_result(count: Count) -> list[str]:
    """Who is elected, or who goes to a second ballot; seats left empty; blank papers."""
    sentences = []
    if count.elected:
        sentences.append(_("Resultan electas y electos: %(names)s.") % {"names": _names(count, count.winners)})
    if count.second_ballot:
        sentences.append(
            _("Nadie pasó de la mitad (%(half)s). Hay segunda vuelta entre %(names)s.")
            % {"half": figure(Decimal(count.valid) / 2), "names": _names(count, count.second_ballot)}
        )
    empty = count.seats - len(count.elected)
    if empty and not count.second_ballot:
        sentences.append(
            ngettext(
                "Queda %(count)s lugar sin ocupar: nadie más tuvo votos.",
                "Quedan %(count)s lugares sin ocupar: nadie más tuvo votos.",
                empty,
            )
            % {"count": empty}
        )
    if count.blank:
        sentences.append(_("En blanco: %(ballots)s. No cuentan para el resultado.") % {"ballots": papers(count.blank)})
    return sentences


def _names(count: Count, numbers: Sequence[int]) -> str:
    return listed([count.name(number) for number in numbers])
