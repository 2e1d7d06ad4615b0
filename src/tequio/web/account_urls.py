"""The door and one's own account, under Spanish addresses; the names are those the library looks for."""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path

from tequio.web import door

urlpatterns = [
    # The door. Members come by telephone; whoever is sent to sign in lands there too.
    path("entrar/", door.ask_for_code, name="account_login"),
    path("entrar/", door.ask_for_code, name="account_request_login_code"),
    path("entrar/codigo/", door.confirm_code, name="account_confirm_login_code"),
    path("entrar/correo/", account.login, name="account_login_by_password"),
    path("entrar/llave/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("entrar/segundo-paso/", second_step.authenticate, name="mfa_authenticate"),
    path("entrar/olvide/", account.password_reset, name="account_reset_password"),
    path("entrar/olvide/enviado/", account.password_reset_done, name="account_reset_password_done"),
    path("entrar/olvide/listo/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^entrar/olvide/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("entrar/cerrada/", account.account_inactive, name="account_inactive"),
    path("entrar/nueva/", account.signup, name="account_signup"),
    path("salir/", account.logout, name="account_logout"),
    # One's own account.
    path("cuenta/", door.own_account, name="account_own"),
    path("cuenta/confirmar/", account.reauthenticate, name="account_reauthenticate"),
    path("cuenta/contrasena/", account.password_change, name="account_change_password"),
    path("cuenta/contrasena/primera/", account.password_set, name="account_set_password"),
    path("cuenta/segundo-paso/", second_step.index, name="mfa_index"),
    path("cuenta/segundo-paso/confirmar/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("cuenta/segundo-paso/aplicacion/activar/", totp.activate_totp, name="mfa_activate_totp"),
    path("cuenta/segundo-paso/aplicacion/quitar/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("cuenta/segundo-paso/respaldo/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("cuenta/segundo-paso/respaldo/nuevos/", recovery_codes.generate_recovery_codes,
         name="mfa_generate_recovery_codes"),
    path("cuenta/segundo-paso/respaldo/bajar/", recovery_codes.download_recovery_codes,
         name="mfa_download_recovery_codes"),
    path("cuenta/llaves/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("cuenta/llaves/nueva/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("cuenta/llaves/confirmar/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("cuenta/llaves/<int:pk>/quitar/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("cuenta/llaves/<int:pk>/nombre/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
]  # fmt: skip
