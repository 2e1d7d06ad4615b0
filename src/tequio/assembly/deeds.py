"""Every step of an assembly or a vote that takes one button: what it asks, who may, and in which state it stands."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tequio.assembly import actions
from tequio.assembly.forms import OpenForm, ReasonForm, SecondCallForm
from tequio.assembly.models import Assembly, Vote
from tequio.assembly.vote_forms import BeginForm, SeedForm
from tequio.ui.deeds import Deed, deeds_for

State, Voting = Assembly.State, Vote.State


SECTIONS = "secciones"  # asked on the page of the sections

OF_ASSEMBLY = (
    Deed("convocar", (State.DRAFT,), _("Convocar"), "",
         _("Desde hoy cuenta el plazo. El orden del día ya no cambia: solo se decide lo que está en él."),
         _("La asamblea está convocada. Imprime la convocatoria y anota a quién se avisó."),
         actions.call_assembly, needs_today=True, icon="paper"),
    Deed("credenciales", (State.CALLED,), _("Dar credenciales a todas y todos"), "",
         _("Cada socia y socio activo hoy recibe su credencial con sus votos. De ellas se cuenta el quórum."),
         _("Las credenciales están listas para imprimir."), actions.issue_credentials, icon="person"),
    Deed(SECTIONS, (State.DRAFT, State.CALLED), _("Convocar a las secciones"), "",
         _("Cada sección queda convocada a elegir, y sus socias y socios reciben su credencial con un voto."),
         _("Las secciones están convocadas. Avisa a su gente."), actions.call_sections, needs_today=True,
         icon="people"),
    Deed("abrir", (State.CALLED,), _("Abrir la sesión"), "",
         _("Se revisa el quórum de la convocatoria que toca. Sin quórum no se abre."),
         _("La asamblea está abierta."), actions.open_assembly, OpenForm, needs_now=True, icon="check"),
    Deed("sin-quorum", (State.CALLED,), _("Anotar que no hubo quórum"), "",
         _("Quienes llegaron se anotan como salidos. Después se puede hacer la segunda convocatoria."),
         _("Quedó anotado que no hubo quórum."), actions.note_lack_of_quorum, goes_back=True, icon="cross"),
    Deed("segunda", (State.LACKED,), _("Hacer la segunda convocatoria"), "",
         _("La segunda se celebra con quienes lleguen, si sale con los días que pide la ley."),
         _("La segunda convocatoria está hecha."), actions.call_again, SecondCallForm, needs_today=True, icon="paper"),
    Deed("terminar", (State.OPEN,), _("Terminar la asamblea"), "",
         _("Después nadie vota ni entra. El acta sale lista para firmar."),
         _("La asamblea terminó. Revisa el acta."), actions.close_assembly, needs_now=True, icon="done"),
    Deed("cancelar", (State.DRAFT, State.CALLED, State.LACKED), _("Cancelar la asamblea"), "",
         _("No se puede deshacer. Avisa a quienes ya estaban avisados."),
         _("La asamblea quedó cancelada."), actions.cancel_assembly, ReasonForm, goes_back=True, icon="cross"),
)  # fmt: skip

OF_VOTE = (
    Deed("abrir", (Voting.DRAFT,), _("Abrir la votación"), "",
         _("La semilla del sorteo se anuncia ahora: si hay empate, cualquiera puede repetir el sorteo con ella."),
         _("La votación está abierta por teléfono, papel y mano alzada."), actions.open_vote, SeedForm, icon="check"),
    Deed("cerrar", (Voting.OPEN,), _("Cerrar la votación"), "",
         _("Desde aquí no se recibe ningún voto; las boletas de papel ya entregadas todavía se leen."),
         _("La votación está cerrada. Sigue contar."), actions.close_vote, icon="lock"),
    Deed("contar", (Voting.CLOSED,), _("Contar los votos"), "",
         _("Se abre la urna, se cuentan todos los canales juntos y se publica la lista con los códigos."),
         _("Los votos están contados."), actions.count_vote, icon="chart"),
    Deed("posesion", (Voting.COUNTED,), _("Dar posesión a quienes ganaron"), "",
         _("Sus permisos empiezan ese día y terminan solos con el periodo."),
         _("Quienes ganaron tienen el cargo."), actions.seat_elected, BeginForm, icon="person"),
    Deed("anular", (Voting.DRAFT, Voting.OPEN, Voting.CLOSED), _("Anular la votación"), "",
         _("Las boletas se olvidan sin abrirse. Después se puede votar otra vez."),
         _("La votación quedó anulada."), actions.annul_vote, ReasonForm, goes_back=True, icon="cross"),
)  # fmt: skip


def of_assembly(assembly: Assembly, rights: frozenset[str]) -> list[Deed]:
    """The steps this person may take on the assembly as it stands."""
    return [
        deed for deed in deeds_for(OF_ASSEMBLY, assembly.state, rights)
        if deed.name != SECTIONS and not (assembly.by_delegates and deed.name == "credenciales")
        and not (deed.name == "sin-quorum" and assembly.call == 2)
    ]  # fmt: skip


def of_vote(vote: Vote, rights: frozenset[str]) -> list[Deed]:
    return [
        deed for deed in deeds_for(OF_VOTE, vote.state, rights)
        if not (deed.name == "posesion" and not vote.office_id)
    ]  # fmt: skip
