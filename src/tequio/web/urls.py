"""Every address there is."""

from django.urls import include, path

from tequio.web import views

app_patterns = [
    path("socios/", include("tequio.members.urls")),
]

urlpatterns = [
    path("", views.front, name="front"),
    path("salud/", views.health, name="health"),
    path("", include("tequio.web.account_urls")),
    path("", include("tequio.ui.urls")),
    path("<slug:union>/", include(app_patterns)),
]

handler400 = "tequio.ui.errors.bad_request"
