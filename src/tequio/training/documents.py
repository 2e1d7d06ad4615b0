"""The papers of training: sheets to take home, lists to sign, certificates."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import formats
from django.utils.translation import gettext as _

from tequio.core.papers import render
from tequio.core.qr import qr_svg
from tequio.training.models import Certificate, Session
from tequio.ui import stylesheet
from tequio.ui.templatetags.tequio import weekday
from tequio.unions.models import Union
from tequio.unions.syllabus import Sheet

PAPERS = Path(__file__).with_name("papers")


def sheets_pdf(union: Union, sheets: Sequence[Sheet]) -> bytes:
    """Content sheets, one page each."""
    return render(PAPERS / "sheet.typ", {
        "title": sheets[0].title if len(sheets) == 1 else _("Cuaderno de cursos"),
        "union": union.name, "footer": _("Se puede copiar y repartir."),
        "bring_label": _("Trae"), "exercise_label": _("Hazlo en tu taller"), "remember_label": _("Para no olvidar"),
        "sources_label": _("De dónde sale"),
        "caution": _("Las leyes y los precios cambian: pregunta antes de decidir."),
        "sheets": [
            {"area": sheet.area.name, "minutes": _("%(n)s minutos") % {"n": sheet.minutes}, "title": sheet.title,
             "as_of": _("Datos al %(day)s") % {"day": formats.date_format(sheet.as_of, "DATE_FORMAT").lower()},
             "goal": sheet.goal, "bring": sheet.bring, "exercise": sheet.exercise, "remember": sheet.remember,
             "sources": [source.rstrip(".") for source in sheet.sources],
             "parts": [{"heading": part.heading, "text": part.text, "points": part.points, "table": part.table}
                       for part in sheet.parts]}
            for sheet in sheets
        ],
    })  # fmt: skip


STYLES = ("tokens", "base", "layout", "table", "card", "print")


def sheets_html(union: Union, sheets: Sequence[Sheet]) -> str:
    """Content sheets as one file that asks the network for nothing."""
    title = sheets[0].title if len(sheets) == 1 else _("Cuaderno de cursos")
    told = {"union": union, "sheets": sheets, "title": title, "style": stylesheet.stylesheet(STYLES)}
    return render_to_string("training/notebook.html", told)


def door_pdf(session: Session, link: str) -> bytes:
    """The poster with the QR by which people say that they are there."""
    return render(PAPERS / "door.typ", {
        "title": _("Anota que viniste"), "union": session.union.name, "topic": session.topic,
        "when": f"{weekday(session.begins_at).capitalize()}, {session.hours_said}", "qr": qr_svg(link), "link": link,
        "steps": [
            _("Apunta la cámara de tu teléfono al cuadro."),
            _("Toca el enlace que aparece y escribe tu número de socia o socio."),
            _("Revisa que sea tu nombre y di que sí. Nada más."),
        ],
        "foot": _("¿Sin teléfono o sin número? Firma la hoja o dilo a quien da la sesión. Cuenta igual."),
    })  # fmt: skip


def certificate_pdf(certificate: Certificate, link: str) -> bytes:
    """The certificate to frame, with the QR by which anyone checks it."""
    told = {"came": certificate.came, "held": certificate.held, "hours": certificate.hours}
    return render(PAPERS / "certificate.typ", {
        "title": _("Constancia"), "union": certificate.union.name, "says": _("Se da la presente a"),
        "name": certificate.name, "did": _("por haber tomado el curso"), "course": certificate.title,
        "hours": _("%(came)s de %(held)s sesiones, %(hours)s horas") % told,
        "topics_label": _("Temas"), "topics": "; ".join(certificate.topics),
        "by": _("Por la unión: %(name)s") % {"name": certificate.awarded_by},
        "date": formats.date_format(certificate.awarded_on, "DATE_FORMAT").lower(),
        "qr": qr_svg(link), "link": link, "code": certificate.code_shown,
        "check": _("Cualquiera puede comprobarla en"),
        "demo": _("Demostración: persona inventada") if certificate.union.is_demo else "",
    })  # fmt: skip
