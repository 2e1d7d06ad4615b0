"""The background work of every app: imported where a worker starts (PROCRASTINATE_IMPORT_PATHS), by nothing else."""

from django.utils.module_loading import autodiscover_modules

autodiscover_modules("jobs")
