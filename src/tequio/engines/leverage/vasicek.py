"""The one-factor model behind the Basel rules: how many of many small loans fail in a year as bad as one in a thousand.

Source: O. Vasicek, *Loan portfolio value*, Risk 15 (2002); Basel Committee, *International Convergence of Capital
Measurement* (June 2006), paragraphs 272, 273, 328 to 330 and annex 5.
"""

import math
from enum import StrEnum
from statistics import NormalDist

NORMAL = NormalDist()
CONFIDENCE = 0.999
RISK_WEIGHT = 12.5  # the reciprocal of the 8 % of capital
MATURITY = 2.5
SMALL_FIRM = 5.0  # turnover in millions of euro, at and below which a firm counts as the smallest


class Kind(StrEnum):
    CORPORATE = "corporate"
    MORTGAGE = "mortgage"
    REVOLVING = "revolving"
    OTHER_RETAIL = "other_retail"


def failing_in_a_bad_year(rate: float, correlation: float, confidence: float = CONFIDENCE) -> float:
    """The part of the loans that fails in a year that only 1 - `confidence` of years exceed."""
    if rate <= 0 or rate >= 1:
        return min(max(rate, 0.0), 1.0)
    factor = NORMAL.inv_cdf(rate) + math.sqrt(correlation) * NORMAL.inv_cdf(confidence)
    return NORMAL.cdf(factor / math.sqrt(1 - correlation))


def correlation(kind: Kind, rate: float, turnover: float | None = None) -> float:
    """How strongly loans of a kind fail together, by their rate; `turnover` lowers it for small firms."""
    if kind is Kind.MORTGAGE:
        return 0.15
    if kind is Kind.REVOLVING:
        return 0.04
    low, high, fall = (0.12, 0.24, 50) if kind is Kind.CORPORATE else (0.03, 0.16, 35)
    part = (1 - math.exp(-fall * rate)) / (1 - math.exp(-fall))
    found = low * part + high * (1 - part)
    if turnover is not None:
        found -= 0.04 * (1 - (max(turnover, SMALL_FIRM) - 5) / 45)
    return found


def risk_weight(kind: Kind, rate: float, lost: float, turnover: float | None = None) -> float:
    """The risk weight in per cent, before the scaling factor of 1.06; `lost` is the part lost of what fails."""
    capital = lost * (failing_in_a_bad_year(rate, correlation(kind, rate, turnover)) - rate)
    if kind is Kind.CORPORATE:
        slope = (0.11852 - 0.05478 * math.log(rate)) ** 2
        capital *= (1 + (MATURITY - 2.5) * slope) / (1 - 1.5 * slope)
    return capital * RISK_WEIGHT * 100
