from django.apps import AppConfig


class StockConfig(AppConfig):
    name = "tequio.stock"
    default_auto_field = "django.db.models.BigAutoField"
