"""The project's own addresses, and the peers'."""

from benchmarks.step import bare, wizard
from screening.urls import urlpatterns as own

urlpatterns = [*own, bare.url, wizard.FEW_STEPS.url(), wizard.ONE_EACH.url()]
