"""The papers of a round: the order a supplier gets, and the list a village signs by."""

from collections import defaultdict
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db.models import Sum
from django.utils import formats
from django.utils.translation import gettext as _

from tequio.core.papers import render
from tequio.members.models import Section
from tequio.purchasing import queries
from tequio.purchasing.models import FreightCharge, Round, Supplier

PAPERS = Path(__file__).with_name("papers")


def _amount(quantity: Any, unit: str) -> str:
    return f"{quantity.normalize():,f} {unit}"


def order_pdf(round_: Round, supplier: Supplier, today: date) -> bytes:
    """The purchase order of one supplier, village by village."""
    villages: dict[Section, list[dict[str, Any]]] = defaultdict(list)
    for line in queries.award_lines(round_, supplier=supplier):
        villages[line.section].append(
            {"item": line.item.name, "packs": str(line.packs), "quantity": _amount(line.quantity, line.item.unit),
             "minor": line.goods_minor}
        )  # fmt: skip
    goods = sum(line["minor"] for lines in villages.values() for line in lines)
    freight = FreightCharge.objects.filter(round=round_, supplier=supplier).aggregate(s=Sum("freight_minor"))["s"] or 0
    return render(PAPERS / "order.typ", {
        "title": _("Pedido: %(title)s") % {"title": round_.title},
        "union": round_.union.name,
        "note": _("Por favor entregue en cada pueblo lo que sigue. Los precios incluyen impuestos."),
        "to_label": _("Para"), "supplier": supplier.name,
        "date_label": _("Fecha"), "date": formats.date_format(today, "DATE_FORMAT"),
        "columns": [_("Material"), _("Empaques"), _("Cantidad"), _("Importe")],
        "villages": [{"name": s.name, "point": s.point_name, "lines": lines} for s, lines in villages.items()],
        "sum_label": _("Suma"), "goods_label": _("Mercancía"), "freight_label": _("Flete"),
        "total_label": _("Total"), "goods_minor": goods, "freight_minor": freight, "total_minor": goods + freight,
    })  # fmt: skip


def handout_pdf(round_: Round, section: Section) -> bytes:
    """The list by which one village's members take their goods and sign."""
    members = []
    for member, shares in groupby(queries.shares_in(round_, section.pk), key=lambda share: share.member):
        mine = [share for share in shares if share.final_quantity]
        if mine:
            members.append({
                "number": member.number, "name": member.person.full_name,
                "lines": [f"{_amount(s.final_quantity, s.item.unit)} · {s.item.name}" for s in mine],
                "minor": sum(s.final_minor for s in mine),
            })  # fmt: skip
    return render(PAPERS / "handout.typ", {
        "title": _("Entrega en %(place)s") % {"place": section.name},
        "union": round_.union.name,
        "note": f"{round_.title} · {section.point_name}",
        "columns": [_("Núm."), _("Nombre"), _("Recibe"), _("Debe"), _("Firma o huella")],
        "members": members,
        "signers": [_("Entregó"), _("Vio, por la sección")],
    })  # fmt: skip
