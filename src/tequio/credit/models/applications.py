"""What a member asks for, alone or in a solidarity group, and what two people said of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.credit.models.terms import AgreedTerms
from tequio.engines import lending as engine


class Borrowers(UnionOwned):
    """A solidarity group: members who ask together and answer for one another. One who asks alone has none."""

    name = models.CharField(_("nombre del grupo"), max_length=120)
    formed_on = models.DateField()

    class Meta(UnionOwned.Meta):
        constraints = [models.CheckConstraint(name="borrowers_have_a_name", condition=~Q(name=""))]

    def __str__(self) -> str:
        return self.name


class Application(UnionOwned):
    """What one member asks for. Income, outgoings and other debts are a month's, as he declared them.

    In a group each member has an application of his own and says yes to it himself; `asked` until he has.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("falta su sí")
        SENT = "sent", _("enviada")
        APPROVED = "approved", _("aprobada")
        REFUSED = "refused", _("no aprobada")
        WITHDRAWN = "withdrawn", _("retirada")
        LENT = "lent", _("con préstamo")

    # Every change of state there is; the tests walk this table.
    CHANGES = {
        State.ASKED: (State.SENT, State.WITHDRAWN),
        State.SENT: (State.APPROVED, State.REFUSED, State.WITHDRAWN),
        State.APPROVED: (State.LENT, State.WITHDRAWN),
        State.REFUSED: (),
        State.WITHDRAWN: (),
        State.LENT: (State.APPROVED,),  # the loan was called off before any money moved
    }
    TONES = {State.ASKED: "warn", State.SENT: "info", State.APPROVED: "good", State.LENT: "good"}

    class Purpose(models.TextChoices):
        MATERIAL = "material", _("materiales")
        EQUIPMENT = "equipment", _("herramienta o equipo")
        WORKSHOP = "workshop", _("arreglar el taller")
        ORDER = "order", _("sacar un pedido")
        OTHER = "other", _("otra cosa")

    member = UnionForeignKey("members.Member", related_name="+")
    workshop = UnionForeignKey("members.Workshop", null=True, blank=True, related_name="+")
    group = UnionForeignKey(Borrowers, null=True, blank=True, related_name="applications")
    product = UnionForeignKey("credit.Product", null=True, blank=True, related_name="+")
    amount_minor = models.BigIntegerField(_("cuánto"))
    payments = models.PositiveSmallIntegerField(_("en cuántos pagos"))
    every = models.CharField(_("cada cuánto"), max_length=10, choices=AgreedTerms.Every.choices,
                             default=AgreedTerms.Every.MONTH)  # fmt: skip
    rest_in = models.JSONField(_("meses sin pago"), default=list, blank=True)  # 6 is June
    purpose = models.CharField(_("para qué"), max_length=10, choices=Purpose.choices)
    purpose_said = models.CharField(_("qué va a comprar o hacer"), max_length=240)
    repaid_from = models.CharField(_("con qué lo va a pagar"), max_length=240)
    income_minor = models.BigIntegerField(_("entra al mes"))
    outgoings_minor = models.BigIntegerField(_("sale al mes"))
    debts_minor = models.BigIntegerField(_("paga al mes de otras deudas"))
    debts_said = models.CharField(_("a quién le debe"), max_length=240, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_on = models.DateField()
    said_yes_on = models.DateField(null=True, blank=True)  # the member himself, or his signature on paper
    on_paper = models.BooleanField(default=False)
    taken_by = models.CharField(max_length=160, blank=True)  # who typed it for one who came with paper

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="application_of_amounts",
                condition=Q(amount_minor__gt=0, payments__gte=1, income_minor__gte=0, outgoings_minor__gte=0,
                            debts_minor__gte=0),
            ),
            models.CheckConstraint(
                name="application_sent_by_a_yes",
                condition=Q(state__in=("asked", "withdrawn")) | Q(said_yes_on__isnull=False),
            ),
            # One at a time: what is open is decided before the next is asked.
            models.UniqueConstraint(
                name="application_one_open", fields=["union", "member"],
                condition=Q(state__in=("asked", "sent", "approved")),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(name="application_by_state", fields=["union", "state", "id"]),
            models.Index(name="application_by_member", fields=["union", "member", "-id"]),
            models.Index(name="application_by_group", fields=["union", "group"]),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.amount_minor}"

    @property
    def tone(self) -> str:
        return self.TONES.get(Application.State(self.state), "")

    @property
    def rhythm(self) -> engine.Rhythm:
        """How he can pay, as he said it; what is signed is the lender's to say."""
        return engine.Rhythm(engine.Every(self.every), tuple(sorted(self.rest_in)))

    @property
    def left_minor(self) -> int:
        """What a month leaves, as declared: what the loan would be paid from."""
        return self.income_minor - self.outgoings_minor - self.debts_minor

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.ASKED, self.State.SENT, self.State.APPROVED)

    def get_absolute_url(self) -> str:
        return reverse("credit:application", kwargs={"union": self.union.slug, "application_id": self.pk})


class Approval(UnionOwned):
    """One person's yes or no to one application, with the reason written out. Never changed or deleted.

    The database refuses one person twice, and anybody who is the applicant or of the same group.
    """

    application = UnionForeignKey(Application, related_name="approvals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    says_yes = models.BooleanField()
    reason = models.CharField(_("por qué"), max_length=600)
    given_on = models.DateField()

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="approval_once", fields=["union", "application", "user"]),
            models.CheckConstraint(name="approval_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.says_yes}"
