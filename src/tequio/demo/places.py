"""Forty villages of Morelos: the seat of each municipality, and four more where potters live."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

LOCALITIES = Path(__file__).with_name("data") / "localities.csv"
POTTERS_TOO = {"170180004", "170080005", "170040004", "170260004"}  # Cuentepec, Tres de Mayo, Anenecuilco, Los Laureles
# How many members live where, beside what the number of inhabitants says: the towns known for their pottery.
KNOWN_FOR_POTTERY = {"170260001": 9, "170180004": 9, "170080005": 8, "170290001": 3, "170220001": 3, "170110001": 3}
# The catalogue is written without accents, and names some towns after their centre or a quarter.
WRITTEN = {
    "170050001": "Coatlán del Río", "170090017": "Tres Marías", "170140001": "Mazatepec", "170150001": "Miacatlán",
    "170200001": "Tepoztlán", "170220001": "Tetela del Volcán",
    "170260004": "San José de los Laureles", "170250001": "Tlaquiltenango",
    "170340001": "Coatetelco", "170350001": "Xoxocotla", "170360001": "Hueyapan",
}  # fmt: skip
MUNICIPALITIES = {
    "Coatlan del Rio": "Coatlán del Río", "Tetela del Volcan": "Tetela del Volcán", "Miacatlan": "Miacatlán",
    "Tepoztlan": "Tepoztlán", "Tlaltizapan de Zapata": "Tlaltizapán de Zapata",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    municipality: str
    name: str
    latitude: Decimal
    longitude: Decimal
    population: int

    @property
    def weight(self) -> int:
        """Its part of the members: small towns have more potters than their size says."""
        return round(self.population**0.5) * KNOWN_FOR_POTTERY.get(self.code, 1)


def places(most: int = 40) -> list[Place]:
    """The villages by their key; of fewer than all, those with the most potters."""
    with LOCALITIES.open(encoding="utf-8", newline="") as lines:
        known = [
            Place(row["code"], MUNICIPALITIES.get(row["municipality"], row["municipality"]),
                  WRITTEN.get(row["code"], row["name"]), Decimal(row["latitude"]),
                  Decimal(row["longitude"]), int(row["population"]))
            for row in csv.DictReader(lines)
        ]  # fmt: skip
    largest: dict[str, Place] = {}
    for place in known:
        best = largest.get(place.municipality)
        if best is None or place.population > best.population:
            largest[place.municipality] = place
    chosen = {place.code: place for place in known if place.code in POTTERS_TOO}
    chosen |= {place.code: place for place in largest.values()}
    kept = sorted(chosen.values(), key=lambda place: -place.weight)[:most]
    return sorted(kept, key=lambda place: place.code)
