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
    """Up to three places and no idle zeros: Decimal("1234.500") and "kg" are 1,234.5 kg."""
    if amount is None:
        return NOTHING
    text = f"{abs(_rounded(amount, 3)):,.3f}".rstrip("0").rstrip(".")
    sign = MINUS if amount < 0 and text != "0" else ""
    return f"{sign}{text}{HARD}{unit}" if unit else sign + text


def percent(ratio: Decimal | int | None, places: int = 1) -> str:
    """A ratio as a percentage: Decimal("0.1234") is 12.3 %."""
    if ratio is None:
        return NOTHING
    rounded = _rounded(Decimal(ratio) * 100, places)
    return f"{MINUS if rounded < 0 else ''}{abs(rounded):,.{places}f}{THIN}%"


def _rounded(amount: Decimal | int, places: int) -> Decimal:
    value = Decimal(str(amount)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return value if value else abs(value)
