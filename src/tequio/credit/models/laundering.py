"""What the law against money laundering asks of who habitually lends or guarantees: a file on each, and notices."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned


class BorrowerFile(UnionOwned):
    """Who a borrower is, as his papers say, and who looked at them. The newest row of a member holds."""

    class Paper(models.TextChoices):
        INE = "ine", _("credencial para votar (INE)")
        PASSPORT = "passport", _("pasaporte")
        LICENCE = "licence", _("cédula profesional")
        OTHER = "other", _("otra identificación oficial")

    member = UnionForeignKey("members.Member", related_name="+")
    paper = models.CharField(_("con qué se identificó"), max_length=10, choices=Paper.choices)
    paper_number = models.CharField(_("número"), max_length=40)
    address_proof = models.CharField(_("comprobante de domicilio"), max_length=120)
    address_proof_on = models.DateField(_("fecha del comprobante"))
    occupation = models.CharField(_("a qué se dedica"), max_length=120)
    for_himself = models.BooleanField(_("pide para sí, no para otra persona"), default=True)
    beneficiary = models.CharField(_("para quién pide"), max_length=200, blank=True)
    checked_on = models.DateField()
    checked_by = models.CharField(max_length=160)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="file_names_whose_money", condition=Q(for_himself=True) | ~Q(beneficiary="")
            ),
            models.CheckConstraint(
                name="file_is_whole", condition=~Q(paper_number="") & ~Q(address_proof="") & ~Q(occupation="")
            ),
        ]  # fmt: skip
        indexes = [models.Index(name="file_by_member", fields=["union", "member", "-id"])]

    def __str__(self) -> str:
        return f"{self.member_id} {self.checked_on}"


class AuthorityNotice(UnionOwned):
    """A notice that the union gave the authority of one month's operations of a member, or that there were none."""

    member = UnionForeignKey("members.Member", null=True, blank=True, related_name="+")
    month_on = models.DateField()
    minor = models.BigIntegerField(default=0)
    folio = models.CharField(_("folio del acuse"), max_length=80)
    given_on = models.DateField()
    given_by = models.CharField(max_length=160)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.CheckConstraint(name="authority_notice_of_a_month", condition=Q(month_on__day=1)),
            models.CheckConstraint(name="authority_notice_has_its_folio", condition=~Q(folio="")),
            models.UniqueConstraint(
                name="authority_notice_once", fields=["union", "member", "month_on"], nulls_distinct=False
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.month_on} {self.member_id}"
