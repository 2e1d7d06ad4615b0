from django.apps import AppConfig


class AssemblyConfig(AppConfig):
    name = "tequio.assembly"
    default_auto_field = "django.db.models.BigAutoField"
