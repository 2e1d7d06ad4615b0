from django.apps import AppConfig


class TendersConfig(AppConfig):
    name = "tequio.tenders"
    default_auto_field = "django.db.models.BigAutoField"
