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


class SessionHeld(Refusal):
    code = "training.session_held"
    sentence = _("A «%(topic)s» ya vino gente; no se cancela. Si la asistencia es un error, quítala primero.")


class TooEarly(Refusal):
    code = "training.too_early"
    sentence = _("«%(topic)s» todavía no empieza; la asistencia se anota desde una hora antes.")


class DoorClosed(Refusal):
    code = "training.door_closed"
    sentence = _("Este código sirve el día de la sesión, desde una hora antes. Si viniste, dilo a quien la da.")


class NobodyHasNumber(Refusal):
    code = "training.nobody_has_number"
    sentence = _("Nadie de la unión tiene el número %(number)s. Míralo en tu credencial o dilo a quien da la sesión.")


class PersonUnknown(Refusal):
    code = "training.person_unknown"
    sentence = _("Esa persona no está en la lista. Búscala otra vez o anótala como invitada.")


class NotNoted(Refusal):
    code = "training.not_noted"
    sentence = _("Esa persona no estaba anotada en «%(topic)s». No se quitó nada.")


class CertificateStands(Refusal):
    code = "training.certificate_stands"
    sentence = _("Esa asistencia cuenta para la constancia de %(name)s. Anula primero la constancia.")


class NobodyToPrint(Refusal):
    code = "training.nobody_to_print"
    sentence = _("La hoja saldría vacía. Elige a quién imprimir, o pon renglones en blanco.")


class PhotoWrong(Refusal):
    code = "training.photo_wrong"
    sentence = _("%(why)s")


class PageTwice(Refusal):
    code = "training.page_twice"
    sentence = _("Esa hoja ya se leyó. Lo que falte se anota en la lista.")


class DoubtDecided(Refusal):
    code = "training.doubt_decided"
    sentence = _("Ese renglón ya lo decidió otra persona.")


class NoQuestions(Refusal):
    code = "training.no_questions"
    sentence = _("«%(topic)s» no tiene preguntas.")


class AnswersWrong(Refusal):
    code = "training.answers_wrong"
    sentence = _("Las respuestas no son de estas preguntas. Vuelve a abrir la página.")


class AnsweredAlready(Refusal):
    code = "training.answered_already"
    sentence = _("Ya respondiste. La primera respuesta es la que cuenta.")


class DidNotCome(Refusal):
    code = "training.did_not_come"
    sentence = _("Opina quien vino. Si viniste y no estás en la lista, dilo a quien da la sesión.")


class NothingHeld(Refusal):
    code = "training.nothing_held"
    sentence = _("De «%(title)s» todavía no se ha dado ninguna sesión.")


class CameTooLittle(Refusal):
    code = "training.came_too_little"
    sentence = _(
        "%(name)s vino a %(came)s de %(held)s sesiones; se pide el %(percent)s %%. No se dio ninguna constancia."
    )


class RevokedAlready(Refusal):
    code = "training.revoked_already"
    sentence = _("Esa constancia ya estaba anulada.")
