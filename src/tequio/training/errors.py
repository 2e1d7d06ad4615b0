"""Why a deed about courses cannot be done, in one clear sentence each."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal


class DatesWrong(Refusal):
    code = "training.dates_wrong"
    sentence = _("El programa debe terminar después de empezar. Corrige las fechas.")


class NoTopics(Refusal):
    code = "training.no_topics"
    sentence = _("Escribe al menos un tema, uno en cada renglón.")


class NoDays(Refusal):
    code = "training.no_days"
    sentence = _("No hay bastantes días libres para tantos temas. Quita días de la lista de los que no hay sesión.")


class SessionOver(Refusal):
    code = "training.session_over"
    sentence = _("La sesión «%(topic)s» ya empezó; ya no se apartan ni se dejan lugares.")


class SessionCancelled(Refusal):
    code = "training.session_cancelled"
    sentence = _("La sesión «%(topic)s» está cancelada. Pon una nueva si se va a dar.")


class NoSeatLeft(Refusal):
    code = "training.no_seat_left"
    sentence = _("Ya no hay lugar en «%(topic)s» (%(seats)s lugares). Busca otra fecha o pregunta en la oficina.")


class FewerSeatsThanTaken(Refusal):
    code = "training.fewer_seats_than_taken"
    sentence = _("Ya hay %(taken)s lugares apartados; no pueden quedar solo %(seats)s.")


class NotActive(Refusal):
    code = "training.not_active"
    sentence = _("%(name)s ya no es de la unión. Revisa su membresía en la oficina.")


class LinkUseless(Refusal):
    code = "training.link_useless"
    sentence = _("Este enlace ya no sirve. Pide uno nuevo a la unión.")
