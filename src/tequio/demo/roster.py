"""The demo's roster as the file that a real union would upload."""

import random
from datetime import date, timedelta

from tequio.core.sheets import write_csv
from tequio.demo.people import people
from tequio.demo.places import Place

TITLES = ("Número", "Nombres", "Primer apellido", "Segundo apellido", "Sección", "Municipio", "Ingreso", "Teléfono",
          "Hogar", "Taller", "Situación legal", "Personas que trabajan")  # fmt: skip
LEGAL = (("Sin registro", 82), ("RESICO", 10), ("Artesano", 6), ("Actividad empresarial", 2))
SAINTS = ("San José", "La Guadalupana", "San Isidro", "El Carmen", "Santa Cruz", "La Asunción", "San Juan", "Santiago",
          "La Candelaria", "San Miguel")  # fmt: skip


def roster_csv(count: int, villages: list[Place], founded_on: date, chance: random.Random) -> bytes:
    """`count` members over the villages by their weight; each has a workshop, some share one household."""
    others = chance.choices(villages, [village.weight for village in villages], k=max(0, count - len(villages)))
    homes = [*villages, *others][:count]
    chance.shuffle(homes)
    legal = [text for text, weight in LEGAL for _ in range(weight)]
    rows = []
    for number, (person, village) in enumerate(zip(people(count, chance), homes, strict=True), start=1):
        family = " ".join(part for part in (person.primer_apellido, person.segundo_apellido) if part)
        house = f"Familia {family} {number // 2}" if chance.random() < 0.3 else f"Familia {family} {number}"
        joined = founded_on + timedelta(days=chance.randrange(500) if number > 300 else 0)
        rows.append((
            number, person.nombres, person.primer_apellido, person.segundo_apellido, village.name, village.municipality,
            joined, person.phone, house, f"Alfarería {chance.choice(SAINTS)} {number}", chance.choice(legal),
            chance.choice((1, 1, 2, 2, 2, 3, 3, 4, 5, 8)),
        ))  # fmt: skip
    return write_csv(TITLES, rows)
