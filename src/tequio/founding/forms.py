"""What people type on the way to a union."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tequio.engines import founding as engine
from tequio.founding.models import Founder, Problem, Promoter
from tequio.founding.words import answer_fault_said, said
from tequio.members.models import Member
from tequio.ui.forms import DayInput, PesosField

MOST_PLACES = 6
NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}


def people(members: Sequence[Member]) -> list[tuple[int, str]]:
    return [(each.pk, f"{each.name} · {each.section.name}") for each in members]


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class ProblemForm(forms.Form):
    """What hurts, and who said it."""

    title = forms.CharField(label=_("¿Qué pasa?"), max_length=160, help_text=_("Con las palabras de quien lo dijo."))
    member = forms.TypedChoiceField(label=_("Quién lo dijo"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {each.pk: each for each in members}
        self.fields["member"].choices = [("", _("Lo dijo el grupo")), *people(members)]  # type: ignore[attr-defined]

    @property
    def member_told(self) -> Member | None:
        return self.members.get(self.cleaned_data["member"])


class SeedForm(forms.Form):
    seed = forms.CharField(
        label=_("Semilla del sorteo"), max_length=120,
        help_text=_("Unas palabras que se dicen en voz alta ahora. Si hay empate, cualquiera repite el sorteo."),
    )  # fmt: skip


class OrderForm(forms.Form):
    """One person's own order: a place after another, as many as she wants."""

    def __init__(self, *args: Any, problems: Sequence[Problem], order: Sequence[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "—"), *((each.pk, each.title) for each in problems)]
        for place in range(1, min(len(problems), MOST_PLACES) + 1):
            self.fields[f"place_{place}"] = forms.TypedChoiceField(
                label=_("Lo que más duele") if place == 1 else _("Lugar %(place)s") % {"place": place}, coerce=int,
                empty_value=None, required=place == 1, choices=choices,
                initial=order[place - 1] if place <= len(order) else None,
            )  # fmt: skip

    @property
    def order(self) -> list[int]:
        return [value for name, value in self.cleaned_data.items() if name.startswith("place_") and value is not None]


class PromotersForm(forms.Form):
    """Who of those that keep coming does what in the committee."""

    TASKS = ("coordination", "minutes", "money", "villages", "villages")

    def __init__(self, *args: Any, members: Sequence[Member], chosen: Sequence[tuple[int, str]] = (),
                 **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        left = list(chosen)
        for place, task in enumerate(self.TASKS, start=1):
            kept = next((each for each in left if each[1] == task), None)
            if kept:
                left.remove(kept)
            self.fields[f"person_{place}"] = forms.TypedChoiceField(
                label=Promoter.Task(task).label.capitalize(), coerce=int, empty_value=None, required=place <= 3,
                choices=[("", "—"), *people(members)], initial=kept[0] if kept else None,
            )  # fmt: skip

    @property
    def chosen(self) -> list[tuple[int, str]]:
        found = [(self.cleaned_data[f"person_{place}"], task) for place, task in enumerate(self.TASKS, start=1)]
        return [(pk, task) for pk, task in found if pk is not None]


class YearForm(forms.Form):
    """A workshop's year, to see what a form does to its taxes."""

    sales = PesosField(label=_("Lo que vendes en un año"))
    costs = PesosField(label=_("Lo que gastas en un año para producirlo"))
    season = forms.ChoiceField(label=_("Cuándo vendes"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seasons = engine.seasons(today)
        choices = [(code, said(name)) for code, (name, _weights) in self.seasons.items()]
        self.fields["season"].choices = choices  # type: ignore[attr-defined]

    @property
    def told(self) -> engine.Year:
        told = self.cleaned_data
        return engine.Year(told["sales"], told["costs"], self.seasons[told["season"]][1])


class FormForm(forms.Form):
    """The form that the forum chose, with its vote."""

    form = forms.ChoiceField(label=_("La figura"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Por qué"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    in_favour = forms.IntegerField(label=_("Votos a favor"), min_value=0, widget=forms.TextInput(NUMERIC))
    present = forms.IntegerField(label=_("Personas presentes"), min_value=1, widget=forms.TextInput(NUMERIC))

    def __init__(self, *args: Any, forms_: Sequence[engine.LegalForm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = [(each.code, said(each.name)) for each in forms_]  # type: ignore[attr-defined]


class AnswersForm(forms.Form):
    """The plain questions of a legal form; what is left empty is answered another day."""

    def __init__(self, *args: Any, legal_form: str, today: date, given: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.legal_form, self.today = legal_form, today
        self.questions = {each.code: each for each in engine.questions_of(legal_form, today)}
        for code, question in self.questions.items():
            self.fields[code] = _field(question, given.get(code, ""))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for code, question in self.questions.items():
            value = "" if told.get(code) is None else str(told[code])
            if value and code not in self.errors:
                fault = engine.answer_faults(question, value, self.legal_form, self.today)
                if fault:
                    self.add_error(code, answer_fault_said(question, fault))
        return told

    @property
    def answers(self) -> dict[str, str]:
        return {
            code: "" if self.cleaned_data[code] is None else str(self.cleaned_data[code]) for code in self.questions
        }


def _field(question: engine.Question, value: str) -> forms.Field:
    told: dict[str, Any] = {"label": said(question.ask), "help_text": said(question.help), "required": False}
    match question.kind:
        case "pesos":
            return PesosField(initial=int(value) if value else None, **told)
        case "choice":
            choices = [("", "—"), *((code, said(text)) for code, text in question.choices)]
            return forms.ChoiceField(choices=choices, initial=value, **told)
        case "whole":
            return forms.CharField(initial=value, widget=forms.TextInput(NUMERIC), max_length=9, **told)
        case _:
            wide = forms.Textarea(attrs={"rows": 3}) if question.most > 240 else forms.TextInput()
            return forms.CharField(initial=value, widget=wide, max_length=question.most, **told)


class FounderForm(forms.Form):
    """Somebody who signs up, with the paper she shows."""

    member = forms.TypedChoiceField(label=_("Persona"), coerce=int)
    paper = forms.ChoiceField(label=_("Identificación que mostró"), choices=Founder.Paper.choices)

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = people(members)  # type: ignore[attr-defined]


class MeetingForm(forms.Form):
    """When and where the founding assembly meets."""

    day = forms.DateField(label=_("Qué día"), widget=DayInput())
    at_time = forms.TimeField(label=_("A qué hora"), widget=TimeInput(), initial=time(10))
    second_time = forms.TimeField(
        label=_("Segunda convocatoria, el mismo día"), widget=TimeInput(), initial=time(11),
        help_text=_("Si a la primera hora no llegan bastantes."),
    )  # fmt: skip
    place = forms.CharField(label=_("Lugar"), max_length=240)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("at_time") and told.get("second_time") and told["second_time"] <= told["at_time"]:
            self.add_error("second_time", _("La segunda va después de la primera."))
        return told

    @property
    def arguments(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "meets_at": timezone.make_aware(datetime.combine(told["day"], told["at_time"])),
            "second_at": timezone.make_aware(datetime.combine(told["day"], told["second_time"])),
            "place": told["place"],
        }


class RegistrationForm(forms.Form):
    """When it was done and which number it got; without a day it is still to do."""

    done_on = forms.DateField(label=_("Hecho el"), widget=DayInput(), required=False)
    number = forms.CharField(label=_("Folio o número"), max_length=80, required=False)
