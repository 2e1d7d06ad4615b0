from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MakersConfig(AppConfig):
    name = "tequio.makers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # What the siblings ask of each other is answered from here on.
        autodiscover_modules("joining")
