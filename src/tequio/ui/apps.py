from django.apps import AppConfig

from tequio.ui.forms import speak_plainly


class UiConfig(AppConfig):
    name = "tequio.ui"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        speak_plainly()
