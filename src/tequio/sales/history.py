"""What the history of an order says about each event, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SAID: dict[str, Promise] = {
    "sales.quotation.drafted": _("Empezó la cotización"),
    "sales.quotation.edited": _("Cambió la cotización"),
    "sales.quotation.sent": _("Mandó la cotización"),
    "sales.quotation.reopened": _("Abrió otra vez la cotización"),
    "sales.quotation.accepted": _("Anotó que el comprador aceptó"),
    "sales.quotation.lost": _("Anotó que no se hizo"),
    "sales.line.was_set": _("Puso o cambió un renglón"),
    "sales.line.dropped": _("Quitó un renglón"),
    "sales.split.pinned": _("Fijó piezas a un taller"),
    "sales.split.excluded": _("Dejó fuera a un taller, o lo volvió a incluir"),
    "sales.split.asked": _("Pidió buscar el reparto"),
    "sales.split.stopped": _("Detuvo la búsqueda"),
    "sales.split.recorded": _("Terminó una búsqueda"),
    "sales.split.proposed": _("Propuso un reparto"),
    "sales.split.approved": _("Aprobó el reparto"),
    "sales.ticket.answered": _("Contestó un trabajo"),
    "sales.ticket.lapsed": _("Dio por no contestados los vencidos"),
    "sales.ticket.cut": _("Quitó lo que no se entregó"),
    "sales.ticket.sent": _("Mandó los trabajos por mensaje"),
    "sales.ticket.delivered": _("Salieron los mensajes"),
    "sales.advance.given": _("Dio un anticipo"),
    "sales.progress.noted": _("Anotó un avance"),
    "sales.pieces.inspected": _("Revisó piezas"),
    "sales.carton.packed": _("Empacó cajas"),
    "sales.design.attached": _("Puso la hoja de diseño"),
    "sales.carton.weighed": _("Pesó cajas"),
    "sales.shipment.was_set": _("Dijo cómo sale el pedido"),
    "sales.order.shipped": _("Entregó el pedido"),
    "sales.order.cancelled": _("Canceló el pedido"),
    "sales.payment.recorded": _("Anotó un pago del comprador"),
    "sales.makers.paid": _("Pagó a los talleres"),
    "sales.link.renewed": _("Hizo un enlace nuevo para el comprador"),
}


def said(kind: str) -> str:
    """The event in words; a kind without words of its own is shown as it is named in the code."""
    return str(SAID.get(kind, kind))
