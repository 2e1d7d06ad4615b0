from django.apps import AppConfig


class DuesConfig(AppConfig):
    name = "tequio.dues"
    default_auto_field = "django.db.models.BigAutoField"
