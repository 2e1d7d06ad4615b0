from django.apps import AppConfig


class UnionsConfig(AppConfig):
    name = "tequio.unions"
    default_auto_field = "django.db.models.BigAutoField"
