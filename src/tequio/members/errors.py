"""Why a deed about members could not be done."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal


class NumberTaken(Refusal):
    code = "members.number_taken"
    sentence = _("El número %(number)s ya es de %(name)s. Elige otro o déjalo vacío para que se asigne solo.")


class CurpTaken(Refusal):
    code = "members.curp_taken"
    sentence = _("Esa CURP ya está registrada con el número %(number)s, %(name)s.")


class StateChangeRefused(Refusal):
    code = "members.state_change_refused"
    sentence = _("De «%(before)s» no se puede pasar a «%(after)s».")


class LeavesBeforeJoining(Refusal):
    code = "members.leaves_before_joining"
    sentence = _("La baja no puede ser antes del ingreso, que fue el %(joined_on)s.")


class SectionExists(Refusal):
    code = "members.section_exists"
    sentence = _("La sección %(name)s de %(municipality)s ya existe.")


class SectionUnknown(Refusal):
    code = "members.section_unknown"
    sentence = _("Esa sección no existe en esta unión. Elige una de la lista.")


class MemberUnknown(Refusal):
    code = "members.member_unknown"
    sentence = _("Esa persona no es socia de esta unión.")


class RosterHasBadCells(Refusal):
    code = "members.roster_has_bad_cells"
    sentence = _("El archivo tiene %(count)s celdas por corregir. No se importó nada; corrígelas y súbelo otra vez.")


class RosterNeedsSections(Refusal):
    code = "members.roster_needs_sections"
    sentence = _("El archivo nombra secciones que no existen: %(names)s. Acepta crearlas o corrige el archivo.")


class RosterMoved(Refusal):
    code = "members.roster_moved"
    sentence = _("El padrón cambió mientras lo revisabas. No se importó nada; revisa la vista previa de nuevo.")


class RosterImported(Refusal):
    code = "members.roster_imported"
    sentence = _("Este archivo ya se importó. Súbelo otra vez si lo cambiaste.")
