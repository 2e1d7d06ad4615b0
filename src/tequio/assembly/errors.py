"""Why a deed of an assembly cannot be done, in one clear sentence each."""

from django.utils.translation import gettext_lazy as _

from tequio.core.refusals import Refusal


class NotNow(Refusal):
    code = "assembly.not_now"
    sentence = _("«%(title)s» está %(state)s; este paso no toca ahora. Vuelve a abrir la página.")


class BylawsUnlawful(Refusal):
    code = "assembly.bylaws_unlawful"
    sentence = _("Los ajustes piden algo que la ley no permite (%(what)s). Corrígelos en Ajustes antes de convocar.")


class CalledTooLate(Refusal):
    code = "assembly.called_too_late"
    sentence = _(
        "Ya es tarde para convocar a ese día: el último día legal era el %(day)s (%(source)s). Elige otra fecha."
    )


class SecondTooSoon(Refusal):
    code = "assembly.second_too_soon"
    sentence = _("La segunda convocatoria no puede ser antes del %(day)s (%(source)s). Elige otra fecha.")


class MayNotCall(Refusal):
    code = "assembly.may_not_call"
    sentence = _("Para convocar hacen falta %(needed)s firmas y hay %(have)s (%(source)s).")


class EverybodyTold(Refusal):
    code = "assembly.everybody_told"
    sentence = _("El mensaje ya salió a todas y todos los que tienen teléfono; no se manda dos veces.")


class NoAgenda(Refusal):
    code = "assembly.no_agenda"
    sentence = _("Falta el orden del día. Escribe al menos un punto antes de convocar.")


class NobodyHasPaidIn(Refusal):
    code = "assembly.nobody_has_paid_in"
    sentence = _(
        "Aquí se vota por aportación (%(source)s) y nadie tiene pagados %(pesos)s pesos, lo que da un voto. Anota las "
        "aportaciones en Cuotas, o baja en Ajustes los pesos por voto."
    )


class TooManyVotes(Refusal):
    code = "assembly.too_many_votes"
    sentence = _("Saldrían %(votes)s votos y caben hasta %(most)s. Sube en Ajustes cuántos pesos dan un voto.")


class NoDelegates(Refusal):
    code = "assembly.no_delegates"
    sentence = _("Con %(members)s socias y socios la asamblea no puede ser de delegados (%(source)s).")


class DelegatesMissing(Refusal):
    code = "assembly.delegates_missing"
    sentence = _("En %(section)s tocan %(wanted)s delegadas o delegados y anotaste %(named)s. Corrige la lista.")


class NotByDelegates(Refusal):
    code = "assembly.not_by_delegates"
    sentence = _("«%(title)s» no es de delegadas y delegados: ahí va cada quien en persona.")


class SectionsTooLate(Refusal):
    code = "assembly.sections_too_late"
    sentence = _(
        "Las secciones eligen antes de la asamblea general, que es el %(day)s. Deja lugar también a la segunda "
        "convocatoria de la sección."
    )


class SectionsReady(Refusal):
    code = "assembly.sections_ready"
    sentence = _("Ninguna sección espera este paso: mira en la lista en qué va cada una.")


class SectionElected(Refusal):
    code = "assembly.section_elected"
    sentence = _(
        "%(section)s ya eligió aquí a sus delegadas y delegados. Su lista sale de esa votación, no se escribe."
    )


class NotOfSection(Refusal):
    code = "assembly.not_of_section"
    sentence = _("%(name)s no es de %(section)s o no está activo. Solo puede ser delegado quien es de la sección.")


class SubstituteWrong(Refusal):
    code = "assembly.substitute_wrong"
    sentence = _("No se puede admitir a %(name)s como suplente: %(why)s")


class NoCredential(Refusal):
    code = "assembly.no_credential"
    sentence = _("Esa tarjeta o número no tiene credencial para «%(title)s». Búscalo en la lista.")


class HasVoted(Refusal):
    """Credentials are fixed once somebody came or voted with them."""

    code = "assembly.has_voted"
    sentence = _("Ya llegó gente con sus credenciales; no se pueden hacer de nuevo.")


class ProxyWrong(Refusal):
    code = "assembly.proxy_wrong"
    sentence = _("La carta poder no vale: %(why)s (%(source)s).")


