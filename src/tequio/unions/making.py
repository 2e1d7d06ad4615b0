"""How a trade makes what it sells: what each stage needs, its kilns, its seasons and its recipes, from its trade pack.

All of it is where a workshop begins; what it counts itself replaces it. Each row says how sure it is (`Mark`) and where
it comes from. A pack without this file has no recipes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from tequio.unions.trade import PACKS, Good, Pack, PackBroken, Stage, load, read_toml

FILE = "production.toml"
ALL_BP = 10_000


class Use(StrEnum):
    """What a stage takes most of."""

    PEOPLE = "people"
    DRYING = "drying"
    KILN = "kiln"


class Mark(StrEnum):
    """How sure a figure is: measured or law; told by who does the work; a guess to start from."""

    MEASURED = "A"
    TOLD = "B"
    GUESS = "C"


@dataclass(frozen=True, slots=True)
class KilnKind:
    """A kiln as they are usually built; a workshop's own has its own measures."""

    code: str
    name: str
    litres: int
    fuel: Good
    fuel_per_load: Decimal
    hours: int
    loads_per_week: int
    mark: Mark
    source: str


@dataclass(frozen=True, slots=True)
class Season:
    """Days of each year in which a stage takes `slower` times as long; it may reach over the turn of the year."""

    code: str
    name: str
    begins: tuple[int, int]  # month and day
    ends: tuple[int, int]
    stage: str
    slower: Fraction
    mark: Mark
    source: str
    note: str = ""

    @property
    def months(self) -> tuple[int, ...]:
        """The months that have a day of it, from 1 to 12."""
        first, last = self.begins[0], self.ends[0]
        is_within_a_year = self.begins <= self.ends
        return tuple(
            month for month in range(1, 13)
            if (first <= month <= last if is_within_a_year else month >= first or month <= last)
        )  # fmt: skip

    def has(self, day: date) -> bool:
        here = (day.month, day.day)
        if self.begins <= self.ends:
            return self.begins <= here <= self.ends
        return here >= self.begins or here <= self.ends


@dataclass(frozen=True, slots=True)
class Ingredient:
    material: Good
    kg: Decimal  # of one piece


