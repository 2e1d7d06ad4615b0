from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class GuaranteeConfig(AppConfig):
    name = "tequio.guarantee"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Whoever settles a farewell learns what must stay, whichever page is opened first.
        autodiscover_modules("keeps")
