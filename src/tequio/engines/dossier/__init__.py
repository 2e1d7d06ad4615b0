"""What a bank reads before it lends: a member's dossier, and the bundle that shows many without showing anyone.

`Dossier` and `Bundle` hold figures, each with the rows it comes from; `written` makes canonical JSON of them and `read`
reads it back; `schema.json` is what is published of it. `Seal` says who sealed a file and that nothing changed since:
`sealed` puts it into JSON, xlsx or PDF and `check` looks. `hide` coarsens rows until none stands out; `punctuality`
says how somebody paid.
"""

from tequio.engines.dossier.figures import (
    Bundle,
    Column,
    Dossier,
    Figure,
    Kind,
    Section,
    Source,
    Table,
    Value,
    fault_of,
)
from tequio.engines.dossier.hiding import Hidden, Trait, crowd_of, hide
from tequio.engines.dossier.plain import SCHEMA, Unreadable, digest, read, written
from tequio.engines.dossier.punctual import Debt, Punctuality, punctuality
from tequio.engines.dossier.seal import Checked, Key, Verdict, check, fingerprint, sealed

__all__ = [
    "SCHEMA",
    "Bundle",
    "Checked",
    "Column",
    "Debt",
    "Dossier",
    "Figure",
    "Hidden",
    "Key",
    "Kind",
    "Punctuality",
    "Section",
    "Source",
    "Table",
    "Trait",
    "Unreadable",
    "Value",
    "Verdict",
    "check",
    "crowd_of",
    "digest",
    "fault_of",
    "fingerprint",
    "hide",
    "punctuality",
    "read",
    "sealed",
    "written",
]
