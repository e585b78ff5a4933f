"""Root addresses."""

from django.urls import URLPattern, URLResolver, include, path

from screening.views import home
from screening.views.patient import (
    about,
    crisis,
    leaving,
    medicines,
    questions,
    sending,
    starting,
)

patient_pages: list[URLPattern | URLResolver] = [
    path("i/<str:token>/", starting.start, name="start"),
    path("i/<str:token>/identity/", starting.identity, name="identity"),
    path("i/<str:token>/about/", starting.about, name="link-about"),
    path("intake/", questions.next_page, name="next"),
    path("intake/question/<str:link_id>/", questions.question, name="question"),
    path("intake/question/<str:link_id>/names/", medicines.names, name="medicine-names"),
    path("intake/crisis/", crisis.crisis, name="crisis"),
    path("intake/check/", sending.check, name="check"),
    path("intake/done/", sending.done, name="done"),
    path("intake/about/", about.about, name="about"),
    path("intake/language/", leaving.language, name="language"),
    path("intake/delete/", leaving.delete, name="delete"),
    path("intake/ended/", leaving.ended, name="ended"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("", include((patient_pages, "patient"))),
    path("", include("clinics.urls")),
]
