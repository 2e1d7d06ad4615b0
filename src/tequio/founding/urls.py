from django.urls import path

from tequio.founding.views import comparing, completing, gathering, preparing, way

app_name = "founding"
urlpatterns = [
    path("", way.home, name="home"),
    path("problemas/", gathering.problems, name="problems"),
    path("problemas/<int:problem_id>/quitar/", gathering.withdraw_problem, name="withdraw_problem"),
    path("orden/", gathering.orders, name="orders"),
    path("orden/<int:member_id>/", gathering.order, name="order"),
    path("mi-orden/", gathering.my_order, name="my_order"),
    path("comite/", preparing.promoters, name="promoters"),
    path("figura/", comparing.form, name="form"),
    path("figura/meses/", comparing.months, name="months"),
    path("bases/", preparing.bylaws, name="bylaws"),
    path("fundadores/", preparing.founders, name="founders"),
    path("fundadores/<int:member_id>/quitar/", preparing.strike, name="strike"),
    path("asamblea/", preparing.assembly, name="assembly"),
    path("tramites/", completing.registrations, name="registrations"),
    path("tramites/<slug:code>/", completing.registration, name="registration"),
    path("entrega/", completing.handover, name="handover"),
    path("papel/<slug:paper>.pdf", way.paper, {"kind": "pdf"}, name="paper_pdf"),
    path("papel/<slug:paper>.docx", way.paper, {"kind": "docx"}, name="paper_docx"),
]
