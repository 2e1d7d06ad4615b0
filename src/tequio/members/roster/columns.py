"""The columns of a roster file. Titles and options are Spanish in every language, so that files travel."""

from collections.abc import Callable
from datetime import date

from tequio.core.sheets import Column, Sheet, parse
from tequio.core.values import BadValue
from tequio.members import identity
from tequio.members.models import Member, Workshop

STATES = {
    "Solicitante": Member.State.APPLICANT,
    "Activo": Member.State.ACTIVE,
    "Suspendido": Member.State.SUSPENDED,
    "Se retiró": Member.State.LEFT,
    "Excluido": Member.State.EXPELLED,
}
OTHER_STATES = {
    "Activa": Member.State.ACTIVE,
    "Suspendida": Member.State.SUSPENDED,
    "Retirado": Member.State.LEFT,
    "Retirada": Member.State.LEFT,
    "Baja": Member.State.LEFT,
    "Excluida": Member.State.EXPELLED,
}
LEGAL_STATUSES = {
    "Sin registro": Workshop.LegalStatus.INFORMAL,
    "RESICO": Workshop.LegalStatus.RESICO,
    "Artesano": Workshop.LegalStatus.ARTISAN,
    "Actividad empresarial": Workshop.LegalStatus.BUSINESS,
    "Persona moral": Workshop.LegalStatus.COMPANY,
}
OTHER_LEGAL_STATUSES = {
    "Informal": Workshop.LegalStatus.INFORMAL,
    "Régimen del artesano": Workshop.LegalStatus.ARTISAN,
    "RESICO, persona física": Workshop.LegalStatus.RESICO,
}
LARGEST_NUMBER = 999_999_999
LONGEST_AGO = date(1900, 1, 1)


def name(max_length: int) -> Callable[[str], str]:
    whole = parse.text(max_length)

    def parse_name(text: str) -> str:
        if not any(letter.isalpha() for letter in text):
            raise BadValue("name_without_letters")
        return whole(text)

    return parse_name


def day(text: str) -> date:
    found = parse.day(text)
    if found < LONGEST_AGO:
        raise BadValue("long_ago")
    return found


NUMBER = Column(
    "number",
    "Número",
    aliases=("No", "Núm", "Número de socio", "Número de socia", "Núm de socio", "Núm de socia", "Socio", "Socia"),
    parse=parse.integer(1, LARGEST_NUMBER),
    unique=True,
)
ROSTER = Sheet(
    [
        NUMBER,
        Column("nombres", "Nombres", aliases=("Nombre", "Nombre de pila"), parse=name(120)),
        Column(
            "primer_apellido",
            "Primer apellido",
            aliases=("Apellido paterno", "Paterno", "1er apellido", "Apellido 1"),
            parse=name(80),
        ),
        Column(
            "segundo_apellido",
            "Segundo apellido",
            aliases=("Apellido materno", "Materno", "2do apellido", "2o apellido", "Apellido 2"),
            parse=name(80),
        ),
        Column("section", "Sección", aliases=("Localidad", "Pueblo", "Comunidad"), parse=name(120)),
        Column("municipality", "Municipio", parse=name(120)),
        Column("state", "Estado", aliases=("Situación",), parse=parse.choice(STATES | OTHER_STATES)),
        Column("joined_on", "Ingreso", aliases=("Fecha de ingreso", "Alta"), parse=day),
        Column("left_on", "Baja", aliases=("Fecha de baja",), parse=day),
        Column("phone", "Teléfono", aliases=("Tel", "Celular", "Cel", "Móvil", "WhatsApp"), parse=identity.phone),
        Column("curp", "CURP", parse=identity.curp, code=True, unique=True),
        Column("rfc", "RFC", parse=identity.rfc, warn=identity.rfc_warning, code=True),
        Column("clabe", "CLABE", aliases=("Cuenta CLABE",), parse=identity.clabe, code=True),
        Column("born_on", "Nacimiento", aliases=("Fecha de nacimiento", "Nació"), parse=day),
        Column("household", "Hogar", parse=name(160)),
        Column("workshop", "Taller", aliases=("Nombre del taller",), parse=name(160)),
        Column("address", "Domicilio", aliases=("Dirección", "Domicilio del taller"), parse=parse.text(240)),
        Column(
            "legal_status",
            "Situación legal",
            aliases=("Régimen",),
            parse=parse.choice(LEGAL_STATUSES | OTHER_LEGAL_STATUSES),
        ),
        Column("people_at_work", "Personas que trabajan", aliases=("Trabajadores",), parse=parse.integer(1, 9999)),
    ]
)

PERSON = ("nombres", "primer_apellido", "segundo_apellido", "curp", "rfc", "phone", "clabe", "born_on")
WORKSHOP = ("workshop", "address", "legal_status", "people_at_work")
# What a new member cannot do without.
FOR_A_NEW_MEMBER = ("nombres", "primer_apellido", "section")
