from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TrainingConfig(AppConfig):
    name = "tequio.training"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The union's page on its adviser asks every app that knows who can carry an office.
        autodiscover_modules("carriers")
