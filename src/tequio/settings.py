"""Django's settings. What differs between installations comes from the environment; everything has a safe default.

DATABASE_URL, DATABASE_APP_URL   a PostgreSQL server instead of the embedded one (core/database.py)
TEQUIO_HOME, TEQUIO_SECRET_KEY   where data is kept, and the secret (core/home.py)
TEQUIO_HOSTS                     names the site is reached by, separated by commas
TEQUIO_HTTPS=1                   served behind TLS: cookies only over HTTPS, HSTS
TEQUIO_DEMO=1                    show one-time codes on the page, as the demo does
TEQUIO_PROXIES                   how many proxies stand before it, so that limits by address count the right one
TEQUIO_SMS_BACKEND               the gateway that sends text messages (core/outbox.py)
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from tequio.core import database, home

PACKAGE = Path(__file__).parent

SECRET_KEY = home.secret()
DEBUG = os.environ.get("TEQUIO_DEBUG") == "1"
DEMO = os.environ.get("TEQUIO_DEMO") == "1"
HTTPS = os.environ.get("TEQUIO_HTTPS") == "1"
ALLOWED_HOSTS = [*filter(None, os.environ.get("TEQUIO_HOSTS", "").split(",")), "localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "tequio.core",
    "tequio.ui",
    "tequio.unions",
    "tequio.members",
    "tequio.books",
    "tequio.stock",
    "tequio.dues",
    "tequio.purchasing",
    "tequio.sales",
    "tequio.credit",
    "tequio.guarantee",
    "tequio.assembly",
    "tequio.production",
    "tequio.training",
    "tequio.benefit",
    "tequio.tenders",
    "tequio.founding",
    "tequio.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tequio.web.uploads.UploadLimit",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tequio.web.middleware.UnionMiddleware",
]

ROOT_URLCONF = "tequio.web.urls"
WSGI_APPLICATION = "tequio.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "ui" / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": ["template_partials.templatetags.partials", "tequio.ui.templatetags.tequio"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tequio.web.context.site",
            ],
        },
    }
]

DATABASES = {
    "default": database.django_settings(database.app_parameters()),
    # Only migrations and `tequio doctor` use the owner; no view does.
    "owner": database.django_settings(database.owner_parameters()) | {"TEST": {"MIRROR": "default"}},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "es-mx"
LANGUAGES = [("es-mx", _("Español")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["tequio.ui.formats"]
TIME_ZONE = "America/Mexico_City"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "ui" / "static"]
STATIC_ROOT = None  # WhiteNoise serves the files from the package itself
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = home.home() / "files"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"},
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^salud/$"]  # asked by the machine itself
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a supplier may fill twenty steps of many materials, a village name all absent
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FORM_RENDERER = "tequio.ui.forms.Renderer"

# --- signing in: members by telephone and a code, staff by e-mail and password ---------------------------------------
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "tequio.web.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "tequio.web.forms.PhoneForm",
    "confirm_login_code": "tequio.web.forms.CodeForm",
    "login": "tequio.web.forms.PasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "tequio.web.adapter.display"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Tequio: "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 2
ACCOUNT_PHONE_VERIFICATION_ENABLED = False  # the code that lets a member in is the proof
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
# A whole village may share one address of its telephone company, so the limits that bite go by telephone or account.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "request_login_code": "60/m/ip,3/m/key,10/h/key",
    "confirm_login_code": "120/m/ip,10/h/key",
}
WRONG_CODES_A_MINUTE = 30  # of boxes that are not there, from one address
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TEQUIO_PROXIES", "0"))
MFA_ADAPTER = "tequio.web.second_step.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tequio"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
TEQUIO_SMS_BACKEND = os.environ.get("TEQUIO_SMS_BACKEND", "tequio.core.outbox.OutboxGateway")

# Only a worker loads background work: pages put it off by name, and need neither solver nor compiler.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["tequio.core.work"]

EMAIL_BACKEND = os.environ.get("TEQUIO_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
