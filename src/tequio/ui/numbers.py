"""Amounts and quantities as people of Mexico write them; English writes figures the same way."""

from decimal import ROUND_HALF_UP, Decimal

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
    return f"{sign}{text}{HARD}{unit if text == '1' else many(unit)}"


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
