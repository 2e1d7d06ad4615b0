"""What cannot be done about offices, terms and settings."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import NotAllowed, Refusal


class CatalystDecidesNothing(NotAllowed):
    code = "unions.catalyst_decides_nothing"
    sentence = _(
        "Asesoras desde fuera: puedes ver, enseñar, preparar y traer papeles. Esto lo hace alguien de la unión."
    )
    sqlstate = "TQ020"


class CatalystTermEnds(Refusal):
    code = "unions.catalyst_term_ends"
    sentence = _("La asesoría externa siempre tiene fecha de fin y no dura más que lo que la unión decidió en Ajustes.")
    sqlstate = "TQ023"


class CatalystIsNoMember(Refusal):
    code = "unions.catalyst_is_no_member"
    sentence = _("Quien asesora desde fuera no es socia ni socio de la unión, y quien lo es no asesora desde fuera.")
    sqlstate = "TQ022"


class CatalystMayNot(Refusal):
    code = "unions.catalyst_may_not"
    sentence = _("«%(office)s» es de asesoría externa: puede ver y preparar, pero no votar, pagar, admitir ni aprobar.")


class CatalystHoldsNothingElse(Refusal):
    code = "unions.catalyst_holds_nothing_else"
    sentence = _("Quien asesora desde fuera no tiene otro cargo, y quien tiene un cargo no asesora desde fuera.")
    sqlstate = "TQ021"


class AlreadyHolds(Refusal):
    code = "unions.already_holds"
    sentence = _("%(name)s ya tiene ese cargo en esas fechas.")


class CannotBeReached(Refusal):
    code = "unions.cannot_be_reached"
    sentence = _("Escribe su correo o su teléfono: con eso entra.")


class EndsBeforeItBegins(Refusal):
    code = "unions.ends_before_it_begins"
    sentence = _("El cargo tiene que terminar después de empezar.")


class LastWhoAppoints(Refusal):
    code = "unions.last_who_appoints"
    sentence = _("Es la última persona que puede nombrar a otras. Nombra antes a quien siga.")


class LastWhoGrants(Refusal):
    code = "unions.last_who_grants"
    sentence = _("Es el último cargo que puede dar permisos. Dale antes ese permiso a otro cargo.")


class RightUnknown(Refusal):
    code = "unions.right_unknown"
    sentence = _("No existe el permiso «%(right)s».")


class SettingUnknown(Refusal):
    code = "unions.setting_unknown"
    sentence = _("No existe el ajuste «%(setting)s».")


class ValueUnfit(Refusal):
    code = "unions.value_unfit"
    sentence = _("«%(setting)s» no puede valer eso. Revisa el valor.")


class DayPassed(Refusal):
    code = "unions.day_passed"
    sentence = _("Lo que ya rigió no se cambia: elige una fecha desde hoy.")
