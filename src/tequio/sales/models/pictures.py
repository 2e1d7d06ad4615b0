"""What is seen of pieces: how a line is to look, and what was wrong with pieces that came."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.core.models import UnionForeignKey, UnionOwned
from tequio.sales.models.collecting import Inspection
from tequio.sales.models.orders import Line


class DesignSheet(UnionOwned):
    """The design sheet of a line as a file: a picture (with the same one small), or a PDF. One a line; events tell
    which file it was before, by its SHA-256."""

    class Kind(models.TextChoices):
        PICTURE = "jpg", _("foto o dibujo")
        PDF = "pdf", "PDF"

    line = UnionForeignKey(Line, related_name="design_sheets")
    kind = models.CharField(max_length=3, choices=Kind.choices)
    content = models.BinaryField()
    small = models.BinaryField(blank=True, default=b"")
    sha256 = models.CharField(max_length=64)
    attached_on = models.DateField()
    attached_by = models.CharField(max_length=160)

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="design_sheet_once", fields=["union", "line"]),
            models.CheckConstraint(
                name="design_picture_has_a_small_one",
                condition=Q(kind="pdf", small=b"") | (Q(kind="jpg") & ~Q(small=b"")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.kind}"


class DefectPhoto(UnionOwned):
    """What was wrong with pieces of an inspection, to see. Never changed; office and maker see it."""

    inspection = UnionForeignKey(Inspection, related_name="photos")
    position = models.PositiveSmallIntegerField()
    whole = models.BinaryField()
    small = models.BinaryField()

    class Meta(UnionOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="defect_photo_once", fields=["union", "inspection", "position"]),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.position}"
