"""Ten pesos a month, charged to everybody and paid by most."""

import random
from datetime import date

from tequio.core.actors import Actor


def charge_a_year(actor: Actor, today: date, chance: random.Random) -> None:
    """The fee of each of the last twelve months that was not charged yet."""
