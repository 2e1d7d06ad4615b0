"""Printed papers of an assembly before it meets: the call, the poster, the cards, and the text of a message."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tequio.assembly.models import Assembly, Credential
from tequio.core.papers import render
from tequio.core.qr import qr_svg
from tequio.ui.templatetags.tequio import day, weekday

LONGEST = 480  # letters of a text, as long as the outbox takes
PAPERS = Path(__file__).with_name("papers")


def clock(moment: Any) -> str:
    """10:00, in the union's time."""
    return date_format(timezone.localtime(moment), "H:i")


def when(moment: Any) -> str:
    return _("%(day)s a las %(hour)s") % {"day": weekday(moment), "hour": clock(moment)}


def text_message(assembly: Assembly) -> str:
    """The call as it fits a text: the agenda is cut where it is long, never the day, the hour or the place."""
    points = "; ".join(item.title for item in assembly.items.order_by("number"))
    whole = message(assembly, points)
    over = len(whole) - LONGEST
    return whole if over <= 0 else message(assembly, points[: max(0, len(points) - over - 1)] + "…")[:LONGEST]


def message(assembly: Assembly, points: str) -> str:
    """What is sent by text message or read over a telephone."""
    told = {
        "union": assembly.union.name, "title": assembly.title, "when": when(assembly.sits_at), "place": assembly.place,
        "points": points,
    }  # fmt: skip
    if assembly.call == 2:
        return _("%(union)s. Segunda convocatoria: %(title)s, %(when)s, en %(place)s. Vale con quienes lleguen. Orden "
                 "del día: %(points)s.") % told  # fmt: skip
    return (
        _("%(union)s te convoca: %(title)s, %(when)s, en %(place)s. Orden del día: %(points)s. Trae tu tarjeta.") % told
    )


def weighed_sentence(assembly: Assembly) -> str:
    """How votes weigh, where they do."""
    if not assembly.is_by_capital:
        return ""
    told = {"pesos": f"{assembly.bylaws.number('pesos_per_vote'):,}", "source": assembly.bylaws.source("weight")}
    return _("Se vota por aportación: un voto por cada $%(pesos)s pagados (%(source)s).") % told


def _figures(assembly: Assembly) -> dict[str, Any]:
    rules = assembly.bylaws
    second = _("Segunda convocatoria: %(when)s, con quienes lleguen.") % {"when": when(assembly.second_at)}
    if rules.says("second_after_first") and assembly.call == 1:
        second = _("Si no hay quórum se hará una segunda convocatoria, que puede ser para el %(when)s.") % {
            "when": when(assembly.second_at)
        }
    asked = rules.source("notice_days" if assembly.call == 1 else "second_notice_days")
    published = assembly.called_on if assembly.call == 1 else assembly.second_called_on
    return {
        "union": assembly.union.name,
        "title": assembly.title,
        "kind": assembly.kind_name,
        "call": _("Primera convocatoria") if assembly.call == 1 else _("Segunda convocatoria"),
        "by": _("Convoca %(who)s.") % {"who": assembly.get_called_by_display()},
        "when_label": _("Cuándo"), "when": when(assembly.sits_at), "place_label": _("Dónde"), "place": assembly.place,
        "second": second if assembly.call == 1 else "",
        "agenda_label": _("Orden del día"), "agenda": [item.title for item in assembly.items.order_by("number")],
        "law": _("Se publica el %(day)s. Fundamento: %(source)s.") % {"day": day(published), "source": asked},
        "signers": [_("Presidencia"), _("Secretaría")],
        "invites": weighed_sentence(assembly) or _("Tu voz y tu voto cuentan lo mismo que los de cualquiera."),
    }  # fmt: skip


def call_pdf(assembly: Assembly) -> bytes:
    """The convocation, to sign and post."""
    return render(PAPERS / "call.typ", _figures(assembly))


def poster_pdf(assembly: Assembly) -> bytes:
    """The same, to be read from across the street."""
    return render(PAPERS / "poster.typ", _figures(assembly))


def cards_pdf(assembly: Assembly, cards: Iterable[Credential]) -> bytes:
    """Cards with the QR that lets their holder in, eight to a page."""
    shown = [
        {
            "name": card.member.name, "number": str(card.member.number), "section": card.section.name,
            "votes": _("%(votes)s votos") % {"votes": card.weight} if card.weight > 1 else _("1 voto"),
            "code": "-".join(card.code[at : at + 4] for at in (0, 4, 8)), "qr": qr_svg(card.code),
        }
        for card in cards
    ]  # fmt: skip
    return render(PAPERS / "cards.typ", {
        "title": _("Credenciales: %(title)s") % {"title": assembly.title}, "union": assembly.union.name,
        "event": assembly.title, "cards": shown, "number_label": _("Núm."),
    })  # fmt: skip
