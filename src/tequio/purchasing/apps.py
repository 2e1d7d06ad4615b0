from django.apps import AppConfig


class PurchasingConfig(AppConfig):
    name = "tequio.purchasing"
    default_auto_field = "django.db.models.BigAutoField"
