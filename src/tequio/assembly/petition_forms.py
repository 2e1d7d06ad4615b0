"""What people type when they ask for a point or an assembly, and signatures from paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tequio.assembly.forms import NumbersField
from tequio.assembly.models import AgendaItem, Petition


class PetitionForm(forms.Form):
    """The office says for whom it notes what came on paper; a member asks for himself."""

    kind = forms.ChoiceField(
        label=_("¿Qué pides?"), widget=forms.RadioSelect, initial=Petition.Kind.POINT,
        choices=[(kind.value, capfirst(kind.label)) for kind in Petition.Kind],
    )  # fmt: skip
    title = forms.CharField(
        label=_("Lo que se va a tratar"), max_length=240, help_text=_("Así quedará en el orden del día.")
    )
    reason = forms.CharField(label=_("¿Por qué?"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4}))
    matter = forms.ChoiceField(label=_("Asunto"), choices=AgendaItem.Matter.choices, required=False)

    def __init__(self, *args: Any, for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if for_others:
            self.fields["member"] = NumbersField(label=_("Número de quien lo pide"))

    def clean_member(self) -> Any:
        named = self.cleaned_data["member"]
        if len(named) != 1:
            raise forms.ValidationError(_("Escribe un solo número."))
        return named[0]

    @property
    def arguments(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {name: told[name] for name in ("kind", "title", "reason")} | {
            "matter": told["matter"] or AgendaItem.Matter.ORDINARY
        }


class SignaturesForm(forms.Form):
    members = NumbersField(
        label=_("Números de quienes firmaron en papel"), help_text=_("Por ejemplo: 12, 45 y 7. Guarda la hoja.")
    )
