from django.apps import AppConfig
from django.core.checks import Tags, register

from screening import startup


class ScreeningConfig(AppConfig):
    name = "screening"
    verbose_name = "Screening"

    def ready(self) -> None:
        register(startup.check_settings, Tags.security, deploy=True)
