"""The files of a joint purchase and their columns, in English or Spanish. docs/reference/pool-folder.md tells it."""

import re
from decimal import Decimal
from typing import Any

from tequio.cli.spreadsheets import Kind
from tequio.core.sheets import Column, Sheet
from tequio.core.sheets.parse import choice, decimal, integer
from tequio.engines.pooling.model import StepKind

MOST = Decimal(10) ** 9 - 1
AMOUNT = decimal(Decimal(0), MOST)
SEPARATORS = re.compile(r"[;|/,]")


def _positive(text: str) -> Decimal:
    return decimal(Decimal("0.000001"), MOST)(text)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in SEPARATORS.split(text) if code.strip())


KINDS: dict[str, Any] = {
    "all_units": StepKind.ALL_UNITS,
    "all units": StepKind.ALL_UNITS,
    "todas": StepKind.ALL_UNITS,
    "todo": StepKind.ALL_UNITS,
    "incremental": StepKind.INCREMENTAL,
    "escalonado": StepKind.INCREMENTAL,
    "escalonada": StepKind.INCREMENTAL,
}

MEMBER = Column("member", aliases=("socia", "socio", "miembro"), required=True, code=True)
POINT = Column("point", aliases=("punto", "punto de entrega", "pueblo", "delivery point"), required=True, code=True)
MATERIAL = Column("material", aliases=("producto",), required=True, code=True)
SUPPLIER = Column("supplier", aliases=("proveedor", "proveedora"), required=True, code=True)


PLEDGES = Kind(
    ("pledges", "pedidos"),
    Sheet(
        (
            MEMBER,
            POINT,
            MATERIAL,
            Column("quantity", aliases=("cantidad",), required=True, parse=_positive),
            Column("tolerance", aliases=("tolerancia",), parse=AMOUNT, default=Decimal(0)),
            Column("walk_away", aliases=("tope", "precio tope", "walk away"), parse=AMOUNT),
            Column("alone", aliases=("precio sola", "precio solo", "price alone"), parse=AMOUNT),
            Column("substitutes", aliases=("sustitutos", "acepta"), parse=_codes, default=()),
        )
    ),
    True,
)
QUOTES = Kind(
    ("quotes", "cotizaciones"),
    Sheet(
        (
            SUPPLIER,
            MATERIAL,
            Column("minimum", aliases=("desde", "minimo", "from"), parse=AMOUNT, default=Decimal(0)),
            Column("price", aliases=("precio",), required=True, parse=AMOUNT),
            Column("kind", aliases=("tipo",), parse=choice(KINDS), default=StepKind.ALL_UNITS),
            Column("pack", aliases=("paquete", "empaque"), parse=_positive),
            Column("capacity", aliases=("capacidad",), parse=AMOUNT),
            Column("payment_days", aliases=("dias de pago", "payment days"), parse=integer(0, 3650)),
        )
    ),
    True,
)
FREIGHT = Kind(
    ("freight", "fletes"),
    Sheet(
        (
            SUPPLIER,
            POINT,
            Column("fixed", aliases=("fijo", "por viaje"), parse=AMOUNT, default=Decimal(0)),
            Column("per_kg", aliases=("por kg", "por kilo"), parse=AMOUNT, default=Decimal(0)),
            Column("drop", aliases=("parada", "ruta"), code=True),
        )
    ),
    True,
)
SUPPLIERS = Kind(
    ("suppliers", "proveedores"),
    Sheet((SUPPLIER, Column("minimum_order", aliases=("pedido minimo",), parse=AMOUNT, default=Decimal(0)))),
    False,
)
MATERIALS = Kind(
    ("materials", "materiales"),
    Sheet((MATERIAL, Column("kg_per_unit", aliases=("kg por unidad",), parse=_positive, default=Decimal(1)))),
    False,
)
PRICES = Kind(
    ("prices", "precios"),
    Sheet(
        (
            MATERIAL,
            Column("price", aliases=("precio", "precio sola", "precio solo"), required=True, parse=AMOUNT),
            Column("point", aliases=("punto", "pueblo"), code=True),
            Column("member", aliases=("socia", "socio"), code=True),
        )
    ),
    False,
)
DISTANCES = Kind(
    ("distances", "distancias"),
    Sheet((POINT, Column("km", aliases=("kilometros", "distancia"), required=True, parse=AMOUNT))),
    False,
)
