"""What the history of a round says about each event, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SAID: dict[str, Promise] = {
    "purchasing.round.drafted": _("Preparó la ronda"),
    "purchasing.round.edited": _("Cambió la ronda"),
    "purchasing.round.opened": _("Abrió la ronda"),
    "purchasing.round.closed": _("Cerró los pedidos"),
    "purchasing.round.reopened": _("Volvió a recibir pedidos"),
    "purchasing.round.cancelled": _("Canceló la ronda"),
    "purchasing.round.settled": _("Liquidó la ronda"),
    "purchasing.round.unsettled": _("Deshizo la liquidación"),
    "purchasing.supplier.invited": _("Invitó a un proveedor a cotizar"),
    "purchasing.supplier.uninvited": _("Quitó a un proveedor"),
    "purchasing.quote.given": _("Entregó una cotización"),
    "purchasing.quote.accepted": _("Dio por buenas las cotizaciones"),
    "purchasing.quote.reopened": _("Volvió a abrir las cotizaciones"),
    "purchasing.plan.asked": _("Pidió buscar la compra más barata"),
    "purchasing.plan.stopped": _("Detuvo una búsqueda"),
    "purchasing.plan.recorded": _("Terminó una búsqueda"),
    "purchasing.award.proposed": _("Propuso un plan"),
    "purchasing.award.approved": _("Aprobó la adjudicación"),
    "purchasing.award.undone": _("Deshizo la adjudicación"),
    "purchasing.order.issued": _("Mandó los pedidos a proveedores"),
    "purchasing.order.undone": _("Retiró los pedidos a proveedores"),
    "purchasing.goods.counted": _("Contó lo que llegó"),
    "purchasing.goods.received": _("Terminó de recibir"),
    "purchasing.goods.undone": _("Volvió a contar"),
    "purchasing.goods.handed_out": _("Anotó una entrega"),
    "purchasing.goods.all_handed_out": _("Terminó la entrega"),
    "purchasing.goods.handing_out_undone": _("Volvió a la entrega"),
    "purchasing.pledge.withdrawn": _("Retiró un pedido"),
    "purchasing.pledge.imported": _("Subió la lista de un pueblo"),
    "purchasing.evidence.reviewed": _("Revisó las pruebas de precio"),
}


def said(kind: str) -> str:
    """The event in words; a kind without words of its own is shown as it is named in the code."""
    return str(SAID.get(kind, kind))
