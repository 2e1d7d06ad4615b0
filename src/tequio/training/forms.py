"""What people type about courses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tequio.members.models import Section
from tequio.training.actions import SessionDetails
from tequio.training.models import Feedback, Moment, Session
from tequio.training.models.programme import LONGEST_MINUTES, MOST_SEATS
from tequio.training.series import Weeks
from tequio.ui.forms import DayInput
from tequio.unions.models import Office
from tequio.unions.syllabus import Question

MOST_TOPICS = 60


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class ProgrammeForm(forms.Form):
    title = forms.CharField(label=_("Nombre"), max_length=120, help_text=_("Por ejemplo: Seminarios de 2026."))
    summary = forms.CharField(label=_("Para qué es"), max_length=400, required=False)
    begins_on = forms.DateField(label=_("Empieza el"), widget=DayInput())
    ends_on = forms.DateField(label=_("Termina el"), widget=DayInput())


class CourseForm(forms.Form):
    title = forms.CharField(label=_("Nombre del curso"), max_length=120)
    goal = forms.CharField(label=_("Qué se aprende"), max_length=400, required=False)
    prepares = forms.ModelChoiceField(
        label=_("Prepara para un cargo"), queryset=Office.everywhere.none(), required=False,
        empty_label=_("Para ninguno"),
        help_text=_("Quien tenga la constancia cuenta como alguien que puede llevar ese cargo."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = Office.objects.exclude(kind=Office.Kind.CATALYST).order_by("name", "pk")
        self.fields["prepares"].queryset = offices  # type: ignore[attr-defined]


class _DetailsForm(forms.Form):
    """Where a session is held, at what hour, for how many."""

    at_time = forms.TimeField(label=_("A qué hora"), widget=TimeInput(), initial=time(17, 0))
    minutes = forms.IntegerField(
        label=_("Cuánto dura"), min_value=10, max_value=LONGEST_MINUTES, initial=120,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )  # fmt: skip
    section = forms.ModelChoiceField(
        label=_("Pueblo"), queryset=Section.everywhere.none(), required=False, empty_label=_("Otro lugar"),
        help_text=_("Con el pueblo, cada quien ve en el mapa cómo llegar."),
    )  # fmt: skip
    place = forms.CharField(label=_("Lugar"), max_length=160, required=False,
                            help_text=_("Vacío: el punto de entrega del pueblo."))  # fmt: skip
    speaker = forms.CharField(label=_("Quién la da"), max_length=160, required=False)
    material = forms.CharField(label=_("Qué llevar"), max_length=240, required=False)
    seats = forms.IntegerField(
        label=_("Cuántos lugares hay"), min_value=1, max_value=MOST_SEATS, required=False,
        help_text=_("Vacío: caben todas y todos."), widget=forms.TextInput({"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = Section.objects.order_by("name", "pk")  # type: ignore[attr-defined]
        self.fields["minutes"].suffix = _("minutos")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("section") and not told.get("place"):
            self.add_error("place", _("Di dónde: elige un pueblo o escribe el lugar."))
        return told

    @property
    def details(self) -> SessionDetails:
        told, section = self.cleaned_data, self.cleaned_data["section"]
        return SessionDetails(
            minutes=told["minutes"], place=told["place"] or section.point_name, speaker=told["speaker"],
            material=told["material"], seats=told["seats"], section_id=section.pk if section else None,
            latitude=section.latitude if section else None, longitude=section.longitude if section else None,
        )  # fmt: skip


class SeriesForm(_DetailsForm):
    """A series: one topic a line, week after week."""

    topics = forms.CharField(
        label=_("Temas"), widget=forms.Textarea({"rows": 6}), max_length=20_000,
        help_text=_("Un tema en cada renglón; cada uno es una sesión."),
    )  # fmt: skip
    first_on = forms.DateField(label=_("La primera es el"), widget=DayInput())
    every = forms.TypedChoiceField(
        label=_("Se repite"), coerce=int, initial=1,
        choices=[(1, _("cada semana")), (2, _("cada dos semanas")), (4, _("cada cuatro semanas"))],
    )  # fmt: skip
    on_holidays = forms.BooleanField(
        label=_("También en días de descanso oficiales"), required=False,
        help_text=_("Si no la marcas, las sesiones se recorren a la semana siguiente."),
    )  # fmt: skip
    except_on = forms.CharField(
        label=_("Días en que no hay sesión"), required=False, max_length=1_000,
        help_text=_("Por ejemplo la fiesta del pueblo: 24/06/2026, 02/11/2026."),
    )  # fmt: skip
    field_order = ("topics", "first_on", "at_time", "minutes", "every", "section", "place", "speaker", "material",
                   "seats", "except_on", "on_holidays")  # fmt: skip

    def clean_topics(self) -> list[str]:
        told = [line.strip() for line in self.cleaned_data["topics"].splitlines() if line.strip()]
        if len(told) > MOST_TOPICS:
            raise forms.ValidationError(_("Son demasiados temas: hasta %(most)s a la vez.") % {"most": MOST_TOPICS})
        for topic in told:
            if len(topic) > 160:
                raise forms.ValidationError(_("Acorta este tema a 160 letras: «%(topic)s…»") % {"topic": topic[:40]})
        return told

    def clean_except_on(self) -> frozenset[date]:
        found = set()
        for word in filter(None, re.split(r"[\s,;]+", self.cleaned_data["except_on"])):
            try:
                found.add(forms.DateField().to_python(word))
            except forms.ValidationError:
                said = _("«%(word)s» no es una fecha. Escríbelas así: 24/06/2026, 02/11/2026.") % {"word": word}
                raise forms.ValidationError(said) from None
        return frozenset(filter(None, found))

    @property
    def weeks(self) -> Weeks:
        told = self.cleaned_data
        return Weeks(told["first_on"], told["at_time"], told["every"], told["except_on"], told["on_holidays"])


class SessionForm(_DetailsForm):
    topic = forms.CharField(label=_("Tema"), max_length=160)
    day = forms.DateField(label=_("Qué día"), widget=DayInput())
    field_order = ("topic", "day", "at_time", "minutes", "section", "place", "speaker", "material", "seats")

    @classmethod
    def initial_of(cls, session: Session) -> dict[str, Any]:
        local = timezone.localtime(session.begins_at)
        return {
            "topic": session.topic, "day": local.date(), "at_time": local.time(), "minutes": session.minutes,
            "section": session.section_id, "place": session.place, "speaker": session.speaker,
            "material": session.material, "seats": session.seats,
        }  # fmt: skip

    @property
    def begins_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["at_time"]))


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("¿Por qué?"), max_length=240, help_text=_("Lo leen quienes apartaron lugar, también en su calendario.")
    )


class GuestForm(forms.Form):
    """Somebody who is no member."""

    nombres = forms.CharField(label=_("Nombres"), max_length=120)
    primer_apellido = forms.CharField(label=_("Primer apellido"), max_length=80)
    segundo_apellido = forms.CharField(label=_("Segundo apellido"), max_length=80, required=False)


class SignInForm(forms.Form):
    """Whom to print on a list to sign."""

    expected = forms.BooleanField(
        label=_("Quienes apartaron lugar o ya han venido a este curso"), required=False, initial=True
    )
    section = forms.ModelChoiceField(
        label=_("Socias y socios de un pueblo"), queryset=Section.everywhere.none(), required=False,
        empty_label=_("De ninguno"),
    )  # fmt: skip
    blank = forms.IntegerField(
        label=_("Renglones en blanco"), min_value=0, max_value=200, initial=10,
        help_text=_("Para quien llegue y no esté en la lista."), widget=forms.TextInput({"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = Section.objects.order_by("name", "pk")  # type: ignore[attr-defined]


class ArriveForm(forms.Form):
    number = forms.IntegerField(
        label=_("Tu número de socia o socio"), min_value=1, max_value=2_000_000_000,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class QuizForm(forms.Form):
    """The questions of a sheet; one may be left open."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, question in enumerate(questions):
            self.fields[f"q{place}"] = forms.TypedChoiceField(
                label=question.text, coerce=int, required=False, empty_value=0, widget=forms.RadioSelect,
                choices=list(enumerate(question.options, start=1)),
            )  # fmt: skip

    @property
    def answers(self) -> list[int]:
        return [self.cleaned_data[name] for name in self.fields if name.startswith("q")]


class PaperQuizForm(QuizForm):
    """The same, answered on paper or aloud: who, and when. `people`: key and name of those who came."""

    person = forms.TypedChoiceField(label=_("Quién respondió"), coerce=int)
    moment = forms.ChoiceField(label=_("Cuándo"), widget=forms.RadioSelect, choices=Moment.choices)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Escoge a una persona")), *people]  # type: ignore[attr-defined]


class FeedbackForm(forms.Form):
    useful = forms.TypedChoiceField(
        label=_("¿Qué tanto te sirvió?"), coerce=int, widget=forms.RadioSelect,
        choices=[(5, _("mucho")), (4, _("bastante")), (3, _("regular")), (2, _("poco")), (1, _("nada"))],
    )  # fmt: skip
    pace = forms.ChoiceField(label=_("¿Cómo fue el paso?"), widget=forms.RadioSelect, choices=Feedback.Pace.choices)
    text = forms.CharField(
        label=_("¿Qué cambiarías?"), required=False, max_length=400, widget=forms.Textarea({"rows": 3})
    )
