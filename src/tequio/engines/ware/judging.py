"""May a lot be sold as food ware, to where, until when, and if not, why: from its shape, the rules and lab reports.

The worst rule wins, three times over: every regime of a destination must be met, every destination of an order, and a
report that found too much outweighs any that did not. What is not known never passes. Words are outside.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from tequio.engines.dated import Certainty, least_certain
from tequio.engines.ware.rules import ClassRule, Limit, Of, Regime, Rules, Shape


@dataclass(frozen=True, slots=True)
class Reading:
    """What one tested piece gave off; `is_below` where the laboratory only says that it is less than `amount`."""

    piece: str
    substance: str
    amount: Decimal
    unit: str
    is_below: bool = False

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or self.amount < 0:
            raise ValueError("an amount is not below zero")


@dataclass(frozen=True, slots=True)
class LabReport:
    """One report of a laboratory about one lot and the recipe it was made by.

    With a `mix` (of glaze, dye, what a trade mixes) and the `shape` of what was tested it speaks for every lot made of
    that mix whose pieces are of the same class; a lot of several mixes then needs a report for each.
    """

    number: str
    laboratory: str
    method: str
    lot: str
    recipe: str
    on: date
    readings: tuple[Reading, ...]
    mix: str = ""
    shape: Shape | None = None
    valid_until: date | None = None  # where the laboratory itself says a last day
    withdrawn_on: date | None = None


class Why(StrEnum):
    """Why a lot may or may not be sold as food ware under one regime."""

    MET = "met"
    NOT_FOR_FOOD = "not_for_food"  # the piece is made for decoration
    NO_RULES = "no_rules"  # the regime does not hold on that day
    NO_CLASS = "no_class"  # the regime has no class for such a piece
    NO_LIMIT = "no_limit"  # the regime has no limit of a substance for the class
    NO_REPORT = "no_report"
    OTHER_RECIPE = "other_recipe"  # the report is about another recipe
    OTHER_SHAPE = "other_shape"  # the report of the mix is about pieces of another class, or does not say of which
    NOT_YET = "not_yet"  # the report is of a later day
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    OTHER_METHOD = "other_method"
    NOT_MEASURED = "not_measured"  # a substance was not tested at all
    FEW_PIECES = "few_pieces"
    OTHER_UNIT = "other_unit"
    TOO_COARSE = "too_coarse"  # "less than" a figure above the limit proves nothing
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Finding:
    """One regime and substance: the limit, what was measured, and how that came out. `until` is the last good day."""

    regime: str
    ware_class: str
    substance: str
    why: Why
    limit: Limit | None = None
    measured: Decimal | None = None
    report: str = ""
    until: date | None = None
    pieces: int = 0

    @property
    def is_met(self) -> bool:
        return self.why is Why.MET


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds for one destination. `until` is the last day; None where it may not be sold as food ware."""

    destination: str
    findings: tuple[Finding, ...]
    certainty: Certainty

    @property
    def may_hold_food(self) -> bool:
        return bool(self.findings) and all(each.is_met for each in self.findings)

    @property
    def until(self) -> date | None:
        return min((each.until for each in self.findings if each.until), default=None) if self.may_hold_food else None

    @property
    def against(self) -> tuple[Finding, ...]:
        """What stands against it, each thing once."""
        return tuple(each for each in self.findings if not each.is_met)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A lot against all destinations it is meant for. Food ware for the order only where every one allows it."""

    verdicts: tuple[Verdict, ...]

    @property
    def food_for(self) -> tuple[str, ...]:
        return tuple(each.destination for each in self.verdicts if each.may_hold_food)

    @property
    def is_food_ware(self) -> bool:
        return bool(self.verdicts) and all(each.may_hold_food for each in self.verdicts)

    @property
    def until(self) -> date | None:
        """The last day for all of them."""
        return min((each.until for each in self.verdicts if each.until), default=None) if self.is_food_ware else None


def strictest(rules: Rules, shape: Shape, destinations: Iterable[str], substance: str, on: date) -> tuple[Limit, ...]:
    """The smallest limit of all destinations, one for each unit in which there are any."""
    found: dict[str, Limit] = {}
    for code in destinations:
        for regime in rules.regimes_of(code, on):
            ware_class = rules.class_of(shape, regime.code, on)
            limit = rules.limit(regime.code, ware_class.ware_class, substance, on) if ware_class else None
            if limit is not None and (limit.unit not in found or limit.most < found[limit.unit].most):
                found[limit.unit] = limit
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Proof:
    """The reports that speak for one lot: those about it, and those about each mix it was made of."""

    lot: str
    recipe: str
    about_it: tuple[LabReport, ...]
    by_mix: tuple[tuple[LabReport, ...], ...]

    @property
    def reports(self) -> tuple[LabReport, ...]:
        return tuple(dict.fromkeys((*self.about_it, *(each for group in self.by_mix for each in group))))


def judged(
    rules: Rules, shape: Shape, destinations: Sequence[str], on: date, *, lot: str, recipe: str,
    reports: Iterable[LabReport], mixes: Sequence[str] = (),
) -> Judgement:  # fmt: skip
    """What may be done with a lot on a day. Raises ValueError for a destination or a use that no rule knows."""
    known = tuple(reports)
    proof = Proof(
        lot, recipe, tuple(each for each in known if each.lot == lot),
        tuple(tuple(each for each in known if each.mix == mix) for mix in dict.fromkeys(mixes)),
    )  # fmt: skip
    return Judgement(tuple(_verdict(rules, shape, code, on, proof) for code in dict.fromkeys(destinations)))


def _verdict(rules: Rules, shape: Shape, destination: str, on: date, proof: Proof) -> Verdict:
    regimes = rules.regimes_of(destination, on)
    if not regimes:
        codes = rules.destinations[destination].regimes
        return Verdict(destination, tuple(Finding(x, "", "", Why.NO_RULES) for x in codes), Certainty.BELIEVED)
    findings: list[Finding] = []
    used = [each.dated.certainty for each in regimes]
    for regime in regimes:
        ware_class = rules.class_of(shape, regime.code, on)
        if not rules.uses[shape.use].is_food:
            findings.append(Finding(regime.code, "", "", Why.NOT_FOR_FOOD))
        elif ware_class is None:
            findings.append(Finding(regime.code, "", "", Why.NO_CLASS))
        else:
            used.append(ware_class.dated.certainty)
            # A regime without a limit of anything proves nothing.
            for substance in rules.substances(regime.code, on) or ("",):
                found = _finding(rules, regime, ware_class, substance, on, proof)
                findings.append(found)
                used += [found.limit.dated.certainty] if found.limit else []
    return Verdict(destination, tuple(findings), least_certain(used))


def _finding(rules: Rules, regime: Regime, ware_class: ClassRule, substance: str, on: date, proof: Proof) -> Finding:
    limit = rules.limit(regime.code, ware_class.ware_class, substance, on)
    base = (regime.code, ware_class.ware_class, substance)
    if limit is None:
        return Finding(*base, Why.NO_LIMIT)
    if not proof.reports:
        return Finding(*base, Why.NO_REPORT, limit)
    found = {
        each: _by_report(base, regime, limit, on, proof.recipe, each)
        if each.lot == proof.lot or _is_of_class(rules, ware_class, on, each)
        else Finding(*base, Why.OTHER_SHAPE, limit, report=each.number)
        for each in proof.reports
    }
    # Too much, once found and not withdrawn, is outweighed by no other report and by no time that passes.
    if above := [each for each in found.values() if each.why is Why.ABOVE]:
        return max(above, key=lambda each: each.measured or Decimal(0))
    ways = [_best(found, proof.about_it)]
    if proof.by_mix:
        groups = [_best(found, group) for group in proof.by_mix]
        # A lot of several mixes is proven until the first of their reports ends, and not at all if one lacks it.
        ways.append(min(groups, key=_until) if all(each and each.is_met for each in groups) else None)
    if met := [each for each in ways if each and each.is_met]:
        return max(met, key=_until)
    told = [each for each in found.values() if not each.is_met]
    return told[-1] if told else Finding(*base, Why.NO_REPORT, limit)


def _is_of_class(rules: Rules, ware_class: ClassRule, on: date, report: LabReport) -> bool:
    """Whether what was tested is of the class: how much a litre takes up depends on the shape."""
    if report.shape is None:
        return False
    its = rules.class_of(report.shape, ware_class.regime, on)
    return its is not None and its.ware_class == ware_class.ware_class


def _best(found: Mapping[LabReport, Finding], group: Sequence[LabReport]) -> Finding | None:
    """The report of a group that holds longest; none where it has none."""
    return max((found[each] for each in group), key=_until, default=None)


def _until(each: Finding | None) -> date:
    return each.until if each and each.is_met and each.until else date.min


def _by_report(
    base: tuple[str, str, str], regime: Regime, limit: Limit, on: date, recipe: str, report: LabReport
) -> Finding:
    readings = [each for each in report.readings if each.substance == limit.substance]
    of_unit = [each for each in readings if each.unit == limit.unit]
    measured = _measured(limit, of_unit) if of_unit else None
    until = report.on + timedelta(days=regime.report_days)
    if report.valid_until is not None:
        until = min(until, report.valid_until)

    def found(why: Why) -> Finding:
        told = until if why is Why.MET or why is Why.EXPIRED else None
        return Finding(*base, why, limit, measured, report.number, told, len({each.piece for each in of_unit}))

    if report.on > on:
        return found(Why.NOT_YET)
    if report.withdrawn_on is not None and report.withdrawn_on <= on:
        return found(Why.WITHDRAWN)
    if measured is not None and _is_above(limit, of_unit):
        return found(Why.ABOVE)
    if report.recipe != recipe:
        return found(Why.OTHER_RECIPE)
    if on > until:
        return found(Why.EXPIRED)
    if report.method not in regime.methods:
        return found(Why.OTHER_METHOD)
    if not readings:
        return found(Why.NOT_MEASURED)
    if not of_unit:
        return found(Why.OTHER_UNIT)
    if len({each.piece for each in of_unit}) < regime.pieces:
        return found(Why.FEW_PIECES)
    if measured is not None and measured > limit.most:
        return found(Why.TOO_COARSE)
    return found(Why.MET)


def _measured(limit: Limit, readings: Sequence[Reading]) -> Decimal:
    """What is held against the limit; "less than" counts as the whole figure, the worst it can be."""
    amounts = [each.amount for each in readings]
    return sum(amounts, Decimal(0)) / len(amounts) if limit.of is Of.AVERAGE else max(amounts)


def _is_above(limit: Limit, readings: Sequence[Reading]) -> bool:
    """Whether it is too much even if what is "less than" a figure were nothing at all."""
    at_least = [replace(each, amount=Decimal(0)) if each.is_below else each for each in readings]
    return _measured(limit, at_least) > limit.most
