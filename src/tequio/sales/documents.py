"""Papers and texts of the sales desk: a workshop's tickets as a text and on paper, the buyer's quotation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from tequio.core.papers import render
from tequio.core.pictures import as_svg
from tequio.engines.selling import in_pesos
from tequio.sales import said
from tequio.sales.models import DesignSheet, Order, Ticket, TicketText
from tequio.ui.numbers import money
from tequio.ui.templatetags.tequio import day, weekday

LONGEST = 480  # letters of a text, as long as the outbox takes
PAPERS = Path(__file__).with_name("papers")


def text_message(order: Order, text: TicketText) -> str:
    """What a workshop is offered, as it fits a text; products are cut where they are long, never price or day."""
    tickets = list(
        Ticket.objects.filter(split=text.split_id, maker=text.maker_id, state=Ticket.State.OFFERED)
        .select_related("line__item").order_by("line__number")
    )  # fmt: skip
    work = "; ".join(
        _("%(pieces)s %(item)s a %(price)s, para el %(day)s") % {
            "pieces": f"{ticket.pieces:,}", "item": ticket.line.item.name[:60], "price": money(ticket.price_minor),
            "day": weekday(ticket.due_on),
        }
        for ticket in tickets
    )  # fmt: skip
    answer_by = min((ticket.answer_by for ticket in tickets), default=None)
    told = {"union": order.union.name, "work": work, "day": weekday(answer_by)}
    text = _("%(union)s te ofrece trabajo: %(work)s. Contesta a más tardar el %(day)s en tu página o en la oficina.")
    return (text % told)[:LONGEST]


def tickets_pdf(order: Order, tickets: Sequence[Ticket]) -> bytes:
    """One sheet for each ticket, for workshops without a telephone: what, how, for how much, until when; yes or no."""
    pictures = DesignSheet.objects.filter(line__order=order, kind=DesignSheet.Kind.PICTURE)
    designs = {str(line): as_svg(bytes(content)) for line, content in pictures.values_list("line_id", "content")}
    sheets = [
        {
            "maker": ticket.maker.member.name, "number": ticket.maker.member.number,
            "section": ticket.maker.member.section.name, "item": ticket.line.item.name,
            "pieces": f"{ticket.pieces:,}", "price": money(ticket.price_minor),
            "worth": money(ticket.pieces * ticket.price_minor), "due": day(ticket.due_on),
            "answer": day(ticket.answer_by), "why": said.to_maker(ticket.why),
            "design": str(ticket.line_id) if str(ticket.line_id) in designs else "",
            "pairs": [
                [_("Diseño"), ticket.line.design or "—"], [_("Tolerancia"), ticket.line.tolerance or "—"],
                [_("Calidad"), ticket.line.get_quality_display()], [_("Uso"), ticket.line.get_ware_display()],
            ],
        }
        for ticket in tickets
    ]  # fmt: skip
    return render(PAPERS / "tickets.typ", {
        "title": _("Trabajos: %(title)s") % {"title": order.title}, "union": order.union.name, "sheets": sheets,
        "designs": designs,
        "labels": {
            "design": _("Hoja de diseño"),
            "pieces": _("Piezas"), "price": _("Pago por pieza buena"), "worth": _("En total"),
            "due": _("Listas el"), "answer": _("Contesta a más tardar el"), "number": _("Núm."),
            "answers": [_("Sí, todas"), _("Sí, pero solo ______ piezas"), _("No puedo")], "signs": _("Firma o huella"),
        },
    })  # fmt: skip


def quotation_pdf(order: Order) -> bytes:
    """What the buyer is told: products, prices, dates, and what they rest on."""
    lines = list(order.lines.select_related("item").order_by("number"))
    total = sum(line.total_minor for line in lines)
    note = _("Vale hasta el %(day)s. %(incoterm)s %(place)s. Entrega el %(due)s.") % {
        "day": day(order.valid_until), "incoterm": order.get_incoterm_display(), "place": order.place,
        "due": day(order.due_on),
    }  # fmt: skip
    if order.currency == Order.Currency.USD and order.rate_on:
        note += " " + _("Tipo de cambio FIX del %(day)s: %(rate)s; el total serían %(pesos)s en pesos.") % {
            "day": day(order.rate_on), "rate": order.rate, "pesos": money(in_pesos(total, order.rate)),
        }  # fmt: skip
    return render(PAPERS / "quotation.typ", {
        "title": _("Cotización: %(title)s") % {"title": order.title}, "union": order.union.name, "note": note,
        "to_label": _("Para"), "buyer": order.buyer.name,
        "columns": [_("Núm."), _("Producto"), _("Piezas"), _("Por pieza"), _("Importe")],
        "lines": [
            {"number": line.number, "item": line.item.name, "pieces": f"{line.pieces:,}", "price": line.price_minor,
             "total": line.total_minor,
             "told": " · ".join(filter(None, [line.design, line.tolerance, str(line.get_quality_display()),
                                              str(line.get_ware_display())]))}
            for line in lines
        ],
        "total_label": _("Total"), "total": total, "currency": order.currency,
    })  # fmt: skip
