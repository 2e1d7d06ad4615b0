"""Whether a piece may hold food, worked out without Django: its class by depth, volume and use; limits by destination;
what a lab report proves and until when; and which lots and cartons a withdrawn one touches.

Uses, classes, limits and destinations are rows of the trade's own files, each with its source and how sure that is;
nothing here knows what is made of what, or names a law.
"""

from tequio.engines.ware.judging import Finding, Judgement, LabReport, Reading, Verdict, Why, judged, strictest
from tequio.engines.ware.rules import (
    ClassRule,
    Destination,
    Limit,
    Mark,
    Of,
    Regime,
    Rules,
    Shape,
    Use,
    read_rules,
)
from tequio.engines.ware.tracing import Affected, Kind, Node, Trace, affected, mixes_of

__all__ = [
    "Affected",
    "ClassRule",
    "Destination",
    "Finding",
    "Judgement",
    "Kind",
    "LabReport",
    "Limit",
    "Mark",
    "Node",
    "Of",
    "Reading",
    "Regime",
    "Rules",
    "Shape",
    "Trace",
    "Use",
    "Verdict",
    "Why",
    "affected",
    "judged",
    "mixes_of",
    "read_rules",
    "strictest",
]
