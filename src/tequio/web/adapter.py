"""How people sign in, where it differs from the library: nobody signs up, and members come from the roster."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tequio.core.outbox import send_text
from tequio.core.users import User
from tequio.web.accounts import account_by_phone
from tequio.web.fields import PhoneField


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("Ese no es el código. Míralo otra vez en el mensaje."),
        "too_many_login_attempts": _("Fueron muchos intentos. Espera unos minutos y vuelve a probar."),
        "rate_limited": _("Fueron muchos intentos. Espera unos minutos y vuelve a probar."),
        "email_password_mismatch": _("El correo o la contraseña no coinciden."),
        "phone_password_mismatch": _("El teléfono o la contraseña no coinciden."),
        "invalid_login": _("El correo o la contraseña no coinciden."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from the roster and from offices; a stranger makes none."""
        return False

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        return PhoneField(**kwargs)

    def get_user_by_phone(self, phone: str) -> User | None:
        return account_by_phone(phone)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        User.objects.filter(pk=user.pk).update(phone=phone, phone_verified=verified)

    def set_phone_verified(self, user: User, phone: str) -> None:
        User.objects.filter(pk=user.pk, phone=phone).update(phone_verified=True)
        user.phone_verified = True

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        send_text(phone, _("Tu código de Tequio es %(code)s. No lo des a nadie.") % {"code": code})


def display(user: User) -> str:
    return user.name
