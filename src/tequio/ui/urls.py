"""The stylesheet, the reader's preferences, and the page that shows every component."""

from django.urls import path

from tequio.ui import patterns, views

app_name = "ui"
urlpatterns = [
    path("estilo-<slug:version>.css", views.stylesheet_file, name="stylesheet"),
    path("preferencias/", views.preferences, name="preferences"),
    path("patrones/", patterns.patterns, name="patterns"),
    path("patrones/avance/", patterns.progress, name="patterns_progress"),
]
