from django.urls import path

from tequio.training.views import calendar, courses, member, programmes, sessions, syllabus

app_name = "training"
urlpatterns = [
    path("", calendar.month, name="calendar"),
    path("enlace/", calendar.make_link, name="feed_make"),
    path("mios/", member.my_courses, name="mine"),
    path("mios/calendario/", member.my_calendar, name="my_calendar"),
    path("mios/<int:session_id>/", member.my_session, name="my_session"),
    path("programas/", programmes.programme_list, name="programmes"),
    path("programas/nuevo/", programmes.programme_new, name="programme_new"),
    path("programas/<int:programme_id>/", programmes.programme, name="programme"),
    path("programas/<int:programme_id>/cambiar/", programmes.programme_edit, name="programme_edit"),
    path("programas/<int:programme_id>/curso/", courses.course_new, name="course_new"),
    path("curso/<int:course_id>/", courses.course, name="course"),
    path("curso/<int:course_id>/cambiar/", courses.course_edit, name="course_edit"),
    path("curso/<int:course_id>/sesiones/", courses.series_new, name="series_new"),
    path("sesion/<int:session_id>/", sessions.session, name="session"),
    path("sesion/<int:session_id>/cambiar/", sessions.session_edit, name="session_edit"),
    path("sesion/<int:session_id>/cancelar/", sessions.session_cancel, name="session_cancel"),
    path("hojas/", syllabus.sheet_list, name="sheets"),
    path("hojas/<slug:sheet>/", syllabus.sheet, name="sheet"),
]
