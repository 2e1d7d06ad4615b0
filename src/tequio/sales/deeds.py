"""Every step that an office takes on an order with one button: what it asks, who may, and in which states it stands.

The order's page and the page that asks "are you sure?" are both drawn from this table.
"""

from django.utils.translation import gettext_lazy as _

from tequio.sales import actions
from tequio.sales.forms import ReasonForm, ShipForm
from tequio.sales.models import Order
from tequio.ui.deeds import Deed

State = Order.State


DEEDS = (
    Deed("mandar", (State.DRAFT,), _("Mandar la cotización"), _("¿Mandar la cotización?"),
         _("Desde aquí se imprime para el comprador y vale hasta su fecha."),
         _("La cotización está mandada. Sigue que el comprador acepte."), actions.send_quotation, needs_today=True),
    Deed("aceptar", (State.QUOTED,), _("El comprador aceptó"), _("¿El comprador aceptó la cotización?"),
         _("Desde aquí es un pedido y se puede repartir entre los talleres."),
         _("Ya es un pedido. Sigue repartirlo."), actions.accept_quotation, needs_today=True, icon="check"),
    Deed("reabrir", (State.QUOTED,), _("Cambiar la cotización"), _("¿Abrir otra vez la cotización?"),
         _("Avísale al comprador: lo que ya se le mandó deja de valer."),
         _("La cotización está abierta otra vez."), actions.reopen_quotation, goes_back=True, icon="edit"),
    Deed("no-se-hizo", (State.DRAFT, State.QUOTED), _("No se hizo"), _("¿Cerrar la cotización sin pedido?"),
         _("No se puede deshacer. Queda como historia."), _("La cotización quedó cerrada."),
         actions.lose_quotation, ReasonForm, goes_back=True, icon="cross"),
    Deed("entregar", (State.MAKING,), _("Entregar al comprador"), _("¿Entregar lo aceptado al comprador?"),
         _("Se le cobra cada pieza aceptada y queda anotado lo que ganó cada taller. Lo que falte ya no se pide."),
         _("El pedido está entregado y en los libros. Sigue que el comprador pague."), actions.ship_order, ShipForm,
         needs_today=True, icon="truck"),
    Deed("cancelar", (State.ORDERED, State.MAKING), _("El comprador canceló"), _("¿Cancelar el pedido?"),
         _("Nada se pierde: las piezas aceptadas hasta hoy se cobran y se deben a sus talleres."),
         _("El pedido quedó cancelado. Lo aceptado hasta hoy sigue en sus cuentas."), actions.cancel_order, ReasonForm,
         needs_today=True, goes_back=True, icon="cross"),
)  # fmt: skip
