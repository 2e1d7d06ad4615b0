"""An assembly, what it will talk about, and who was told of it how."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.engines import bylaws


class Assembly(UnionOwned):
    """One meeting of the members or of their delegates, from its draft to its closing.

    `form` and `own_rules` are the bylaws as they stood when it was drafted: a later change does not touch it.
    """

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("ordinaria")
        EXTRAORDINARY = "extraordinary", _("extraordinaria")

    class State(models.TextChoices):
        DRAFT = "draft", _("en preparación")
        CALLED = "called", _("convocada")
        LACKED = "lacked", _("sin quórum")
        OPEN = "open", _("en sesión")
        CLOSED = "closed", _("terminada")
        CANCELLED = "cancelled", _("cancelada")

    class Form(models.TextChoices):
        CONSUMER = "consumer_coop", _("cooperativa de consumo")
        PRODUCER = "producer_coop", _("cooperativa de producción")
        CIVIL = "civil_association", _("asociación civil")
        MICRO = "sderl_mi", _("S. de R.L. microindustrial")
        FORUM = "forum", _("foro, sin figura legal")

    class Caller(models.TextChoices):
        BOARD = "board", _("el consejo de administración")
        VIGILANCE = "vigilance", _("el consejo de vigilancia")
        ASSEMBLY = "assembly", _("la asamblea anterior")
        MEMBERS = "members", _("las socias y socios, con su firma")

    # Every change of state there is; the tests walk this table.
    CHANGES = {
        State.DRAFT: (State.CALLED, State.CANCELLED),
        State.CALLED: (State.OPEN, State.LACKED, State.CANCELLED),
        State.LACKED: (State.CALLED, State.CANCELLED),
        State.OPEN: (State.CLOSED,),
        State.CLOSED: (),
        State.CANCELLED: (),
    }
    TONES = {State.OPEN: "good", State.CALLED: "info", State.LACKED: "warn", State.CANCELLED: "bad"}

    title = models.CharField(_("nombre"), max_length=120)
    kind = models.CharField(_("tipo"), max_length=14, choices=Kind.choices, default=Kind.ORDINARY)
    form = models.CharField(max_length=20, choices=Form.choices)
    own_rules = models.JSONField(default=dict, blank=True)
    by_delegates = models.BooleanField(_("de delegadas y delegados"), default=False)
    # One section's own meeting, and the general assembly to which it sends its delegates.
    section = UnionForeignKey("members.Section", null=True, blank=True, related_name="+")
    sends_to = UnionForeignKey("self", null=True, blank=True, related_name="of_sections")
    # Of a section: its share of a fixed number of delegates, as it stood when its meeting was planned.
    delegates = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    call = models.PositiveSmallIntegerField(default=1)  # the first call, or the second
    meets_at = models.DateTimeField(_("primera convocatoria"))
    second_at = models.DateTimeField(_("segunda convocatoria"))
    place = models.CharField(_("lugar"), max_length=240)
    called_by = models.CharField(_("convoca"), max_length=10, choices=Caller.choices, default=Caller.BOARD)
    signers = models.PositiveIntegerField(_("firmas"), default=0)
    called_on = models.DateField(null=True, blank=True)
    second_called_on = models.DateField(null=True, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Votes of everyone who may come, fixed when credentials are issued: what quorum and majorities are measured by.
    entitled = models.PositiveIntegerField(default=0)
    # Votes there when it was declared open: what the minutes say of the quorum.
    present_at_opening = models.PositiveIntegerField(default=0)
    presides = models.CharField(_("preside"), max_length=160, blank=True)
    keeps_minutes = models.CharField(_("levanta el acta"), max_length=160, blank=True)
    tellers = models.CharField(_("escrutan"), max_length=240, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(name="assembly_call_is_first_or_second", condition=Q(call__in=(1, 2))),
            models.CheckConstraint(name="assembly_second_not_before_first", condition=Q(second_at__gte=F("meets_at"))),
            models.CheckConstraint(
                name="assembly_called_has_its_day",
                condition=Q(state__in=("draft", "cancelled")) | Q(called_on__isnull=False),
            ),
            models.CheckConstraint(
                name="assembly_of_section_sends_delegates",
                condition=Q(section=None, sends_to=None)
                | Q(section__isnull=False, sends_to__isnull=False, by_delegates=False),
            ),
            models.UniqueConstraint(
                name="assembly_of_section_once",
                fields=["union", "sends_to", "section"],
                condition=~Q(state="cancelled"),
            ),
        ]
        indexes = [models.Index(name="assembly_by_day", fields=["union", "state", "meets_at"])]

    def __str__(self) -> str:
        return self.title

    def may_become(self, state: str) -> bool:
        return state in self.CHANGES[Assembly.State(self.state)]

    @property
    def bylaws(self) -> bylaws.Bylaws:
        """What rules this assembly: the law of its day with the union's own rules of then."""
        return bylaws.bylaws_of(self.form, timezone.localdate(self.meets_at), self.own_rules)

    @property
    def is_by_capital(self) -> bool:
        """Whether votes weigh by what each member has paid in."""
        return self.bylaws.words("weight") == ("capital",)

    @property
    def sits_at(self) -> datetime:
        """When it meets, by the call that stands."""
        return self.meets_at if self.call == 1 else self.second_at

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.CLOSED, self.State.CANCELLED)

    @property
    def takes_people(self) -> bool:
        """Whether people may check in: from the call to the end."""
        return self.state in (self.State.CALLED, self.State.OPEN)

    @property
    def kind_name(self) -> str:
        """What the papers call it."""
        if self.section is not None:
            return gettext("Asamblea de la sección %(section)s") % {"section": self.section.name}
        return gettext("Asamblea general %(kind)s") % {"kind": self.get_kind_display()}

    @property
    def tone(self) -> str:
        return self.TONES.get(Assembly.State(self.state), "")

    def get_absolute_url(self) -> str:
        return reverse("assembly:assembly", kwargs={"union": self.union.slug, "assembly_id": self.pk})


