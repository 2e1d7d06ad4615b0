"""Periods and reasons as people say them."""

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tequio.engines.dues import Cadence, Period, State, Why

WHY = {
    Why.CHARGED: gettext_lazy("ya se le cobró este periodo"),
    Why.APPLICANT: gettext_lazy("todavía es solicitante"),
    Why.GONE: gettext_lazy("se retiró antes"),
    Why.NOT_YET: gettext_lazy("entró después"),
    Why.CHOSEN: gettext_lazy("tesorería decidió no cobrarle"),
    Why.FREE: gettext_lazy("su tamaño de taller no paga"),
    Why.RELIEVED: gettext_lazy("tiene apoyo completo"),
}
# A state, how it looks, and what to do about it.
STATES = {
    State.CLEAR: (gettext_lazy("al corriente"), "good", gettext_lazy("Nada que hacer.")),
    State.DUE: (gettext_lazy("por pagar"), "info", gettext_lazy("Todavía está a tiempo; basta recordarle el día.")),
    State.GRACE: (gettext_lazy("en prórroga"), "warn", gettext_lazy("Avísale: la prórroga está corriendo.")),
    State.LATE: (
        gettext_lazy("con atraso"), "bad",
        gettext_lazy("Habla con la persona y acuerden cuándo paga, aunque sea en partes."),
    ),
    State.LONG: (
        gettext_lazy("atraso largo"), "bad",
        gettext_lazy("Llévalo a la mesa directiva: ella decide si hay apoyo o acuerdo. Nadie se suspende solo."),
    ),
}  # fmt: skip


def period_said(period: Period) -> str:
    """noviembre de 2026, or 2026."""
    if period.cadence == Cadence.YEARLY:
        return str(period.first.year)
    text = date_format(period.first, "YEAR_MONTH_FORMAT")
    return text.lower() if (get_language() or "").startswith("es") else text


def period_code(period: Period) -> str:
    """2026-11, or 2026: as an address says it."""
    return f"{period.first:%Y}" if period.cadence == Cadence.YEARLY else f"{period.first:%Y-%m}"


def fee_text(period: Period) -> str:
    """What the fee is called in the books and on receipts."""
    return _("Cuota de %(period)s") % {"period": period_said(period)}
