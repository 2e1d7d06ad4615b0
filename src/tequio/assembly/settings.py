"""What the union's own bylaws say of assemblies, where the law leaves it to them. 0 means: as the law says."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tequio.assembly.models import Assembly
from tequio.unions.known import Kind, Known, declare
from tequio.unions.queries import ruling

FORM = declare(
    Known(
        "assembly.form",
        _("Figura legal"),
        _("De ella dependen los plazos, el quórum y las mayorías de la asamblea."),
        Kind.CHOICE,
        default=Assembly.Form.CONSUMER.value,
        choices=Assembly.Form.choices,
    )
)
NOTICE_DAYS = declare(
    Known(
        "assembly.notice_days",
        _("Días de anticipación para convocar"),
        _("Las bases pueden pedir más días que la ley. Cero: los de la ley."),
        Kind.WHOLE,
        default=0,
        unit=_("días"),
        most=60,
    )
)
PROXIES = declare(
    Known(
        "assembly.proxies",
        _("Cartas poder por persona"),
        _("Cuántas personas ausentes puede representar cada quien, si las bases lo autorizan."),
        Kind.WHOLE,
        default=0,
        most=2,
    )
)
MEMBERS_PER_DELEGATE = declare(
    Known(
        "assembly.members_per_delegate",
        _("Socias y socios por cada delegado"),
        _("Cada sección elige uno por cada tantos, empezados. Cero: lo usual."),
        Kind.WHOLE,
        default=0,
        most=500,
    )
)
DELEGATES_TOTAL = declare(
    Known(
        "assembly.delegates_total",
        _("Delegadas y delegados en total"),
        _("Si las bases fijan cuántos son entre todas las secciones. Cero: uno por cada tantos."),
        Kind.WHOLE,
        default=0,
        most=1000,
    )
)
DELEGATES_METHOD = declare(
    Known(
        "assembly.delegates_method",
        _("Cómo se reparten entre las secciones"),
        _("Solo donde las bases fijan el total. Cada sección con gente manda al menos a una persona."),
        Kind.CHOICE,
        default="sainte_lague",
        choices=(
            ("sainte_lague", _("Sainte-Laguë: entre 1, 3, 5…")),
            ("dhondt", _("D'Hondt: entre 1, 2, 3…")),
            ("largest_remainder", _("resto mayor")),
        ),
    )
)
PARITY = declare(
    Known(
        "assembly.parity",
        _("Paridad en los órganos elegidos"),
        _("Si las bases piden que mujeres y hombres sean tantas como tantos."),
        Kind.CHOICE,
        default="no",
        choices=(("no", _("no se pide")), ("yes", _("se pide"))),
    )
)
PARTIAL = declare(
    Known(
        "assembly.partial_renewal",
        _("Renovación por partes de los órganos elegidos"),
        _("Si las bases piden que cada vez se elijan solo los lugares cuyo periodo termina."),
        Kind.CHOICE,
        default="no",
        choices=(("no", _("no se pide")), ("yes", _("se pide"))),
    )
)
STAGGER = declare(
    Known(
        "assembly.first_stagger",
        _("Primera renovación por partes: quién dura menos"),
        _("La primera vez todos empiezan juntos, y unos duran menos para que cada año toque elegir una parte."),
        Kind.CHOICE,
        default="votes",
        choices=(("votes", _("quienes tuvieron menos votos")), ("lot", _("por sorteo con la semilla anunciada"))),
    )
)
WEIGHT = declare(
    Known(
        "assembly.weight",
        _("Cómo pesan los votos"),
        _("En una cooperativa o asociación, un voto por persona. En una S. de R.L. lo dice el contrato."),
        Kind.CHOICE,
        default="law",
        choices=(
            ("law", _("como dice la ley")),
            ("member", _("un voto por persona")),
            ("capital", _("por aportación")),
        ),
    )
)
PESOS_PER_VOTE = declare(
    Known(
        "assembly.pesos_per_vote",
        _("Pesos aportados que dan un voto"),
        _("Solo donde se vota por aportación. Cero: mil pesos, como dice la ley."),
        Kind.WHOLE,
        default=0,
        unit=_("pesos"),
        most=100_000,
    )
)
DEMAND = declare(
    Known(
        "assembly.demand_percent",
        _("Cuántas firmas piden un punto o una asamblea"),
        _("De cada cien. Las bases pueden pedir menos que la ley, nunca más. Cero: lo que dice la ley."),
        Kind.WHOLE,
        default=0,
        unit=_("de cada 100"),
        most=50,
    )
)
DEMANDED_DAYS = declare(
    Known(
        "assembly.demanded_days",
        _("Días para convocar la asamblea que piden las firmas"),
        _("Desde el día en que se completan las firmas. Cero: lo usual para la figura legal."),
        Kind.WHOLE,
        default=0,
        unit=_("días"),
        most=60,
    )
)
OWN_INTEREST = declare(
    Known(
        "assembly.own_interest_votes",
        _("Quien tiene interés propio o de su familia en un asunto"),
        _("En una asociación civil no vota, por ley. En las demás figuras lo dicen las bases o el contrato."),
        Kind.CHOICE,
        default="law",
        choices=(("law", _("como dice la ley")), ("no", _("no vota")), ("yes", _("sí vota"))),
    )
)
# The setting, and the rule of engines/bylaws that it sets.
RULES = (
    (NOTICE_DAYS, "notice_days"), (PROXIES, "proxies"), (MEMBERS_PER_DELEGATE, "members_per_delegate"),
    (DELEGATES_TOTAL, "delegates_total"), (DELEGATES_METHOD, "delegates_method"),
    (PARITY, "parity"), (PARTIAL, "partial_renewal"), (DEMANDED_DAYS, "demanded_days"), (STAGGER, "first_stagger"),
    (OWN_INTEREST, "own_interest_votes"), (WEIGHT, "weight"), (PESOS_PER_VOTE, "pesos_per_vote"),
)  # fmt: skip
# A part of all votes that is set as so many of a hundred, and the rules that take it.
PARTS = ((DEMAND, ("call_minority", "point_minority")),)


def own_values(today: date) -> dict[str, str]:
    """What the union's own bylaws say on a day, by rule; nothing where they leave it to the law."""
    own = {rule: str(value) for known, rule in RULES if (value := ruling(known, today)) != known.default}
    for known, rules in PARTS:
        if percent := ruling(known, today):
            own |= dict.fromkeys(rules, f">={percent}/100 all")
    return own


def labels() -> dict[str, Promise]:
    """What each rule is called on the screen of settings."""
    named = {rule: known.label for known, rule in RULES}
    return named | {rule: known.label for known, rules in PARTS for rule in rules}
