from django.urls import path

from tequio.unions import views

app_name = "unions"
urlpatterns = [
    path("", views.office_list, name="office_list"),
    path("<int:office_id>/nombrar/", views.appoint, name="appoint"),
    path("<int:office_id>/permisos/", views.office_rights, name="office_rights"),
    path("relevar/<int:term_id>/", views.relieve, name="relieve"),
    path("asesoria/", views.leaning, name="leaning"),
    path("asesoria/<slug:process>/", views.leaning_rows, name="leaning_rows"),
    path("ajustes/", views.setting_list, name="setting_list"),
    path("ajustes/<slug:setting>/", views.setting_detail, name="setting_detail"),
    path("ajustes/<slug:setting>/cambiar/", views.setting_change, name="setting_change"),
]
