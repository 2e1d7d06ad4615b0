"""What the union does, in its words: one line for each app that has deeds."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PROCESSES: dict[str, Promise] = {
    "assembly": _("Asambleas"),
    "benefit": _("Beneficio"),
    "books": _("Libros"),
    "credit": _("Créditos"),
    "guarantee": _("Fondo de garantía"),
    "dues": _("Cuotas y aportaciones"),
    "founding": _("Fundación"),
    "makers": _("Pagos a talleres"),
    "members": _("Padrón"),
    "production": _("Talleres y costos"),
    "purchasing": _("Compras juntas"),
    "sales": _("Ventas en común"),
    "stock": _("Materiales y precios"),
    "tenders": _("Concursos de bancos"),
    "training": _("Cursos"),
    "unions": _("Cargos y ajustes"),
}


def called(process: str) -> str:
    """A process that has no words yet is shown by its name."""
    return str(PROCESSES.get(process, process))
