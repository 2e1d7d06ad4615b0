"""What the demo's potters buy and from whom. Prices are invented; what matters is how they stand to each other."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Good:
    """`alone`: pesos a unit costs a workshop by itself; 0 where nobody noted it. `dose`: units of a usual pledge."""

    code: str
    name: str
    unit: str
    pack: Decimal
    kg: Decimal
    alone: Decimal
    dose: Decimal
    liking: int


def good(code: str, name: str, unit: str, pack: str, kg: str, alone: str, dose: str, liking: int) -> Good:
    return Good(code, name, unit, Decimal(pack), Decimal(kg), Decimal(alone), Decimal(dose), liking)


GOODS = (
    good("barro-rojo", "Barro rojo molido", "kg", "25", "1", "4.80", "50", 30),
    good("barro-blanco", "Barro blanco molido", "kg", "25", "1", "6.60", "25", 12),
    good("arcilla-bola", "Arcilla de bola", "kg", "25", "1", "9.80", "25", 6),
    good("caolin", "Caolín", "kg", "25", "1", "11.50", "25", 8),
    good("feldespato", "Feldespato", "kg", "25", "1", "12.80", "25", 6),
    good("silice", "Sílice malla 200", "kg", "25", "1", "8.20", "25", 6),
    good("bentonita", "Bentonita", "kg", "25", "1", "14.00", "5", 3),
    good("talco", "Talco industrial", "kg", "25", "1", "11.20", "25", 3),
    good("carbonato-calcio", "Carbonato de calcio", "kg", "25", "1", "8.90", "25", 3),
    good("chamota", "Chamota", "kg", "25", "1", "8.40", "25", 4),
    good("frita-sin-plomo", "Frita sin plomo", "kg", "25", "1", "78.00", "5", 16),
    good("esmalte-transparente", "Esmalte transparente sin plomo", "kg", "5", "1", "95.00", "5", 18),
    good("esmalte-blanco", "Esmalte blanco sin plomo", "kg", "5", "1", "118.00", "5", 9),
    good("esmalte-miel", "Esmalte miel sin plomo", "kg", "5", "1", "104.00", "5", 8),
    good("engobe-rojo", "Engobe rojo", "kg", "5", "1", "33.00", "5", 5),
    good("engobe-blanco", "Engobe blanco", "kg", "5", "1", "36.00", "5", 5),
    good("oxido-hierro", "Óxido de hierro rojo", "kg", "1", "1", "62.00", "1", 7),
    good("oxido-cobre", "Óxido de cobre", "kg", "1", "1", "420.00", "0.5", 5),
    good("oxido-manganeso", "Dióxido de manganeso", "kg", "1", "1", "128.00", "1", 4),
    good("oxido-cobalto", "Óxido de cobalto", "kg", "1", "1", "0", "0.25", 2),
    good("oxido-estano", "Óxido de estaño", "kg", "1", "1", "940.00", "0.25", 2),
    good("rutilo", "Rutilo", "kg", "1", "1", "190.00", "1", 2),
    good("pigmento-azul", "Pigmento azul cerámico", "kg", "1", "1", "350.00", "0.5", 4),
    good("goma-cmc", "Goma CMC", "kg", "1", "1", "0", "0.5", 3),
    good("yeso", "Yeso cerámico", "kg", "40", "1", "7.60", "40", 6),
    good("gas-lp", "Gas LP, cilindro de 20 kg", "cilindro", "1", "20", "396.00", "1", 9),
    good("lena", "Leña de encino", "carga", "1", "60", "128.00", "2", 9),
    good("carton", "Caja de cartón 40 x 30 x 30", "pieza", "25", "0.6", "17.50", "25", 12),
    good("papel-kraft", "Papel kraft para empacar", "kg", "10", "1", "34.00", "5", 6),
    good("cono", "Cono pirométrico 06", "pieza", "50", "0.01", "0", "10", 3),
    good("placa-horno", "Placa refractaria para horno", "pieza", "1", "4", "380.00", "1", 3),
    good("fibra-ceramica", "Fibra cerámica para horno", "kg", "5", "1", "210.00", "5", 2),
)  # fmt: skip
BY_CODE = {each.code: each for each in GOODS}


@dataclass(frozen=True, slots=True)
class Seller:
    """`dear`: his prices against the usual ones, in hundredths; `where`: latitude and longitude of his store."""

    code: str
    name: str
    town: str
    where: tuple[float, float]
    dear: int
    goods: tuple[str, ...]


CLAYS = ("barro-rojo", "barro-blanco", "arcilla-bola", "caolin", "feldespato", "silice", "bentonita", "talco",
         "carbonato-calcio", "chamota", "yeso")  # fmt: skip
GLAZES = ("frita-sin-plomo", "esmalte-transparente", "esmalte-blanco", "esmalte-miel", "engobe-rojo", "engobe-blanco")
COLOURS = ("oxido-hierro", "oxido-cobre", "oxido-manganeso", "oxido-cobalto", "oxido-estano", "rutilo", "pigmento-azul",
           "goma-cmc")  # fmt: skip
KILN = ("gas-lp", "lena", "placa-horno", "fibra-ceramica", "cono")
PACKING = ("carton", "papel-kraft")

SELLERS = (
    Seller("barros-oriente", "Barros del Oriente", "Cuautla", (18.81, -98.95), 96, (*CLAYS[:6], "chamota", "yeso")),
    Seller("minas-mixteca", "Minerales de la Mixteca", "Puebla", (18.90, -98.42), 90, (*CLAYS, *COLOURS[:3])),
    Seller("esmaltes-puebla", "Esmaltes y Fritas de Puebla", "Puebla", (19.04, -98.20), 92, (*GLAZES, *COLOURS)),
    Seller("casa-ceramista", "La Casa del Ceramista", "Cuernavaca", (18.92, -99.23), 104,
           (*CLAYS, *GLAZES, *COLOURS, *KILN, *PACKING)),
    Seller("insumos-valle", "Insumos Cerámicos del Valle", "Ciudad de México", (19.36, -99.14), 97,
           (*GLAZES, *COLOURS, "caolin", "feldespato", "silice", "placa-horno", "fibra-ceramica", "cono")),
    Seller("energia-empaque", "Energía y Empaque Zacatepec", "Zacatepec", (18.65, -99.19), 95, (*KILN[:2], *PACKING,
           "barro-rojo", "yeso")),
)  # fmt: skip
