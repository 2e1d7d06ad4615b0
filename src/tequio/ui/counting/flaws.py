"""Why ballots cannot be read or counted: what, where, and what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tequio.engines.tally import CannotCount, Fault, Flaw
from tequio.ui.counting.figures import listed

SENTENCES = {
    Fault.UNKNOWN_CANDIDATE: gettext_lazy("no hay candidatura con el número %(found)s."),
    Fault.TWICE: gettext_lazy("la candidatura %(found)s está dos veces en la misma boleta."),
    Fault.NOT_A_NUMBER: gettext_lazy("«%(found)s» no es un número."),
    Fault.BAD_HEADING: gettext_lazy("aquí van dos números: cuántas candidaturas y cuántos lugares."),
    Fault.TOO_MANY_SEATS: gettext_lazy("hay más lugares que candidaturas (%(found)s)."),
    Fault.NO_SEATS: gettext_lazy("tiene que haber un lugar por lo menos."),
    Fault.TOO_MANY_CANDIDATES: gettext_lazy("son demasiadas candidaturas (%(found)s)."),
    Fault.NO_ZERO: gettext_lazy("la boleta no termina en 0."),
    Fault.AFTER_ZERO: gettext_lazy("hay algo después del 0 que cierra la boleta."),
    Fault.NO_PAPERS: gettext_lazy("«%(found)s» no puede ser el número de boletas."),
    Fault.NO_END: gettext_lazy("falta la línea con un solo 0 que cierra las boletas."),
    Fault.MISSING_NAMES: gettext_lazy("faltan nombres de candidaturas (hay %(found)s)."),
    Fault.TOO_MANY_NAMES: gettext_lazy("sobra «%(found)s»: después de los nombres va solo el título."),
    Fault.EMPTY_NAME: gettext_lazy("la candidatura no tiene nombre."),
    Fault.SAME_NAME: gettext_lazy("«%(found)s» está dos veces; agrega algo que distinga, como el pueblo."),
    Fault.BAD_ORDER: gettext_lazy("el orden para empates debe nombrar una vez a cada candidatura."),
    Fault.BAD_WITHDRAWN: gettext_lazy("no se entiende quién se retiró (%(found)s)."),
    Fault.EQUAL_RANKS: gettext_lazy("«%(found)s» pone a dos candidaturas en el mismo lugar; aquí no se puede."),
    Fault.EMPTY_FILE: gettext_lazy("el archivo está vacío."),
    Fault.NOT_JSON: gettext_lazy("el archivo está cortado o no es una elección publicada (no es JSON)."),
    Fault.WRONG_FORMAT: gettext_lazy("el archivo no es una elección publicada por Tequio."),
    Fault.BAD_FIELD: gettext_lazy("falta «%(found)s» o no es lo que debe ser."),
    Fault.SAME_RECEIPT: gettext_lazy("el comprobante %(found)s está dos veces: una boleta sobra."),
}


def told_flaw(flaw: Flaw, *, in_list: bool = False) -> str:
    """One sentence with its place: the line of a file, or the ballot of a list."""
    sentence = str(SENTENCES[flaw.fault]) % {"found": flaw.found}
    if not flaw.place:
        return sentence[:1].upper() + sentence[1:]
    place = _("Boleta %(number)s") if in_list else _("Línea %(number)s")
    return f"{place % {'number': f'{flaw.place:,}'}}: {sentence}"


def told_refusal(cannot: CannotCount, names: tuple[str, ...] = ()) -> str:
    """Why sound ballots give no result."""
    reason = CannotCount.Reason
    if cannot.reason is reason.TOO_MANY_SEATS:
        return ngettext(
            "Hay %(seats)s lugares y solo %(standing)s candidatura: no se puede contar.",
            "Hay %(seats)s lugares y solo %(standing)s candidaturas: no se puede contar.",
            cannot.standing,
        ) % {"seats": cannot.seats, "standing": cannot.standing}
    if cannot.reason is reason.LOT_NEEDED:
        tied = listed([names[n - 1] for n in cannot.tied]) if names else ", ".join(map(str, cannot.tied))
        return _("En la etapa %(stage)s empatan %(names)s y toca sortear: hace falta la semilla que se anunció.") % {
            "stage": cannot.stage, "names": tied,
        }  # fmt: skip
    return {
        reason.NO_SEATS: _("Tiene que haber un lugar por lo menos."),
        reason.NO_BALLOTS: _("No hay ninguna boleta válida: no hay resultado."),
        reason.TOO_MANY_BALLOTS: _("Son más boletas de las que se pueden contar con exactitud."),
        reason.ONE_SEAT_ONLY: _("La mayoría absoluta es para un solo lugar."),
    }[cannot.reason]
