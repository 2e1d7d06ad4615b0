"""Invented shipments to print: a plain one, one of all that is long and large, one of almost nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tequio.engines.founding.texts import Text
from tequio.engines.shipping import From, Line, Lot, Material, Packing, Party, Shipment, Size, linked, packed
from tequio.engines.ware import LabReport, Reading, Shape

DAY = date(2026, 11, 26)
UNION = Party(
    "Unión de Alfareros de Tlayacapan, S.C. de R.L. de C.V.", "Calle de la Olla 7, Tlayacapan, Morelos 62540", "MX",
    "UAT260101AB1", "Ana Flores Ríos", "Presidenta", "+52 735 000 0000", "ventas@union.example",
)  # fmt: skip
BUYER = Party(
    "Casa Clara Imports LLC", "410 Mission St, San Francisco, CA 94105", "US", "00-0000000", "Clara Jones", "Buyer",
    "+1 415 000 0000", "clara@casaclara.example",
)  # fmt: skip
CLAY = Material("barro de Tlayacapan", "2508.40", From.WHOLLY)
FRIT = Material("frita", "3207.40", From.FOREIGN)
MUG = Shape("drink", Decimal(95), Decimal(330))
VASE = Shape("decor", Decimal(250), Decimal(1500))


def report(lot, lead="0.05", *, number="LAB-2026-118", recipe="ES-4", **more):
    readings = tuple(
        Reading(f"{place}", substance, Decimal(amount), "mg/L")
        for place in range(1, 7)
        for substance, amount in (("lead", lead), ("cadmium", "0.01"))
    )
    return LabReport(
        number, "Laboratorio de Ensayos del Sur", "acetic-4-24h", lot, recipe, date(2026, 10, 1), readings, **more
    )


def mugs(*lots, **more):
    told = {
        "sku": "TAZA-330", "name": Text("Taza de barro esmaltada, 330 ml", "Glazed clay mug, 330 ml"),
        "code": "6912.00.99.01", "price_minor": 475, "net_g": 412, "packing": Packing(24, 900, Size(420, 310, 260)),
        "shape": MUG, "materials": (CLAY, FRIT), "made_in": "MX", "state": "17",
    } | more  # fmt: skip
    return Line(lots=lots, **told)


def vases(*lots, **more):
    told = {
        "sku": "FLORERO-25", "name": Text("Florero bruñido", "Burnished vase"), "code": "6913.90.99.00",
        "price_minor": 2_350, "shape": VASE, "net_g": 1_105, "packing": Packing(6, 1_200, Size(600, 400, 300)),
        "materials": (CLAY,),
    }  # fmt: skip
    return mugs(*lots, **(told | more))


def lot(code, pieces, lead="0.05", **more):
    return Lot(code, pieces, "ES-4", ("G-7",), (report(code, lead, number=f"LAB-{code}"),), **more)


def shipment(*lines, **more):
    lines = lines or (mugs(lot("T-1", 1_800), lot("T-2", 1_200)), vases(Lot("F-1", 100)))
    cartons = linked(packed(lines), "https://union.example/c/{number}/3f9a")
    told = {
        "invoice": "F-2026-17", "order": "PO 88121", "incoterm": "FCA", "place": "Tlayacapan, Morelos",
        "carrier": "Transportes del Valle", "destinations": ("MX", "US", "US-CA"), "freight_minor": 0,
        "certifier": UNION, "certifies_as": "exporter", "is_demo": True,
    } | more  # fmt: skip
    return Shipment("E-2026-09", DAY, UNION, BUYER, lines, cartons, "USD", **told)


PLAIN = shipment()
LONG = shipment(
    *(
        mugs(
            *(lot(f"LOTE-{place:02d}-{each:02d}-DEL-TALLER-DE-LA-CALLE-LARGA", 7 + place + each, "0.3")
                for each in range(3)),
            sku=f"TAZA-DE-NOMBRE-MUY-LARGO-CON-ASA-{place:03d}",
            name=Text("Taza de barro bruñida a mano con dibujo de flores y pájaros del mercado de los domingos " * 2,
                      "Hand-burnished clay mug with flowers and birds as sold on the Sunday market " * 2),
            packing=Packing(5, 350, Size(1_200, 1_000, 980)),
        )
        for place in range(10)
    ),
    order="ORDEN DE COMPRA 2026/88121-B, ENTREGA PARCIAL 3 DE 7", marks="FRÁGIL · ESTE LADO HACIA ARRIBA · NO APILAR",
    place="bodega de la unión, camino viejo a Oaxtepec sin número, Tlayacapan, Morelos", freight_minor=1_234_567,
    insurance_minor=98_765, period=(date(2026, 1, 1), date(2026, 12, 31)),
)  # fmt: skip
LONG = replace(
    LONG,
    buyer=replace(
        BUYER, name="Cooperativa de Tiendas de Comercio Justo de la Península de Yucatán y del Caribe, S.C. de R.L.",
        address="Prolongación de la avenida de los Constituyentes de 1917 número 1450, local 23-B, San Francisco",
    ),
)  # fmt: skip
HUGE = shipment(
    mugs(lot("T-1", 1_000_000), price_minor=99_999_999_999, net_g=20_000, packing=Packing(100_000, 999_999)),
    freight_minor=10**15,
)
LITTLE = shipment(
    mugs(lot("T-1", 1), price_minor=1, net_g=1, packing=Packing(24, 0)), order="", carrier="", destinations=("MX",)
)
