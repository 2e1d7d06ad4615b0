from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FoundingConfig(AppConfig):
    name = "tequio.founding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Offices get their rights from the deeds that are registered, so every app's deeds must be.
        autodiscover_modules("actions", "roster.actions")