@dataclass(frozen=True, slots=True)
class RecipeStage:
    """A stage of a recipe: minutes of one person for a piece, its usual loss, and what goes into it."""

    stage: Stage
    use: Use
    minutes: Decimal
    loss: Fraction
    dry_days: Decimal
    ingredients: tuple[Ingredient, ...]

    @property
    def fires(self) -> bool:
        return self.use == Use.KILN


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a product is made, stage by stage; `litres` is the place a piece takes in a kiln."""

    product: Good
    litres: Decimal
    burnt_bp: int  # how much of its weight a piece loses in the fire
    stages: tuple[RecipeStage, ...]
    mark: Mark
    source: str

    @property
    def code(self) -> str:
        return self.product.code

    @property
    def name(self) -> str:
        return self.product.name

    @property
    def kg(self) -> Decimal:
        """The weight of all that goes into one piece."""
        return sum((each.kg for stage in self.stages for each in stage.ingredients), Decimal(0))

    def place_of(self, code: str) -> int:
        """Where in the order a stage stands, from 0; one that the recipe does not have stands nowhere (-1)."""
        return next((place for place, each in enumerate(self.stages) if each.stage.code == code), -1)

    def after(self, code: str) -> RecipeStage | None:
        """The stage that follows; the first one for no code, None behind the last."""
        place = self.place_of(code) + 1 if code else 0
        return self.stages[place] if place < len(self.stages) else None


@dataclass(frozen=True, slots=True)
class Making:
    kilns: tuple[KilnKind, ...]
    seasons: tuple[Season, ...]
    recipes: tuple[Recipe, ...]

    def recipe(self, product: str) -> Recipe | None:
        return next((recipe for recipe in self.recipes if recipe.code == product), None)

    def kiln(self, code: str) -> KilnKind | None:
        return next((kiln for kiln in self.kilns if kiln.code == code), None)

    def seasons_on(self, day: date) -> list[Season]:
        return [season for season in self.seasons if season.has(day)]

    def slower(self, stage: str, day: date) -> Fraction:
        """How many times longer a stage takes on a day; of several seasons the slowest."""
        return max((each.slower for each in self.seasons_on(day) if each.stage == stage), default=Fraction(1))


NOTHING = Making((), (), ())


@cache
def of_trade(trade: str) -> Making:
    """How a trade makes things. Raises PackBroken."""
    return read(PACKS / trade, load(trade))


def seasons_of(trade: str) -> tuple[Season, ...]:
    """The seasons of a trade; none where its pack is gone or broken, for whoever only asks about them."""
    try:
        return of_trade(trade).seasons
    except PackBroken:
        return ()


def read(folder: Path, pack: Pack) -> Making:
    """What the pack in a folder says of making. Raises PackBroken with every fault in it."""
    if not (folder / FILE).exists():
        return NOTHING
    faults: list[str] = []
    told = read_toml(folder / FILE, faults)
    reader = _Reader(pack, told, faults)
    making = Making(tuple(reader.kilns()), tuple(reader.seasons()), tuple(reader.recipes()))
    for what, codes in (("kiln", [k.code for k in making.kilns]), ("season", [s.code for s in making.seasons]),
                        ("recipe", [r.code for r in making.recipes])):  # fmt: skip
        faults += [f"{FILE}: the {what} {each!r} stands there twice." for each in set(codes) if codes.count(each) > 1]
    if faults:
        raise PackBroken(folder.name, faults)
    return making


class _Reader:
    """Reads the rows of the file; each fault is told with its row, and a row with a fault is left out."""

    def __init__(self, pack: Pack, told: dict[str, Any], faults: list[str]) -> None:
        self.told, self.faults = told, faults
        self.stages = {stage.code: stage for stage in pack.stages}
        self.materials = {good.code: good for good in pack.materials}
        self.products = {good.code: good for good in pack.products}
        self.uses: dict[str, Use] = {}
        for row in self._rows("stage"):
            with_use = self._one_of(row, "uses", {use.value: use for use in Use})
            if self._one_of(row, "code", self.stages) and with_use:
                self.uses[row["code"]] = with_use
        faults += [f"{FILE}: nothing says what the stage {code!r} uses." for code in self.stages.keys() - self.uses]

    def kilns(self) -> Iterator[KilnKind]:
        for row in self._rows("kiln"):
            fuel, mark = self._one_of(row, "fuel", self.materials), self._mark(row)
            sizes = [self._whole(row, each) for each in ("litres", "hours", "loads_per_week")]
            per_load = self._number(row, "fuel_per_load")
            if fuel and mark and all(sizes) and per_load and self._has(row, "code", "name", "source"):
                yield KilnKind(
                    row["code"], row["name"], sizes[0], fuel, per_load, sizes[1], sizes[2], mark, row["source"]
                )

    def seasons(self) -> Iterator[Season]:
        for row in self._rows("season"):
            days = [self._month_and_day(row, each) for each in ("begins", "ends")]
            stage, mark, slower = self._one_of(row, "stage", self.stages), self._mark(row), self._number(row, "slower")
            if all(days) and stage and mark and slower and self._has(row, "code", "name", "source"):
                if slower < 1:
                    self._fault(row, "slower", "must not be below 1")
                    continue
                yield Season(
                    row["code"], row["name"], days[0], days[1], stage.code, Fraction(slower), mark, row["source"],
                    row.get("note", ""),
                )  # fmt: skip

    def recipes(self) -> Iterator[Recipe]:
        for row in self._rows("recipe"):
            product, mark, litres = self._one_of(row, "product", self.products), self._mark(row), None
            litres = self._number(row, "litres")
            stages = list(self._stages(row))
            if not stages:
                self._fault(row, "stages", "has none")
            burnt = row.get("burnt_bp", 0)
            if not isinstance(burnt, int) or not 0 <= burnt < ALL_BP:
                self._fault(row, "burnt_bp", "lies between 0 and 9999")
            elif product and mark and litres and stages and self._has(row, "source"):
                yield Recipe(product, litres, burnt, tuple(stages), mark, row["source"])

    def _stages(self, recipe: dict[str, Any]) -> Iterator[RecipeStage]:
        last = 0
        into: dict[str, list[Ingredient]] = {}
        for row in recipe.get("materials", ()):
            stage, material = self._one_of(row, "stage", self.stages), self._one_of(row, "material", self.materials)
            kg = self._number(row, "kg")
            if stage and material and kg:
                into.setdefault(stage.code, []).append(Ingredient(material, kg))
        for row in recipe.get("stages", ()):
            stage, minutes = self._one_of(row, "stage", self.stages), self._number(row, "minutes")
            if stage is None or minutes is None:
                continue
            if stage.position <= last:
                self._fault(row, "stage", "stands out of its order")
            last = stage.position
            loss = row.get("loss_bp", stage.usual_loss_bp)
            if not isinstance(loss, int) or not 0 <= loss < ALL_BP:
                self._fault(row, "loss_bp", "lies between 0 and 9999")
                continue
            dry_days = self._number(row, "dry_days") if "dry_days" in row else Decimal(0)
            yield RecipeStage(
                stage, self.uses.get(stage.code, Use.PEOPLE), minutes, Fraction(loss, ALL_BP), dry_days or Decimal(0),
                tuple(into.pop(stage.code, ())),
            )  # fmt: skip
        for code in into:
            self._fault(recipe, "materials", f"goes into the stage {code!r}, which it does not have")

    def _rows(self, table: str) -> list[dict[str, Any]]:
        return [{"": f"{table} {place}", **row} for place, row in enumerate(self.told.get(table, ()), start=1)]

    def _has(self, row: dict[str, Any], *keys: str) -> bool:
        for key in keys:
            if not row.get(key):
                self._fault(row, key, "is missing")
        return all(row.get(key) for key in keys)

    def _mark(self, row: dict[str, Any]) -> Mark | None:
        return self._one_of(row, "mark", {mark.value: mark for mark in Mark})

    def _one_of(self, row: dict[str, Any], key: str, known: Mapping[str, Any]) -> Any:
        found = known.get(row.get(key, ""))
        if found is None:
            self._fault(row, key, f"{row.get(key)!r} is none of {', '.join(sorted(known))}")
        return found

    def _whole(self, row: dict[str, Any], key: str) -> int:
        value = row.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        self._fault(row, key, "is a whole number above zero")
        return 0

    def _number(self, row: dict[str, Any], key: str) -> Decimal | None:
        """Numbers stand in quotes, so that none is read as a float."""
        try:
            number = Decimal(row[key]) if isinstance(row.get(key), str) else None
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite() or number <= 0:
            self._fault(row, key, "is a number above zero, in quotes")
            return None
        return number

    def _month_and_day(self, row: dict[str, Any], key: str) -> Any:
        try:
            day = date.fromisoformat(f"2024-{row.get(key)}")
        except ValueError:
            self._fault(row, key, "is a day such as 06-01")
            return None
        return (day.month, day.day)

    def _fault(self, row: dict[str, Any], key: str, why: str) -> None:
        where = row.get("") or row.get("stage") or row.get("material") or "a row"
        self.faults.append(f"{FILE}, {where}, {key}: {why}.")
