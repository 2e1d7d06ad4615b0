"""Every step that an office takes on a round with one button: what it asks, who may, and in which state it stands.

The round's page and the page that asks "are you sure?" are both drawn from this table.
"""

from django.utils.translation import gettext_lazy as _

from tequio.purchasing import actions
from tequio.purchasing.forms import ReasonForm, ReopenForm
from tequio.purchasing.models import Round
from tequio.ui.deeds import Deed

State = Round.State


DEEDS = (
    Deed("abrir", (State.DRAFT,), _("Abrir la ronda"), _("¿Abrir la ronda?"),
         _("Las socias y socios podrán pedir desde el día en que abre."),
         _("La ronda está abierta. Avisa en los pueblos."), actions.open_round),
    Deed("cerrar", (State.OPEN,), _("Cerrar pedidos"), _("¿Cerrar la ronda?"),
         _("Después de cerrarla nadie podrá pedir ni cambiar su pedido."),
         _("La ronda está cerrada. Sigue revisar las cotizaciones."), actions.close_round),
    Deed("reabrir", (State.CLOSED,), _("Volver a recibir pedidos"), _("¿Abrir otra vez los pedidos?"),
         _("Los pedidos que ya están se quedan como están."),
         _("La ronda recibe pedidos otra vez."), actions.reopen_round, ReopenForm, needs_today=True, goes_back=True),
    Deed("aceptar", (State.CLOSED,), _("Dar por buenas las cotizaciones"), _("¿Terminar las cotizaciones?"),
         _("Cada material pedido debe tener al menos un precio vigente."),
         _("Ya se puede buscar la compra más barata."), actions.accept_quotes, needs_today=True),
    Deed("recotizar", (State.QUOTED,), _("Volver a cotizar"), _("¿Volver a las cotizaciones?"),
         _("Los planes calculados dejarán de valer si cambia un precio."),
         _("Los proveedores pueden cambiar sus precios otra vez."), actions.reopen_quoting, goes_back=True),
    Deed("deshacer-adjudicacion", State.AWARDED, _("Deshacer la adjudicación"), _("¿Deshacer la adjudicación?"),
         _("Se borra el reparto y se vuelve a los planes."),
         _("La adjudicación quedó sin efecto."), actions.undo_award, ReasonForm, goes_back=True),
    Deed("pedir", (State.AWARDED,), _("Mandar los pedidos a proveedores"), _("¿Mandar los pedidos?"),
         _("Desde aquí se imprimen los pedidos para cada proveedor. Cancelar después es con ellos."),
         _("Los pedidos están listos para mandar."), actions.issue_orders, icon="truck"),
    Deed("retirar-pedidos", State.ORDERED, _("Retirar los pedidos"), _("¿Retirar los pedidos a proveedores?"),
         _("Avísales por teléfono. Lo contado hasta ahora se borra."),
         _("Los pedidos quedaron retirados."), actions.undo_orders, ReasonForm, goes_back=True),
    Deed("recibir", (State.ORDERED,), _("Terminar de recibir"), _("¿Ya se contó todo?"),
         _("Lo que llegó incompleto, dañado o cambiado se reparte otra vez, exacto, entre quienes lo pidieron."),
         _("Todo recibido. Sigue entregar en cada pueblo."), actions.finish_receiving),
    Deed("volver-a-contar", State.RECEIVED, _("Volver a contar"), _("¿Volver a contar lo recibido?"),
         _("El reparto vuelve a ser el de la adjudicación hasta terminar de contar."),
         _("Puedes corregir el conteo."), actions.undo_receiving, ReasonForm, goes_back=True),
    Deed("entregado", (State.RECEIVED,), _("Terminar la entrega"), _("¿Ya se entregó a todas y todos?"),
         _("Sigue la liquidación: a cada quien se le carga lo que recibió."),
         _("Todo entregado. Sigue liquidar."), actions.finish_handing_out),
    Deed("volver-a-entregar", State.HANDED_OUT, _("Volver a la entrega"), _("¿Abrir otra vez la entrega?"),
         _("Nada se ha cargado todavía."), _("La entrega está abierta otra vez."), actions.undo_handing_out, ReasonForm,
         goes_back=True),
    Deed("liquidar", (State.HANDED_OUT,), _("Liquidar la ronda"), _("¿Liquidar la ronda?"),
         _("De una sola vez se carga a cada socia y socio lo suyo y se registra lo que se debe a cada proveedor."),
         _("La ronda está liquidada y en los libros, al centavo."), actions.settle_round, needs_today=True,
         icon="coin"),
    Deed("deshacer-liquidacion", State.SETTLED, _("Deshacer la liquidación"), _("¿Deshacer la liquidación?"),
         _("Cada póliza se revierte con otra; nada se borra."),
         _("La liquidación quedó revertida."), actions.undo_settlement, ReasonForm, needs_today=True, goes_back=True),
    *(
        Deed("cancelar", state, _("Cancelar la ronda"), _("¿Cancelar la ronda?"),
             _("No se puede deshacer. Los pedidos quedan como historia."),
             _("La ronda quedó cancelada."), actions.cancel_round, ReasonForm, goes_back=True, icon="cross")
        for state in (State.DRAFT, State.OPEN, State.CLOSED, State.QUOTED, State.AWARDED)
    ),
)  # fmt: skip
