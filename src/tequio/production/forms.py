"""What workshops and the office fill in: few fields, with the usual answer already there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.engines.costing import Five
from tequio.production.actions import KilnDetails, MeansDetails
from tequio.production.making import monday_of
from tequio.production.models import Batch, Kiln, LoadPart, Means, WeekNote
from tequio.production.models.places import MOST_LITRES
from tequio.production.models.weeks import MOST_DAYS, MOST_MINOR, MOST_PIECES
from tequio.ui.forms import DayInput, FileDrop, PesosField, QuantityField
from tequio.ui.templatetags.tequio import day_short
from tequio.unions.making import Making, Recipe

PESOS = Decimal(MOST_MINOR) / 100
OTHER = "other"
WEEKS_BACK = 9  # as many as a card adds up, and the one before


class WholeInput(forms.NumberInput):
    """A whole number on the keypad of digits."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric"} | (attrs or {}))


def pieces_field(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_PIECES, widget=WholeInput, **more)


def product_field(made: Making, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("¿Qué pieza?"), choices=[(recipe.code, recipe.name) for recipe in made.recipes], **more
    )


class WeekForm(forms.Form):
    """The five numbers. What is left empty counts as nothing."""

    def __init__(self, *args: Any, made: Making, today: date, note: WeekNote | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = monday_of(today)
        weeks = [this - timedelta(weeks=number) for number in range(WEEKS_BACK)]
        self.fields = {
            "monday": forms.ChoiceField(
                label=_("¿Qué semana?"), initial=this.isoformat(),
                choices=[(each.isoformat(), _week_said(each, this)) for each in weeks],
            ),
            "product": product_field(made),
            "begun": pieces_field(_("1. ¿Cuántas piezas formaste?"), required=False),
            "good": pieces_field(_("2. ¿Cuántas salieron buenas al final?"), required=False),
            "material_minor": PesosField(
                label=_("3. ¿Cuánto gastaste en material?"), required=False, max_value=PESOS,
                help_text=_("Todo lo que lleva la pieza, lo que usaste esta semana."),
            ),
            "fuel_minor": PesosField(label=_("4. ¿Cuánto gastaste en leña o gas?"), required=False, max_value=PESOS),
            "days": QuantityField(
                label=_("5. ¿Cuántos días se trabajaron?"), required=False, max_value=MOST_DAYS, decimal_places=1,
                unit=_("días"), help_text=_("Suma los de todas las personas: dos personas, tres días, son seis."),
            ),
        }  # fmt: skip
        if note is not None:
            self.initial |= {
                "monday": note.monday.isoformat(), "product": note.product, "begun": note.begun, "good": note.good,
                "material_minor": note.material_minor, "fuel_minor": note.fuel_minor, "days": f"{note.days:f}",
            }  # fmt: skip

    @property
    def told(self) -> dict[str, Any]:
        """What the deed is told."""
        found = self.cleaned_data
        five = Five(
            found["begun"] or 0, found["good"] or 0, found["material_minor"] or 0, found["fuel_minor"] or 0,
            found["days"] or Decimal(0),
        )  # fmt: skip
        return {"monday": date.fromisoformat(found["monday"]), "product": found["product"], "five": five}


def _week_said(monday: date, this: date) -> Any:
    if monday == this:
        return _("Esta semana")
    return _("Del %(first)s al %(last)s") % {
        "first": day_short(monday), "last": day_short(monday + timedelta(days=6))
    }  # fmt: skip


class BatchForm(forms.Form):
    """A new batch; the last one's product and size stand there already."""

    def __init__(self, *args: Any, made: Making, today: date, last: Batch | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            "product": product_field(made, initial=last.product if last else None),
            "pieces": forms.IntegerField(
                label=_("¿Cuántas piezas?"), min_value=1, max_value=MOST_PIECES, widget=WholeInput,
                initial=last.pieces if last else None,
            ),
            "begun_on": forms.DateField(label=_("¿Qué día empezaste?"), widget=DayInput, initial=today),
        }  # fmt: skip


class CountForm(forms.Form):
    """How many were lost in a stage: one tap for the usual answers, a box for any other."""

    def __init__(self, *args: Any, alive: int, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alive = alive
        usual = [number for number in (1, 2, 3, 4, 5, 6, 8, 10, 12, 15) if number <= alive]
        self.fields = {
            "lost": forms.ChoiceField(
                label=_("¿Cuántas se perdieron?"), widget=forms.RadioSelect,
                choices=[("0", _("Ninguna")), *((str(n), str(n)) for n in usual), (OTHER, _("Otra cantidad"))],
            ),
            "other": forms.IntegerField(
                label=_("Otra cantidad"), min_value=0, max_value=alive, required=False, widget=WholeInput,
                error_messages={"max_value": _("Solo entraron %(limit_value)s piezas.")},
            ),
            "counted_on": forms.DateField(label=_("¿Qué día?"), widget=DayInput, initial=today),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        # Whoever writes a number means that number, whichever answer is marked.
        if told.get("lost") == OTHER and told.get("other") is None and "other" not in self.errors:
            self.add_error("other", _("Escribe cuántas se perdieron."))
        return told

    @property
    def good(self) -> int:
        told = self.cleaned_data
        return self.alive - (told["other"] if told["other"] is not None else int(told["lost"]))


class LoadForm(forms.Form):
    """Which kiln is lit, for what, and which day; own batches that wait go in at once."""

    def __init__(
        self, *args: Any, kilns: Iterable[Kiln], stages: list[tuple[str, str]], waiting: list[tuple[str, str]],
        today: date, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        rows = list(kilns)
        self.fields = {
            "kiln": forms.TypedChoiceField(
                label=_("¿Qué horno?"), coerce=int, choices=[(str(kiln.pk), kiln.name) for kiln in rows],
                initial=str(rows[0].pk) if rows else None,
            ),
            "stage": forms.ChoiceField(label=_("¿Qué quema?"), choices=stages, widget=forms.RadioSelect,
                                       initial=stages[0][0] if stages else None),
            "lit_on": forms.DateField(label=_("¿Qué día?"), widget=DayInput, initial=today),
            "batches": forms.MultipleChoiceField(
                label=_("¿Qué metes?"), choices=waiting, widget=forms.CheckboxSelectMultiple, required=False,
                initial=[key for key, _label in waiting],
            ),
        }  # fmt: skip
        if not waiting:
            del self.fields["batches"]


class FireForm(forms.Form):
    """What a load cost in fuel, and how many broke of each part."""

    def __init__(self, *args: Any, parts: list[LoadPart], names: dict[int, str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        self.fields = {
            "fuel_minor": PesosField(label=_("¿Cuánto costó la leña o el gas?"), max_value=PESOS),
            **{
                f"broken_{part.pk}": forms.IntegerField(
                    label=names[part.pk], min_value=0, max_value=part.pieces, initial=0, widget=WholeInput,
                    help_text=_("De %(pieces)s piezas, ¿cuántas se perdieron?") % {"pieces": part.pieces},
                    error_messages={"max_value": _("Solo entraron %(limit_value)s piezas.")},
                )
                for part in parts
            },
            "fired_on": forms.DateField(label=_("¿Qué día?"), widget=DayInput, initial=today),
        }  # fmt: skip

    @property
    def goods(self) -> dict[int, int]:
        return {part.pk: part.pieces - self.cleaned_data[f"broken_{part.pk}"] for part in self.parts}


class MeansForm(forms.Form):
    """What a workshop works with."""

    people = forms.IntegerField(label=_("¿Cuántas personas trabajan?"), min_value=1, max_value=200, widget=WholeInput)
    days_per_week = forms.IntegerField(label=_("¿Cuántos días por semana?"), min_value=1, max_value=7, initial=6,
                                       widget=WholeInput)  # fmt: skip
    hours_per_day = forms.IntegerField(label=_("¿Cuántas horas al día?"), min_value=1, max_value=24, initial=8,
                                       widget=WholeInput)  # fmt: skip
    drying_litres = forms.IntegerField(
        label=_("Lugar para secar"), min_value=1, max_value=MOST_LITRES, widget=WholeInput,
        help_text=_("En litros: largo por ancho por alto, en metros, por mil. Una repisa de 2 m por 50 cm por 40 cm "
                    "son 400."),
    )  # fmt: skip
    day_wage_minor = PesosField(
        label=_("¿Cuánto quieres ganar por día?"), required=False, min_value=Decimal(1), max_value=PESOS,
        help_text=_("Vacío: lo que decidió la unión, o el salario mínimo."),
    )  # fmt: skip
    fixed_minor = PesosField(
        label=_("¿Cuánto pagas cada mes, trabajes o no?"), required=False, max_value=PESOS,
        help_text=_("Renta, luz, la cuota de la unión."),
    )  # fmt: skip

    @staticmethod
    def of(means: Means | None, people: int) -> dict[str, Any]:
        if means is None:
            return {"people": people}
        return {name: getattr(means, name) for name in MeansForm.base_fields}

    @property
    def details(self) -> MeansDetails:
        return MeansDetails(**self.cleaned_data | {"fixed_minor": self.cleaned_data["fixed_minor"] or 0})


class KilnForm(forms.Form):
    """One kiln; its kind proposes the rest."""

    name = forms.CharField(label=_("¿Cómo le dicen?"), max_length=80)
    litres = forms.IntegerField(
        label=_("¿Cuánto le cabe?"), min_value=1, max_value=MOST_LITRES, widget=WholeInput,
        help_text=_("En litros por dentro: largo por ancho por alto, en metros, por mil."),
    )  # fmt: skip
    loads_per_week = forms.IntegerField(
        label=_("¿Cuántas quemas por semana, cuando mucho?"), min_value=1, max_value=14, initial=1, widget=WholeInput
    )
    is_shared = forms.BooleanField(label=_("Otros talleres de mi pueblo pueden meter piezas"), required=False)

    def __init__(self, *args: Any, made: Making, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kiln.code, f"{kiln.name} (~{kiln.litres:,} l)") for kiln in made.kilns]
        self.fields = {"kind": forms.ChoiceField(label=_("¿Cuál se le parece?"), choices=kinds), **self.fields}

    @property
    def details(self) -> KilnDetails:
        return KilnDetails(**self.cleaned_data)


class PauseForm(forms.Form):
    begins_on = forms.DateField(label=_("Desde"), widget=DayInput)
    ends_on = forms.DateField(label=_("Hasta"), widget=DayInput)
    reason = forms.CharField(label=_("Por qué"), max_length=120, required=False)


class CommitmentForm(forms.Form):
    """What was promised to somebody."""

    pieces = forms.IntegerField(label=_("¿Cuántas piezas buenas?"), min_value=1, max_value=MOST_PIECES,
                                widget=WholeInput)  # fmt: skip
    due_on = forms.DateField(label=_("¿Para qué día?"), widget=DayInput)
    what = forms.CharField(label=_("¿Para quién?"), max_length=120, required=False)

    def __init__(self, *args: Any, made: Making, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"product": product_field(made), **self.fields}


class WhatIfForm(forms.Form):
    """What would be if: sliders where there is script, boxes where there is none. It is asked, never stored."""

    def __init__(self, *args: Any, recipe: Recipe, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slide = {"data-slide": ""}
        self.fields = {
            "material": _part(_("El material cuesta"), 20, 200, slide),
            "combustible": _part(_("La leña o el gas cuesta"), 20, 200, slide),
            "jornal": _part(_("El día de trabajo vale"), 20, 300, slide),
            "lleno": _part(_("El horno va tan lleno como hoy"), 20, 200, slide),
            **{
                f"merma_{stage.stage.code}": forms.IntegerField(
                    label=_("Se pierde en «%(stage)s»") % {"stage": stage.stage.name}, min_value=0, max_value=99,
                    required=False, widget=WholeInput(slide | {"max": 40}),
                )
                for stage in recipe.stages
            },
            "precio": PesosField(label=_("La vendes a"), required=False, max_value=PESOS),
        }  # fmt: skip
        for name, field in self.fields.items():
            if name != "precio":
                field.suffix = "%"  # type: ignore[attr-defined]


def _part(label: Any, least: int, most: int, attrs: dict[str, str]) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, initial=100, required=False, widget=WholeInput(attrs)
    )


class BatchSheetForm(forms.Form):
    """A sheet of batches that was typed."""

    file = forms.FileField(
        label=_("La hoja de tandas"),
        widget=FileDrop(hint=_("Excel (.xlsx) o .csv. Primero verás qué se guardaría.")),
    )


class LoadSheetForm(forms.Form):
    """A sheet of firings that was typed."""

    file = forms.FileField(
        label=_("La hoja de hornadas"),
        widget=FileDrop(hint=_("Excel (.xlsx) o .csv. Primero verás qué se guardaría.")),
    )


class SheetForm(forms.Form):
    """A village's sheet that was typed."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = monday_of(today)
        weeks = [this - timedelta(weeks=number) for number in range(WEEKS_BACK)]
        self.fields = {
            "monday": forms.ChoiceField(
                label=_("¿De qué semana es?"), initial=(this - timedelta(weeks=1)).isoformat(),
                choices=[(each.isoformat(), _week_said(each, this)) for each in weeks],
            ),
            "file": forms.FileField(
                label=_("La hoja del pueblo"),
                widget=FileDrop(hint=_("Excel (.xlsx) o .csv. Primero verás qué se guardaría.")),
            ),
        }  # fmt: skip