class NoQuorum(Refusal):
    code = "assembly.no_quorum"
    sentence = _("No hay quórum: están presentes %(have)s votos y hacen falta %(needed)s (%(source)s).")


class HasQuorum(Refusal):
    code = "assembly.has_quorum"
    sentence = _("Hay quórum: %(have)s votos presentes. Abre la sesión.")


class StillVoting(Refusal):
    code = "assembly.still_voting"
    sentence = _("Falta contar o anular «%(title)s» antes de terminar la asamblea.")


class AmendmentsFirst(Refusal):
    code = "assembly.amendments_first"
    sentence = _("Primero se votan las enmiendas de esta moción; falta una.")


class OptionsWrong(Refusal):
    code = "assembly.options_wrong"
    sentence = _("La boleta no sirve: %(why)s")


class MoreSeatsThanCandidates(Refusal):
    code = "assembly.more_seats_than_candidates"
    sentence = _("Se eligen %(seats)s cargos y solo hay %(candidates)s candidaturas. Anota más o baja los cargos.")


class TermUnlawful(Refusal):
    code = "assembly.term_unlawful"
    sentence = _("El cargo puede durar de 1 a %(most)s años (%(source)s).")


class NotRenewedNow(Refusal):
    code = "assembly.not_renewed_now"
    sentence = _(
        "«%(office)s» se renueva por partes (%(source)s): esta vez terminan %(ends)s periodos y siguen %(stays)s. "
        "Elige solo los que terminan."
    )


class SeedMissing(Refusal):
    code = "assembly.seed_missing"
    sentence = _("Anuncia antes la semilla del sorteo: con ella se deciden los empates a la vista de todos.")


class VoteClosed(Refusal):
    code = "assembly.vote_closed"
    sentence = _("La votación «%(title)s» no está abierta. Tu boleta no se contó.")


class NotPresent(Refusal):
    code = "assembly.not_present"
    sentence = _("%(name)s no está en la asamblea. Anota primero su llegada; después puede votar.")


class AlreadyVoted(Refusal):
    code = "assembly.already_voted"
    sentence = _("%(name)s ya votó en «%(title)s» (%(channel)s). Vale ese voto; este no se contó.")


class ReceiptForged(Refusal):
    code = "assembly.receipt_forged"
    sentence = _("El código de esta boleta no lo dio la unión. No se contó nada; abre la boleta otra vez.")


class BallotWrong(Refusal):
    code = "assembly.ballot_wrong"
    sentence = _("La boleta no se contó: %(why)s")


class HandsOnlyForMotions(Refusal):
    code = "assembly.hands_only_for_motions"
    sentence = _("«%(title)s» es secreta o es una elección: se vota con boleta, no a mano alzada.")


class HandsDoNotAddUp(Refusal):
    code = "assembly.hands_do_not_add_up"
    sentence = _(
        "A favor, en contra y abstenciones suman %(told)s y faltan por votar %(votes)s votos. Cuenten otra vez."
    )


class PaperUnknown(Refusal):
    code = "assembly.paper_unknown"
    sentence = _("El código %(code)s no es de una boleta de «%(title)s»: es falsa o de otra votación. No se contó.")


class PaperTwice(Refusal):
    code = "assembly.paper_twice"
    sentence = _("La boleta %(code)s ya se había leído. Se cuenta una sola vez.")


class PapersExceed(Refusal):
    code = "assembly.papers_exceed"
    sentence = _("Hay más votos en papel leídos (%(read)s) que entregados (%(given)s). Revisen antes de contar.")


class PapersDoubtful(Refusal):
    code = "assembly.papers_doubtful"
    sentence = _("Faltan %(count)s boletas con duda: dos personas tienen que leer lo mismo en cada una.")


class SamePersonTwice(Refusal):
    code = "assembly.same_person_twice"
    sentence = _("Ya diste tu lectura de la boleta %(code)s. Tiene que leerla otra persona.")


class NotDoubtful(Refusal):
    code = "assembly.not_doubtful"
    sentence = _("La boleta %(code)s no tiene duda por resolver.")


