"""Every address there is."""

from django.urls import include, path

from tequio.web import views

app_patterns = [
    path("socios/", include("tequio.members.urls")),
]

urlpatterns = [
    path("salud/", views.health, name="health"),
    path("cuenta/", include("allauth.urls")),
    path("", include("tequio.ui.urls")),
    path("<slug:union>/", include(app_patterns)),
]

handler400 = "tequio.ui.errors.bad_request"
