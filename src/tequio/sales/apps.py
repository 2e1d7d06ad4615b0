from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "tequio.sales"
    default_auto_field = "django.db.models.BigAutoField"
