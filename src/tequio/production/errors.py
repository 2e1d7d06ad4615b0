"""Why a deed about making things cannot be done, in one clear sentence each."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal


class NoRecipe(Refusal):
    code = "production.no_recipe"
    sentence = _("Esa pieza no tiene receta. Escoge una de la lista.")


class NotActive(Refusal):
    code = "production.not_active"
    sentence = _("%(name)s ya no está en la unión; no se anota nada a su nombre.")


class WeekToCome(Refusal):
    code = "production.week_to_come"
    sentence = _("Esa semana todavía no empieza. Anota la de ahora o una que ya pasó.")


class WeekTooOld(Refusal):
    code = "production.week_too_old"
    sentence = _("Esa semana es de hace más de un año. Revisa la fecha.")


class NothingNoted(Refusal):
    code = "production.nothing_noted"
    sentence = _("Los cinco números están en cero. Escribe al menos uno.")


class BatchFinished(Refusal):
    code = "production.batch_finished"
    sentence = _("La tanda %(number)s ya está terminada.")


class StageNotNext(Refusal):
    code = "production.stage_not_next"
    sentence = _("Ese paso ya se anotó en otro lugar. Mira cómo está la tanda ahora.")


class MoreThanThere(Refusal):
    code = "production.more_than_there"
    sentence = _("Entraron %(entered)s piezas; no pueden salir %(good)s buenas. Revisa el número.")


class DayToCome(Refusal):
    code = "production.day_to_come"
    sentence = _("Ese día todavía no llega. Anota lo que ya pasó.")


class DayTooEarly(Refusal):
    code = "production.day_too_early"
    sentence = _("Ese día es antes de que empezara la tanda. Revisa la fecha.")


class NothingToUndo(Refusal):
    code = "production.nothing_to_undo"
    sentence = _("La tanda %(number)s no tiene ningún paso anotado que se pueda quitar.")


class CountOfLoad(Refusal):
    code = "production.count_of_load"
    sentence = _("Ese paso se anotó con una hornada, y su leña o gas ya se repartió. No se quita.")


class BatchCounted(Refusal):
    code = "production.batch_counted"
    sentence = _("La tanda %(number)s ya tiene pasos anotados; no se borra.")


class BatchInLoad(Refusal):
    code = "production.batch_in_load"
    sentence = _("La tanda %(number)s está en una hornada del %(day)s. Sácala de ahí primero.")


class BatchNotWaiting(Refusal):
    code = "production.batch_not_waiting"
    sentence = _("La tanda %(number)s no está esperando esta quema.")


class NotAFiring(Refusal):
    code = "production.not_a_firing"
    sentence = _("Ese paso no se hace en el horno.")


class KilnRetired(Refusal):
    code = "production.kiln_retired"
    sentence = _("El horno «%(name)s» ya no se usa.")


class KilnNotShared(Refusal):
    code = "production.kiln_not_shared"
    sentence = _("El horno «%(name)s» no se presta a otros talleres de tu pueblo.")


class KilnFull(Refusal):
    code = "production.kiln_full"
    sentence = _("No cabe: al horno le quedan %(left)s litros y la tanda ocupa %(place)s.")


class LoadNotPlanned(Refusal):
    code = "production.load_not_planned"
    sentence = _("Esa hornada ya se quemó o se canceló.")


class LoadEmpty(Refusal):
    code = "production.load_empty"
    sentence = _("La hornada está vacía. Mete al menos una tanda.")


class GoodsMissing(Refusal):
    code = "production.goods_missing"
    sentence = _("Falta decir cuántas salieron buenas de alguna tanda. Revisa la lista.")


class DatesWrong(Refusal):
    code = "production.dates_wrong"
    sentence = _("La fecha en que termina debe ser después de la que empieza.")


class CommitmentOver(Refusal):
    code = "production.commitment_over"
    sentence = _("Ese compromiso ya está cerrado.")


class CommitmentOfOther(Refusal):
    code = "production.commitment_of_other"
    sentence = _("Ese compromiso viene de un pedido de la unión; se cambia en el pedido.")


class PromiseOfOther(Refusal):
    code = "production.promise_of_other"
    sentence = _("Ese compromiso ya está cerrado o es de otra pieza. Escoge otro, o ninguno.")


class DueDayPast(Refusal):
    code = "production.due_day_past"
    sentence = _("Esa fecha ya pasó. Escribe para qué día lo prometiste.")


class ListHasBadCells(Refusal):
    code = "production.list_has_bad_cells"
    sentence = _("Hay %(count)s celdas por corregir. No se guardó nada.")


class RowRefused(Refusal):
    code = "production.row_refused"
    sentence = _("Fila %(row)s: %(why)s No se guardó nada.")


class NothingInTheList(Refusal):
    code = "production.nothing_in_the_list"
    sentence = _("La lista está vacía. No se guardó nada.")
