"""One shipment as plain facts: who sells to whom, what is in which carton, what each piece weighs and costs.

Weights are whole grams, money whole cents of one currency. What is not known is empty; nothing is filled in here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tequio.engines.founding.texts import Text
from tequio.engines.shipping.customs import Material
from tequio.engines.ware import LabReport, Shape


@dataclass(frozen=True, slots=True)
class Party:
    """Seller, buyer, maker or whoever signs. `person` and `title` say who answers for it."""

    name: str = ""
    address: str = ""
    country: str = ""
    tax_id: str = ""
    person: str = ""
    title: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Size:
    """The outside of a carton in millimetres."""

    length_mm: int
    width_mm: int
    height_mm: int


@dataclass(frozen=True, slots=True)
class Packing:
    """How an article goes into cartons: so many pieces, a carton and its filling that weigh so much."""

    pieces: int
    tare_g: int
    size: Size | None = None

    def __post_init__(self) -> None:
        if self.pieces < 1:
            raise ValueError("a carton holds one piece or more")
        if self.tare_g < 0:
            raise ValueError("a carton weighs nothing less than nothing")


@dataclass(frozen=True, slots=True)
class Lot:
    """Pieces made together: of which recipe and mixes, with the reports that speak for them."""

    code: str
    pieces: int
    recipe: str = ""
    mixes: tuple[str, ...] = ()
    reports: tuple[LabReport, ...] = ()

    def __post_init__(self) -> None:
        if self.pieces < 1:
            raise ValueError(f"lot {self.code} has {self.pieces} pieces")


@dataclass(frozen=True, slots=True)
class Line:
    """One article of a shipment; its pieces are those of its lots. `shape` is None where no design sheet says it."""

    sku: str
    name: Text
    code: str  # customs code of ten digits
    price_minor: int
    net_g: int  # of one piece
    packing: Packing
    lots: tuple[Lot, ...]
    shape: Shape | None = None
    materials: tuple[Material, ...] = ()
    made_in: str = ""  # country
    state: str = ""  # where in it, by the key that protected names are told by

    def __post_init__(self) -> None:
        if self.price_minor < 0 or self.net_g < 0:
            raise ValueError(f"{self.sku}: price and weight are not below zero")

    @property
    def pieces(self) -> int:
        return sum(lot.pieces for lot in self.lots)

    @property
    def goods_minor(self) -> int:
        return self.pieces * self.price_minor

    @property
    def total_net_g(self) -> int:
        return self.pieces * self.net_g


@dataclass(frozen=True, slots=True)
class Part:
    """Pieces of one lot in a carton."""

    lot: str
    pieces: int


@dataclass(frozen=True, slots=True)
class Carton:
    """A numbered box with pieces of one line. `gross_g` as weighed, or else as worked out; `link` goes into its QR.

    What was not packed `as_food` bears that it is for decoration, whatever a report may say of it.
    """

    number: int
    line: int  # its place in the shipment's lines
    parts: tuple[Part, ...]
    net_g: int
    gross_g: int
    size: Size | None = None
    link: str = ""
    as_food: bool = True

    @property
    def pieces(self) -> int:
        return sum(part.pieces for part in self.parts)


@dataclass(frozen=True, slots=True)
class Shipment:
    """Goods that leave together, under one invoice. `destinations` are those that the goods may end up in."""

    number: str
    on: date
    seller: Party
    buyer: Party
    lines: tuple[Line, ...]
    cartons: tuple[Carton, ...]
    currency: str
    invoice: str = ""
    order: str = ""
    incoterm: str = ""
    place: str = ""
    carrier: str = ""
    freight_minor: int = 0
    insurance_minor: int = 0
    destinations: tuple[str, ...] = ()
    importer: Party | None = None  # where it is not the buyer
    producer: Party | None = None  # None: various, on request
    certifier: Party | None = None
    certifies_as: str = ""  # exporter, producer or importer
    period: tuple[date, date] | None = None  # blanket, twelve months at most
    is_demo: bool = False
    marks: str = field(default="")

    def lots(self) -> Iterator[tuple[Line, Lot]]:
        return ((line, lot) for line in self.lines for lot in line.lots)
