"""Why a deed about the union's worth cannot be done."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal


class NoCost(Refusal):
    code = "benefit.no_cost"
    sentence = _("Con esos números pedir prestado no cuesta nada. Revisa cuánto te dan y cuánto pagas cada vez.")


class CostAbsurd(Refusal):
    code = "benefit.cost_absurd"
    sentence = _("Escribe un CAT mayor que cero y menor que 5,000 %.")


class EvidenceUnknown(Refusal):
    code = "benefit.evidence_unknown"
    sentence = _("Esa prueba ya no está. Abre la página de nuevo.")


class NothingToProve(Refusal):
    code = "benefit.nothing_to_prove"
    sentence = _("No hay pagos nuevos de préstamos que probar, o falta una prueba de antes de cada préstamo.")
