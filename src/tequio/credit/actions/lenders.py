"""Who lends, and on which terms."""

from __future__ import annotations

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.credit.errors import LenderKnown
from tequio.credit.models import Lender


@action("credit.lender.add")
def add_lender(
    *, actor: Actor, name: str, kind: str = Lender.Kind.BANK, contact: str = "", phone: str = "", email: str = "",
    notes: str = "",
) -> Lender:  # fmt: skip
    """Write down somebody who lends. Raises LenderKnown."""
    name = plain(name)
    if Lender.objects.filter(name=name).exists():
        raise LenderKnown(name=name)
    lender: Lender = Lender.objects.create(
        union_id=actor.union_id, name=name, kind=kind, contact=plain(contact), phone=plain(phone), email=email,
        notes=notes.strip(),
    )  # fmt: skip
    events.record(actor, "credit.lender.added", lender, name=lender.name, kind=lender.kind)
    return lender
