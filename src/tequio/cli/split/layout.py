"""The files of an order and their columns, in English or Spanish. docs/reference/split-folder.md tells it."""

import re
from decimal import Decimal

from tequio.cli.spreadsheets import Kind
from tequio.core.sheets import Column, Sheet
from tequio.core.sheets.parse import choice, decimal, integer, text
from tequio.engines.splitting.resplit import Reply

MOST = Decimal(10) ** 9 - 1
PESOS = decimal(Decimal(0), MOST, places=2)
AMOUNT = decimal(Decimal(0), MOST, places=3)
PART = decimal(Decimal(0), Decimal(1))
SEPARATORS = re.compile(r"[;|/,]")
COUNT = integer(1, 10**9 - 1)


def _codes(written: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in SEPARATORS.split(written) if code.strip())


LINE = Column("line", aliases=("linea", "renglon"), required=True, code=True)
PRODUCT = Column("product", aliases=("producto",), required=True, code=True)
WORKSHOP = Column("workshop", aliases=("taller",), required=True, code=True)
RESOURCE = Column("resource", aliases=("recurso",), required=True, code=True)
REASON = Column("reason", aliases=("motivo",), required=True, parse=text(200))
WEEK = Column("week", aliases=("semana",), parse=integer(1, 520))

LINES = Kind(
    ("lines", "lineas"),
    Sheet(
        (
            LINE,
            PRODUCT,
            Column("pieces", aliases=("piezas",), required=True, parse=COUNT),
            Column("due", aliases=("entrega", "semana de entrega"), required=True, parse=integer(None, 520)),
            Column("price", aliases=("precio",), required=True, parse=PESOS),
            Column("ware", aliases=("clase",), code=True),
            Column("requires", aliases=("requiere", "pide"), parse=_codes, default=()),
        )
    ),
    True,
)
WORKSHOPS = Kind(
    ("workshops", "talleres"),
    Sheet(
        (
            WORKSHOP,
            Column("place", aliases=("lugar", "pueblo"), required=True, code=True),
            Column("holds", aliases=("tiene", "certificados"), parse=_codes, default=()),
            Column("least", aliases=("minimo", "lote minimo"), parse=COUNT, default=1),
            Column("visit", aliases=("visita",), parse=PESOS, default=Decimal(0)),
            Column("had", aliases=("llevaba", "tuvo"), parse=PESOS, default=Decimal(0)),
            Column("share", aliases=("le tocaba", "parte justa"), parse=PESOS, default=Decimal(0)),
            Column("load", aliases=("hornada",), parse=AMOUNT),
            Column("load_resource", aliases=("recurso de hornada", "load resource"), code=True),
            Column("fill", aliases=("llenado",), parse=PART, default=Decimal("0.8")),
            Column("fuel", aliases=("combustible",), parse=PESOS, default=Decimal(0)),
        )
    ),
    True,
)
CAPACITY = Kind(
    ("capacity", "capacidad"),
    Sheet((WORKSHOP, RESOURCE, WEEK, Column("amount", aliases=("cantidad",), required=True, parse=AMOUNT))),
    True,
)
SKILLS = Kind(
    ("skills", "oficios"),
    Sheet(
        (
            WORKSHOP,
            PRODUCT,
            Column("cost", aliases=("costo",), required=True, parse=PESOS),
            Column("starts", aliases=("empieza", "empezar"), parse=decimal(Decimal(1), MOST), default=Decimal(1)),
            Column("rejects", aliases=("rechazo",), parse=PART, default=Decimal(0)),
        )
    ),
    True,
)
USES = Kind(
    ("uses", "usos"),
    Sheet(
        (
            PRODUCT,
            RESOURCE,
            Column("amount", aliases=("cantidad",), required=True, parse=AMOUNT),
            Column("workshop", aliases=("taller",), code=True),
        )
    ),
    True,
)
PLACES = Kind(
    ("places", "lugares"),
    Sheet(
        (
            Column("place", aliases=("lugar", "pueblo"), required=True, code=True),
            Column("stop", aliases=("parada", "vuelta"), parse=PESOS, default=Decimal(0)),
            Column("haul", aliases=("flete", "flete por pieza"), parse=PESOS, default=Decimal(0)),
        )
    ),
    False,
)
WARES = Kind(
    ("wares", "clases"),
    Sheet(
        (
            Column("ware", aliases=("clase",), required=True, code=True),
            Column("requires", aliases=("requiere", "pide"), parse=_codes, default=()),
        )
    ),
    False,
)
PINS = Kind(
    ("pins", "fijos"),
    Sheet(
        (
            LINE,
            WORKSHOP,
            Column("pieces", aliases=("piezas",), required=True, parse=integer(0, 10**9 - 1)),
            REASON,
            WEEK,
        )
    ),
    False,
)
EXCLUSIONS = Kind(
    ("exclusions", "excluidos"),
    Sheet((WORKSHOP, REASON, Column("line", aliases=("linea", "renglon"), code=True))),
    False,
)
TERMS = Kind(
    ("terms", "reglas"),
    Sheet(
        (
            Column("reserve", aliases=("reserva", "semanas de reserva"), parse=integer(0, 52), default=1),
            Column("hurry", aliases=("prisa",), parse=PART, default=Decimal("0.02")),
            Column("behind", aliases=("atraso",), parse=decimal(Decimal(0), Decimal(1000)), default=Decimal("0.05")),
            Column("far", aliases=("muy atras",), parse=decimal(Decimal(0), Decimal(1000)), default=Decimal("0.5")),
            Column("floor", aliases=("piso",), parse=PART, default=Decimal("0.8")),
        )
    ),
    False,
)
PARTS = Kind(
    ("parts", "partes"),
    Sheet(
        (
            LINE,
            WORKSHOP,
            Column("week", aliases=("semana",), required=True, parse=integer(1, 520)),
            Column("pieces", aliases=("piezas",), required=True, parse=COUNT),
            Column("start", aliases=("empezar",), parse=COUNT),
        )
    ),
    True,
)
REPLIES = {
    "aceptado": Reply.ACCEPTED, "accepted": Reply.ACCEPTED, "espera": Reply.WAITING, "waiting": Reply.WAITING,
    "menos": Reply.FEWER, "fewer": Reply.FEWER, "rechazado": Reply.DECLINED, "declined": Reply.DECLINED,
    "sin respuesta": Reply.SILENT, "silent": Reply.SILENT,
}  # fmt: skip
ANSWERS = Kind(
    ("answers", "respuestas"),
    Sheet(
        (
            LINE,
            WORKSHOP,
            Column("reply", aliases=("respuesta", "answer"), required=True, parse=choice(REPLIES)),
            Column("pieces", aliases=("piezas",), parse=integer(0, 10**9 - 1), default=0),
        )
    ),
    True,
)
