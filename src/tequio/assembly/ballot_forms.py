"""The ballot on a screen: by rule, one choice, several, or places in order of preference."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.assembly.models import Vote

BLANK = "blank"


class BallotForm(forms.Form):
    """`ranking` and `is_blank` are what was chosen. On a ranked ballot each option gets a place, or none."""

    def __init__(self, *args: Any, vote: Vote, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vote = vote
        self.options = list(vote.options.order_by("place"))
        names = [(str(option.place), option.name) for option in self.options]
        if vote.is_ranked:
            places = [("", "—"), *((str(n), _("%(n)s.º") % {"n": n}) for n in range(1, len(names) + 1))]
            for place, name in names:
                self.fields[f"o{place}"] = forms.ChoiceField(label=name, choices=places, required=False)
            self.fields[BLANK] = forms.BooleanField(label=_("Votar en blanco"), required=False)
        elif vote.method == Vote.Method.APPROVAL:
            self.fields["choice"] = forms.MultipleChoiceField(
                label=vote.title, choices=names, widget=forms.CheckboxSelectMultiple, required=False
            )
            self.fields[BLANK] = forms.BooleanField(label=_("Votar en blanco"), required=False)
        else:
            blank = _("Me abstengo") if vote.is_motion else _("En blanco")
            self.fields["choice"] = forms.ChoiceField(
                label=vote.title, choices=[*names, (BLANK, blank)], widget=forms.RadioSelect
            )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if self.vote.is_ranked:
            places = [told.get(f"o{option.place}") for option in self.options]
            given = [place for place in places if place]
            if len(set(given)) != len(given):
                raise forms.ValidationError(_("Dos personas tienen el mismo lugar. Dale a cada una el suyo."))
            if sorted(map(int, given)) != list(range(1, len(given) + 1)):
                raise forms.ValidationError(_("Falta un lugar en medio. Empieza por el 1.º y sigue sin saltar."))
        return told

    @property
    def ranking(self) -> tuple[int, ...]:
        told = self.cleaned_data
        if self.vote.is_ranked:
            placed = [(int(told[f"o{o.place}"]), o.place) for o in self.options if told.get(f"o{o.place}")]
            return tuple(option for _place, option in sorted(placed))
        chosen = told.get("choice") or []
        return tuple(int(each) for each in ([chosen] if isinstance(chosen, str) else chosen) if each != BLANK)

    @property
    def is_blank(self) -> bool:
        return bool(self.cleaned_data.get(BLANK)) or self.cleaned_data.get("choice") == BLANK


class HelpForm(BallotForm):
    def __init__(self, *args: Any, vote: Vote, **kwargs: Any) -> None:
        super().__init__(*args, vote=vote, **kwargs)
        self.fields["reason"] = forms.CharField(label=_("¿Por qué pidió ayuda?"), max_length=240)