class AgendaItem(UnionOwned):
    """One point of the order of the day; nothing else may be decided."""

    class Matter(models.TextChoices):
        """What is decided, by which the bylaws ask for a majority."""

        ORDINARY = "ordinary", _("asunto ordinario")
        BYLAWS = "bylaws", _("cambio de bases o estatutos")
        EXCLUSION = "exclusion", _("exclusión de una persona")
        DISSOLUTION = "dissolution", _("disolución")
        REELECTION = "reelection", _("reelección")
        OBJECT = "object", _("cambio de objeto u obligaciones")

    assembly = UnionForeignKey(Assembly, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("punto"), max_length=240)
    matter = models.CharField(_("asunto"), max_length=12, choices=Matter.choices, default=Matter.ORDINARY)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="agenda_number_once", fields=["union", "assembly", "number"])]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Document(UnionOwned):
    """A text that members read before they decide."""

    assembly = UnionForeignKey(Assembly, related_name="documents")
    title = models.CharField(_("título"), max_length=160)
    text = models.TextField(_("texto"), max_length=20_000)

    def __str__(self) -> str:
        return self.title


class Motion(UnionOwned):
    """What is proposed under one point. An amendment changes the words of another and is voted before it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("propuesta")
        WITHDRAWN = "withdrawn", _("retirada")
        CARRIED = "carried", _("aprobada")
        REJECTED = "rejected", _("no aprobada")

    item = UnionForeignKey(AgendaItem, related_name="motions")
    amends = UnionForeignKey("self", null=True, blank=True, related_name="amendments")
    text = models.TextField(_("se propone"), max_length=2_000)
    proposed_by = models.CharField(_("propone"), max_length=160)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)

    def __str__(self) -> str:
        return self.text[:60]


class Notice(UnionOwned):
    """One person was told of one call in one way: the proof that everyone could know."""

    class Way(models.TextChoices):
        TEXT = "text", _("mensaje")
        PHONE = "phone", _("llamada")
        LETTER = "letter", _("carta con firma")
        HOUSE = "house", _("visita")
        POSTER = "poster", _("cartel en su pueblo")

    assembly = UnionForeignKey(Assembly, related_name="notices")
    member = UnionForeignKey("members.Member", related_name="+")
    call = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=8, choices=Way.choices)
    told_on = models.DateField()
    told_by = models.CharField(max_length=160)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="notice_once", fields=["union", "assembly", "member", "call", "way"])
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.way} {self.told_on}"
