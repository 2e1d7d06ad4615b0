"""Why a cell or a file was refused, in a sentence that says what to do."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tequio.core.sheets.columns import BadCell
from tequio.core.sheets.table import SheetFailed

# Apps add the codes of their own parsers: `CELLS | {"curp_check": _("…")}`.
CELLS: dict[str, Promise] = {
    "empty": _("Falta este dato; escríbelo."),
    "formula": _("La celda tiene una fórmula; cópiala y pégala como valor."),
    "error_value": _("La celda muestra un error de la hoja de cálculo; escribe el dato."),
    "digits_lost": _(
        "La hoja de cálculo guardó este número y perdió cifras; da a la celda formato de texto y escríbelo otra vez."
    ),
    "repeated": _("Este dato ya está en la fila %(first)s; deja una sola."),
    "too_long": _("Son %(length)s caracteres y caben %(limit)s."),
    "not_a_number": _("No es un número; escríbelo como 1234.50."),
    "absurd_number": _("El número es demasiado grande; revísalo."),
    "not_whole": _("Debe ser un número entero."),
    "below_minimum": _("No puede ser menor que %(limit)s."),
    "above_maximum": _("No puede ser mayor que %(limit)s."),
    "too_many_decimals": _("Lleva más de %(limit)s decimales."),
    "not_a_choice": _("No es una de las opciones: %(choices)s."),
    "not_yes_or_no": _("Escribe sí o no."),
    "not_a_date": _("No es una fecha; escríbela como 24/11/2026."),
    "short_year": _("Escribe el año con cuatro cifras."),
    "no_such_day": _("Ese día no existe en el calendario."),
    "heading_missing": _("No se encontró la fila de títulos; debe llevar: %(expected)s."),
    "column_missing": _("Falta la columna; agrégala con este título."),
    "column_twice": _("La columna está dos veces; deja una sola."),
}

FILES: dict[str, Promise] = {
    "empty_file": _("El archivo %(file)s está vacío."),
    "file_too_large": _("El archivo %(file)s pasa de %(limit)s MB; divídelo en partes."),
    "unpacks_too_large": _("El archivo %(file)s ocupa más de %(limit)s MB al abrirse; divídelo en partes."),
    "too_many_rows": _("El archivo %(file)s pasa de %(limit)s filas; borra las que sobran o divídelo en partes."),
    "too_many_columns": _("El archivo %(file)s pasa de %(limit)s columnas en la fila %(row)s; borra las que sobran."),
    "cell_too_long": _("El archivo %(file)s tiene una celda demasiado larga; revisa sus comillas."),
    "open_quote": _("En la fila %(row)s se abre una comilla que no se cierra; ciérrala o bórrala."),
    "damaged_workbook": _("El archivo %(file)s está dañado; ábrelo y guárdalo otra vez como .xlsx."),
    "old_or_locked_workbook": _(
        "El archivo %(file)s es de Excel antiguo o tiene contraseña; guárdalo como .xlsx sin contraseña."
    ),
    "not_a_table": _("El archivo %(file)s no es una hoja de cálculo; guárdalo como .xlsx o .csv."),
}


def why_cell(bad: BadCell, sentences: Mapping[str, Promise] = CELLS) -> str:
    """The sentence for one bad cell."""
    return str(sentences[bad.code]) % bad.params


def why_file(failure: SheetFailed) -> str:
    """The sentence for a file that cannot be read at all."""
    return str(FILES[failure.code]) % failure.params
