from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "tequio.training"
    default_auto_field = "django.db.models.BigAutoField"
