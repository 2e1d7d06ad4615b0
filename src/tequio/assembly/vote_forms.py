"""What people type about a vote: the question, the seed, raised hands, papers to print, the day of taking office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.assembly.forms import NumbersField
from tequio.assembly.models import AgendaItem, Motion, Option, Vote
from tequio.ui.forms import DayInput
from tequio.unions.models import Office


class VoteForm(forms.Form):
    title = forms.CharField(label=_("Pregunta o cargo"), max_length=240)
    motion = forms.ModelChoiceField(
        label=_("Moción"), queryset=Motion.everywhere.none(), required=False, empty_label=_("Es una elección")
    )
    method = forms.ChoiceField(label=_("Cómo se cuenta"), choices=Vote.Method.choices)
    is_secret = forms.BooleanField(
        label=_("Secreta"), required=False, initial=True, help_text=_("Una elección siempre lo es.")
    )
    candidates = NumbersField(
        label=_("Candidaturas"), required=False, help_text=_("Números de socia o socio, en el orden de la boleta.")
    )
    seats = forms.IntegerField(label=_("Cargos por elegir"), min_value=1, max_value=50, required=False, initial=1)
    office = forms.ModelChoiceField(
        label=_("Cargo"), queryset=Office.everywhere.none(), required=False, empty_label=_("Ninguno con permisos")
    )
    body = forms.ChoiceField(
        label=_("Órgano"), choices=[("", _("Otro o ninguno")), *Vote.Body.choices], required=False,
        help_text=_("Si al elegir el consejo se forma una minoría suficiente, ella nombra la vigilancia."),
    )  # fmt: skip
    term_years = forms.IntegerField(label=_("Años que dura"), min_value=0, max_value=99, required=False, initial=0)

    elects_delegates = forms.BooleanField(
        label=_("Elige a quienes van de delegadas y delegados"), required=False,
        help_text=_("Los lugares los dicen las bases, por el número de socias y socios."),
    )  # fmt: skip

    women = NumbersField(
        label=_("Candidatas que se dicen mujeres"), required=False,
        help_text=_("Las bases piden paridad. Solo si cada quien quiere decirlo: números, entre las candidaturas."),
    )  # fmt: skip
    men = NumbersField(label=_("Candidatos que se dicen hombres"), required=False)

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not item.assembly.bylaws.says("parity"):
            del self.fields["women"], self.fields["men"]
        self.fields["motion"].queryset = item.motions.filter(state=Motion.State.PROPOSED).order_by("pk")
        if item.assembly.section_id is None:
            del self.fields["elects_delegates"]
        self.fields["office"].queryset = Office.objects.filter(kind=Office.Kind.ELECTED).order_by("name", "pk")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        standing, women, men = (set(told.get(name) or ()) for name in ("candidates", "women", "men"))
        for name, said in (("women", women), ("men", men)):
            for member in said - standing:
                self.add_error(name, _("%(name)s no está entre las candidaturas.") % {"name": member.name})
        for member in women & men:
            self.add_error("men", _("%(name)s está en las dos listas.") % {"name": member.name})
        return told

    @property
    def declared(self) -> dict[int, str]:
        told = self.cleaned_data
        return {
            member.pk: said for name, said in (("women", Option.Declared.WOMAN), ("men", Option.Declared.MAN))
            for member in told.get(name) or ()
        }  # fmt: skip

    @property
    def arguments(self) -> dict[str, Any]:
        told = self.cleaned_data
        motion, office = told["motion"], told["office"]
        return {
            "title": told["title"], "method": Vote.Method.MOTION if motion else told["method"],
            "seats": told["seats"] or 1, "is_secret": told["is_secret"] or motion is None,
            "motion_id": motion.pk if motion else None, "candidates": told["candidates"],
            "office_id": office.pk if office else None, "term_years": told["term_years"] or 0,
            "elects_delegates": motion is None and told.get("elects_delegates", False),
            "declared": self.declared, "body": told["body"],
        }  # fmt: skip


class MinorityForm(forms.Form):
    members = NumbersField(
        label=_("Números de quienes forman la minoría"), required=False,
        help_text=_("Quienes se pusieron de pie. La lista sustituye a la anterior."),
    )  # fmt: skip


class RecusalForm(forms.Form):
    members = NumbersField(
        label=_("Números de quienes no votan"), required=False,
        help_text=_("Quien lo dijo, o a quien toca el asunto. La lista sustituye a la anterior."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("¿Por qué?"), max_length=240, help_text=_("Por ejemplo: se decide sobre su propia exclusión.")
    )


class SeedForm(forms.Form):
    seed = forms.CharField(
        label=_("Semilla del sorteo"), max_length=120,
        help_text=_("Léela en voz alta antes de votar. Por ejemplo, un número que diga cada mesa."),
    )  # fmt: skip


class HandsForm(forms.Form):
    in_favour = forms.IntegerField(label=_("A favor"), min_value=0, max_value=10_000_000)
    against = forms.IntegerField(label=_("En contra"), min_value=0, max_value=10_000_000)
    abstained = forms.IntegerField(label=_("Abstenciones"), min_value=0, max_value=10_000_000)
    tellers = forms.CharField(label=_("Contaron"), max_length=240)


class PrintForm(forms.Form):
    ones = forms.IntegerField(label=_("Boletas de 1 voto"), min_value=0, max_value=10_000, initial=0)
    tens = forms.IntegerField(
        label=_("Boletas de 10 votos"), min_value=0, max_value=10_000, initial=0,
        help_text=_("Para delegadas y delegados con muchos votos."),
    )  # fmt: skip

    @property
    def worths(self) -> dict[int, int]:
        told = {1: self.cleaned_data["ones"], 10: self.cleaned_data["tens"]}
        return {worth: many for worth, many in told.items() if many}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("ones") and not told.get("tens"):
            self.add_error("ones", _("Escribe cuántas boletas quieres imprimir."))
        return told


class BeginForm(forms.Form):
    begins_on = forms.DateField(label=_("Toman posesión el"), widget=DayInput())
