"""What a workshop works with, its five numbers a week, its batches, its kiln loads and what it promised."""

from tequio.production.models.batches import Batch, Count
from tequio.production.models.loads import Load, LoadPart
from tequio.production.models.places import Kiln, Means, Pause
from tequio.production.models.promises import Commitment, ProductionFeed
from tequio.production.models.weeks import Way, WeekNote

__all__ = [
    "Batch",
    "Commitment",
    "Count",
    "Kiln",
    "Load",
    "LoadPart",
    "Means",
    "Pause",
    "ProductionFeed",
    "Way",
    "WeekNote",
]
