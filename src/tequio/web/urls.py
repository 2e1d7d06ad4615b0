"""Every address there is."""

from django.urls import include, path

app_patterns = [
    path("socios/", include("tequio.members.urls")),
]

urlpatterns = [
    path("cuenta/", include("allauth.urls")),
    path("<slug:union>/", include(app_patterns)),
]
