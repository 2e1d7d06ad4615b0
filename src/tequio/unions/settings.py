"""The union's own settings; each other app declares its own in a file of this name."""

from django.utils.translation import gettext_lazy as _

from tequio.unions.known import LONGEST, Kind, Known, declare

# The union asks itself once a year, in the assembly that the law wants each year, whether it still needs advice from
# outside. No elected office runs shorter than it could in law; this one always ends before theirs may (five years).
MOST_CATALYST_YEARS = 3  # the database holds the same, whatever is set

CATALYST_YEARS = declare(
    Known(
        "unions.catalyst_years",
        _("Cuánto dura la asesoría externa"),
        _("Quien asesora desde fuera entra por un tiempo; para que siga, la unión lo nombra otra vez."),
        Kind.WHOLE,
        default=1,
        unit=_("años como máximo"),
        least=1,
        most=MOST_CATALYST_YEARS,
    )
)

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

PROGRAM_FROM = declare(
    Known(
        "unions.program_from",
        _("Desde qué hora trabaja el programa por su cuenta"),
        _("A esa hora manda los recordatorios del día y busca las pruebas que faltan, sin que nadie apriete un botón."),
        Kind.WHOLE,
        default=9,
        unit=_("horas"),
        most=23,
    )
)

PROGRAM_UNTIL = declare(
    Known(
        "unions.program_until",
        _("Hasta qué hora trabaja el programa por su cuenta"),
        _("Después ya no empieza nada hasta el día siguiente. Con 0 no hace nada por su cuenta."),
        Kind.WHOLE,
        default=19,
        unit=_("horas"),
        most=24,
    )
)
