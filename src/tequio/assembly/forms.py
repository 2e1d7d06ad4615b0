"""What people type about an assembly."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tequio.assembly.actions.calling import Point
from tequio.assembly.models import AgendaItem, Assembly, Motion, Notice
from tequio.members.models import Member, Section
from tequio.ui.forms import DayInput

POINTS = 10


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def at(day: Any, hour: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


class AssemblyForm(forms.Form):
    title = forms.CharField(label=_("Nombre"), max_length=120, help_text=_("Por ejemplo: Asamblea anual 2027."))
    kind = forms.ChoiceField(label=_("Tipo"), choices=Assembly.Kind.choices)
    by_delegates = forms.BooleanField(label=_("Es de delegadas y delegados de las secciones"), required=False)
    place = forms.CharField(label=_("Lugar"), max_length=240)
    day = forms.DateField(label=_("Primera convocatoria: día"), widget=DayInput())
    hour = forms.TimeField(label=_("Primera convocatoria: hora"), widget=ClockInput())
    second_day = forms.DateField(label=_("Segunda convocatoria: día"), widget=DayInput())
    second_hour = forms.TimeField(label=_("Segunda convocatoria: hora"), widget=ClockInput())
    called_by = forms.ChoiceField(label=_("Convoca"), choices=Assembly.Caller.choices)
    signers = forms.IntegerField(
        label=_("Firmas que la piden"), min_value=0, max_value=1_000_000, required=False, initial=0,
        help_text=_("Solo si la convocan las socias y socios."),
    )  # fmt: skip

    def __init__(self, *args: Any, is_of_section: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_of_section:
            del self.fields["by_delegates"]
        for number in range(1, POINTS + 1):
            self.fields[f"point_{number}"] = forms.CharField(
                label=_("Punto %(number)s") % {"number": number}, max_length=240, required=number == 1
            )
            self.fields[f"matter_{number}"] = forms.ChoiceField(
                label=_("Asunto del punto %(number)s") % {"number": number}, choices=AgendaItem.Matter.choices,
                required=False,
            )  # fmt: skip

    @property
    def head(self) -> list[Any]:
        return [self[name] for name in self.fields if not name.startswith(("point_", "matter_"))]

    @property
    def points(self) -> list[tuple[Any, Any]]:
        return [(self[f"point_{number}"], self[f"matter_{number}"]) for number in range(1, POINTS + 1)]

    @property
    def arguments(self) -> dict[str, Any]:
        told = self.cleaned_data
        points = [
            Point(told[f"point_{number}"], told[f"matter_{number}"] or AgendaItem.Matter.ORDINARY)
            for number in range(1, POINTS + 1) if told[f"point_{number}"]
        ]  # fmt: skip
        return {
            "title": told["title"], "kind": told["kind"], "by_delegates": told.get("by_delegates", False),
            "place": told["place"], "called_by": told["called_by"], "signers": told["signers"] or 0,
            "meets_at": at(told["day"], told["hour"]), "second_at": at(told["second_day"], told["second_hour"]),
            "points": points,
        }  # fmt: skip


def initial_of(assembly: Assembly) -> dict[str, Any]:
    first, second = timezone.localtime(assembly.meets_at), timezone.localtime(assembly.second_at)
    told = {
        "title": assembly.title, "kind": assembly.kind, "by_delegates": assembly.by_delegates,
        "place": assembly.place, "called_by": assembly.called_by, "signers": assembly.signers, "day": first.date(),
        "hour": first.time(), "second_day": second.date(), "second_hour": second.time(),
    }  # fmt: skip
    for item in assembly.items.order_by("number"):
        told |= {f"point_{item.number}": item.title, f"matter_{item.number}": item.matter}
    return told


class OpenForm(forms.Form):
    presides = forms.CharField(label=_("Quién preside"), max_length=160)
    keeps_minutes = forms.CharField(label=_("Quién levanta el acta"), max_length=160)
    tellers = forms.CharField(label=_("Quiénes escrutan"), max_length=240, help_text=_("Al menos dos personas."))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("¿Por qué?"), max_length=240, help_text=_("Queda escrito en la historia."))


class SecondCallForm(forms.Form):
    day = forms.DateField(label=_("Día"), widget=DayInput())
    hour = forms.TimeField(label=_("Hora"), widget=ClockInput())

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        return {"second_at": at(told["day"], told["hour"])} if told.get("day") and told.get("hour") else told


class SectionsForm(forms.Form):
    """When and where the sections meet; each can be changed by itself afterwards."""

    day = forms.DateField(label=_("Primera convocatoria: día"), widget=DayInput())
    hour = forms.TimeField(label=_("Primera convocatoria: hora"), widget=ClockInput())
    second_day = forms.DateField(label=_("Segunda convocatoria: día"), widget=DayInput())
    second_hour = forms.TimeField(label=_("Segunda convocatoria: hora"), widget=ClockInput())
    place = forms.CharField(
        label=_("Lugar en cada pueblo"), max_length=240, help_text=_("Por ejemplo: ayudantía municipal.")
    )

    @property
    def arguments(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "meets_at": at(told["day"], told["hour"]), "second_at": at(told["second_day"], told["second_hour"]),
            "place": told["place"],
        }  # fmt: skip


class DocumentForm(forms.Form):
    title = forms.CharField(label=_("Título"), max_length=160)
    text = forms.CharField(label=_("Texto"), widget=forms.Textarea, max_length=20_000)


class MotionForm(forms.Form):
    text = forms.CharField(label=_("Se propone"), widget=forms.Textarea, max_length=2_000)
    proposed_by = forms.CharField(label=_("Propone"), max_length=160)
    amends = forms.ModelChoiceField(
        label=_("Es enmienda de"), queryset=Motion.everywhere.none(), required=False, empty_label=_("No, es moción")
    )

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amends"].queryset = item.motions.filter(amends=None, state=Motion.State.PROPOSED).order_by("pk")


class NoticeForm(forms.Form):
    way = forms.ChoiceField(label=_("Cómo se avisó"), choices=Notice.Way.choices)
    section = forms.ModelChoiceField(
        label=_("A quiénes"), queryset=Section.everywhere.none(), required=False, empty_label=_("A todas y todos")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = Section.objects.order_by("name", "pk")


class NumbersField(forms.CharField):
    """Members' numbers as people write them: 12, 45 y 7. Becomes the members, in that order."""

    def clean(self, value: Any) -> list[Member]:
        text = super().clean(value) or ""
        words = [word for word in text.replace(",", " ").replace(";", " ").split() if word not in ("y", "e")]
        bad = [word for word in words if not word.isdecimal() or len(word) > 9]
        if bad:
            raise forms.ValidationError(_("«%(word)s» no es un número de socia o socio.") % {"word": bad[0][:20]})
        found = {m.number: m for m in Member.objects.select_related("person").filter(number__in=map(int, words))}
        for word in words:
            if int(word) not in found:
                raise forms.ValidationError(_("Nadie tiene el número %(number)s.") % {"number": word})
        return [found[int(word)] for word in words]


