"""Why a cell of a roster was refused or should be looked at."""

from django.utils.translation import gettext_lazy as _

from tequio.core.sheets import BadCell
from tequio.core.sheets.reasons import CELLS, why_cell

ROSTER = CELLS | {
    "name_without_letters": _("No es un nombre; ¿se recorrieron las columnas?"),
    "long_ago": _("La fecha es demasiado antigua; revisa el año."),
    "in_the_future": _("La fecha todavía no llega; revísala."),
    "rfc_length": _("El RFC lleva 12 o 13 caracteres y este tiene %(length)s."),
    "rfc_form": _("No tiene la forma de un RFC; revisa letras y números."),
    "rfc_date": _("La fecha dentro del RFC no existe; revísala."),
    "rfc_check": _("La última cifra del RFC no coincide; compáralo con la constancia fiscal."),
    "curp_length": _("La CURP lleva 18 caracteres y esta tiene %(length)s."),
    "curp_form": _("No tiene la forma de una CURP; revisa letras y números."),
    "curp_parts": _("La fecha, el sexo o el estado dentro de la CURP no existe; revísala."),
    "curp_check": _("La última cifra de la CURP no coincide; revisa que esté bien copiada."),
    "curp_of_other": _("Esta CURP ya es de la persona con el número %(number)s."),
    "number_of_other": _("El número %(number)s es de otra persona, %(name)s, con otra CURP."),
    "clabe_length": _("La CLABE lleva 18 cifras y esta tiene %(length)s."),
    "clabe_form": _("La CLABE lleva solo cifras; da a la celda formato de texto y escríbela otra vez."),
    "clabe_check": _("La última cifra de la CLABE no coincide; revisa que esté bien copiada."),
    "phone_length": _("El teléfono lleva 10 cifras y este tiene %(length)s."),
    "phone_form": _("No es un teléfono; escribe solo sus 10 cifras."),
    "phone_unknown": _("Ese teléfono no puede existir; revisa la clave de larga distancia."),
    "twin": _("Es la misma persona que la fila %(row)s; deja una sola, o agrega número o CURP si son dos."),
    "second_household": _(
        "Esta persona ya está en la fila %(row)s con otro hogar, y cada quien va en uno solo; deja una fila, "
        "o agrega número o CURP si son dos personas."
    ),
    "second_workshop": _(
        "Esta persona ya está en la fila %(row)s con otro taller, y cada quien va en uno solo; deja una fila, "
        "o agrega número o CURP si son dos personas."
    ),
    "many_match": _("Hay varias personas con este nombre en la sección; agrega el número o la CURP."),
    "municipality_needed": _("La sección no existe todavía; escribe su municipio para crearla."),
    "section_in_many": _("Hay secciones con este nombre en varios municipios; escribe el municipio."),
    "municipality_alone": _("Escribe también la sección."),
    "state_change": _("De «%(before)s» no se puede pasar a «%(after)s»."),
    "left_but_here": _("Tiene fecha de baja y su estado no es de baja; corrige uno de los dos."),
    "left_before_joined": _("La baja es anterior al ingreso."),
    "born_differs": _("La fecha de nacimiento no es la de la CURP; revisa cuál es la buena."),
    "other_name": _("Con este número estaba %(name)s; revisa que sea la misma persona."),
    "alike": _("Se parece a %(name)s, con el número %(number)s; revisa que no sea la misma persona."),
    "workshop_shared": _(
        "Comparte taller con el número %(number)s y aquí dice otra cosa; pon lo mismo en las dos filas."
    ),
    "workshop_in_row": _(
        "Comparte taller con la fila %(row)s y aquí dice otra cosa; pon lo mismo en las dos, o deja esta celda vacía."
    ),
}


def why(cell: BadCell) -> str:
    return why_cell(cell, ROSTER)
