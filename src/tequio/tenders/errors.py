"""Why a deed about consent, tenders and bids cannot be done, in one clear sentence each."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal


class ConsentStands(Refusal):
    code = "tenders.consent_stands"
    sqlstate = "TQ056"
    sentence = _("Un permiso ya dado no se cambia ni se borra; se retira. No cambió nada.")


class NoBids(Refusal):
    code = "tenders.no_bids"
    sqlstate = "TQ057"
    sentence = _("Este concurso ya no recibe propuestas. Lo que se había mandado sigue guardado.")


class TenderSent(Refusal):
    code = "tenders.tender_sent"
    sqlstate = "TQ058"
    sentence = _("El concurso ya se mandó: lo que los bancos recibieron ya no se cambia.")


class StateWrong(Refusal):
    code = "tenders.state_wrong"
    sqlstate = "TQ059"
    sentence = _("El concurso no puede pasar a ese estado desde donde está.")


class NotNow(Refusal):
    code = "tenders.not_now"
    sentence = _("«%(title)s» está en otro paso: %(state)s. Vuelve a abrir la página.")


class NotTheirs(Refusal):
    code = "tenders.not_theirs"
    sentence = _("Esa solicitud no es de esa persona. No se guardó nada.")


class NothingToConsent(Refusal):
    code = "tenders.nothing_to_consent"
    sentence = _("Esta solicitud ya terminó; no hay nada que un banco tenga que ver.")


class NoBank(Refusal):
    code = "tenders.no_bank"
    sentence = _("Marca al menos un banco.")


class DayPast(Refusal):
    code = "tenders.day_past"
    sentence = _("El permiso tiene que llegar a hoy o más allá. Escribe otra fecha.")


class TooLong(Refusal):
    code = "tenders.too_long"
    sentence = _("Un permiso dura un año cuando más. Escribe una fecha hasta el %(day)s.")


class Underage(Refusal):
    code = "tenders.underage"
    sentence = _("%(name)s tiene menos de 18 años: no puede firmar un permiso ni un crédito.")


class ConsentedAlready(Refusal):
    code = "tenders.consented_already"
    sentence = _("%(lender)s ya tiene tu permiso hasta el %(day)s. Si quieres otra fecha, retíralo primero.")


class WithdrawnAlready(Refusal):
    code = "tenders.withdrawn_already"
    sentence = _("Ese permiso ya estaba retirado.")


class NotApproved(Refusal):
    code = "tenders.not_approved"
    sentence = _("La solicitud de %(name)s no está aprobada; solo van las que dos personas aprobaron.")


class NothingBundled(Refusal):
    code = "tenders.nothing_bundled"
    sentence = _("Marca al menos tres solicitudes: con menos se sabría de quién es cada una.")


class TooFewConsents(Refusal):
    code = "tenders.too_few_consents"
    sentence = _(
        "Para %(lender)s hay %(n)s solicitudes con permiso; hacen falta tres para que no se sepa de quién es cada una."
    )


class ClosesTooSoon(Refusal):
    code = "tenders.closes_too_soon"
    sentence = _("El último día para contestar ya pasó. Escribe otra fecha.")


class BidWrong(Refusal):
    code = "tenders.bid_wrong"
    sentence = _("Con esas condiciones no se puede calcular un préstamo. Revisa tasa, pagos y garantía.")


class BidStale(Refusal):
    code = "tenders.bid_stale"
    sentence = _("El banco mandó otra propuesta después de esa. Vuelve a mirarlas y escoge.")


class BidLapsed(Refusal):
    code = "tenders.bid_lapsed"
    sentence = _("Esa propuesta valía hasta el %(day)s. Pide al banco que la renueve.")


class DossierClosed(Refusal):
    code = "tenders.dossier_closed"
    sentence = _("Esta persona no da permiso de ver su expediente, o lo retiró. El enlace se cerró.")
