"""The union's own settings; each other app declares its own in a file of this name."""

from django.utils.translation import gettext_lazy as _

from tequio.unions.known import LONGEST, Kind, Known, declare

OFFICE_HOURS = declare(
    Known(
        "unions.office_hours",
        _("Dónde y cuándo atiende la oficina"),
        _("Cada socia y socio lo lee en su página: el lugar, los días y el teléfono."),
        Kind.TEXT,
        default="",
        most=LONGEST,
    )
)
