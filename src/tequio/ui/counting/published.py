"""Where a published result is not what its ballots give."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.engines.tally import Difference, Doubt

NAMES = {
    Doubt.VALID: gettext_lazy("boletas válidas"),
    Doubt.BLANK: gettext_lazy("boletas en blanco"),
    Doubt.QUOTA: gettext_lazy("el cociente"),
    Doubt.STAGES: gettext_lazy("cuántas etapas"),
    Doubt.ELECTED: gettext_lazy("quiénes ganan"),
    Doubt.SECOND_BALLOT: gettext_lazy("quiénes van a segunda vuelta"),
}


def told_difference(difference: Difference) -> str:
    """What is stated, and what the ballots give."""
    if difference.doubt is Doubt.NO_RESULT:
        return _("El archivo no dice ningún resultado; aquí va el que dan las boletas.")
    told = {"stated": difference.stated or "—", "counted": difference.counted or "—"}
    if difference.doubt is Doubt.STAGE:
        return _("Etapa %(stage)s: el archivo dice «%(stated)s»; las boletas dan «%(counted)s».") % {
            **told, "stage": difference.stage,
        }  # fmt: skip
    return _("No coincide %(what)s: el archivo dice «%(stated)s»; las boletas dan «%(counted)s».") % {
        **told, "what": NAMES[difference.doubt],
    }  # fmt: skip
