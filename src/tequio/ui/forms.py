"""Forms drawn with our own components, and the fields that money and quantities are typed into."""

import re
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.template.exceptions import TemplateDoesNotExist
from django.utils.translation import gettext_lazy as _

from tequio.engines.money import to_centavos


class Renderer(TemplatesSetting):
    """Our templates first; widgets we do not draw ourselves come from Django."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"

    @cached_property
    def _djangos(self) -> DjangoTemplates:
        return DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        try:
            return super().get_template(template_name)
        except TemplateDoesNotExist:
            return self._djangos.get_template(template_name)


class TypedNumber(forms.TextInput):
    """A text box that brings up the phone's keypad of digits and lets people type commas."""

    template_name = "ui/widgets/number.html"  # without the type, which is text anyway: some forms have hundreds

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off"} | (attrs or {}))


class QuantityField(forms.DecimalField):
    """A quantity as people type it: 1,250.5 or 1250.5. Up to three places; not negative unless `min_value` says so."""

    widget = TypedNumber
    default_error_messages = {
        "invalid": _("Escribe solo un número, por ejemplo 1,250.5."),
        "min_value": _("Escribe %(limit_value)s o más."),
        "max_value": _("Es demasiado: escribe %(limit_value)s o menos."),
        "max_decimal_places": _("Usa %(max)s decimales o menos."),
        "max_digits": _("Es un número demasiado grande. Revísalo."),
        "max_whole_digits": _("Es un número demasiado grande. Revísalo."),
    }

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        kwargs = {"min_value": Decimal(0), "max_digits": 12, "decimal_places": 3} | kwargs
        super().__init__(**kwargs)
        self.suffix = unit

    def to_python(self, value: Any) -> Any:
        bare = _bare_number(value)
        # Python would read 1e9, NaN and other digits' alphabets as numbers; people mean none of them.
        if isinstance(bare, str) and not re.fullmatch(r"[-+]?[0-9.]*", bare):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(bare)


class PesosField(QuantityField):
    """An amount typed in pesos ($1,234.50) that the program gets in whole centavos (123450)."""

    prefix = "$"
    default_error_messages = {"invalid": _("Escribe solo la cantidad en pesos, por ejemplo 1,250.50.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"decimal_places": 2, "max_digits": 14} | kwargs))

    def clean(self, value: Any) -> Any:
        amount = super().clean(value)
        return None if amount is None else to_centavos(amount)

    def prepare_value(self, value: Any) -> Any:
        return f"{Decimal(value) / 100:.2f}" if isinstance(value, int) else value


class DayInput(forms.DateInput):
    """The device's own calendar; the value travels as 2026-03-10 whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class FileDrop(forms.ClearableFileInput):
    """A place to drop a file on; without script, an ordinary file chooser."""

    template_name = "ui/widgets/file_drop.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, hint: str = "") -> None:
        super().__init__(attrs)
        self.hint = hint

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"hint": self.hint}


def _bare_number(value: Any) -> Any:
    """Without the signs people add: $, thousands commas, spaces. "1,25" stays as it is, and is refused as unclear."""
    if not isinstance(value, str):
        return value
    text = re.sub(r"[\s$\u202f\u00a0]", "", value).replace("\u2212", "-")
    return text.replace(",", "") if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d*)?", text) else text


def speak_plainly() -> None:
    """Replaces Django's stock sentences by what the person should do."""
    sentences = {
        forms.Field: {"required": _("Falta este dato.")},
        forms.ChoiceField: {"invalid_choice": _("Escoge una opción de la lista.")},
        forms.TypedChoiceField: {"invalid_choice": _("Escoge una opción de la lista.")},
        forms.ModelChoiceField: {"invalid_choice": _("Escoge una opción de la lista.")},
        forms.MultipleChoiceField: {"invalid_choice": _("Escoge opciones de la lista.")},
        forms.DateField: {"invalid": _("Escribe una fecha que exista, por ejemplo 10/03/2026.")},
        forms.IntegerField: {"invalid": _("Escribe solo un número entero, por ejemplo 12.")},
        forms.DecimalField: {"invalid": _("Escribe solo un número, por ejemplo 12.5.")},
        forms.EmailField: {"invalid": _("Escribe un correo completo, por ejemplo ana@correo.mx.")},
        forms.FileField: {
            "required": _("Falta escoger el archivo."),
            "missing": _("Falta escoger el archivo."),
            "empty": _("El archivo está vacío. Revisa que sea el correcto."),
            "invalid": _("No llegó ningún archivo. Escógelo otra vez."),
        },
    }
    for field, own in sentences.items():
        field.default_error_messages = field.default_error_messages | own
