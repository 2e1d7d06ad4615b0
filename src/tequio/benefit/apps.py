from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class BenefitConfig(AppConfig):
    name = "tequio.benefit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Whoever asks for measures finds them declared, whichever page is opened first.
        autodiscover_modules("measures")