class WorthWrong(Refusal):
    code = "assembly.worth_wrong"
    sentence = _("Las boletas entregadas valen %(given)s y le tocan %(votes)s votos. Entrega las que sumen lo justo.")


class TooFewForWorth(Refusal):
    code = "assembly.too_few_for_worth"
    sentence = _(
        "Solo %(people)s personas llevan %(worth)s votos o más: una boleta de %(worth)s diría de quién es. Entrega "
        "boletas de 1 voto."
    )


class NobodyVoted(Refusal):
    code = "assembly.nobody_voted"
    sentence = _("Nadie votó válidamente en «%(title)s»: no hay qué contar. Anúlala o vota de nuevo.")


class CannotBeCounted(Refusal):
    code = "assembly.cannot_be_counted"
    sentence = _("«%(title)s» no se puede contar: %(why)s Nada cambió.")


class NoOffice(Refusal):
    code = "assembly.no_office"
    sentence = _("«%(title)s» no es una elección ya contada para un cargo.")


class CannotTakeOffice(Refusal):
    code = "assembly.cannot_take_office"
    sentence = _("Falta el teléfono de %(name)s en el padrón: sin él no puede entrar a ejercer el cargo.")


class NeedsReelectionVote(Refusal):
    code = "assembly.needs_reelection_vote"
    sentence = _(
        "%(name)s ya tiene ese cargo y seguirlo pide %(needed)s votos de %(votes)s (%(source)s); tuvo %(have)s."
    )


class MinutesRefused(Refusal):
    code = "assembly.minutes_refused"
    sentence = _("El acta no puede salir: %(why)s")


class PhotoWrong(Refusal):
    code = "assembly.photo_wrong"
    sentence = _("%(why)s")


class PetitionNotOpen(Refusal):
    code = "assembly.petition_not_open"
    sentence = _("«%(title)s» está así: %(state)s. Ya no recibe ni devuelve firmas.")


class AlreadySigned(Refusal):
    code = "assembly.already_signed"
    sentence = _("%(name)s ya firmó. Cada quien firma una sola vez.")


class NotSigned(Refusal):
    code = "assembly.not_signed"
    sentence = _("Tu firma no está en esta petición; no hay nada que retirar.")


class NothingToNote(Refusal):
    code = "assembly.nothing_to_note"
    sentence = _("Esas firmas ya están, o no escribiste ninguna. Escribe los números de quienes faltan.")


class OnlyActiveSign(Refusal):
    code = "assembly.only_active_sign"
    sentence = _("%(name)s no es socia o socio activo: su firma no cuenta.")


class TooManyPetitions(Refusal):
    code = "assembly.too_many_petitions"
    sentence = _("Ya tienes %(most)s peticiones juntando firmas. Espera a que avancen, o retira una.")


class NoMinorityHere(Refusal):
    code = "assembly.no_minority_here"
    sentence = _(
        "Aquí no toca anotar minoría: hace falta una elección ya contada del consejo de administración, con la sesión "
        "abierta y antes de votar la vigilancia (%(source)s)."
    )


class MinorityWrong(Refusal):
    code = "assembly.minority_wrong"
    sentence = _("La minoría no se anotó: %(why)s")


class BoardFirst(Refusal):
    code = "assembly.board_first"
    sentence = _(
        "Primero se cuenta «%(title)s»: si ahí se forma una minoría suficiente, ella nombra la vigilancia (%(source)s)."
    )


class NotInMinority(Refusal):
    code = "assembly.not_in_minority"
    sentence = _("En «%(title)s» vota solo la minoría que se formó al elegir el consejo, y %(name)s no está en ella.")


class CouncilUnlawful(Refusal):
    code = "assembly.council_unlawful"
    sentence = _("La vigilancia quedaría de %(size)s: tiene que ser un número impar, hasta %(most)s (%(source)s).")


class OwnInterestVotes(Refusal):
    code = "assembly.own_interest_votes"
    sentence = _(
        "Aquí todas y todos votan, también quien tiene interés propio (%(source)s). Si las bases dicen otra cosa, "
        "anótenlo en Ajustes."
    )


class Recused(Refusal):
    code = "assembly.recused"
    sentence = _("En «%(title)s» %(name)s no vota: quedó anotado que tiene interés propio o de su familia.")
