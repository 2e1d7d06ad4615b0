"""Amounts and quantities as people of Mexico write them; English writes figures the same way."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language, ngettext

MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EM DASH}"
THIN = "\N{NARROW NO-BREAK SPACE}"
HARD = "\N{NO-BREAK SPACE}"


def money(minor: int | None) -> str:
    """Whole centavos as pesos: 123456750 is $1,234,567.50."""
    if minor is None:
        return NOTHING
    minor = int(minor)
    return f"{MINUS if minor < 0 else ''}${abs(minor) // 100:,}.{abs(minor) % 100:02d}"


def pesos(amount: Decimal | int | None, places: int = 2) -> str:
    """A price in pesos; a unit price may carry more places: 4.375 with three places is $4.375."""
    if amount is None:
        return NOTHING
    rounded = _rounded(amount, places)
    return f"{MINUS if rounded < 0 else ''}${abs(rounded):,.{places}f}"


def quantity(amount: Decimal | int | None, unit: str = "") -> str:
    """Up to three places and no idle zeros: Decimal("1234.500") and "kg" are 1,234.5 kg, 2 and "pieza" are 2 piezas."""
    if amount is None:
        return NOTHING
    text = f"{abs(_rounded(amount, 3)):,.3f}".rstrip("0").rstrip(".")
    sign = MINUS if amount < 0 and text != "0" else ""
    if not unit:
        return sign + text
    return f"{sign}{text}{HARD}{unit_said(unit, is_one=text == '1')}"


def unit_said(unit: str, *, is_one: bool) -> str:
    """A unit of the trade in the reader's language. Packs are written in Spanish; words not known here stay so."""
    if (get_language() or "es").startswith("es"):
        return unit if is_one else many(unit)
    word, _, rest = unit.partition(" ")
    known = UNITS.get(word)
    return unit if known is None else f"{known(1 if is_one else 2)} {rest.replace('de ', 'of ')}".strip()


UNITS: dict[str, Callable[[int], str]] = {
    "pieza": lambda n: ngettext("pieza", "piezas", n),
    "bulto": lambda n: ngettext("bulto", "bultos", n),
    "carga": lambda n: ngettext("carga", "cargas", n),
    "cilindro": lambda n: ngettext("cilindro", "cilindros", n),
    "costal": lambda n: ngettext("costal", "costales", n),
    "cubeta": lambda n: ngettext("cubeta", "cubetas", n),
    "galón": lambda n: ngettext("galón", "galones", n),
    "juego": lambda n: ngettext("juego", "juegos", n),
    "litro": lambda n: ngettext("litro", "litros", n),
    "tonelada": lambda n: ngettext("tonelada", "toneladas", n),
}


def many(unit: str) -> str:
    """The plural of a unit's Spanish name: pieza, piezas; galón de 4 L, galones de 4 L. Abbreviations have none."""
    word = unit.split(" ")[0]
    if len(word) <= 3 or not word.isalpha() or not word.islower() or word.endswith("s"):
        return unit
    plural = word[:-2] + "ones" if word.endswith("ón") else word + ("s" if word[-1] in "aeiouáéó" else "es")
    return unit.replace(word, plural, 1)


def percent(ratio: Decimal | int | None, places: int = 1) -> str:
    """A ratio as a percentage: Decimal("0.1234") is 12.3 %."""
    if ratio is None:
        return NOTHING
    rounded = _rounded(Decimal(ratio) * 100, places)
    return f"{MINUS if rounded < 0 else ''}{abs(rounded):,.{places}f}{THIN}%"


def _rounded(amount: Decimal | int, places: int) -> Decimal:
    value = Decimal(str(amount)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return value if value else abs(value)
