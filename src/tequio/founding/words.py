"""What the engine says of a founding, in sentences."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.engines.founding import AnswerFault, Certainty, Missing, Question, Tariff, Text, VoteFault, What
from tequio.ui.numbers import money

MOST_NAMES = 12


def said(text: Text) -> str:
    """Words of the data in the reader's language."""
    return text.said(get_language() or "es")


def missing_said(each: Missing) -> str:
    """One thing that is missing, with its figures or names; ends in a full stop."""
    told = {"have": f"{each.have:,}", "needed": f"{each.needed:,}", "names": _names(each.names)}
    match each.what:
        case What.SESSIONS:
            return _("Van %(have)s sesiones del foro; hacen falta %(needed)s.") % told
        case What.ATTENDERS:
            return _("Vienen seguido %(have)s personas; hacen falta %(needed)s.") % told
        case What.PROBLEMS:
            return _("Hay %(have)s problemas escritos; hacen falta %(needed)s.") % told
        case What.RANKINGS:
            return rankings_said(each) + " " + _("Faltan: %(names)s.") % told
        case What.PROMOTERS:
            return _("El comité tiene %(have)s personas; hacen falta %(needed)s.") % told
        case What.FORM:
            return _("La asamblea del foro no ha escogido la figura legal.")
        case What.ANSWERS:
            return _("Faltan respuestas: %(names)s") % told
        case What.FOUNDERS:
            return _("Hay %(have)s fundadoras y fundadores; hacen falta %(needed)s.") % told
        case What.PAPERS:
            return _("Faltan datos: %(names)s.") % told
        case What.OFFICES:
            return _("Nadie tiene todavía el cargo: %(names)s.") % told
        case _:
            return " ".join(name[:1].upper() + name[1:] for name in each.names)


def rankings_said(each: Missing) -> str:
    told = {"have": f"{each.have:,}", "needed": f"{each.needed:,}"}
    return _("Ordenaron los problemas %(have)s personas; hacen falta %(needed)s.") % told


def all_said(missing: Iterable[Missing]) -> str:
    return " ".join(missing_said(each) for each in missing)


def vote_fault_said(fault: VoteFault, have: int, needed: int, source: str) -> str:
    told = {"have": f"{have:,}", "needed": f"{needed:,}", "source": source}
    match fault:
        case VoteFault.NOT_CARRIED:
            return _("La constitución tuvo %(have)s votos a favor y pide %(needed)s (%(source)s).") % told
        case VoteFault.FEW_IN_FAVOUR:
            return _("Dijeron que sí %(have)s personas y la figura pide %(needed)s (%(source)s).") % told
        case VoteFault.FEW_FOUNDERS:
            return _("Llegaron %(have)s fundadoras y fundadores y la figura pide %(needed)s (%(source)s).") % told
        case VoteFault.MANY_FOUNDERS:
            return _("Llegaron %(have)s fundadoras y fundadores y caben %(needed)s (%(source)s).") % told


def answer_fault_said(question: Question, fault: AnswerFault) -> str:
    """Why an answer cannot stand, without naming the question."""
    limit = money(int(fault.limit)) if question.kind == "pesos" and fault.limit.isdecimal() else fault.limit
    told = {"limit": limit, "source": fault.source}
    match fault.why:
        case "missing":
            return _("Falta la respuesta.")
        case "unreadable":
            return _("Escribe solo un número entero, por ejemplo 12.")
        case "long":
            return _("Es muy largo: caben %(limit)s letras.") % told
        case "low":
            return _("Es poco: lo menos es %(limit)s (%(source)s).") % told
        case "high":
            return _("Es mucho: lo más es %(limit)s (%(source)s).") % told
        case "unlawful":
            return _("La ley no lo permite: dice %(limit)s (%(source)s).") % told
        case _:
            return _("Escoge una opción de la lista.")


def answer_said(question: Question, value: str) -> str:
    """An answer as people read it: money with its sign, a choice in words."""
    if not value:
        return "—"
    return str(money(int(value))) if question.kind == "pesos" else question.said(value, get_language() or "es")


def tariff_said(tariff: Tariff) -> tuple[str, str]:
    """What a table of rates is called, and how far it was checked."""
    names = {
        "resico": _("RESICO, tabla del mes"),
        "provisional": _("Fuera de RESICO, pagos de cada mes"),
        "general": _("Fuera de RESICO, declaración del año"),
    }
    checked = {
        Certainty.LAW: _("leído en la ley"),
        Certainty.SEEN: _("por confirmar"),
        Certainty.CUSTOM: _("supuesto nuestro"),
    }
    return names[tariff.code], checked[tariff.certainty]


def _names(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return _("%(names)s y %(more)s más") % {"names": shown, "more": f"{more:,}"} if more > 0 else shown
