"""A price seen outside, and taking one back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tequio.members.models import Section
from tequio.stock import queries
from tequio.stock.models import Item, PriceObservation
from tequio.ui.forms import DayInput, FileDrop, QuantityField

LARGEST_PHOTO = 8 * 1024 * 1024
# The first bytes say what a file is, whatever its name says. iPhones send HEIC; browsers do not show it.
KINDS = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png", b"RIFF": "webp", b"%PDF-": "pdf"}


def kind_of(head: bytes) -> str | None:
    """jpg, png, webp or pdf; None for anything else."""
    found = next((kind for start, kind in KINDS.items() if head.startswith(start)), None)
    return None if found == "webp" and head[8:12] != b"WEBP" else found


class PriceForm(forms.Form):
    """What something costs without the union, with its evidence."""

    item = forms.ModelChoiceField(label=_("Material"), queryset=Item.everywhere.none(), empty_label=_("Elige…"))
    price = QuantityField(
        label=_("Precio por unidad"), min_value=None, decimal_places=4,
        help_text=_("En pesos, como lo paga un taller que compra solo."),
    )  # fmt: skip
    observed_on = forms.DateField(label=_("Fecha"), widget=DayInput)
    grade = forms.ChoiceField(
        label=_("¿Qué prueba hay?"), choices=PriceObservation.Grade.choices, widget=forms.RadioSelect
    )
    section = forms.ModelChoiceField(
        label=_("Pueblo"), queryset=Section.everywhere.none(), required=False, empty_label=_("Cualquiera")
    )
    place = forms.CharField(label=_("Tienda o lugar"), max_length=120, required=False)
    note = forms.CharField(label=_("Nota"), max_length=240, required=False)
    photo = forms.FileField(
        label=_("Foto del recibo"), required=False,
        widget=FileDrop(hint=_("JPG, PNG, WebP o PDF, hasta 8 MB.")),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = queries.materials()  # type: ignore[attr-defined]
        self.fields["section"].queryset = Section.objects.order_by("name", "pk")  # type: ignore[attr-defined]
        self.fields["price"].prefix = "$"  # type: ignore[attr-defined]

    def clean_photo(self) -> UploadedFile | None:
        photo: UploadedFile | None = self.cleaned_data["photo"]
        if not photo:
            return None
        if (photo.size or 0) > LARGEST_PHOTO:
            raise forms.ValidationError(_("La foto pasa de 8 MB. Tómala con menos tamaño o mándala por partes."))
        head = photo.read(16)
        photo.seek(0)
        kind = kind_of(head)
        if kind is None:
            raise forms.ValidationError(_("Ese archivo no es una foto JPG, PNG o WebP ni un PDF. Elige otro."))
        photo.name = f"prueba.{kind}"
        return photo


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("¿Por qué se retira?"), max_length=240)
