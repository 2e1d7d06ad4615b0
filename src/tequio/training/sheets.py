"""Sign-in sheets laid out, drawn and read by engines/omr; what is not plain is left to a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.core import home
from tequio.engines import omr
from tequio.training.errors import PageTwice, PhotoWrong
from tequio.training.models import Session, SignInPage
from tequio.ui.templatetags.tequio import weekday

PROBLEMS = {
    "not_an_image": gettext_lazy("No es una foto. Manda JPG, PNG o WebP."),
    "too_large": gettext_lazy("La foto es demasiado grande. Tómala otra vez con menos resolución."),
    "no_sheet": gettext_lazy("En la foto no se ve ninguna hoja. Tómala otra vez, completa y de frente."),
    "code_unreadable": gettext_lazy("El código de la hoja no se lee. Tómala otra vez, más cerca y con luz."),
    "forged_code": gettext_lazy("Esa hoja no la imprimió esta unión. No se anotó a nadie."),
    "unknown_page": gettext_lazy("Esa hoja es de la unión, pero no es una lista que se haya impreso aquí."),
    "other_sheet": gettext_lazy("Es la hoja de otra sesión. Súbela en la suya; aquí no se anotó a nadie."),
    "two_sheets": gettext_lazy("Hay dos hojas en la foto. Toma una foto de cada una."),
    "corners_missing": gettext_lazy("A la hoja le falta una esquina en la foto. Tómala otra vez, completa."),
}
REASONS = {
    "faint": gettext_lazy("se ve poca tinta"),
    "half_filled": gettext_lazy("está a medias"),
    "crossed_out": gettext_lazy("parece tachada"),
    "ink_from_outside": gettext_lazy("la tinta viene de otro renglón"),
    "several": gettext_lazy("hay más de una marca"),
    "hidden": gettext_lazy("una parte no se ve"),
    "unclear_photo": gettext_lazy("la foto no es clara"),
    "blank_line": gettext_lazy("alguien se anotó a mano"),
}
BLANK = "g"


@dataclass(frozen=True, slots=True)
class Box:
    """A row of a photographed page that a person has to look at."""

    row: str
    reasons: tuple[str, ...]
    picture: bytes


@dataclass(frozen=True, slots=True)
class Signed:
    """What one photo says: the page, who signed it plainly, and what is left to a person."""

    page: SignInPage
    person_ids: tuple[int, ...]
    unclear: tuple[Box, ...]


def blank_rows(count: int) -> list[omr.Row]:
    return [omr.Row(f"{BLANK}{number}", "", "") for number in range(1, count + 1)]


def pages_of(rows: Sequence[omr.Row]) -> list[list[omr.Row]]:
    """The rows of each page, as many as fit."""
    by_key = {row.key: row for row in rows}
    laid_out = omr.lay_out_sign_in(title="", note="", headings=("", "", ""), rows=rows)
    return [[by_key[box.key] for box in layout.boxes] for layout in laid_out]


def layout_of(session: Session, page: SignInPage) -> omr.Layout:
    """One page; its boxes depend on its rows alone, so that it is the same when it comes home."""
    rows = [omr.Row(key, code, name) for key, code, name in page.rows]
    said = {"day": weekday(session.begins_at), "hours": session.hours_said, "place": session.place, "n": page.position}
    return omr.lay_out_sign_in(
        title=session.topic[:70], note=_("%(day)s, %(hours)s · %(place)s · hoja %(n)s") % said,
        headings=(_("Núm."), _("Nombre"), _("Firma, cruz o huella")), rows=rows,
        hint=_("Firma dentro de tu cuadro, con tinta oscura. Si no estás en la lista, escribe tu nombre y tu pueblo."),
    )[0]  # fmt: skip


def sheets_pdf(session: Session, pages: Sequence[SignInPage]) -> bytes:
    key = _key(session)
    return omr.draw([(layout_of(session, page), omr.sign(key, omr.Kind.SIGN_IN, page.page)) for page in pages])


def read_photo(session: Session, photo: bytes) -> Signed:
    """Who signed the page on a photo. Raises PhotoWrong with what to do, PageTwice; nothing was read then."""
    found: dict[int, SignInPage] = {}

    def known(code: omr.PageCode) -> omr.Layout | omr.Elsewhere:
        page = SignInPage.objects.filter(page=code.page).first() if code.kind == omr.Kind.SIGN_IN else None
        if page is None:
            return omr.Elsewhere.UNKNOWN if code.kind == omr.Kind.SIGN_IN else omr.Elsewhere.OTHER_SHEET
        if page.session_id != session.pk:
            return omr.Elsewhere.OTHER_SHEET
        found[code.page] = page
        return layout_of(session, page)

    reading = omr.read(photo, key=_key(session), layout_of=known)
    if reading.problem is not None or reading.code is None:
        kind = str(reading.problem.kind) if reading.problem else "no_sheet"
        raise PhotoWrong(why=str(PROBLEMS[kind]))
    page = found[reading.code.page]
    if page.read_at is not None:
        raise PageTwice
    return _signed(session, page, photo, reading)


def _signed(session: Session, page: SignInPage, photo: bytes, reading: omr.Reading) -> Signed:
    layout = layout_of(session, page)
    came, unclear = [], []
    for key, mark in reading.marks.items():
        if mark.state == omr.State.EMPTY:
            continue
        if mark.state == omr.State.MARKED and not key.startswith(BLANK):
            came.append(int(key))
            continue
        reasons = tuple(str(reason) for reason in mark.reasons) or ("blank_line",)
        unclear.append(Box(key, reasons, omr.crop(photo, reading, layout, key)))
    return Signed(page, tuple(came), tuple(unclear))


def _key(session: Session) -> bytes:
    return omr.key_for(home.secret().encode(), session.union_id)
