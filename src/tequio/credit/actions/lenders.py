"""Who lends, and on which terms."""

from __future__ import annotations

from datetime import date, timedelta

from tequio.core import events
from tequio.core.action import action
from tequio.core.actors import Actor
from tequio.core.text import plain
from tequio.credit import steps
from tequio.credit.errors import LenderKnown, NotALender
from tequio.credit.models import Lender, Product
from tequio.credit.steps import TermsDraft


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


@action("credit.product.announce")
def announce_product(
    *, actor: Actor, lender_id: int, name: str, least_minor: int, most_minor: int, most_payments: int,
    terms: TermsDraft, valid_from: date, source: str, valid_until: date | None = None,
) -> Product:  # fmt: skip
    """Write down on which terms a lender lends, so that members see the cost. Raises NotALender, TermsWrong."""
    if not Lender.objects.filter(pk=lender_id).exists():
        raise NotALender
    steps.check_terms(terms, most_minor, most_payments, valid_from, None)
    product: Product = Product.objects.create(
        union_id=actor.union_id, lender_id=lender_id, name=plain(name), least_minor=least_minor, most_minor=most_minor,
        most_payments=most_payments, valid_from=valid_from, valid_until=valid_until, source=plain(source),
        **terms.columns,
    )  # fmt: skip
    events.record(actor, "credit.product.announced", product, lender=lender_id, name=product.name,
                  rate=str(terms.annual_rate))  # fmt: skip
    return product


@action("credit.product.end")
def end_product(*, actor: Actor, product_id: int, today: date) -> Product:
    """The lender lends so no more, from today on."""
    product: Product = Product.objects.select_for_update().get(pk=product_id)
    if product.valid_until is None or product.valid_until > today:
        product.valid_until = max(today, product.valid_from + timedelta(days=1))
        product.save(update_fields=["valid_until"])
    events.record(actor, "credit.product.ended", product, name=product.name)
    return product
