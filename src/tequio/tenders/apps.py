from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TendersConfig(AppConfig):
    name = "tequio.tenders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The page on which an agreement is written asks every app that knows what was offered.
        autodiscover_modules("joining")