class DelegatesForm(forms.Form):
    """The delegates of each section by their numbers."""

    mandate = forms.CharField(
        label=_("Acta o mandato de las secciones"), max_length=240, required=False,
        help_text=_("Por ejemplo: actas de sección del 5 de diciembre."),
    )  # fmt: skip

    def __init__(self, *args: Any, sections: list[tuple[int, str, int, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for pk, name, members, wanted in sections:
            if wanted:
                self.fields[f"s{pk}"] = NumbersField(
                    label=name, widget=forms.TextInput(attrs={"inputmode": "text"}),
                    help_text=_("Números de las personas elegidas. Tocan: %(wanted)s. Socias y socios: %(members)s.")
                    % {"wanted": wanted, "members": members},
                )  # fmt: skip
                self.fields[f"t{pk}"] = NumbersField(
                    label=_("Suplentes de %(section)s") % {"section": name}, required=False,
                    widget=forms.TextInput(attrs={"inputmode": "text"}),
                )  # fmt: skip
        if not self.has_sections:
            del self.fields["mandate"]

    @property
    def has_sections(self) -> bool:
        return any(name != "mandate" for name in self.fields)

    @property
    def delegates(self) -> dict[int, list[int]]:
        return self._of("s")

    @property
    def substitutes(self) -> dict[int, list[int]]:
        return self._of("t")

    def _of(self, kind: str) -> dict[int, list[int]]:
        return {
            int(name[1:]): [m.pk for m in members]
            for name, members in self.cleaned_data.items() if name != "mandate" and name[0] == kind
        }  # fmt: skip


class ProxyForm(forms.Form):
    giver = forms.IntegerField(label=_("Número de quien no puede venir"), min_value=1, max_value=2_000_000_000)
    holder = forms.IntegerField(label=_("Número de quien lo representa"), min_value=1, max_value=2_000_000_000)
    first_witness = forms.CharField(label=_("Primer testigo"), max_length=110)
    second_witness = forms.CharField(label=_("Segundo testigo"), max_length=110)
