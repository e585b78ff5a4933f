import logging

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Tags, register

from screening import startup
from screening.logs import log_uncaught


class ScreeningConfig(AppConfig):
    name = "screening"
    verbose_name = "Screening"

    def ready(self) -> None:
        logging.captureWarnings(True)
        if not settings.TRYOUT:
            log_uncaught()
        register(startup.check_settings, Tags.security, deploy=True)
