from django.urls import path

from tequio.makers.views import agreements

app_name = "makers"
urlpatterns = [
    path("", agreements.agreements, name="agreements"),
    path("socias/<int:member_id>/", agreements.agreements_of, name="agreements_of"),
]
