"""The forms of the door: a telephone, a code, or e-mail and password."""

from typing import Any

from allauth.account import forms as library
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from django import forms
from django.utils.translation import gettext_lazy as _


class PhoneForm(library.RequestLoginCodeForm):  # type: ignore[misc]
    """Asks for a code by telephone only; e-mail is the staff's way and needs the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["email"]
        self.fields["phone"].required = True


class CodeForm(library.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code that came by message. Wrong ones are counted by telephone too, not only in one browser."""

    code = forms.CharField(
        label=_("Código de seis números"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.phone: str = kwargs.pop("phone", "")
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        if self.phone and not ratelimit.consume(context.request, action="confirm_login_code", key=self.phone):
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()
        return code


class PasswordForm(library.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Correo")
        self.fields["login"].widget.attrs = {"type": "email", "autocomplete": "username", "inputmode": "email"}
        self.fields["password"].label = _("Contraseña")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}
