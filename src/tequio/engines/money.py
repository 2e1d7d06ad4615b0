"""Money as whole centavos, and the one place where an amount is rounded."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENTAVOS_PER_PESO = 100


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An exact amount: `minor` whole centavos (any sign) of one currency."""

    minor: int
    currency: str = "MXN"

    def __post_init__(self) -> None:
        if not isinstance(self.minor, int) or isinstance(self.minor, bool):
            raise TypeError(f"Money takes whole centavos, not {self.minor!r}.")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __mul__(self, times: int) -> "Money":
        return Money(self.minor * times, self.currency)

    def _same(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up.")
        return other.minor

    @property
    def pesos(self) -> Decimal:
        return Decimal(self.minor) / CENTAVOS_PER_PESO


def to_centavos(pesos: Decimal) -> int:
    """Whole centavos of an amount in pesos, halves away from zero: the only rounding of money there is."""
    return int((pesos * CENTAVOS_PER_PESO).quantize(Decimal(1), rounding=ROUND_HALF_UP))
