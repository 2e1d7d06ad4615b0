"""Forms about members. A field says what is wrong with the same words as an imported cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.core.sheets import parse
from tequio.core.text import plain
from tequio.core.values import BadValue
from tequio.members import identity
from tequio.members.models import Member, Section, Workshop
from tequio.members.persons import PersonDetails, SectionDetails, WorkshopDetails
from tequio.members.roster.columns import name as a_name
from tequio.members.roster.sentences import ROSTER
from tequio.ui.forms import DayInput, FileDrop


class ParsedField(forms.CharField):
    """A line of text that a parser of `core.sheets` or `identity` turns into a value; an empty one stays empty."""

    def __init__(self, *, parse: Callable[[str], Any], empty: Any = "", **kwargs: Any) -> None:
        self.parse, self.empty = parse, empty
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = plain(super().clean(value) or "")
        if not text:
            return self.empty
        try:
            return self.parse(text)
        except BadValue as error:
            raise forms.ValidationError(str(ROSTER[error.code]) % error.params, code=error.code) from error


def sections() -> list[tuple[int, str]]:
    stored = Section.objects.order_by("name", "municipality", "pk").values_list("pk", "name", "municipality")
    return [
        (pk, village if village == municipality else f"{village}, {municipality}")
        for pk, village, municipality in stored
    ]


class MemberForm(forms.Form):
    """A person, his village, household and workshop."""

    nombres = ParsedField(label=_("Nombres"), parse=a_name(120), max_length=120)
    primer_apellido = ParsedField(label=_("Primer apellido"), parse=a_name(80), max_length=80)
    segundo_apellido = ParsedField(label=_("Segundo apellido"), parse=a_name(80), max_length=80, required=False)
    section_id = forms.TypedChoiceField(label=_("Sección"), coerce=int)
    phone = ParsedField(
        label=_("Teléfono"), parse=identity.phone, required=False, help_text=_("Diez cifras."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    curp = ParsedField(label=_("CURP"), parse=identity.curp, required=False)
    rfc = ParsedField(label=_("RFC"), parse=identity.rfc, required=False)
    clabe = ParsedField(
        label=_("CLABE"), parse=identity.clabe, required=False, help_text=_("Las 18 cifras de su cuenta de banco."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    born_on = ParsedField(label=_("Fecha de nacimiento"), parse=parse.day, empty=None, required=False, widget=DayInput)
    household = ParsedField(label=_("Hogar"), parse=a_name(160), required=False)
    workshop = ParsedField(label=_("Nombre del taller"), parse=a_name(160), required=False)
    address = ParsedField(label=_("Domicilio del taller"), parse=parse.text(240), required=False)
    legal_status = forms.ChoiceField(
        label=_("Situación legal"), choices=Workshop.LegalStatus.choices, initial=Workshop.LegalStatus.INFORMAL
    )
    people_at_work = forms.IntegerField(label=_("Personas que trabajan"), min_value=1, max_value=9999, initial=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section_id"].choices = sections()  # type: ignore[attr-defined]

    @property
    def person(self) -> PersonDetails:
        return PersonDetails(**{field: self.cleaned_data[field] for field in PersonDetails.__dataclass_fields__})

    @property
    def workshop_details(self) -> WorkshopDetails:
        data = self.cleaned_data
        return WorkshopDetails(data["workshop"], data["address"], data["legal_status"], data["people_at_work"])

    @property
    def has_workshop(self) -> bool:
        return self.workshop_details != WorkshopDetails()


def initial_of(member: Member) -> dict[str, Any]:
    """What the form shows before anyone writes: the member as he is stored."""
    person, workshop = member.person, member.workshop or Workshop()
    values = {field: getattr(person, field) for field in PersonDetails.__dataclass_fields__}
    return values | {
        "phone": identity.phone_shown(person.phone) if person.phone else "",
        "section_id": member.section_id,
        "household": member.household.name if member.household else "",
        "workshop": workshop.name,
        "address": workshop.address,
        "legal_status": workshop.legal_status,
        "people_at_work": workshop.people_at_work,
    }


class AdmitForm(MemberForm):
    """A new member; without a number the next one is given."""

    number = ParsedField(
        label=_("Número"), parse=parse.integer(1, 999_999_999), empty=None, required=False,
        help_text=_("Vacío: se da el siguiente."), widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("Estado"), choices=[(s.value, s.label) for s in (Member.State.APPLICANT, Member.State.ACTIVE)]
    )
    field_order = ("nombres", "primer_apellido", "segundo_apellido", "number", "state", "section_id")


class StateForm(forms.Form):
    """The next state of a member, among those that the bylaws allow."""

    state = forms.ChoiceField(label=_("Pasa a"))
    reason = forms.CharField(label=_("Motivo"), max_length=240, required=False)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = Member.CHANGES[Member.State(member.state)]
        self.fields["state"].choices = [(s.value, s.label) for s in allowed]  # type: ignore[attr-defined]


class SectionForm(forms.Form):
    """A new village."""

    name = ParsedField(label=_("Nombre"), parse=a_name(120), max_length=120)
    municipality = ParsedField(label=_("Municipio"), parse=a_name(120), max_length=120)
    point_name = ParsedField(
        label=_("Punto de entrega"), parse=parse.text(160), help_text=_("Plaza, ayudantía, bodega…")
    )
    point_address = ParsedField(label=_("Domicilio del punto"), parse=parse.text(240), required=False)
    locality_code = forms.RegexField(
        label=_("Clave INEGI"), regex=r"^[0-9]{9}$", required=False, help_text=_("Nueve cifras.")
    )
    latitude = forms.DecimalField(label=_("Latitud"), min_value=-90, max_value=90, decimal_places=6, required=False)
    longitude = forms.DecimalField(label=_("Longitud"), min_value=-180, max_value=180, decimal_places=6, required=False)

    @property
    def section(self) -> SectionDetails:
        return SectionDetails(**self.cleaned_data)


class RosterForm(forms.Form):
    """A roster file on its way in."""

    file = forms.FileField(label=_("Archivo"), widget=FileDrop(hint=_("Excel (.xlsx) o .csv, hasta 20 MB.")))


class ConfirmForm(forms.Form):
    """Yes to a roster that was looked at: `seen` is the digest of what the preview showed."""

    seen = forms.CharField(widget=forms.HiddenInput)
    new_sections = forms.BooleanField(label=_("Abrir las secciones nuevas"), required=False)
