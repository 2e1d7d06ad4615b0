"""Why something cannot be agreed, in one clear sentence each."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal


class DebtUnknown(Refusal):
    code = "makers.debt_unknown"
    sentence = _("Eso no se paga con lo que ganan los talleres. Elige una deuda de la lista.")


class PartWrong(Refusal):
    code = "makers.part_wrong"
    sentence = _("La parte de cada pago va de 1 a 100 %, y el importe máximo debe ser mayor que cero. Corrígelo.")


class PaperNeeded(Refusal):
    code = "makers.paper_needed"
    sentence = _("Escribe dónde está la carta que firmó. Sin su firma no se le descuenta nada.")


class NothingAgreed(Refusal):
    code = "makers.nothing_agreed"
    sentence = _("Ahí no hay ningún acuerdo vigente. Vuelve a abrir la página.")
