"""A vote: what is asked, who may be chosen, who has voted. What was voted is in the urn, and nothing joins the two."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.assembly.models.calling import AgendaItem, Assembly, Motion
from tequio.assembly.models.presence import Credential
from tequio.core.models import UnionForeignKey, UnionOwned


class Vote(UnionOwned):
    """One question put to the assembly: a motion, or an election for so many seats."""

    class Method(models.TextChoices):
        MOTION = "motion", _("a favor o en contra")
        PLURALITY = "plurality", _("gana quien tenga más votos")
        MAJORITY = "majority", _("gana quien pase de la mitad")
        APPROVAL = "approval", _("se marca a todas las personas que se aceptan")
        SCOTTISH = "scottish", _("voto transferible, regla escocesa")
        MEEK = "meek", _("voto transferible, regla de Meek")

    class State(models.TextChoices):
        DRAFT = "draft", _("en preparación")
        OPEN = "open", _("abierta")
        CLOSED = "closed", _("cerrada")
        COUNTED = "counted", _("contada")
        ANNULLED = "annulled", _("anulada")

    CHANGES = {
        State.DRAFT: (State.OPEN, State.ANNULLED),
        State.OPEN: (State.CLOSED, State.ANNULLED),
        State.CLOSED: (State.COUNTED, State.ANNULLED),
        State.COUNTED: (),
        State.ANNULLED: (),
    }

    class Body(models.TextChoices):
        """Bodies of which the bylaws have something of their own to say."""

        BOARD = "board", _("consejo de administración")
        VIGILANCE = "vigilance", _("consejo de vigilancia")

    RANKED = (Method.SCOTTISH, Method.MEEK)
    TONES = {State.OPEN: "good", State.CLOSED: "warn", State.COUNTED: "clay"}

    item = UnionForeignKey(AgendaItem, related_name="votes")
    motion = UnionForeignKey(Motion, null=True, blank=True, related_name="votes")
    title = models.CharField(_("pregunta"), max_length=240)
    method = models.CharField(_("cómo se cuenta"), max_length=10, choices=Method.choices)
    seats = models.PositiveSmallIntegerField(_("cargos por elegir"), default=1)
    is_secret = models.BooleanField(_("secreta"), default=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    # Announced before anyone votes: ties are decided by a lot that anyone can draw again from it.
    seed = models.CharField(_("semilla del sorteo"), max_length=120, blank=True)
    office = UnionForeignKey("unions.Office", null=True, blank=True, related_name="+")
    term_years = models.PositiveSmallIntegerField(_("años del cargo"), default=0)
    body = models.CharField(_("órgano"), max_length=9, choices=Body.choices, blank=True)
    # The election of the board whose minority names this council: only who formed it votes here.
    minority_of = UnionForeignKey("self", null=True, blank=True, related_name="named_by_minority")
    # A body renewed in parts that is elected whole: its first terms end one after another.
    is_staggered = models.BooleanField(default=False)
    # Who wins goes as a delegate of the section to the general assembly.
    elects_delegates = models.BooleanField(default=False)
    # Votes there when it was closed: what "of those present" is measured by.
    present_at_closing = models.PositiveIntegerField(default=0)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(name="vote_has_seats", condition=Q(seats__gt=0)),
            models.CheckConstraint(
                name="vote_seed_before_opening", condition=Q(state__in=("draft", "annulled")) | ~Q(seed="")
            ),
            models.CheckConstraint(
                name="vote_of_minority_is_of_vigilance", condition=Q(minority_of=None) | Q(body="vigilance")
            ),
            models.CheckConstraint(
                name="vote_staggers_terms", condition=Q(is_staggered=False) | Q(office__isnull=False, term_years__gt=1)
            ),
            models.CheckConstraint(
                name="vote_of_delegates_is_an_election",
                condition=Q(elects_delegates=False) | Q(method__in=("plurality", "approval", "scottish", "meek")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def may_become(self, state: str) -> bool:
        return state in self.CHANGES[Vote.State(self.state)]

    @property
    def assembly(self) -> Assembly:
        assembly: Assembly = self.item.assembly
        return assembly

    @property
    def is_motion(self) -> bool:
        return self.method == self.Method.MOTION

    @property
    def is_ranked(self) -> bool:
        return self.method in self.RANKED

    @property
    def tone(self) -> str:
        return self.TONES.get(Vote.State(self.state), "")


class Option(UnionOwned):
    """One name or answer on the ballot, by its number from 1."""

    class Declared(models.TextChoices):
        WOMAN = "f", _("mujer")
        MAN = "m", _("hombre")

    vote = UnionForeignKey(Vote, related_name="options")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    member = UnionForeignKey("members.Member", null=True, blank=True, related_name="+")
    # Said by the candidate herself, for this election alone, and only where the bylaws ask for parity.
    declares = models.CharField(max_length=1, blank=True, choices=Declared.choices)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="option_place_once", fields=["union", "vote", "place"]),
            models.UniqueConstraint(name="option_name_once", fields=["union", "vote", "name"]),
        ]

    def __str__(self) -> str:
        return self.name


class Mark(UnionOwned):
    """This credential's votes are used in this vote, through one channel, once. It says nothing of what was voted."""

    class Channel(models.TextChoices):
        PHONE = "phone", _("teléfono")
        PAPER = "paper", _("boleta de papel")
        HAND = "hand", _("mano alzada")
        HELPED = "helped", _("con ayuda")

    vote = UnionForeignKey(Vote, related_name="marks")
    credential = UnionForeignKey(Credential, related_name="marks")
    channel = models.CharField(max_length=6, choices=Channel.choices)
    weight = models.PositiveIntegerField()

    class Meta(UnionOwned.Meta):
        constraints = [
            # Whatever the mix of channels, nobody votes twice.
            models.UniqueConstraint(name="mark_once", fields=["union", "vote", "credential"]),
            models.CheckConstraint(name="mark_has_votes", condition=Q(weight__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.vote_id} {self.credential_id}"


class Assistance(UnionOwned):
    """Somebody was helped to vote, by whom and why: who helps whom can be seen, what was voted cannot."""

    vote = UnionForeignKey(Vote, related_name="assistances")
    credential = UnionForeignKey(Credential, related_name="+")
    helped_by = models.CharField(max_length=160)
    reason = models.CharField(_("por qué"), max_length=240)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="assistance_once", fields=["union", "vote", "credential"])]

    def __str__(self) -> str:
        return f"{self.helped_by} → {self.credential_id}"


class Dissenter(UnionOwned):
    """Somebody who stood up for the minority of the board's election. It is said aloud; how he voted stays his."""

    vote = UnionForeignKey(Vote, related_name="dissenters")
    credential = UnionForeignKey(Credential, related_name="dissents")
    noted_by = models.CharField(max_length=160, blank=True)  # empty: said by himself, by telephone

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="dissenter_once", fields=["union", "vote", "credential"])]

    def __str__(self) -> str:
        return f"{self.vote_id} {self.credential_id}"


class Recusal(UnionOwned):
    """Somebody has an interest of his own, or of his family, in what is asked: he does not vote on it, and is not
    counted among those present for it."""

    vote = UnionForeignKey(Vote, related_name="recusals")
    credential = UnionForeignKey(Credential, related_name="recusals")
    reason = models.CharField(_("por qué"), max_length=240)
    noted_by = models.CharField(max_length=160)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="recusal_once", fields=["union", "vote", "credential"])]

    def __str__(self) -> str:
        return f"{self.vote_id} {self.credential_id}"
