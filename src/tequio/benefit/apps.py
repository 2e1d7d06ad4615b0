from django.apps import AppConfig


class BenefitConfig(AppConfig):
    name = "tequio.benefit"
    default_auto_field = "django.db.models.BigAutoField"
