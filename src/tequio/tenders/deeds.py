"""The steps of a tender that the committee takes with one button."""

from django.utils.translation import gettext_lazy as _

from tequio.tenders import actions
from tequio.tenders.forms import ReasonForm, SendForm
from tequio.tenders.models import Tender
from tequio.ui.deeds import Deed

State = Tender.State

DEEDS = (
    Deed("mandar", (State.DRAFT,), _("Mandar a los bancos"), _("¿Mandar el concurso a los bancos?"),
         _("Los expedientes se guardan como están hoy. Cada banco ve solo a quienes le dieron permiso, sin nombres en "
           "la carpeta. Ya no se cambia."),
         _("El concurso está abierto. Sigue mandar a cada banco su enlace."), actions.send_tender, SendForm,
         needs_today=True),
    Deed("cerrar", (State.OPEN,), _("Cerrar y comparar"), _("¿Cerrar el concurso?"),
         _("Los bancos ya no podrán mandar ni cambiar propuestas."),
         _("El concurso está cerrado. Sigue que el comité escoja."), actions.close_tender, icon="check"),
    Deed("no-se-hizo", (State.DRAFT, State.OPEN, State.CLOSED), _("No se hizo"), _("¿Dejar el concurso sin escoger?"),
         _("Todos los enlaces se cierran. Lo que contestaron los bancos queda como historia."),
         _("El concurso quedó cerrado sin escoger."), actions.call_off_tender, ReasonForm, goes_back=True,
         icon="cross"),
)  # fmt: skip
