from django.urls import path

from tequio.members.views import members, roster, sections

app_name = "members"
urlpatterns = [
    path("", members.member_list, name="member_list"),
    path("nuevo/", members.member_new, name="member_new"),
    path("<int:member_id>/", members.member_detail, name="member_detail"),
    path("<int:member_id>/corregir/", members.member_edit, name="member_edit"),
    path("<int:member_id>/estado/", members.member_state, name="member_state"),
    path("secciones/", sections.section_list, name="section_list"),
    path("secciones/<int:section_id>/", sections.section_edit, name="section_edit"),
    path("padron/importar/", roster.roster_upload, name="roster_upload"),
    path("padron/importar/<int:file_id>/", roster.roster_preview, name="roster_preview"),
    path("padron/importar/<int:file_id>/correcciones.csv", roster.roster_bad_cells, name="roster_bad_cells"),
    path("padron/exportar/", roster.roster_export, name="roster_export"),
]
