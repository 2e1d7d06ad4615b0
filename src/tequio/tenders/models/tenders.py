"""A tender: which applications several banks are asked to lend on, and what each bank was shown."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.credit.models import Application, Lender
from tequio.engines.dossier import Dossier, read
from tequio.engines.leverage import Cover


class Tender(UnionOwned):
    """Applications that go to several banks together, and the guarantee that the union offers with them.

    `failing_bp`: of ten thousand such loans, how many the union reckons with that fail in a year; `lost_bp`: what is
    lost of one that fails. Both come from its own history where it has one, and are told to the banks.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("en preparación")
        OPEN = "open", _("los bancos contestan")
        CLOSED = "closed", _("por escoger")
        CHOSEN = "chosen", _("escogido")
        CALLED_OFF = "called_off", _("no se hizo")

    # Every change of state there is; the tests walk this table, and the database keeps it.
    CHANGES = {
        State.DRAFT: (State.OPEN, State.CALLED_OFF),
        State.OPEN: (State.CLOSED, State.CALLED_OFF),
        State.CLOSED: (State.CHOSEN, State.CALLED_OFF),
        State.CHOSEN: (),
        State.CALLED_OFF: (),
    }
    TONES = {State.DRAFT: "", State.OPEN: "info", State.CLOSED: "warn", State.CHOSEN: "good", State.CALLED_OFF: "bad"}

    class Covers(models.TextChoices):
        PARI_PASSU = Cover.PARI_PASSU.value, _("paga su parte de cada pérdida")
        FIRST_LOSS = Cover.FIRST_LOSS.value, _("paga primero, hasta acabarse")

    number = models.PositiveIntegerField()
    title = models.CharField(_("nombre del concurso"), max_length=120)
    closes_on = models.DateField(_("los bancos contestan hasta el"))
    failing_bp = models.PositiveIntegerField(_("de cada cien préstamos, cuántos se cree que fallan"))
    lost_bp = models.PositiveIntegerField(_("de cada cien pesos que fallan, cuántos se pierden"))
    cover = models.CharField(_("cómo paga el fondo"), max_length=12, choices=Covers.choices, default=Covers.PARI_PASSU)
    part_bp = models.PositiveIntegerField(_("parte que responde el fondo"))
    pool_minor = models.BigIntegerField(_("dinero en el fondo"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    sent_on = models.DateField(null=True, blank=True)
    called_off_why = models.CharField(_("por qué no se hizo"), max_length=600, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="tender_number_once", fields=["union", "number"]),
            models.CheckConstraint(
                name="tender_is_sane",
                condition=Q(failing_bp__range=(1, 10_000), lost_bp__range=(1, 10_000), part_bp__range=(0, 10_000),
                            pool_minor__gte=0) & ~Q(title=""),
            ),
            models.CheckConstraint(
                name="tender_sent_on_a_day",
                condition=Q(state="draft", sent_on__isnull=True) | Q(state="called_off") | Q(sent_on__isnull=False),
            ),
            models.CheckConstraint(
                name="tender_called_off_with_a_reason",
                condition=(~Q(state="called_off") & Q(called_off_why=""))
                | (Q(state="called_off") & ~Q(called_off_why="")),
            ),
        ]  # fmt: skip
        indexes = [models.Index(name="tender_by_state", fields=["union", "state", "-id"])]

    def __str__(self) -> str:
        return self.title

    @property
    def tone(self) -> str:
        return self.TONES[Tender.State(self.state)]

    def may_become(self, state: str) -> bool:
        return state in self.CHANGES[Tender.State(self.state)]

    def takes_bids_on(self, day: date) -> bool:
        return self.state == self.State.OPEN and day <= self.closes_on

    def get_absolute_url(self) -> str:
        return reverse("tenders:tender", kwargs={"union": self.union.slug, "tender_id": self.pk})


class Bundled(UnionOwned):
    """One application in a tender, under a number that says nothing of who it is.

    `facts` is what the rows of bundles are made of, `told` the dossier as it was on the day of sending (canonical JSON,
    for no bank yet). Both are written when the tender is sent, and stay.
    """

    tender = UnionForeignKey(Tender, related_name="bundled")
    application = UnionForeignKey(Application, related_name="+")
    number = models.PositiveIntegerField(null=True, blank=True)
    facts = models.JSONField(default=dict)
    told = models.TextField(blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="bundled_once", fields=["union", "tender", "application"]),
            models.UniqueConstraint(name="bundled_number_once", fields=["union", "tender", "number"]),
        ]
        indexes = [models.Index(name="bundled_by_application", fields=["union", "application"])]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.number}"

    @property
    def dossier(self) -> Dossier:
        """As it was on the day of sending."""
        found = read(self.told.encode())
        assert isinstance(found, Dossier)
        return found


class BankInvitation(UnionOwned):
    """A bank that is asked, and its link. A new link has a new serial, and the old one stops working.

    `shown` are the applications that its bundle was made of when it was sent; `scales` how coarse each field was then.
    """

    tender = UnionForeignKey(Tender, related_name="invitations")
    lender = UnionForeignKey(Lender, related_name="+")
    link_serial = models.PositiveIntegerField(default=1)
    shown = models.JSONField(default=list, blank=True)
    scales = models.JSONField(default=list, blank=True)

    class Meta(UnionOwned.Meta):
        constraints = [models.UniqueConstraint(name="invited_once", fields=["union", "tender", "lender"])]
        indexes = [models.Index(name="tender_invitation_by_lender", fields=["union", "lender"])]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.lender_id}"
